"""The theme of the server says the colours of the catalog, and nothing of the page is fetched from outside."""

import tomllib
from pathlib import Path

import pytest

from cmdash.catalog import read
from cmdash.ingest.opening.limits import limits

ROOT = Path(__file__).parents[2]
CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_theme_has_the_colours_of_the_palette(theme):
    palette, shown = read("palette")[theme], CONFIG["theme"][theme]
    assert shown["chartCategoricalColors"] == list(palette["networks"].values())
    assert shown["primaryColor"] == palette["accent"]
    assert shown["textColor"] == palette["ink"]
    assert (shown["greenColor"], shown["redColor"]) == (palette["good"], palette["bad"])
    assert shown["grayColor"] == palette["grey"]
    assert shown["borderColor"] == palette["grid"]


def test_the_links_have_the_accent_of_each_theme():
    style = (ROOT / "cmdash" / "ui" / "frame.css").read_text(encoding="utf-8")
    palette = read("palette")
    assert f"light-dark({palette['light']['accent']}, {palette['dark']['accent']})" in style


def test_the_server_keeps_to_itself():
    assert CONFIG["browser"]["gatherUsageStats"] is False
    assert CONFIG["client"]["showErrorDetails"] == "none"
    assert CONFIG["client"]["showErrorLinks"] is False
    assert CONFIG["server"]["enableXsrfProtection"] is True
    assert "http" not in (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")


def test_the_server_takes_files_as_large_as_the_limits_say():
    assert CONFIG["server"]["maxUploadSize"] == limits().file_megabytes
