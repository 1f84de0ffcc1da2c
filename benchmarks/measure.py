"""Timing and memory of the benchmarks: each figure beside a floor measured in the same run, as a ratio."""

from __future__ import annotations

import math
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def median_seconds(work: Callable[[], object], times: int = 5, warm: int = 1) -> float:
    """The median wall time of some work, after warm-up runs that are not counted."""
    for _ in range(warm):
        work()
    spent = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        spent.append(time.perf_counter() - begun)
    return statistics.median(spent)


def in_turn(ours: Callable[[], object], floor: Callable[[], object], times: int = 5) -> tuple[float, float]:
    """The medians of two pieces of work run in turn, so that both see the same machine."""
    ours(), floor()
    mine, theirs = [], []
    for _ in range(times):
        for work, spent in ((ours, mine), (floor, theirs)):
            begun = time.perf_counter()
            work()
            spent.append(time.perf_counter() - begun)
    return statistics.median(mine), statistics.median(theirs)


def report(
    name: str, ours: float, floor: float, at_most: float, aim: float | None = None, unit: str = "s"
) -> None:
    """One line: the ratio, what it may be at most, and the two figures it comes from."""
    ratio = ours / floor
    verdict = "ok" if ratio <= at_most else "ABOVE"
    aimed = f", aim {aim:g}x" if aim else ""
    print(
        f"{verdict:5} {name}: {ratio:.2f}x (at most {at_most:g}x{aimed}); {ours:.3g} {unit} against {floor:.3g} {unit}"
    )


def told(name: str, value: float, most: float = math.inf, least: float = -math.inf) -> None:
    """One line: a measured value, and the bounds it should keep."""
    verdict = "ok" if least <= value <= most else "OUT"
    bounds = [
        f"{word} {bound:g}"
        for word, bound in (("at most", most), ("at least", least))
        if math.isfinite(bound)
    ]
    print(f"{verdict:5} {name}: {value:.3f} ({', '.join(bounds)})", flush=True)


def peak_megabytes(code: str, *arguments: str) -> float:
    """Peak memory above what the process held after its imports, of a fresh Python that runs `code`, with its children.

    The code calls `begin()` once its imports are done. Linux only.
    """
    prelude = (
        "import resource,sys,threading,time,os\n"
        "def family():\n"
        "    total=0; mine={os.getpid()}\n"
        "    for name in os.listdir('/proc'):\n"
        "        if name.isdigit():\n"
        "            try: stat=open(f'/proc/{name}/stat').read().rsplit(')',1)[1].split()\n"
        "            except OSError: continue\n"
        "            if int(name) in mine or int(stat[1]) in mine: total+=int(stat[21])*4096\n"
        "    return total\n"
        "peak=[0]; base=[0]\n"
        "def watch():\n"
        "    while True:\n"
        "        peak[0]=max(peak[0],family()); time.sleep(0.01)\n"
        "def begin():\n"
        "    base[0]=family(); threading.Thread(target=watch,daemon=True).start()\n"
    )
    ending = "\npeak[0]=max(peak[0],family()); print((peak[0]-base[0])/1e6)\n"
    done = subprocess.run(
        [sys.executable, "-c", prelude + code + ending, *arguments],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return float(done.stdout.strip().splitlines()[-1])


def whole_process_seconds(command: Sequence[str], times: int = 7) -> float:
    """The median wall time of a command as a whole process."""
    return median_seconds(
        lambda: subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=True), times
    )
