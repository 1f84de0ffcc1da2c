"""From the files of a visit to a `Tracking`: read once, kept for the visit, never shared between visitors."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.runtime.scriptrunner import add_script_run_ctx

from cmdash import ingest
from cmdash.model import Finding, OpenedFile, Profile, Tracking, Upload
from cmdash.ui import counting, menu, state
from cmdash.ui.plain import plain
from cmdash.wording import message

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator
    from streamlit.runtime.uploaded_file_manager import UploadedFile

_PATIENCE = 1.0  # seconds before a progress is shown
_DEMOS: dict[str, Tracking] = {}
_LOADING = threading.Lock()
_HEAVY = ("pandas", "cmdash.ingest.reading", "cmdash.kpi", "altair", "cmdash.story")


def tracking(place: DeltaGenerator | None = None) -> Tracking | None:
    """What was read of the visit's files, or of its demo; None where there is nothing to read.

    `place` is where a progress may stand; the frame gives it, the pages after it find everything read.

    The key is the sha256 of every file with its name, and what the profile teaches reading. (The catalog is read once a
    process and this cache does not outlive it, so its version needs no place in the key.) A demo is shared by all
    visitors; who put something of their own beside it gets a tracking of their own, so that nothing of it is kept there.
    """
    demo = demo_name()
    now = state.visit()
    # Nothing else of a profile changes what a file is read as.
    taught = Profile(answers=now.profile.answers, mappings=now.profile.mappings)
    if demo and taught == Profile():
        shared = _demo(demo, place)
        return shared if now.profile == Profile() else _own(demo, shared)
    uploads = sources()
    if not uploads:
        return None
    key = _key(uploads, taught)
    if now.reading is None or now.reading.key != key:
        state.change(reading=state.Reading(key, _read(uploads, taught, place)))
    reading = state.visit().reading
    return reading.tracking if reading else None


def sources() -> tuple[Upload, ...]:
    """The files that what is open was read from: the visitor's, or those of the demo."""
    demo = demo_name()
    return _demo_files(demo) if demo else state.visit().uploads


def cells(sha256: str) -> OpenedFile:
    """One of the files as written, opened anew; the last one looked at is kept for the visit."""
    now = state.visit().opened
    if now is None or now.sha256 != sha256:
        now = ingest.opened_file(sources(), sha256)
        state.change(opened=now)
    return now


def required() -> Tracking | None:
    """What was read, or the empty state drawn in its place: a sentence, the way to Home and the demos."""
    found = tracking()
    if found is None:
        from cmdash import demo

        language = state.language()
        st.header(message(language, "interface.empty.title"), anchor=False)
        st.markdown(message(language, "interface.empty.text"))
        menu.link("home", message(language, "interface.empty.home"), primary=True)
        with st.container(horizontal=True):
            for name in demo.names():
                label = message(language, f"demo.{name}.title")
                st.button(label, key=f"empty_{name}", on_click=open_demo, args=(name,))
    return found


def demo_name() -> str:
    """The demo that the link asks for, if it exists and no file was dropped over it; else empty."""
    asked = state.link("demo")
    if not asked:
        return ""
    from cmdash import demo

    return asked if asked in demo.names() else ""


def open_demo(name: str) -> None:
    """Open a demo in the place of what was open. A callback."""
    forget()
    state.set_link("demo", name)


def forget() -> None:
    """Forget every file, answer and filter of the visit. A callback."""
    state.forget()
    for name in state.LINK[1:]:
        state.set_link(name, "")


def take(key: str) -> None:
    """Take what lies in the drop zone of this key into the visit. A callback.

    Files join those already there (next month's export beside the data so far); the same bytes under the same name
    are taken once. A `.cmdash` file becomes the profile. A demo gives way to the visitor's own files.
    """
    dropped: list[UploadedFile] = state.held(key) or []
    _take([Upload(file.name, file.getvalue()) for file in dropped])


