"""The cmdash file: what it keeps, what it refuses, what it leaves untouched."""

from __future__ import annotations

import base64
import contextlib
import datetime as dt
import io
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from cmdash import profile
from cmdash.catalog import fields, networks, settings
from cmdash.model import Answer, Event, Goal, Profile, Refusal, Seasons
from cmdash.model.brand import Brand, is_logo

TAUGHT = Profile(
    answers=(
        Answer("network", "facebook", file="reach.csv"),
        Answer("date_order", "DMY"),
        Answer("side", "peer", account="Office de la vallée"),
        Answer("network", "other:VK", layout="abc123"),
    ),
    mappings={"abc123": {"Portée orga.": "reach", "Remarques": ""}},
)


def code_of(content: bytes) -> str:
    with pytest.raises(Refusal) as caught:
        profile.load(content, "agence.cmdash")
    assert caught.value.finding.file == "agence.cmdash"
    return caught.value.finding.code


def document(**sections: object) -> bytes:
    return json.dumps({"format": "cmdash", "version": 1, **sections}).encode()


def test_what_was_taught_comes_back() -> None:
    again = profile.load(profile.dump(TAUGHT))
    assert again.answers == TAUGHT.answers
    assert {key: dict(columns) for key, columns in again.mappings.items()} == TAUGHT.mappings
    assert dict(again.extra) == {}
    assert profile.dump(again) == profile.dump(TAUGHT)


def test_it_is_json_that_a_person_can_read() -> None:
    written = json.loads(profile.dump(TAUGHT))
    assert written["format"] == "cmdash"
    assert written["version"] == profile.VERSION
    assert written["answers"][0] == {"key": "network", "value": "facebook", "file": "reach.csv"}
    assert "Portée orga." in profile.dump(TAUGHT).decode()


def test_sections_of_a_newer_version_are_kept_and_written_back() -> None:
    newer = {
        "format": "cmdash",
        "version": 3,
        "answers": [{"key": "network", "value": "x"}, {"key": "mood", "value": "sunny"}],
        "mappings": {"abc": {"A": "reach", "B": "a_field_of_tomorrow"}},
        "goals": [{"kpi": "reach", "target": 1000}],
        "brand": {"name": "Maison Durand"},
    }
    read = profile.load(json.dumps(newer).encode())
    assert read.answers == (Answer("network", "x"),)
    assert {key: dict(columns) for key, columns in read.mappings.items()} == {"abc": {"A": "reach"}}
    assert json.loads(profile.dump(read)) == newer


@pytest.mark.parametrize("content", [b"", b"{", b"\x89PNG\r\n", b"\xff\xfe{", b"[" * 100_000])
def test_what_is_not_json_is_refused(content: bytes) -> None:
    assert code_of(content) == "profile-unreadable"


@pytest.mark.parametrize("content", [b"[]", b"3", b"{}", b'{"format": "other"}'])
def test_json_of_somebody_else_is_refused(content: bytes) -> None:
    assert code_of(content) == "profile-foreign"


@pytest.mark.parametrize(
    "content",
    [
        document(version="one"),
        document(version=True),
        document(version=0),
        document(answers={}),
        document(answers=["network=x"]),
        document(answers=[{"key": "network", "value": 3}]),
        document(mappings=[]),
        document(mappings={"abc": ["reach"]}),
        document(mappings={"abc": {"A": None}}),
        document(goals={}),
        document(goals=["reach"]),
        document(goals=[{"kpi": "reach"}]),
        document(goals=[{"kpi": ["reach"], "target": 3}]),
        document(goals=[{"kpi": "reach", "target": "many"}]),
        document(goals=[{"kpi": "reach", "target": 10**400}]),
        document(goals=[{"kpi": "reach", "target": 3, "end": "tomorrow"}]),
        document(goals=[{"kpi": "reach", "target": 3, "end": 20261231}]),
        document(goals=[{"kpi": "reach", "target": 3, "network": 4}]),
    ],
)
def test_a_damaged_section_is_refused_and_named(content: bytes) -> None:
    assert code_of(content) == "profile-damaged"


def test_a_file_far_too_large_is_refused_before_it_is_parsed() -> None:
    assert code_of(b" " * (profile.MAX_BYTES + 1)) == "profile-unreadable"


