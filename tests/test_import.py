"""What `import cmdash` does to a process: it loads nothing heavy, and small matrices stay on one thread."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

CODE = """
import cmdash, os, sys
heavy = sorted({"numpy", "pandas", "streamlit", "narwhals"} & set(sys.modules))
import numpy
print(heavy, len(os.listdir("/proc/self/task")))
"""


@pytest.mark.skipif(
    not Path("/proc/self/task").exists(), reason="threads are counted where the system lists them"
)
def test_it_loads_nothing_heavy_and_small_matrices_stay_on_one_thread():
    environment = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    done = subprocess.run(
        [sys.executable, "-c", CODE], capture_output=True, text=True, check=True, env=environment, timeout=60
    )
    assert done.stdout.strip() == "[] 1"
