"""The report in one HTML file, printed by a browser."""

import datetime as dt
import io

import pytest
from pypdf import PdfReader

from cmdash import demo, ingest
from cmdash.catalog import LANGUAGES
from cmdash.model import Profile, Query
from cmdash.model.report_views import Wish
from cmdash.report import render
from cmdash.story.report import report

pytestmark = pytest.mark.browser


def test_an_owners_report_prints_on_one_page(chromium):
    """That of the tourism demo, the longest of the three: it has goals and a plan."""
    tracking = ingest.read(list(demo.files("tourism")), Profile(), None)
    page = chromium.new_page()
    for language in LANGUAGES:
        made = report(tracking, Query(), language, dt.date(2026, 7, 3), Wish(audience="owner"))
        page.set_content(render(made, ".html").decode())
        assert len(PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages) == 1
    page.close()
