"""Every generated export, by name: the same seed makes the same bytes."""

from __future__ import annotations

from functools import cache

import exports_facebook
import exports_google
import exports_meta
import exports_text_networks
import exports_video
from exports_writing import Sample

NETWORKS = (exports_meta, exports_facebook, exports_text_networks, exports_video, exports_google)


@cache
def samples() -> dict[str, Sample]:
    """The generated exports with the truth about each."""
    return {name: sample for network in NETWORKS for name, sample in network.samples()}
