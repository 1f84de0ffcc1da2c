"""cmdash.tables compared with other readers of messy sheets: per corpus and task the share each gets right.

python -m benchmarks.readers [--sheets 400] [--seed 1] [--corpus pollock=/folder ...] [--half seen] [--only cmdash]
                             [--wrong header]

Sheets are generated from the seed; public corpora are read from the folders given (`benchmarks/corpora.py` names
them and where they come from) and are no part of the project. Each corpus has two halves, divided by the names of its
files: `seen`, whose mistakes may be looked at to mend the reader, and `kept`, whose figures are the ones to report.
"""

from __future__ import annotations

import argparse
import time
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks import corpora
from benchmarks.cases import TASKS, Case, Reading, Score, judge
from benchmarks.rivals import readers

Reader = Callable[[Case], Reading]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the scoreboard."""
    asked = _arguments().parse_args(arguments)
    chosen = {n: r for n, r in readers().items() if not asked.only or n in asked.only}
    for name in ("clevercsv", "duckdb"):
        if name not in readers():
            print(f"{name} is not installed and is not compared")
    for corpus, cases in _sheets(asked):
        _compare(corpus, [case for case in cases if asked.half in ("", _half(case))], chosen, asked.wrong)


def _sheets(asked: argparse.Namespace) -> list[tuple[str, list[Case]]]:
    found: list[tuple[str, list[Case]]] = []
    if asked.sheets:
        from benchmarks.messy import sheets

        found.append((f"generated (seed {asked.seed})", sheets(asked.sheets, asked.seed)))
    folders = dict(entry.split("=", 1) for entry in asked.corpus)
    for name, (source, _) in corpora.CORPORA.items():
        if name not in folders:
            print(f"corpus {name} is absent: no folder given ({source})")
            continue
        cases = corpora.load(name, Path(folders[name]))
        for part in sorted({case.corpus for case in cases}):
            found.append((part, [case for case in cases if case.corpus == part]))
    return found


def _half(case: Case) -> str:
    """The half of its corpus a sheet is in, the same on every machine."""
    return "seen" if zlib.crc32(case.name.encode()) % 2 else "kept"


def _compare(corpus: str, cases: list[Case], chosen: dict[str, Reader], wrong: str) -> None:
    print(f"\n{corpus}: {len(cases)} sheets")
    boards: dict[str, dict[str, Score]] = {}
    spent: dict[str, float] = {}
    for name, reader in chosen.items():
        begun = time.perf_counter()
        boards[name] = {}
        for case in cases:
            judge(case, reader(case), boards[name])
        spent[name] = time.perf_counter() - begun
    shown = [task for task in TASKS if any(task in board for board in boards.values())]
    print(f"  {'':18}" + "".join(f"{task:>10}" for task in shown) + f"{'seconds':>10}")
    for name, board in boards.items():
        shares = "".join(f"{board[task].share:>10.1%}" if task in board else f"{'':>10}" for task in shown)
        print(f"  {name:18}{shares}{spent[name]:>10.1f}")
    print(f"  {'of':18}" + "".join(f"{next(iter(boards.values()))[task].of:>10}" for task in shown))
    if wrong:
        for name, board in boards.items():
            print(f"  {name}, {wrong}:", *(board[wrong].wrong if wrong in board else []), sep="\n    ")


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sheets", type=int, default=400, help="how many sheets to generate (0: none)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpus", action="append", default=[], metavar="NAME=FOLDER")
    parser.add_argument("--half", default="", choices=["", "seen", "kept"], help="one half of each corpus")
    parser.add_argument("--only", action="append", default=[], help="one reader alone")
    parser.add_argument(
        "--wrong", default="", choices=["", *TASKS], help="name the sheets a task was wrong on"
    )
    return parser


if __name__ == "__main__":
    main()
