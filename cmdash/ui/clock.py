"""The day by the visitor's clock: goals begin and end there, and the server may stand in another zone."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from cmdash.ui import state


def today() -> dt.date:
    """The visitor's day; the server's where the browser says no zone or one that is not known here."""
    try:
        return dt.datetime.now(ZoneInfo(state.browser_zone())).date()
    except (KeyError, ValueError, OSError):
        return dt.date.today()
