"""The PDF: tagged, with bookmarks and every figure as text; nothing of the user runs, nothing leaves its place."""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import replace

import pytest
from PIL import Image
from pypdf import PdfReader

from cmdash import report as report_files
from cmdash.catalog import LANGUAGES, networks
from cmdash.model.report_views import Brand, Drawing, Figures, Grid, Part, PostCards, Report, Words
from cmdash.model.views import Column, Table
from cmdash.report import drawing, fonts, render, typeset
from cmdash.report.typeset import columns, glyphs, lettering, scripts
from cmdash.story.report.tables import of_words
from cmdash.wording import network

HOSTILE = ("#eval(\"1\")", "$x$", "@ref", "<label>", "*bold*", "_it_", "= Title", "\\", "/* c */", "// d", "`raw`",
           "#import \"a\"", "- item", "[x](http://evil.example)", "{{x}}", "http://evil.example", "~", "'a' \"b\"")  # fmt: skip
LONG = "Officedetourismeintercommunaldelapresquileetdesmaraissalantsdelacoteatlantiquexx"


def opened(report: Report) -> PdfReader:
    return PdfReader(io.BytesIO(render(report, ".pdf")))


def text_of(pdf: PdfReader) -> str:
    return squeezed(" ".join(page.extract_text() for page in pdf.pages))


def squeezed(text: str) -> str:
    """Without any space: where a line ends is no matter."""
    return "".join(text.split())


def fonts_of(pdf: PdfReader) -> set[str]:
    return {
        str(font.get_object()["/BaseFont"])
        for page in pdf.pages
        for font in page["/Resources"].get("/Font", {}).values()
    }


def picture() -> bytes:
    """A small PNG."""

    def chunk(kind: bytes, held: bytes) -> bytes:
        return struct.pack(">I", len(held)) + kind + held + struct.pack(">I", zlib.crc32(kind + held))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 4, 2, 8, 2, 0, 0, 0))
    rows = chunk(b"IDAT", zlib.compress((b"\0" + b"\x10\x80\x60" * 4) * 2))
    return b"\x89PNG\r\n\x1a\n" + head + rows + chunk(b"IEND", b"")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_is_tagged_and_says_all_of_the_report(written, language):
    made = written(language)
    pdf = opened(made)
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]
    assert root["/Lang"] == language
    assert pdf.metadata.title == made.title
    assert [entry.title for entry in pdf.outline] == [part.title for part in made.parts]
    text = text_of(pdf)
    for part in made.parts:
        assert squeezed(part.lead) in text
        for block in part.blocks:
            if isinstance(block, Figures):
                for figure in block.figures:
                    assert squeezed(figure.shown) in text
                    assert all(squeezed(change.text) in text for change in figure.changes)
            elif isinstance(block, Grid):
                for row in block.table.shown:
                    assert all(squeezed(word) in text for cell in row for word in cell.split())
            elif isinstance(block, Words):
                assert all(squeezed(item) in text for item in block.items)
            elif isinstance(block, Drawing):
                assert squeezed(block.chart.title) in text
    assert f"2/{len(pdf.pages)}" in text
    assert all("SourceSansPro" in name for name in fonts_of(pdf))


def test_hostile_texts_come_out_as_written(written):
    words = Words(HOSTILE, "#heading $x$", points=True)
    table = of_words([Column("a", "*a*"), Column("b", "#b")], [(one, one) for one in HOSTILE])
    made = replace(
        written(),
        title="= #eval(\"2\") @title",
        headline="$headline$ <b>",
        parts=(Part("summary", "*Part* #x", "@lead", (words, Grid(table, "_grid_", "/* note */")), "#c\n$d$"),),
        brand=Brand(name="#brand", footer="*footer*", logo=picture(), colour="#FFD400"),
    )  # fmt: skip
    pdf = opened(made)
    text = text_of(pdf)
    for said in (*HOSTILE, made.title, made.headline, "*Part* #x", "@lead", "_grid_", "/* note */", "#c", "$d$",
                 "*footer*", "*a*"):  # fmt: skip
        assert squeezed(said) in text, said
    assert not [a for page in pdf.pages for a in page.get("/Annots", []) if "/URI" in str(a.get_object())]


def test_harmful_reports_are_text_too(harmful):
    assert squeezed(harmful.headline) in text_of(opened(harmful))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_owner_gets_one_page(written, language):
    pdf = opened(written(language, audience="owner"))
    assert len(pdf.pages) == 1


