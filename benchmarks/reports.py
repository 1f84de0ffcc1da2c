"""The report of the tourism demo (five networks, 36 months): the time of each file after start-up, the memory above the idle process.

python -m benchmarks.reports
"""

from __future__ import annotations

import datetime as dt
import os
import statistics
import subprocess
import sys
import time

from benchmarks.measure import ROOT, told

LIMITS = {".pdf": 2.0, ".pptx": 2.0, ".html": 2.0, ".xlsx": 4.0}  # seconds
STORY = 2.0  # seconds, once a visit
MEMORY = 250  # megabytes above the idle process
TODAY = dt.date(2026, 7, 3)


def child(suffix: str) -> tuple[float, float, float]:
    """Seconds for the story and for the file once all is imported, and the peak above the idle process in megabytes."""
    code = f"""
import datetime as dt, resource, time
from cmdash import demo, ingest
from cmdash.model import Profile, Query
from cmdash.model.report_views import Wish
from cmdash.report import render
from cmdash.story.overview import overview
from cmdash.story.report import report
day = dt.date({TODAY.year}, {TODAY.month}, {TODAY.day})
small = ingest.read(list(demo.files("bakery")), Profile(), None)
render(report(small, Query(), "fr", day), "{suffix}")  # start-up: the engines of charts and type
tracking = ingest.read(list(demo.files("tourism")), Profile(), None)
overview(tracking, Query(), "fr")
idle = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
begun = time.perf_counter()
made = report(tracking, Query(), "fr", day, Wish())
written = time.perf_counter()
render(made, "{suffix}")
print(written - begun, time.perf_counter() - written, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - idle) / 1024)
"""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    story, spent, memory = (float(word) for word in done.stdout.split())
    return story, spent, memory


def main() -> None:
    """One line a format: its median of three, and its peak of memory."""
    begun = time.monotonic()
    stories = []
    for suffix, limit in LIMITS.items():
        runs = [child(suffix) for _ in range(3)]
        stories += [story for story, _, _ in runs]
        told(f"report {suffix}, seconds", statistics.median(spent for _, spent, _ in runs), most=limit)
        told(f"report {suffix}, megabytes above the idle process", max(m for _, _, m in runs), most=MEMORY)
    told("the story that all of them tell, seconds", statistics.median(stories), most=STORY)
    print(f"({time.monotonic() - begun:.0f} s)")


if __name__ == "__main__":
    main()
