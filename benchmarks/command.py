"""`python -m cmdash inspect` on a 100-row CSV as a whole process, against `python -c "import pandas"`.

python -m benchmarks.command
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks.measure import report, whole_process_seconds
from benchmarks.sheets import french_csv


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "suivi.csv"
        path.write_bytes(french_csv(100))
        ours = whole_process_seconds([sys.executable, "-m", "cmdash", "inspect", str(path)])
        floor = whole_process_seconds([sys.executable, "-c", "import pandas"])
    report("inspect, 100 rows, whole process", ours, floor, 2.0)


if __name__ == "__main__":
    main()