def test_the_owner_gets_one_page_whatever_the_data(written):
    made = written(audience="owner")
    words = Words(tuple(f"{LONG} " * 20 for _ in range(60)), LONG, points=True)
    rows = of_words([Column("a", "A"), Column("b", "B")], [(LONG, "mot " * 80)] * 90)
    stuffed = tuple(
        replace(part, blocks=(*part.blocks, words, Grid(rows, LONG, LONG)), comment="Encore un mot. " * 400)
        for part in made.parts
    )
    pdf = opened(replace(made, title=LONG * 2, headline="Une phrase. " * 200, parts=stuffed))
    assert len(pdf.pages) == 1
    figures = [f for block in made.parts[0].blocks if isinstance(block, Figures) for f in block.figures]
    assert all(squeezed(figure.shown) in text_of(pdf) for figure in figures)


def test_a_demonstration_says_so_on_every_page(written):
    pdf = opened(written(anonymous=True))
    assert all("démonstration" in page.extract_text() for page in pdf.pages)


def test_a_logo_that_cannot_be_drawn_is_left_out(written):
    made = written(audience="owner", brand=Brand(name="Maison", logo=b"\x89PNG\r\n\x1a\n nothing"))
    assert "Maison" in opened(made).pages[0].extract_text()


def overflowing(report: Report) -> list[int]:
    """The pages on which something stands in the outer margins."""
    pages = typeset.laid_out(lettering.printed(report)).compile(format="png", ppi=36)
    found = []
    for number, content in enumerate(pages if isinstance(pages, list) else [pages], 1):
        page = Image.open(io.BytesIO(content)).convert("L")
        wide, high = page.size
        margin, foot = round(wide * 18 / 210), round(high * 6 / 297)
        strips = ((0, 0, margin, high), (wide - margin, 0, wide, high), (0, high - foot, wide, high))
        if any(page.crop(strip).getextrema()[0] < 250 for strip in strips):
            found.append(number)
    return found


@pytest.mark.parametrize("audience", ["owner", "manager"])
def test_nothing_leaves_the_page(written, audience):
    plain = replace(written(audience=audience), brand=Brand(cover=False))
    assert overflowing(plain) == []
    words = Words((LONG * 3, "mot " * 400), LONG, points=True)
    cells = of_words([Column("a", LONG), Column("b", "B")], [(LONG * 2, "mot " * 900), ("a", LONG)])
    blocks = (words, replace(words, quiet=True), Grid(cells, LONG, LONG * 2), Grid(figures_of(24, 14), "24"))
    part = Part("networks", "Réseau par réseau", LONG * 3, blocks, LONG * 4)
    made = replace(
        plain, title=LONG * 2, period=LONG, headline=LONG * 3, made=LONG * 3, parts=(*plain.parts, part)
    )
    assert overflowing(replace(made, brand=Brand(name=LONG, footer=LONG * 2, cover=False))) == []


def test_stacked_bars_are_parted_and_charts_name_a_typeface_to_fall_back_to(written):
    charts = [b.chart for part in written().parts for b in part.blocks if isinstance(b, Drawing)]
    stacked = next(chart for chart in charts if chart.form == "stack")
    drawn = drawing.svg(stacked, "fr")
    assert 'stroke="#FFFFFF"' in drawn
    assert "sans-serif" in drawn
    assert all(series.label in drawn for series in stacked.series)


def figures_of(count: int, rows: int) -> Table:
    heads = (
        Column("name", "Réseau"),
        *(Column(f"c{at}", "Taux d’engagement", "count") for at in range(count)),
    )
    shown = tuple((LONG, *("1\u202f234\u202f567" for _ in range(count))) for _ in range(rows))
    return Table(heads, shown, shown)


@pytest.mark.parametrize("count", [1, 5, 12, 24])
def test_a_table_stays_on_its_page_and_its_words_in_their_cells(count):
    table = figures_of(count, 12)
    table = replace(table, shown=tuple(tuple(map(lettering.broken, row)) for row in table.shown))
    pieces = columns.fit(table, typeset.ROOM)
    assert [at for piece in pieces for at in piece.columns[1:]] == list(range(1, count + 1))
    for piece in pieces:
        assert piece.columns[0] == 0
        assert sum(piece.widths) + columns.GUTTER * (len(piece.columns) - 1) <= typeset.ROOM + 0.01
        assert piece.size >= columns.SMALL
        number = glyphs.width("1\u202f234\u202f567", piece.size)
        assert all(width >= number for width in piece.widths)


