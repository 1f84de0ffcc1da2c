"""Whose report it is: name, logo, two colours, footer, cover. Kept in the cmdash file."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from cmdash.charts.palette import palette
from cmdash.model.brand import LONGEST, Brand, is_colour, is_logo
from cmdash.ui import markup, state
from cmdash.wording import message

FIELDS = ("name", "footer", "colour", "second", "cover")


def show(language: str) -> Brand:
    """Draw the form of the brand; the brand of the profile. A change is written there at once."""

    def words(key: str) -> str:
        return message(language, f"report.brand.{key}")

    brand = state.visit().profile.brand
    shown = {
        "name": brand.name,
        "footer": brand.footer,
        "colour": brand.colour or palette("light").accent,
        "second": _second(brand),
        "cover": brand.cover,
    }
    for name, value in shown.items():
        state.hold(f"brand_{name}", value)
    with st.expander(words("title"), key="report_brand"):
        with st.grid(2, min_column_width=240, gap="medium"):
            st.text_input(words("name"), key="brand_name", max_chars=LONGEST, on_change=_keep)
            st.text_input(words("footer"), key="brand_footer", max_chars=LONGEST, on_change=_keep)
            st.color_picker(words("colour"), key="brand_colour", on_change=_keep)
            st.color_picker(words("second"), key="brand_second", on_change=_keep)
        key = f"brand_logo_{len(brand.logo)}"
        st.file_uploader(
            words("logo"),
            type=["png", "jpg", "jpeg"],
            key=key,
            max_upload_size=2,
            on_change=_logo,
            args=(key,),
        )
        if state.visit().odd_logo:
            st.warning(words("odd_logo"))
        if brand.logo:
            st.image(brand.logo, width=160)
            st.button(
                words("no_logo"),
                key="brand_no_logo",
                type="tertiary",
                on_click=_no_logo,
            )
        st.toggle(words("cover"), key="brand_cover", on_change=_keep)
        markup.show(markup.quiet([words("kept")]))
    return brand


def _keep() -> None:
    """What the form holds becomes the brand. A callback."""
    held = {name: state.held(f"brand_{name}") for name in FIELDS}
    now = state.visit().profile.brand
    name, footer = (str(held[key] or "").strip() for key in ("name", "footer"))
    colour, second = _colour(str(held["colour"])), str(held["second"]).upper()
    if second == _second(now):
        second = now.second  # what was only shown in its place is no choice of a second colour
    elif second == colour or not is_colour(second):
        second = ""
    cover = held["cover"] is not False
    _write(replace(now, name=name, footer=footer, colour=colour, second=second, cover=cover))


def _second(brand: Brand) -> str:
    """The second colour that is shown: the first one's where none was chosen."""
    return (brand.second or brand.colour or palette("light").accent).upper()


def _colour(chosen: str) -> str:
    """A colour that was chosen; empty for cmdash's own."""
    written = chosen.upper()
    return written if is_colour(written) and written != palette("light").accent else ""


def _logo(key: str) -> None:
    """A picture dropped becomes the logo; what is none is said. A callback."""
    dropped = state.held(key)
    content = dropped.getvalue() if dropped else b""
    state.change(odd_logo=bool(content) and not is_logo(content))
    if is_logo(content):
        _write(replace(state.visit().profile.brand, logo=content))


def _no_logo() -> None:
    _write(replace(state.visit().profile.brand, logo=b""))


def _write(brand: Brand) -> None:
    now = state.visit().profile
    if brand != now.brand:
        state.change_profile(replace(now, brand=brand))
