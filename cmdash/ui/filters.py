"""The filters all figures share: period, networks, accounts, organic or boosted. The link holds all but accounts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote, unquote

import streamlit as st

from cmdash.model import Period, Query, Tracking
from cmdash.model.memory import remembered
from cmdash.story.tables import present
from cmdash.ui import counting, periods, reading, state
from cmdash.ui.plain import plain
from cmdash.wording import message, network

_PAID = ("organic", "paid")
_LINKED = ("period", "networks", "paid")
Opening = Callable[[Tracking], Period | None]  # the period of a page where the link asks for none


def query() -> Query:
    """What the reader asks of the data: the filters of the link and the accounts chosen in this visit.

    Without a period in the link it is the one of `kpi.default_period`; names the data do not have are left out.
    """
    tracking = reading.tracking()
    if tracking is None:
        return Query()
    return Query(
        period=_period(tracking),
        networks=tuple(n for n in _chosen_networks() if n in _offered_networks(tracking)),
        accounts=tuple(a for a in state.visit().accounts if a in present(tracking, "account")),
        paid=tuple(p for p in _PAID if p == state.link("paid")),
        counting=counting.chosen(),
    )


def show(timeless: bool = False, opening: Opening | None = None) -> None:
    """Draw the filters; nothing where no file is open. They show what the link says and write to it.

    `timeless`: the page is about the whole record and takes no boosted posts for organic ones: networks and accounts alone.
    `opening`: the period the page takes where the link asks for none, if it is not that of the other pages.
    """
    tracking = reading.tracking()
    if tracking is None:
        return
    language = state.language()
    if not timeless:
        _show_period(tracking, opening, language)
    _show_networks(tracking, language)
    _show_accounts(tracking, language)
    if not timeless:
        _show_paid(tracking, language)
    if state.visit().accounts or any(state.link(name) for name in _LINKED):
        st.button(
            message(language, "interface.filter.reset"), key="clear_filters", type="tertiary", on_click=clear
        )


def clear() -> None:
    """Take every filter away. A callback."""
    state.change(accounts=())
    for name in _LINKED:
        state.set_link(name, "")


def _asked(tracking: Tracking) -> Period | None:
    """The days the link asks for; None where it asks for none, or for what is no period."""
    from cmdash import kpi

    today = kpi.today(tracking)
    return periods.parse(state.link("period"), today) if today else None


def _period(tracking: Tracking, opening: Opening | None = None) -> Period | None:
    from cmdash import kpi

    everything = state.link("period") == periods.ALL
    return None if everything else _asked(tracking) or (opening or kpi.default_period)(tracking)


def _show_period(tracking: Tracking, opening: Opening | None, language: str) -> None:
    from cmdash import kpi

    now = _period(tracking, opening)
    listed = periods.choices(kpi.span(tracking))
    current = state.link("period") if _asked(tracking) else _identified(tracking, now, listed)
    shown = current if current in listed else periods.CUSTOM
    key = state.worded("period_choice")
    state.hold(key, shown)
    st.selectbox(
        message(language, "interface.filter.period"),
        listed,
        key=key,
        format_func=lambda identifier: periods.label(identifier, language),
        on_change=_choose_period,
        args=(key, listed, now or kpi.span(tracking)),
    )
    if shown == periods.CUSTOM and now:
        _show_days(now, language)


def _identified(tracking: Tracking, period: Period | None, listed: tuple[str, ...]) -> str:
    """The id of a period that nobody chose; of the last 12 months that on offer."""
    from cmdash import kpi

    today = kpi.today(tracking)
    year = periods.parse(periods.YEAR, today) if today and periods.YEAR in listed else None
    return periods.YEAR if period and period == year else periods.identify(period)


def _choose_period(key: str, listed: tuple[str, ...], now: Period | None) -> None:
    chosen = state.held(key)
    if chosen == periods.CUSTOM:
        state.set_link("period", f"{now.start}..{now.end}" if now else "")
    elif chosen in listed:
        state.set_link("period", chosen)


def _show_days(now: Period, language: str) -> None:
    state.hold("period_days", (now.start, now.end))
    st.date_input(
        message(language, "interface.period.between"),
        key="period_days",
        format="DD/MM/YYYY",
        on_change=_choose_days,
    )


def _choose_days() -> None:
    days: Any = state.held("period_days")
    if isinstance(days, tuple) and len(days) == 2:
        state.set_link("period", f"{days[0]}..{days[1]}")


def _chosen_networks() -> tuple[str, ...]:
    return tuple(unquote(n) for n in state.link("networks").split(",") if n)


def _offered_networks(tracking: Tracking) -> tuple[str, ...]:
    """The networks to choose from: all of the data, or those of the accounts chosen."""
    names, accounts = present(tracking, "network"), state.visit().accounts
    if not accounts:
        return names
    frames = (tracking.posts, tracking.account, tracking.campaigns)
    found = {name for frame in frames for name in frame["network"][frame["account"].isin(accounts)].dropna()}
    return tuple(name for name in names if name in found) if found else names


def _show_networks(tracking: Tracking, language: str) -> None:
    names = _offered_networks(tracking)
    if len(names) < 2:
        return
    key = state.worded("network_choice")
    state.hold(key, [n for n in names if n in _chosen_networks()])
    st.pills(
        message(language, "interface.filter.networks"),
        names,
        key=key,
        selection_mode="multi",
        format_func=lambda name: plain(network(name, language)),  # a site is named by the file
        on_change=_choose_networks,
        args=(key, names),
    )


def _choose_networks(key: str, names: tuple[str, ...]) -> None:
    chosen = state.held(key) or ()
    state.set_link("networks", ",".join(quote(n, safe=":") for n in names if n in chosen))


def choose_network(name: str) -> None:
    """Filter on one network. A callback."""
    state.set_link("networks", quote(name, safe=":"))


def _show_accounts(tracking: Tracking, language: str) -> None:
    names = present(tracking, "account")
    if len(names) < 2:
        return
    state.hold("account_choice", [n for n in names if n in state.visit().accounts])
    st.multiselect(
        message(language, "interface.filter.accounts"),
        names,
        key="account_choice",
        placeholder=message(language, "interface.filter.accounts_all"),
        on_change=_choose_accounts,
    )


def _choose_accounts() -> None:
    state.change(accounts=tuple(state.held("account_choice") or ()))


def _show_paid(tracking: Tracking, language: str) -> None:
    if not remembered(tracking, "boosted", lambda: _has_boosted(tracking)):
        return
    asked = state.link("paid")
    key = state.worded("paid_choice")
    state.hold(key, asked if asked in _PAID else "all")
    st.segmented_control(
        message(language, "interface.filter.paid"),
        ("all", *_PAID),
        key=key,
        required=True,
        format_func=lambda value: message(language, f"interface.filter.paid_{value}"),
        on_change=_choose_paid,
        args=(key,),
    )


def _has_boosted(tracking: Tracking) -> bool:
    """Whether any row says that it was paid for."""
    frames = (tracking.posts, tracking.account, tracking.campaigns)
    return any(bool((frame["paid"] == "paid").any()) for frame in frames if "paid" in frame)


def _choose_paid(key: str) -> None:
    chosen = state.held(key)
    state.set_link("paid", chosen if chosen in _PAID else "")