def test_a_table_over_pages_repeats_its_head(written):
    made = replace(written(), parts=(Part("networks", "Part", "", (Grid(figures_of(3, 120)),)),))
    pdf = opened(replace(made, watermark="essai"))
    with_rows = [text for page in pdf.pages if "234" in (text := page.extract_text())]
    assert len(with_rows) > 1
    assert all("Réseau" in text for text in with_rows)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Bonjour 🎉 à tous 👨‍👩‍👧 !", "Bonjour à tous !"),
        ("🏖️Plage", "Plage"),
        ("𝗕𝗼𝗻 plan", "Bon plan"),
        ("porte\u2011clé", "porte-clé"),
        ("12,5\u202f% « été »", "12,5\u202f% « été »"),
        ("日本 Paris", "[…] Paris"),
        ("🎉🎉", "[…]"),
        ("", ""),
        ("une\nligne", "une\nligne"),
        ("a\u202eb\u0000c", "abc"),
    ],
)
def test_what_the_typeface_lacks_is_left_out_and_words_are_not_lost_in_silence(text, printed):
    assert lettering.printable(text) == printed
    assert set(printed) <= glyphs.known() | {"\n"}


def test_a_remark_on_posts_stays_with_the_last_of_them(written):
    made = written()
    (posts,) = [block for part in made.parts for block in part.blocks if isinstance(block, PostCards)][:1]
    remark = Words(("Une remarque sur les publications.",), quiet=True)
    cards = tuple(replace(posts.cards[0], text=f"Carte {at:02}.") for at in range(6))
    for lines in range(22, 34, 2):  # wherever the page ends
        before = Words(tuple(f"Ligne {at}" for at in range(lines)), points=True)
        part = Part("posts", "Publications", "", (before, replace(posts, cards=cards), remark))
        pages = [
            page.extract_text()
            for page in opened(replace(made, parts=(part, replace(made.parts[-1], id="next")))).pages
        ]
        (page,) = [text for text in pages if remark.items[0] in text]
        assert "Carte 05." in page, lines


def test_a_long_table_begins_with_several_rows(written):
    rows = of_words(
        [Column("a", "Fichier"), Column("b", "Lignes")], [(f"Fichier {at:02}.", "3") for at in range(40)]
    )
    for lines in range(34, 60, 3):  # wherever the page ends
        before = Words(tuple(f"Ligne {at}" for at in range(lines)), points=True)
        part = Part("networks", "Réseaux", "", (before, Grid(rows, "Fichiers lus")))
        pages = [page.extract_text() for page in opened(replace(written(), parts=(part,))).pages]
        (begun,) = [text for text in pages if "Fichiers lus" in text]
        assert begun.count("Fichier ") >= 5, lines


def with_words(made, *texts):
    return replace(made, parts=(Part("summary", "Titre", "", (Words(texts),)),))


def test_letters_of_another_script_are_set_in_a_font_of_the_machine(written, monkeypatch):
    regular = fonts.folder() / "SourceSansPro-Regular.ttf"
    monkeypatch.setattr(
        scripts, "_faces", lambda: {"DejaVu Sans Mono": (regular, 0), "DejaVu Sans": (regular, 0)}
    )
    monkeypatch.setattr(glyphs, "characters", lambda *_: {"م": 1, "ر": 2, "ح": 3, "ب": 4, "ا": 5, "A": 6})
    scripts._found.cache_clear()
    made = with_words(written(), "مرحبا à tous 🎉 春节")
    found = scripts.scripts_of(made)
    scripts._found.cache_clear()
    assert found.families == ("DejaVu Sans",)
    assert found.letters == frozenset("مرحبا")
    assert found.missing == "春节"
    assert lettering.printed(made, found.letters).parts[0].blocks[0].items == ("مرحبا à tous […]",)
    assert typeset.scripts_of(with_words(written(), "Été 🎉 𝗕𝗼𝗻 → ①")) == scripts.Scripts()


def test_a_file_says_the_letters_that_a_font_of_this_machine_has(written):
    wanted = "مرحبا"
    made = with_words(written(), f"« {wanted} »")
    found = scripts.scripts_of(made)
    text = text_of(opened(made))
    assert ("[…]" in text) == bool(found.missing)  # one or the other, on any machine
    assert bool(found.families) == (not found.missing)
    assert typeset.unwritten(made) == found.missing
    assert report_files.unwritten(with_words(written(), "Été")) == ""


def test_a_font_of_the_machine_that_cannot_be_set_is_done_without(written, monkeypatch):
    made = with_words(written(), "Bonjour 春")
    monkeypatch.setattr(typeset, "scripts_of", lambda _: scripts.Scripts(("Nowhere",), frozenset("春"), ""))
    engine, tried = typeset._written, []

    def failing(report, families=()):
        tried.append(families)
        if families:
            raise typeset._engine().TypstError("no such font")
        return engine(report, families)

    monkeypatch.setattr(typeset, "_written", failing)
    assert squeezed("Bonjour […]") in text_of(opened(made))
    assert tried == [("Nowhere",), ()]


def test_a_file_that_is_no_font_has_no_letters(tmp_path):
    broken = tmp_path / "broken.ttf"
    for content in (b"", b"ttcf", b"\0\1\0\0\0\9" + b"\xff" * 40):
        broken.write_bytes(content)
        assert glyphs.characters(broken) == {}
    assert glyphs.characters(tmp_path / "none.ttf") == {}