def test_the_newer_of_two_profiles_wins_where_both_speak() -> None:
    older = Profile(
        (Answer("network", "x", file="a.csv"), Answer("decimal", ",")), {"l": {"A": "reach", "B": "likes"}}
    )
    newer = Profile((Answer("network", "facebook", file="a.csv"),), {"l": {"A": "views"}})
    joined = profile.join(older, newer)
    assert set(joined.answers) == {Answer("network", "facebook", file="a.csv"), Answer("decimal", ",")}
    assert dict(joined.mappings["l"]) == {"A": "views", "B": "likes"}


WISHED = (
    Goal("reach", 20000.0, "instagram", "Maison", dt.date(2026, 1, 1), dt.date(2026, 12, 31), "promis"),
    Goal("er_reach", 0.025),
)


def test_goals_come_back() -> None:
    written = profile.dump(Profile(goals=WISHED))
    assert profile.load(written).goals == WISHED
    assert json.loads(written)["goals"][1] == {"kpi": "er_reach", "target": 0.025}
    assert "goals" not in json.loads(profile.dump(TAUGHT))


def test_the_newer_of_two_goals_about_the_same_thing_stands() -> None:
    again = Goal("er_reach", 0.03, note="plus haut")
    joined = profile.join(Profile(goals=WISHED), Profile(goals=(again,)))
    assert joined.goals == (WISHED[0], again)


def test_a_goal_of_a_newer_version_is_kept_and_written_back() -> None:
    tomorrow = [{"kpi": "mood", "target": 3}, {"kpi": "reach", "target": 5, "weight": 2}]
    read = profile.load(document(goals=[*tomorrow, {"kpi": "reach", "target": 7}]))
    assert read.goals == (Goal("reach", 7.0),)
    assert json.loads(profile.dump(read))["goals"] == [{"kpi": "reach", "target": 7}, *tomorrow]


def test_names() -> None:
    assert profile.is_profile("Agence.CMDASH")
    assert not profile.is_profile("agence.cmdash.xlsx")


answers = st.builds(
    Answer,
    key=st.just("network"),
    value=st.sampled_from(sorted(networks())),
    file=st.none() | st.text(max_size=8),
    layout=st.none() | st.text("0123456789abcdef", max_size=16),
)
maps = st.dictionaries(
    st.text(max_size=6), st.dictionaries(st.text(max_size=8), st.sampled_from(["", *fields()]))
)


@given(st.lists(answers, max_size=5), maps)
def test_any_profile_round_trips(given_answers: list[Answer], mappings: dict[str, dict[str, str]]) -> None:
    clean = json.loads(json.dumps(mappings).encode("utf-8", "replace"))
    again = profile.load(profile.dump(Profile(tuple(given_answers), clean)))
    expected = json.loads(profile.dump(Profile(tuple(given_answers), clean)))
    assert json.loads(profile.dump(again)) == expected
    assert len(again.answers) == len(given_answers)


@given(st.binary(max_size=200))
def test_no_bytes_raise_anything_but_a_refusal(content: bytes) -> None:
    with contextlib.suppress(Refusal):
        assert profile.load(content).answers == ()


def test_every_setting_can_be_kept() -> None:
    values = {"account": "Maison", "year": "2026", "timezone": "Europe/Paris", "currency": "EUR"}
    values |= {
        "header": "3-4",
        "range": "A3:K31",
        "cell": "02/2026",
        "actions": "likes,comments",
        "weights": "comments:2",
    }
    for key, setting in settings().items():
        answer = Answer(key, values.get(key) or setting.values[0])
        assert profile.load(profile.dump(Profile((answer,)))).answers == (answer,)


def test_a_brand_is_kept_and_what_is_none_left_out():
    logo = picture(30, 20)
    mine = Profile(brand=Brand("Atelier", logo, "#AA3311", "", "Tous droits", cover=False))
    assert profile.load(profile.dump(mine)) == mine
    assert profile.join(mine, Profile()).brand == mine.brand
    assert profile.join(mine, Profile(brand=Brand("B"))).brand == Brand("B")
    text = {
        "format": "cmdash",
        "version": 1,
        "brand": {"colour": "red; x", "logo": "PHN2Zz4=", "slogan": "Hop"},
    }
    odd = profile.load(json.dumps(text).encode())
    assert odd.brand == Brand()
    assert json.loads(profile.dump(odd))["brand"] == {"slogan": "Hop"}


