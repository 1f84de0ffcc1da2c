"""Own or peer, account by account: peers are compared, and never enter the own totals."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cmdash import ingest, kpi
from cmdash import settings as choices
from cmdash.__main__ import run
from cmdash.catalog import kpis
from cmdash.model import Answer, Profile, Query, Tracking, Upload

HEADER = "Date,Network,Account,Post id,Likes,Comments,Shares,Reach,Impressions,Link clicks,Spend (EUR)\n"
STOCKS = "Date,Network,Account,Followers,New followers,Lost followers,Reach\n"


def posts(account: str, seed: int, days: int = 20) -> str:
    return "".join(
        f"2025-06-{day + 1:02},Facebook,{account},{seed}{day},{(seed * day) % 50},{day % 4},{seed % 3},{100 + day * seed},"
        f"{300 + day * seed},{day % 5},{day % 2 * seed}\n"
        for day in range(days)
    )


def stocks(account: str, base: int) -> str:
    return "".join(
        f"2025-06-{day:02},Facebook,{account},{base + 3 * day},4,1,{base}\n" for day in range(1, 25)
    )


def drop(peer: str | None) -> list[Upload]:
    mine, theirs = (posts("Café", 7), posts(peer, 9)) if peer else (posts("Café", 7), "")
    stock = stocks("Café", 1000) + (stocks(peer, 90_000) if peer else "")
    return [
        Upload("posts.csv", (HEADER + mine + theirs).encode()),
        Upload("pages.csv", (STOCKS + stock).encode()),
    ]


def figures(tracking: Tracking, side: str = "own", by: tuple[str, ...] = ()) -> pd.DataFrame:
    return kpi.compute(tracking, by, tuple(kpis()), Query(side=side))


@pytest.mark.parametrize("written", ["Rival", "rival", "@RIVAL", " Rival "])
@pytest.mark.parametrize("by", [(), ("month",), ("network",), ("account",)])
def test_peers_never_enter_an_own_figure_whatever_the_kpi(written: str, by: tuple[str, ...]) -> None:
    alone = ingest.read(drop(None))
    profile = Profile(answers=(choices.parse(f"account {written}:side=peer"),))
    together = ingest.read(drop("Rival"), profile)
    assert set(together.posts["side"]) == set(together.account["side"]) == {"own", "peer"}
    pd.testing.assert_frame_equal(figures(together, by=by), figures(alone, by=by))
    peers = figures(together, "peer")
    assert peers.loc[peers["kpi"] == "posts", "value"].tolist() == [20]


def test_without_an_answer_every_account_is_own() -> None:
    tracking = ingest.read(drop("Rival"))
    assert set(tracking.posts["side"]) == {"own"}


def test_an_account_said_last_wins_and_wins_over_its_file() -> None:
    answers = [
        Answer("side", "peer", file="posts.csv"),
        Answer("side", "peer", account="Café"),
        Answer("side", "own", account="café"),
    ]
    tracking = ingest.read(drop("Rival"), Profile(answers=tuple(answers)))
    told = tracking.posts.groupby("account")["side"].unique().map(list).to_dict()
    assert told == {"Café": ["own"], "Rival": ["peer"]}
    assert set(tracking.account["side"]) == {"own"}


def test_an_account_named_by_its_folder_or_by_an_answer_takes_its_side() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for client in ("Alpha", "Beta"):
            archive.writestr(
                f"clients/{client}/posts.csv",
                f"Date,Link,Likes,Shares\n2025-06-03,https://x.com/{client}/1,1,2\n",
            )
    profile = Profile(answers=(Answer("side", "peer", account="beta"),))
    tracking = ingest.read([Upload("drop.zip", packed.getvalue())], profile)
    assert dict(zip(tracking.posts["account"], tracking.posts["side"], strict=True)) == {
        "Alpha": "own",
        "Beta": "peer",
    }
    plain = Upload("rival.csv", b"Date,Link,Likes,Shares\n2025-06-03,https://x.com/a/1,1,2\n")
    named = Profile(
        answers=(Answer("account", "Gamma", file="rival.csv"), Answer("side", "peer", account="gamma"))
    )
    assert ingest.read([plain], named).posts["side"].tolist() == ["peer"]


def test_an_account_that_no_table_has_is_told() -> None:
    tracking = ingest.read(drop("Rival"), Profile(answers=(Answer("side", "peer", account="Rivla"),)))
    (told,) = [f for f in tracking.ledger.all_findings() if f.code == "account-not-met"]
    assert (told.severity, told.params["account"]) == ("info", "Rivla")


def test_the_command_line_leaves_peers_out(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    paths = []
    for upload in drop("Rival"):
        (tmp_path / upload.name).write_bytes(upload.content)
        paths.append(str(tmp_path / upload.name))
    said = {}
    for where in ("own", "peer", "all"):
        asked = ["kpis", *paths, "--kpi", "posts", "--json", "--where", f"side={where}"]
        assert run([*asked, "--set", "account Rival:side=peer"], {}) == 0
        said[where] = json.loads(capfdbinary.readouterr().out)[0]["value"]
    assert said == {"own": 20, "peer": 20, "all": 40}
    assert run(["kpis", *paths, "--kpi", "posts", "--json", "--set", "account Rival:side=peer"], {}) == 0
    assert json.loads(capfdbinary.readouterr().out)[0]["value"] == 20


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(st.sampled_from("ABC"), st.integers(0, 99)), min_size=1, max_size=12),
    st.sets(st.sampled_from("ABC")),
)
def test_own_and_peer_are_a_partition(rows: list[tuple[str, int]], peers: set[str]) -> None:
    text = "Date,Network,Account,Post id,Likes,Shares\n" + "\n".join(
        f"2025-06-03,X,{account},{i},{likes},1" for i, (account, likes) in enumerate(rows)
    )
    profile = Profile(answers=tuple(Answer("side", "peer", account=a) for a in sorted(peers)))
    frame = ingest.read([Upload("a.csv", text.encode())], profile).posts
    for side in ("own", "peer"):
        expected = sum(likes for account, likes in rows if (account in peers) == (side == "peer"))
        assert frame.loc[frame["side"] == side, "likes"].sum() == expected
    assert len(frame) == len(rows)
