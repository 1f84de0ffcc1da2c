"""The demos: the same bytes at every start, names without a path, nothing empty."""

import subprocess
import sys
from pathlib import Path

import pytest

from cmdash import demo
from cmdash.catalog import LANGUAGES
from cmdash.wording import message

ROOT = Path(__file__).parents[2]
SIGN = "from cmdash import demo; print({n: [f.sha256 for f in demo.files(n)] for n in demo.names()})"


def test_two_processes_make_the_same_bytes() -> None:
    here = {name: [file.sha256 for file in demo.files(name)] for name in demo.names()}
    for seed in ("1", "2"):  # the order of sets changes with it
        there = subprocess.run(
            [sys.executable, "-c", SIGN],
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        assert there.stdout.strip() == str(here)


@pytest.mark.parametrize("name", demo.names())
def test_files_have_a_name_and_content(name) -> None:
    files = demo.files(name)
    assert files is demo.files(name)
    assert all(file.content and "/" not in file.name for file in files)
    assert len({file.name for file in files}) == len(files)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", demo.names())
def test_each_demo_is_presented(name, language) -> None:
    assert message(language, f"demo.{name}.title")
    assert message(language, f"demo.{name}.text").endswith(".")


def test_an_unknown_demo_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        demo.files("garage")