def picture(width: int, height: int, kind: str = "PNG") -> bytes:
    made = io.BytesIO()
    Image.new("1" if kind == "PNG" else "L", (width, height)).save(made, kind)
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "kept"),
    [
        (picture(30, 20), True),
        (picture(30, 20, "JPEG"), True),
        (picture(30, 20)[:44], False),  # cut
        (b"\x89PNG\r\n\x1a\n" + b"0" * 90, False),
        (picture(5000, 5000), False),  # a few kilobytes that unpack to millions
        (picture(30, 20, "GIF"), False),
    ],
)
def test_a_logo_is_a_whole_picture_of_a_logo_s_size(content, kept):
    assert is_logo(content) is kept
    said = {"format": "cmdash", "version": 1, "brand": {"logo": base64.b64encode(content).decode()}}
    assert profile.load(json.dumps(said).encode()).brand.logo == (content if kept else b"")


@pytest.mark.parametrize("section", [3, [], {"name": 3}, {"logo": "%%%"}])
def test_a_damaged_brand_is_refused(section):
    with pytest.raises(Refusal) as refused:
        profile.load(json.dumps({"format": "cmdash", "version": 1, "brand": section}).encode())
    assert refused.value.finding.params["section"] == "brand"


def test_events_and_holidays_are_kept_and_joined():
    fair, sale = (
        Event(dt.date(2026, 7, day), dt.date(2026, 7, day + 1), name)
        for day, name in ((3, "Foire"), (9, "Soldes"))
    )
    one = Profile(seasons=Seasons("B", True, (fair,)))
    assert profile.load(profile.dump(one)) == one
    both = profile.join(one, Profile(seasons=Seasons("", False, (sale, fair))))
    assert both.seasons == Seasons("B", True, (fair, sale))
    assert profile.join(one, Profile(seasons=Seasons("C"))).seasons == Seasons("C", False, (fair,))


@pytest.mark.parametrize(
    "sections",
    [
        {"events": {}},
        {"events": [3]},
        {"events": [{"start": "2026-07-03", "end": "2026-07-01", "name": "à l'envers"}]},
        {"events": [{"start": "2026-07-03", "name": "sans fin"}]},
        {"events": [{"start": 20260703, "end": "2026-07-03", "name": "x"}]},
        {"events": [{"start": "2026-07-03", "end": "2026-07-03", "name": 3}]},
        {"seasons": ["B"]},
    ],
)
def test_damaged_events_are_refused(sections):
    assert code_of(document(**sections)) == "profile-damaged"


def test_what_another_version_says_of_the_axis_is_kept() -> None:
    later = {"start": "2026-07-03", "end": "2026-07-03", "name": "Foire", "colour": "red"}
    read = profile.load(document(seasons={"zone": "D", "public": True, "bank": "uk"}, events=[later]))
    assert read.seasons == Seasons("", True)
    written = json.loads(profile.dump(read))
    assert written["seasons"] == {"zone": "D", "public": True, "bank": "uk"}
    assert written["events"] == [later]
    chosen = json.loads(profile.dump(replace(read, seasons=Seasons("A"))))
    assert chosen["seasons"] == {"zone": "A", "public": False, "bank": "uk"}


def test_joining_keeps_what_both_say_beyond_this_version() -> None:
    one, two = (
        profile.load(
            document(answers=[{"key": f"later_{n}", "value": "x"}], later={"logo": n, f"only_{n}": 1})
        )
        for n in (1, 2)
    )
    both = json.loads(profile.dump(profile.join(one, two)))
    assert [answer["key"] for answer in both["answers"]] == ["later_1", "later_2"]
    assert both["later"] == {"logo": 2, "only_1": 1, "only_2": 1}


def test_ticks_come_back_and_the_newer_ones_are_kept() -> None:
    older = Profile(checklist={"report": dt.date(2026, 6, 1), "answer": dt.date(2026, 6, 3)})
    newer = Profile(checklist={"report": dt.date(2026, 7, 2), "a_task_of_tomorrow": dt.date(2026, 7, 1)})
    again = profile.load(profile.dump(profile.join(older, newer)))
    assert dict(again.checklist) == {
        "answer": dt.date(2026, 6, 3),
        "report": dt.date(2026, 7, 2),
        "a_task_of_tomorrow": dt.date(2026, 7, 1),
    }


@pytest.mark.parametrize("section", [[], {"report": "hier"}, {"report": 3}, "oui"])
def test_a_damaged_checklist_is_refused(section: object) -> None:
    assert code_of(document(checklist=section)) == "profile-damaged"
