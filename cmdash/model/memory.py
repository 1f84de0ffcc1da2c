"""What was already computed of a tracking, kept as long as the tracking itself and no longer.

The key is the tracking (one reading of one visit), so nothing passes from one visitor to another but the demos, which
are nobody's data. A change of the period finds the tables over time already there.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Hashable
from typing import Any

from cmdash.model.tracking import Tracking

MOST = 400  # answers kept for one tracking; the oldest go first

_NOTHING = object()
_kept: weakref.WeakKeyDictionary[Tracking, dict[Hashable, Any]] = weakref.WeakKeyDictionary()


def remembered(tracking: Tracking, key: Hashable, make: Callable[[], Any]) -> Any:
    """What `make` gives for this key, made once. The value must not be changed by whoever gets it, and must not hold
    the tracking itself (else neither would ever be let go)."""
    known = _kept.setdefault(tracking, {})
    found = known.get(key, _NOTHING)
    if found is not _NOTHING:
        return found
    value = make()
    for oldest in list(known)[: max(0, len(known) - MOST + 1)]:
        known.pop(oldest, None)  # another visitor of a demo may have taken it out
    known[key] = value
    return value
