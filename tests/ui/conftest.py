"""The app in a test without a browser, and files to drop on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[2]
File = tuple[str, bytes]

GOOD = (
    "Date;Réseau;Format;Message;Portée;J'aime;Commentaires;Partages;Humeur\r\n"
    "03/05/2026;Instagram;Photo;Les fraises;1 234;56;7;2;gaie\r\n"
    "14/05/2026;Facebook;Vidéo;Le four;2 345;80;12;9;gaie\r\n"
    "02/06/2026;Facebook;Photo;=1+1;100;8;1;0;grise\r\n"
    "28/06/2026;Insta;Carrousel;**gras** <b>gras</b> [x](http://a.example);900;41;3;1;gaie\r\n"
).encode("cp1252")
# A newer copy of the first post: the older one is set aside.
NEWER = (
    "Date;Réseau;Format;Message;Portée;J'aime;Commentaires;Partages;Humeur\r\n"
    "03/05/2026;Instagram;Photo;Les fraises;1 300;60;8;2;gaie\r\n"
    "05/07/2026;Instagram;Photo;=HYPERLINK(1);700;30;2;1;gaie\r\n"
).encode("cp1252")
# Reach a day, and nothing that says of which network.
ASKING = b"Date,Reach\n2026-06-01,100\n2026-06-02,140\n2026-06-03,90\n"
BROKEN = b"\x89PNG\r\n\x1a\n" + bytes(64)


@pytest.fixture
def files() -> dict[str, File]:
    """The files of these tests by what they are."""
    return {
        "good": ("suivi.csv", GOOD),
        "newer": ("suivi-juillet.csv", NEWER),
        "asking": ("reach.csv", ASKING),
        "broken": ("photo.png", BROKEN),
    }


@pytest.fixture
def drop() -> Callable[..., AppTest]:
    """Drops files on Home: `drop(app, file, ...)`."""

    def dropped(app: AppTest, *given: File) -> AppTest:
        return app.file_uploader[0].set_value([(name, content, "") for name, content in given]).run()

    return dropped


@pytest.fixture
def open_app(drop: Callable[..., AppTest]) -> Callable[..., AppTest]:
    """Opens the app on a page, with files dropped on Home first: `open_app("data", "fr", [file], demo="bakery")`."""

    def opened(page: str = "home", lang: str = "fr", given: list[File] | None = None, **link: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        app.query_params["lang"] = lang
        for key, value in link.items():
            app.query_params[key] = value
        app.run()
        if given:
            drop(app, *given)
        if page != "home":
            app.switch_page(f"pages/{page}.py").run()
        return app

    return opened


@pytest.fixture
def words() -> Callable[[AppTest], str]:
    """Every text a page shows outside its tables."""

    def shown(app: AppTest) -> str:
        kinds = (app.title, app.header, app.subheader, app.markdown, app.text, app.caption)
        labels = [button.label for button in app.button] + [box.label for box in app.expander]
        return "\n".join([element.value for kind in kinds for element in kind] + labels)

    return shown
