"""The filters: from the link to the question asked of the data, kept over pages, never with an account's name."""

import datetime as dt

import pytest

from cmdash.model import Period, Query
from cmdash.ui import filters, state

WITH_ACCOUNTS = (
    "Date;Réseau;Compte;Message;Portée;J'aime;Sponsorisé\r\n"
    "20/04/2026;Instagram;@lea;Le printemps;500;20;non\r\n"
    "03/05/2026;Instagram;@lea;Les fraises;1 234;56;non\r\n"
    "14/05/2026;Facebook;Le Four;Le four;2 345;80;oui\r\n"
    "02/06/2026;Facebook;Le Four;Le pain;100;8;non\r\n"
    "28/06/2026;Instagram;@lea;La pâte;900;41;non\r\n"
).encode("cp1252")
SHEET = ("suivi.csv", WITH_ACCOUNTS)


def link(app, name: str) -> str:
    """A parameter of the link after the last run."""
    value = app.query_params.get(name, "")
    return value if isinstance(value, str) else value[-1]


@pytest.fixture
def asked(monkeypatch):
    """What the pages ask of the data, run by run, latest last."""
    seen: list[Query] = []
    real = filters.query

    def spied() -> Query:
        seen.append(real())
        return seen[-1]

    monkeypatch.setattr(filters, "query", spied)
    return seen


def test_without_a_period_in_the_link_it_is_the_last_whole_month(open_app, asked):
    app = open_app("overview", "fr", [SHEET])
    assert not app.exception
    assert asked[-1].period == Period(dt.date(2026, 5, 1), dt.date(2026, 5, 31))
    assert app.selectbox(key="period_choice_fr").value == "2026-05"
    assert "period" not in app.query_params


def test_the_link_says_period_network_and_distribution(open_app, asked):
    app = open_app("overview", "en", [SHEET], period="2026-06", networks="facebook,nowhere", paid="organic")
    assert asked[-1] == Query(
        Period(dt.date(2026, 6, 1), dt.date(2026, 6, 30)), networks=("facebook",), paid=("organic",)
    )
    assert app.selectbox(key="period_choice_en").value == "2026-06"
    assert app.segmented_control(key="paid_choice_en").value == "organic"


@pytest.mark.parametrize("period", ["", "2026-13", "=1+1", "<script>", "all"])
def test_a_hostile_or_empty_period_is_the_default_or_everything(open_app, asked, period):
    app = open_app("overview", "fr", [SHEET], period=period)
    assert not app.exception
    assert asked[-1].period == (
        None if period == "all" else Period(dt.date(2026, 5, 1), dt.date(2026, 5, 31))
    )


def test_a_choice_goes_into_the_link_and_to_the_next_page(open_app, asked):
    app = open_app("overview", "fr", [SHEET])
    app.selectbox(key="period_choice_fr").select("2026").run()
    assert link(app, "period") == "2026"
    app.button_group(key="network_choice_fr").set_value(["instagram"]).run()
    assert link(app, "networks") == "instagram"
    app.switch_page("pages/networks.py").run()
    assert not app.exception
    assert asked[-1].networks == ("instagram",)
    assert asked[-1].period == Period(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    assert link(app, "networks") == "instagram"


def test_accounts_are_filtered_and_never_in_the_link(open_app, asked):
    app = open_app("overview", "fr", [SHEET])
    app.multiselect(key="account_choice").select("@lea").run()
    assert asked[-1].accounts == ("@lea",)
    app.switch_page("pages/posts.py").run()
    assert asked[-1].accounts == ("@lea",)
    assert "lea" not in str(app.query_params)


def test_another_period_is_given_by_its_days(open_app, asked):
    app = open_app("overview", "fr", [SHEET])
    app.selectbox(key="period_choice_fr").select("custom").run()
    assert link(app, "period") == "2026-05-01..2026-05-31"
    app.date_input(key="period_days").set_value((dt.date(2026, 5, 10), dt.date(2026, 6, 2))).run()
    assert asked[-1].period == Period(dt.date(2026, 5, 10), dt.date(2026, 6, 2))


def test_the_language_changes_no_filter(open_app, asked):
    app = open_app("overview", "fr", [SHEET], period="2026-06", networks="instagram")
    before = asked[-1]
    app.segmented_control(key="language").set_value("en").run()
    assert link(app, "lang") == "en"
    assert asked[-1] == before


def test_only_networks_of_the_chosen_accounts_are_offered(open_app, asked):
    content = WITH_ACCOUNTS + "29/06/2026;TikTok;@lea;La danse;90;4;non\r\n".encode("cp1252")
    app = open_app("overview", "fr", [("suivi.csv", content)], networks="facebook")
    assert app.button_group(key="network_choice_fr").options == ["Facebook", "Instagram", "TikTok"]
    app.multiselect(key="account_choice").select("@lea").run()
    assert app.button_group(key="network_choice_fr").options == ["Instagram", "TikTok"]
    assert asked[-1].networks == ()
    app.multiselect(key="account_choice").select("Le Four").unselect("@lea").run()
    assert not [group for group in app.button_group if group.key == "network_choice_fr"]


def test_every_filter_is_taken_away_at_once(open_app, asked):
    app = open_app("overview", "fr", [SHEET], period="2026-06", networks="instagram", paid="organic")
    app.multiselect(key="account_choice").select("@lea").run()
    app.button(key="clear_filters").click().run()
    assert asked[-1] == Query(Period(dt.date(2026, 5, 1), dt.date(2026, 5, 31)))
    assert [link(app, name) for name in ("period", "networks", "paid")] == ["", "", ""]
    assert not [button for button in app.button if button.key == "clear_filters"]


def test_a_network_with_a_comma_in_its_name_is_one_network(open_app, asked):
    content = WITH_ACCOUNTS.replace(b"Instagram", b"VK, le vrai")
    app = open_app("overview", "fr", [("suivi.csv", content)])
    app.button_group(key="network_choice_fr").set_value(["other:VK, le vrai"]).run()
    assert asked[-1].networks == ("other:VK, le vrai",)


def test_the_link_holds_ids_only():
    assert state.LINK == ("lang", "demo", "period", "networks", "paid", "actions", "over", "weights")


def test_the_name_of_a_site_is_no_markup(open_app):
    text = "Date;Réseau;Message;Portée;J'aime\r\n" + "".join(
        f"{day}/05/2026;{name};Un mot {day};{day}0;{day}\r\n"
        for day, name in zip(
            range(13, 17), ("Instagram", "![x](http://a.example/b.png) **gras**") * 2, strict=True
        )
    )
    app = open_app("overview", "fr", [("suivi.csv", text.encode())])
    shown = [option.content for option in app.button_group(key="network_choice_fr").proto.options]
    assert "Instagram" in shown
    (site,) = [option for option in shown if "gras" in option]
    assert site.startswith("\\!\\[x\\]\\(http")
    assert "**" not in site