def test_a_long_word_gets_places_to_break_and_reads_the_same():
    assert lettering.broken(LONG).replace(lettering.BREAK, "") == LONG
    assert lettering.BREAK not in lettering.broken("Un mot de longueur habituelle, l’intercommunalité")


def test_widths_are_those_of_the_typeface():
    assert glyphs.width("0123456789", 10) == pytest.approx(10 * glyphs.width("5", 10))
    assert glyphs.width("W", 10) > glyphs.width("i", 10)
    assert glyphs.width("W", 10, bold=True) > glyphs.width("W", 10)
    assert glyphs.shortened("Un titre qui est long", 10, 50).endswith("…")
    assert glyphs.width(glyphs.shortened("Un titre qui est long", 10, 50), 10) <= 50


def test_a_no_break_space_ends_no_line_of_a_column():
    heads = (
        Column("name", "Réseau"),
        *(Column(f"c{at}", "Taille de\u00a0la\u00a0communauté", "count") for at in range(5)),
    )
    shown = tuple(("Instagram", *("1" for _ in range(5))) for _ in range(3))
    for piece in columns.fit(Table(heads, shown, shown), typeset.ROOM):
        wanted = glyphs.width("de\u00a0la\u00a0communauté", piece.size, bold=True)
        assert all(width >= wanted - 0.01 for width in piece.widths[1:])


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("délai médian 2 jours", "délai médian 2\u00a0jours"),
        ("le 12 juin 2026 sur X", "le 12\u00a0juin 2026 sur X"),
        ("48\u202f060 vues, 1,7 fois", "48\u202f060\u00a0vues, 1,7\u00a0fois"),
        ("HTTP2 est là", "HTTP2 est là"),
    ],
)
def test_a_number_is_not_parted_from_what_it_counts(text, printed):
    assert lettering.prose(text) == printed


@pytest.mark.parametrize("count", range(8, 20, 2))
def test_a_title_never_stands_alone_at_the_foot_of_a_page(written, count):
    """A part whose table does not fit below its title begins with it on the next page."""
    filler = Words(("mot " * 40,) * count)
    rows = of_words([Column("a", "A"), Column("b", "B")], [(f"ligne {at}", "mot " * 30) for at in range(14)])
    parts = (
        Part("needs", "Avant", "", (filler,)),
        Part("method", "Titre à suivre", "Une phrase.", (Grid(rows, "Tableau"),)),
    )
    pdf = opened(replace(written(), parts=parts, brand=Brand(cover=False)))
    pages = [squeezed(page.extract_text()) for page in pdf.pages]
    titled = [text for text in pages if squeezed("Une phrase.") in text]
    assert len(titled) == 1
    assert "ligne0" in titled[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_name_of_every_network_stands_whole_beside_its_line(language):
    assert max(glyphs.width(network(name, language), 12) for name in networks()) <= drawing.LABEL


@pytest.mark.parametrize("count", range(6, 22, 3))
def test_a_sentence_stays_with_the_table_it_leads_to(written, count):
    filler = Words(("mot " * 40,) * count)
    rows = of_words([Column("a", "A"), Column("b", "B")], [(f"ligne {at}", "mot " * 30) for at in range(9)])
    blocks = (filler, Words(("Deux mille prévus.",), "Budget"), Grid(rows, note="Note du tableau."))
    pdf = opened(replace(written(), parts=(Part("needs", "Avant", "", blocks),), brand=Brand(cover=False)))
    pages = [squeezed(page.extract_text()) for page in pdf.pages]
    (found,) = (text for text in pages if squeezed("Deux mille prévus.") in text)
    assert "ligne0" in found
    assert squeezed("Note du tableau.") in found


def test_the_head_of_a_page_names_its_part_whole_below_a_long_title(written):
    made = written()
    pdf = opened(replace(made, title=f"{LONG} " * 2, brand=Brand(cover=False)))
    headed = [squeezed(page.extract_text()) for page in pdf.pages[1:]]
    assert all(any(f"…·{squeezed(part.title)}" in text for part in made.parts) for text in headed)


def test_a_last_page_with_hardly_anything_is_spared(written):
    spared = []
    for count in (36, 47, 48, 49, 54):
        filler = Words(("mot " * 40,) * count)
        parts = (Part("needs", "Avant", "", (filler,)),)
        made = replace(written(), parts=parts, brand=Brand(cover=False))
        loose = typeset.laid_out(lettering.printed(made)).compile(format="pdf")
        pages = len(PdfReader(io.BytesIO(loose)).pages), len(opened(made).pages)
        assert pages[1] <= pages[0]
        spared.append(pages[1] < pages[0])
    assert any(spared)
    assert not all(spared)
