"""A stranger's words in a label: what Markdown would make of them is gone, the words stay."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmdash.ui.plain import plain


@pytest.mark.parametrize(
    "hostile",
    [
        "**x**",
        "<b>x</b>",
        "[x](http://a.example)",
        "![](http://a.example/p.png)",
        "`x`",
        "$x$",
        ":red[x]",
        "~~x~~",
        "# x",
    ],
)
def test_every_mark_is_behind_a_backslash(hostile):
    assert not re.search(r"(?<!\\)[*<>\[\]()`$~#!_]", plain(hostile))


def test_a_word_between_colons_is_no_icon():
    assert ":smile:" not in plain(":smile:")
    assert ":material/home:" not in plain(":material/home:")


@given(st.text(max_size=100))
def test_the_words_stay(text):
    shown = plain(text).replace("\u2060", "")
    assert re.sub(r"\\(.)", r"\1", shown, flags=re.DOTALL).replace("\\", "") == re.sub(
        r"\s+", " ", text
    ).strip().replace("\u2060", "").replace("\\", "")


def test_a_long_text_is_cut():
    assert len(plain("a" * 500, 40)) == 40