def paste(key: str, name: str) -> None:
    """Take the cells typed or pasted into the box of this key as a file called `name`. A callback; nothing for no text."""
    text = str(state.held(key) or "")
    if not text.strip():
        return
    content, suffix = text.encode("utf-8", "replace"), ".tsv" if "\t" in text else ".csv"
    taken = {upload.name: upload.content for upload in state.visit().uploads}
    called, again = f"{name}{suffix}", 2
    while taken.get(called, content) != content:
        called, again = f"{name} {again}{suffix}", again + 1
    _take([Upload(called, content)])


def _take(dropped: list[Upload]) -> None:
    from cmdash.profile import is_profile

    if dropped and state.link("demo"):
        forget()
    now = state.visit()
    uploads, profile, notices = list(now.uploads), now.profile, list[Finding]()
    for upload in dropped:
        if is_profile(upload.name):
            profile = _profile(upload, profile, notices)
        elif not any(u.name == upload.name and u.sha256 == upload.sha256 for u in uploads):
            uploads.append(upload)
    state.change(uploads=tuple(uploads), notices=tuple(notices), drops=now.drops + 1, touched=True)
    profile = counting.unpacked(profile)
    if profile != now.profile:
        state.change_profile(profile)


def remove(sha256: str, name: str) -> None:
    """Take one file out of the visit. A callback."""
    kept = tuple(u for u in state.visit().uploads if (u.sha256, u.name) != (sha256, name))
    state.change(uploads=kept, opened=None)


def _profile(upload: Upload, current: Profile, notices: list[Finding]) -> Profile:
    from cmdash import profile
    from cmdash.model import Refusal

    try:
        return profile.join(current, profile.load(upload.content, upload.name))
    except Refusal as refusal:
        notices.append(refusal.finding)
        return current


def _key(uploads: Iterable[Upload], profile: Profile) -> str:
    parts = [f"{u.sha256} {u.name}" for u in uploads]
    return hashlib.sha256("\n".join([*parts, repr(profile)]).encode()).hexdigest()


@cache
def _demo_files(name: str) -> tuple[Upload, ...]:
    from cmdash import demo

    return tuple(demo.files(name))


def _demo(name: str, place: DeltaGenerator | None) -> Tracking:
    """A demo as read without any answer: nobody's data, so every visitor shares it."""
    if name not in _DEMOS:
        _DEMOS[name] = _read(_demo_files(name), Profile(), place)
    return _DEMOS[name]


def _own(name: str, shared: Tracking) -> Tracking:
    """The same tables as a tracking of this visit."""
    key, kept = f"demo {name}", state.visit().reading
    if kept is None or kept.key != key:
        kept = state.Reading(key, replace(shared))
        state.change(reading=kept)
    return kept.tracking


def _read(uploads: tuple[Upload, ...], profile: Profile, place: DeltaGenerator | None) -> Tracking:
    waiting = _Waiting(state.language(), place or st.empty())
    try:
        load()
        return ingest.read(uploads, profile, progress=waiting)
    finally:
        waiting.end()


def load() -> None:
    """Import what reading and its figures need; once a process, one thread at a time.

    Home is drawn without it; the frame calls this in the background while the visitor looks for a file.
    """
    with _LOADING:
        for name in _HEAVY:
            import_module(name)


class _Waiting:
    """A progress bar that comes only after a second, and says which file is being read.

    One file can take longer than that between two calls, so a timer shows the bar and not the calls alone.
    """

    def __init__(self, language: str, place: DeltaGenerator) -> None:
        self._language = language
        self._place = place
        self._now = (0, 1, "")
        self._lock = threading.Lock()
        self._over = False
        self._timer = threading.Timer(_PATIENCE, self._show)
        self._start = time.monotonic()
        add_script_run_ctx(self._timer)
        self._timer.start()

    def __call__(self, done: int, total: int, name: str) -> None:
        self._now = (done, max(total, 1), name)
        if time.monotonic() - self._start >= _PATIENCE:
            self._show()

    def _show(self) -> None:
        with self._lock:
            if self._over:
                return
            done, total, name = self._now
            key = "opening" if name else "starting"
            text = message(self._language, f"interface.progress.{key}", file=plain(name))
            self._place.progress(done / total, text=text)

    def end(self) -> None:
        self._timer.cancel()
        with self._lock:
            self._over = True
            self._place.empty()
