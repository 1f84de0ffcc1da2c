"""The pages that come from the catalog say what the catalog says."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

DOCS = Path(__file__).parent.parent / "docs"


def _generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_generate", DOCS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["formats.md", "formats.fr.md", "glossary.md", "glossary.fr.md"])
def test_a_generated_page_is_up_to_date(name: str) -> None:
    written = (DOCS / name).read_text(encoding="utf-8")
    assert written == _generator().pages()[name], "run: python docs/generate.py"


@pytest.mark.parametrize("name", ["formats.md", "formats.fr.md"])
def test_every_named_export_has_its_title_on_the_page(name: str) -> None:
    from cmdash.catalog import formats

    language = "fr" if name.endswith(".fr.md") else "en"
    text = (DOCS / name).read_text(encoding="utf-8")
    assert not [
        f.id for f in formats().values() if not f.id.startswith("cmdash_") and f.title[language] not in text
    ]


@pytest.mark.parametrize("name", ["glossary.md", "glossary.fr.md"])
def test_every_kpi_is_in_the_glossary(name: str) -> None:
    from cmdash.catalog import kpis

    text = (DOCS / name).read_text(encoding="utf-8")
    assert not [kpi for kpi in kpis() if f"(`{kpi}`)" not in text]
