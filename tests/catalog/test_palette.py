"""The fixed colours: told apart by every eye, in both themes, and readable on the page."""

from __future__ import annotations

import itertools
import math
import re
import tomllib
from pathlib import Path

import numpy as np
import pytest

from cmdash.catalog import networks, read

ROOT = Path(__file__).parents[2]
THEMES = ("light", "dark")
EIGHT = ("facebook", "instagram", "x", "linkedin", "tiktok", "youtube", "pinterest", "website")
NORMAL = np.eye(3)
# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB.
PROTANOPE = np.array(
    [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
)
DEUTERANOPE = np.array(
    [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
)
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
WHITE = np.array([0.95047, 1.0, 1.08883])


def linear(colour: str) -> np.ndarray:
    """Linear RGB of `#RRGGBB`."""
    coded = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(coded <= 0.04045, coded / 12.92, ((coded + 0.055) / 1.055) ** 2.4)


def lab(colour: str, eye: np.ndarray) -> np.ndarray:
    """CIE L*a*b* of a colour as an eye sees it."""
    seen = np.clip(eye @ linear(colour), 0, 1)
    ratio = (TO_XYZ @ seen) / WHITE
    f = np.where(ratio > 216 / 24389, np.cbrt(ratio), (24389 / 27 * ratio + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def _hue(a: float, b: float) -> float:
    return math.degrees(math.atan2(b, a)) % 360


def ciede2000(one: np.ndarray, two: np.ndarray) -> float:
    """The colour difference of Sharma, Wu and Dalal 2005."""
    (l1, a1, b1), (l2, a2, b2) = one, two
    mean_chroma = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    g = 0.5 * (1 - math.sqrt(mean_chroma**7 / (mean_chroma**7 + 25**7)))
    a1, a2 = a1 * (1 + g), a2 * (1 + g)
    c1, c2 = math.hypot(a1, b1), math.hypot(a2, b2)
    h1, h2 = _hue(a1, b1), _hue(a2, b2)
    turn = 0.0 if c1 * c2 == 0 else (h2 - h1 + 180) % 360 - 180
    delta_hue = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn / 2))
    light, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    hue = h1 + h2 if c1 * c2 == 0 else (h1 + turn / 2) % 360
    t = (
        1
        - 0.17 * math.cos(math.radians(hue - 30))
        + 0.24 * math.cos(math.radians(2 * hue))
        + 0.32 * math.cos(math.radians(3 * hue + 6))
        - 0.20 * math.cos(math.radians(4 * hue - 63))
    )
    sl = 1 + 0.015 * (light - 50) ** 2 / math.sqrt(20 + (light - 50) ** 2)
    sc, sh = 1 + 0.045 * chroma, 1 + 0.015 * chroma * t
    rotation = -math.sin(math.radians(60 * math.exp(-(((hue - 275) / 25) ** 2)))) * (
        2 * math.sqrt(chroma**7 / (chroma**7 + 25**7))
    )
    x, y, z = (l2 - l1) / sl, (c2 - c1) / sc, delta_hue / sh
    return math.sqrt(x * x + y * y + z * z + rotation * y * z)


def contrast(one: str, two: str) -> float:
    """WCAG contrast ratio."""
    bright, dark = sorted((float(TO_XYZ[1] @ linear(c)) for c in (one, two)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def backgrounds(theme: str) -> list[str]:
    """The page and sidebar backgrounds of the theme, from the configuration of the app."""
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
    given = {**config, **config.get(theme, {})}
    return [given[k] for k in ("backgroundColor", "secondaryBackgroundColor") if k in given]


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [  # pairs published with the formula
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, -1.3802, -84.2814), (50.0, 0.0, -82.7485), 1.0000),
        ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
        ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ],
)
def test_the_formula_gives_its_published_values(
    one: tuple[float, ...], two: tuple[float, ...], expected: float
) -> None:
    assert ciede2000(np.array(one), np.array(two)) == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    ("eye", "least"),
    [(NORMAL, 10.0), (DEUTERANOPE, 6.0), (PROTANOPE, 6.0)],
    ids=["normal", "deuteranope", "protanope"],
)
def test_the_eight_networks_are_told_apart(theme: str, eye: np.ndarray, least: float) -> None:
    colours = read("palette")[theme]["networks"]
    assert set(colours) == set(EIGHT) <= set(networks())
    close = {
        (one, two): round(ciede2000(lab(colours[one], eye), lab(colours[two], eye)), 1)
        for one, two in itertools.combinations(EIGHT, 2)
    }
    assert {pair: d for pair, d in close.items() if d < least} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_marks_and_words_stand_out_from_the_page(theme: str) -> None:
    palette = read("palette")[theme]
    pages = backgrounds(theme)
    assert pages, "the theme says its backgrounds"
    marks = {**palette["networks"], "neutral": palette["neutral"], "accent": palette["accent"]}
    for page, (name, colour) in itertools.product(pages, marks.items()):
        assert contrast(colour, page) >= 3, (name, page, round(contrast(colour, page), 2))
    for page, name in itertools.product(pages, ("ink", "grey", "good", "bad", "accent")):
        assert contrast(palette[name], page) >= 4.5, (name, page, round(contrast(palette[name], page), 2))


@pytest.mark.parametrize("theme", THEMES)
def test_every_colour_is_written_in_full(theme: str) -> None:
    palette = read("palette")[theme]
    flat = [v for v in palette.values() if isinstance(v, str)] + list(palette["networks"].values())
    assert all(re.fullmatch(r"#[0-9A-F]{6}", colour) for colour in flat)
