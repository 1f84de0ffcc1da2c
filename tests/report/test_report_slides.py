"""The deck: all of the report is on it, nothing stands beyond a slide, charts can be edited, nothing runs."""

from __future__ import annotations

import datetime as dt
import io
import itertools
import zipfile
from dataclasses import replace

import openpyxl
import pytest
from pptx import Presentation
from pptx.util import Pt

from cmdash.catalog import LANGUAGES
from cmdash.model.brand import Brand
from cmdash.model.report_views import Drawing, Figures, Grid, Part, PostCards, Report, Words
from cmdash.model.views import Chart, Column, Mark, Point, Series, Step, Table
from cmdash.report import colours, lettering, numbers, render
from cmdash.report.slides import master
from cmdash.report.slides.chart_data import SIZE, grouped, pieces
from cmdash.wording import NARROW

LONG = "Communauté de communes du Pays des Hautes-Vallées-et-de-la-Grande-Plaine-Maritime"
EVIL = (
    "=1+1",
    '=HYPERLINK("http://evil.example";"y")',
    "http://evil.example/a?b=1&c=2",
    "<b>&amp;</b>",
    "+33",
    "@SUM(A1)",
)
FIVE = ("instagram", "facebook", "youtube", "linkedin", "x")
EMPTY = Table((Column("name", "Mois"),), (), ())


def opened(report: Report):
    return Presentation(io.BytesIO(render(report, ".pptx")))


def shapes(slide):
    return [shape for shape in slide.shapes if shape.name != "Watermark"]


def words_of(slide) -> str:
    found = []
    for shape in slide.shapes:
        if shape.has_text_frame:
            found.append(shape.text_frame.text)
        if shape.has_table:
            found += [cell.text_frame.text for row in shape.table.rows for cell in row.cells]
    return squeezed("\n".join(found))


def squeezed(text: str) -> str:
    return " ".join(text.split())


def charts_of(deck):
    return [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]


def months(count: int, inside: int = 1) -> tuple[Step, ...]:
    return tuple(
        Step(
            f"{2021 + at // 12}-{at % 12 + 1:02d}",
            f"m{at % 12 + 1}",
            str(2021 + at // 12),
            f"mois {at % 12 + 1} de {2021 + at // 12}",
            dt.date(2021 + at // 12, at % 12 + 1, 1),
            dt.date(2021 + at // 12, at % 12 + 1, 28),
            at >= count - inside,
        )
        for at in range(count)
    )


def drawn(form: str, values: dict[str, list[float | None]], **changes: object) -> Chart:
    steps = months(len(next(iter(values.values()))))
    series = tuple(
        Series(name, name, tuple(Point(s.key, v, str(v), 1) for s, v in zip(steps, row, strict=True)))
        for name, row in values.items()
    )
    made = Chart(
        "c",
        form,
        "Le titre dit le constat",
        "Sous-titre",
        "Note",
        "Une phrase",
        "count",
        steps,
        series,
        EMPTY,
    )  # type: ignore[arg-type]
    return replace(made, **changes)  # type: ignore[arg-type]


def told(*blocks, **changes) -> Report:
    """A report of one part that opens with words, so that its charts have slides of their own."""
    part = Part("networks", "Réseaux", "Ce que l’on voit", (Words(("Un mot.",)), *blocks))
    made = Report("fr", "manager", "Rapport", "Juin 2026", "La phrase", (part,), Brand(), "Établi")
    return replace(made, **changes)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("audience", ["board", "manager"])
def test_the_deck_says_all_of_the_report(written, language, audience):
    made = written(language, audience=audience)
    deck = opened(made)
    text = " ".join(words_of(slide) for slide in deck.slides)
    notes = " ".join(squeezed(s.notes_slide.notes_text_frame.text) for s in deck.slides if s.has_notes_slide)
    for part in made.parts:
        assert squeezed(part.title) in text
        assert squeezed(part.lead) in text
        for block in part.blocks:
            if isinstance(block, Figures):
                for figure in block.figures:
                    assert squeezed(f"{figure.label} {figure.shown}") in text
                    assert all(squeezed(change.text) in text for change in figure.changes)
                    assert squeezed(figure.stamp.formula) in notes
                    assert squeezed(figure.stamp.used) in notes
            elif isinstance(block, Words):
                assert all(squeezed(item) in text for item in block.items)
            elif isinstance(block, Grid):
                assert all(squeezed(cell) in text for row in block.table.shown for cell in row)
            elif isinstance(block, Drawing):
                assert squeezed(block.chart.title) in text
                assert squeezed(block.chart.note) in text
            elif isinstance(block, PostCards):
                assert all(squeezed(card.facts) in text for card in block.cards)
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert all(titles)
    assert len(set(titles)) == len(titles)
    assert titles[0] == made.title


def all_but_the_cards(report: Report) -> list[str]:
    """Every text of an owner's report that stands on its slide or in the notes."""
    found = [report.headline, report.made]
    for part in report.parts:
        found += [part.lead, part.comment]
        for block in part.blocks:
            if isinstance(block, Words):
                found += block.items
            elif isinstance(block, Figures):
                for figure in block.figures:
                    found += [figure.label, figure.shown, figure.stamp.formula, figure.stamp.used]
                    found += [change.text for change in figure.changes]
            elif isinstance(block, Grid):
                found += [cell for row in block.table.shown for cell in row]
            elif isinstance(block, PostCards):
                found += [text for card in block.cards for text in (card.text, card.facts, card.habit)]
    return [squeezed(text) for text in found if text.strip()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_owner_gets_one_slide_and_the_rest_in_its_notes(written, language):
    made = written(language, audience="owner", comments={"posts": "Bravo à l’équipe."})
    (slide,) = opened(made).slides
    text, notes = words_of(slide), squeezed(slide.notes_slide.notes_text_frame.text)
    assert slide.shapes.title.text_frame.text == made.headline
    assert all(said in text or said in notes for said in all_but_the_cards(made))
    for block in made.parts[0].blocks:
        if isinstance(block, Figures):
            for figure in block.figures:
                assert squeezed(f"{figure.label} {figure.shown}") in text
                assert all(squeezed(change.text) in text for change in figure.changes)
                assert squeezed(figure.stamp.formula) in notes
    assert "Bravo à l’équipe." in text


def test_the_owner_gets_one_slide_whatever_the_data(written):
    made = written(audience="owner")
    words = Words(tuple(f"{LONG} {at} " * 20 for at in range(60)), LONG, points=True)
    table = Table(
        (Column("a", "A"), Column("b", "B")), (), tuple((LONG, f"mot {at} " * 80) for at in range(90))
    )
    parts = tuple(
        replace(part, blocks=(*part.blocks, words, Grid(table, LONG, LONG)), comment="Encore un mot. " * 400)
        for part in made.parts
    )
    stuffed = replace(
        made, title=LONG * 2, headline="Une phrase. " * 200, parts=parts, brand=Brand(footer=LONG * 3)
    )
    (slide,) = opened(stuffed).slides
    bottoms = [shape.top + shape.height for shape in shapes(slide) if shape.name not in ("ftr", "sldNum")]
    assert max(bottoms) <= Pt(master.BOTTOM + 2)
    text, notes = words_of(slide), squeezed(slide.notes_slide.notes_text_frame.text)
    assert all(said in text or said in notes for said in all_but_the_cards(stuffed))
    assert all(squeezed(figure.shown) in text for figure in made.parts[0].blocks[0].figures)


def test_every_slide_with_a_figure_says_in_its_notes_where_it_comes_from(written):
    made = written("fr")
    deck = opened(made)
    formula = {figure.kpi: figure.stamp.formula for figure in made.parts[0].blocks[0].figures}["interactions"]
    for slide in list(deck.slides)[1:]:
        tables = [shape.table for shape in slide.shapes if shape.has_table]
        figured = any(shape.has_chart for shape in slide.shapes) or any(
            "Interactions" in [cell.text_frame.text for cell in table.rows[0].cells] for table in tables
        )
        notes = slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else ""
        assert not figured or notes, slide.shapes.title.text_frame.text
        if figured and tables and not any(shape.has_chart for shape in slide.shapes):
            assert f"Interactions{NARROW}: {formula}" in notes
            assert made.made in notes


def test_the_charts_hold_the_figures_and_a_sheet_that_can_be_edited(written):
    made = written("fr")
    wanted = [block.chart for part in made.parts for block in part.blocks if isinstance(block, Drawing)]
    found = charts_of(opened(made))
    assert len(found) == len(wanted) > 1
    for chart, plotted in zip(wanted, found, strict=True):
        assert [series.name for series in plotted.plots[0].series] == [s.label for s in chart.series]
        for series, values in zip(chart.series, plotted.plots[0].series, strict=True):
            assert list(values.values) == [point.value for point in series.points]
        book = openpyxl.load_workbook(io.BytesIO(plotted.part.chart_workbook.xlsx_part.blob))
        rows = list(book.active.iter_rows(values_only=True))
        deep = 2 if grouped(chart.steps) else 1
        assert rows[0][deep:] == tuple(s.label for s in chart.series)
        assert [row[deep] for row in rows[1:]] == [point.value for point in chart.series[0].points]


def test_a_gap_stays_a_gap_and_a_line_ends_at_a_break():
    values = {"facebook": [1.0, None, 3.0, 4.0], "instagram": [5.0, 6.0, 7.0, 8.0]}
    chart = drawn(
        "line",
        values,
        parted=(("facebook", "2021-03"),),
        marks=(Mark("2021-03", "break", "compte autrement"),),
    )
    deck = opened(told(Drawing(chart)))
    (plotted,) = charts_of(deck)
    assert [list(series.values) for series in plotted.plots[0].series] == [
        [1.0, None, None, None],
        [None, None, 3.0, 4.0],
        [5.0, 6.0, 7.0, 8.0],
    ]
    assert plotted._chartSpace.xpath("//c:dispBlanksAs/@val") == ["gap"]
    assert [series.label for series in pieces(chart)][1:] == ["facebook", "instagram"]
    assert "mois 3 de 2021 : compte autrement" in words_of(deck.slides[-1])


def test_a_slide_is_read_from_its_title_down():
    chart = drawn("stack", {"facebook": [1.0, 2.0]})
    slide = opened(told(*[Words((LONG * 20,))] * 2, Drawing(chart))).slides[-1]
    read = ["chart" if shape.has_chart else shape.text_frame.text for shape in slide.shapes]
    assert read[:5] == [chart.title, "Réseaux", chart.subtitle, "chart", chart.note]


def named_in(plotted):
    """Of each name beside its value: how far it is moved right and down, in parts of the chart; None for names that
    stand where they would."""
    labels = plotted._chartSpace.xpath("//c:dLbl[c:showSerName/@val='1']")
    return [
        tuple(
            float(one)
            for one in label.xpath("./c:layout/c:manualLayout/c:x/@val | ./c:layout/c:manualLayout/c:y/@val")
        )
        or None
        for label in labels
    ]


def test_lines_are_named_beside_their_end_and_a_lone_one_by_the_title():
    apart = drawn("line", {"facebook": [1.0, 2.0], "instagram": [80.0, 90.0]})
    close = drawn("line", {"facebook": [89.0, 90.0], "instagram": [80.0, 90.0]})
    ended = drawn("line", {"facebook": [1.0, 2.0, None], "instagram": [80.0, 90.0, 95.0]})
    alone = drawn("line", {"facebook": [1.0, 2.0]})
    deck = opened(told(*map(Drawing, (apart, close, ended, alone))))
    first, second, third, fourth = charts_of(deck)
    assert not any(chart.has_legend for chart in (first, second, third, fourth))
    assert named_in(first) == [None, None]
    (frame,) = [one for one in deck.slides[-3].shapes if one.has_chart]
    downs = [found[1] if found else 0.0 for found in named_in(second)]
    assert abs(downs[0] - downs[1]) * frame.height.pt > SIZE  # they do not touch
    right, none = named_in(third)
    assert right[0] > 0.1  # beside the others, at the right
    assert none is None
    assert not fourth._chartSpace.xpath("//c:dLbl")


def test_pieces_of_a_stack_are_named_in_their_order_beside_the_last_bar():
    values = {name: [10.0, size] for name, size in zip(FIVE, (1.0, 1.0, 1.0, 60.0, 2.0), strict=True)}
    (plotted,) = charts_of(opened(told(Drawing(drawn("stack", values)))))
    assert not plotted.has_legend
    found = named_in(plotted)
    assert len(found) == 5
    assert all(one[0] > 0.1 for one in found)
    middles = (0.5, 1.5, 2.5, 33.0, 64.0)  # of the pieces; the axis ends at 80
    plot = float(plotted._chartSpace.xpath("//c:plotArea/c:layout//c:h/@val")[0])
    levels = [middle / 80 * plot - one[1] for middle, one in zip(middles, found, strict=True)]
    assert levels == sorted(levels)
    assert plotted._chartSpace.xpath("//c:dLbls//*[local-name()='showLeaderLines']/@val") == ["0"] * 5


def test_many_or_long_names_stand_in_a_legend_that_grey_print_tells_apart():
    many = {name: [10.0, 20.0] for name in (*FIVE, "pinterest", "website")}
    long = {"facebook": [10.0, 20.0], "x" * 60: [30.0, 20.0]}
    stack, lines, wordy = charts_of(
        opened(told(*map(Drawing, (drawn("stack", many), drawn("line", many), drawn("stack", long)))))
    )
    assert all(chart.has_legend for chart in (stack, lines, wordy))
    full = [(one.xpath("./c:spPr/a:pattFill/@prst") or [""])[0] for one in stack._chartSpace.xpath("//c:ser")]
    assert all(one != after for one, after in itertools.pairwise(full))
    assert stack._chartSpace.xpath(
        "//c:ser/c:spPr/a:pattFill/a:bgClr/a:srgbClr/@val"
    )  # the network's own colour
    marks = [
        (one.xpath("./c:marker/c:symbol/@val")[0], (one.xpath("./c:spPr/a:ln/a:prstDash/@val") or [""])[0])
        for one in lines._chartSpace.xpath("//c:ser")
    ]
    assert len(set(marks)) == len(marks)


def test_networks_keep_their_colour_and_months_outside_step_back():
    chart = drawn("stack", {"facebook": [1.0, 2.0], "elsewhere": [1.0, 2.0]})
    (plotted,) = charts_of(opened(told(Drawing(chart))))
    series = plotted.plots[0].series[0]
    full = str(series.format.fill.fore_color.rgb)
    assert full == "1F5FBF"
    assert str(series.points[0].format.fill.fore_color.rgb) != full
    assert not series._element.xpath("./c:dPt/c:idx[@val='1']")


@pytest.mark.parametrize(
    ("unit", "low", "high", "step", "language", "code"),
    [
        ("count", 0, 800, 100, "fr", "0"),
        ("count", 0, 940, 200, "fr", '[>=1000]#"\u202f"##0;0'),
        ("count", 0, 9_000, 1_000, "fr", '[>=1000]#"\u202f"##0;0'),
        ("count", 0, 2e6, 5e5, "en", '[>=1000000]#","###","##0;[>=1000]#","##0;0'),
        ("count", -4_000, 4_000, 1_000, "fr", "#,##0"),
        ("ratio", 0, 0.05, 0.01, "fr", '0"\u202f"%'),
        ("ratio", 0, 0.005, 0.001, "en", "0.0%"),
        ("EUR", 0, 5, 0.5, "fr", "0.0"),
    ],
)
def test_axes_write_numbers_as_the_reader_does(unit, low, high, step, language, code):
    assert numbers.code(unit, low, high, step, language) == code


def test_the_axis_has_its_own_format():
    (plotted,) = charts_of(opened(told(Drawing(drawn("stack", {"facebook": [1_000.0, 9_000.0]})))))
    labels = plotted.value_axis.tick_labels
    assert labels.number_format == '[>=1000]#"\u202f"##0;0'
    assert not labels.number_format_is_linked
    assert plotted.value_axis.minimum_scale == 0


def test_texts_that_mean_harm_stay_texts(harmful):
    values: dict[str, list[float | None]] = {name: [1.0, 2.0] for name in EVIL}
    chart = drawn("stack", values, title=EVIL[1], note=EVIL[2], alt='a "quoted" <alt> & more\x07')
    part = replace(harmful.parts[0], blocks=(*harmful.parts[0].blocks, Drawing(chart)))
    content = render(replace(harmful, parts=(part,)), ".pptx")
    deck = Presentation(io.BytesIO(content))
    text = " ".join(words_of(slide) for slide in deck.slides)
    for wanted in (harmful.title, part.title, part.lead, part.comment, EVIL[1], EVIL[2]):
        assert squeezed(wanted) in text
    (plotted,) = charts_of(deck)
    assert [series.name for series in plotted.plots[0].series] == list(EVIL)
    sheet = openpyxl.load_workbook(io.BytesIO(plotted.part.chart_workbook.xlsx_part.blob)).active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f" or cell.hyperlink] == []
    assert set(EVIL) <= {cell.value for cell in cells}
    with zipfile.ZipFile(io.BytesIO(content)) as files:
        for name in files.namelist():
            if name.endswith((".rels", ".xml")):
                assert b"hlinkClick" not in files.read(name)
                assert b'TargetMode="External"' not in files.read(name)
    frame = next(shape for slide in deck.slides for shape in slide.shapes if shape.has_chart)
    assert frame._element.xpath("./p:nvGraphicFramePr/p:cNvPr/@descr") == ['a "quoted" <alt> & more']


@pytest.fixture(scope="module")
def hard():
    """A deck of twelve networks over five years, four hundred themes, names of eighty characters, a very long comment."""
    many = {f"{LONG} {at}": [float(at + step) for step in range(20)] for at in range(12)}
    themes = tuple((f"{LONG} {at}" if at % 9 == 0 else f"Thème {at}", str(at)) for at in range(400))
    table = Table((Column("theme", "Thème"), Column("posts", "Publications", "count")), (), themes)
    wide = Table(
        (
            Column("name", "Réseau"),
            *(Column(str(at), "Taux d’engagement sur la portée", "ratio") for at in range(20)),
        ),
        (),
        tuple((LONG, *["1 234 567,8 %"] * 20) for _ in range(14)),
    )
    blocks = (
        Words((f"{LONG} " * 4,) * 6, LONG, points=True),
        Words(("mot" * 900,), "Sans espace"),
        Drawing(drawn("stack", many, title=LONG * 2)),
        Drawing(drawn("line", many, note=LONG * 4)),
        Words((LONG,), quiet=True),
        Grid(wide, LONG, LONG * 5),
        Grid(table, "Thèmes", "Note"),
    )
    comment = "Une phrase de commentaire qui dure. " * 150
    part = Part("networks", LONG, LONG * 5, blocks, comment)
    brand = Brand(LONG, colour="#FFD400", footer=LONG)
    return opened(
        Report("fr", "manager", LONG, "Juin 2026", LONG * 3, (part,), brand, LONG * 9, "démonstration")
    )


def test_nothing_stands_beyond_a_slide_or_on_another(hard):
    for number, slide in enumerate(hard.slides, 1):
        boxes = []
        for shape in shapes(slide):
            if shape.is_placeholder and shape.placeholder_format.idx in (master.FOOTER, master.NUMBER):
                continue
            assert shape.left >= 0
            assert shape.left + shape.width <= Pt(master.WIDTH)
            if number > 1:
                assert shape.top + shape.height <= Pt(master.BOTTOM + 2), (number, shape.name)
            if shape.name != "Bar" and shape != slide.shapes.title:
                boxes.append(shape)
        for at, one in enumerate(boxes):
            for other in boxes[at + 1 :]:
                apart = (
                    one.left + one.width <= other.left + Pt(1)
                    or other.left + other.width <= one.left + Pt(1)
                    or one.top + one.height <= other.top + Pt(1)
                    or other.top + other.height <= one.top + Pt(1)
                )
                assert apart, (number, one.name, other.name)
    assert "démonstration" in {
        shape.text_frame.text for shape in hard.slides[3].shapes if shape.name == "Watermark"
    }


def test_nothing_is_smaller_than_can_be_read(hard):
    for slide in hard.slides:
        assert min(int(size) for size in slide.element.xpath("//a:rPr/@sz") or ["1000"]) >= 1_000


def test_a_long_table_goes_on_under_its_head_with_its_number(hard):
    found = [
        (slide.shapes.title.text_frame.text, shape.table)
        for slide in hard.slides
        for shape in slide.shapes
        if shape.has_table
    ]
    themes = [(title, table) for title, table in found if table.cell(0, 0).text_frame.text == "Thème"]
    titles = [title for title, _ in themes]  # the first of them may begin below something else
    assert titles[1:] == [f"Thèmes ({at}/{len(titles)})" for at in range(2, len(titles) + 1)]
    assert [row.cells[1].text_frame.text for _, table in themes for row in list(table.rows)[1:]] == [
        str(at) for at in range(400)
    ]


def test_the_words_above_a_table_stay_with_it():
    columns = (Column("name", "Mois"), Column("spend", "Dépensé", "EUR"))
    rows = tuple((f"mois {at}", f"{at}") for at in range(9))
    filled = tuple((f"ligne {at}", "1") for at in range(13))
    before = Grid(Table(columns, (), filled))
    deck = opened(told(before, Words(("La moitié est dépensée.",), "Budget"), Grid(Table(columns, (), rows))))
    (slide,) = (slide for slide in deck.slides if "La moitié est dépensée." in words_of(slide))
    assert slide.shapes.title.text_frame.text == "Budget"
    assert [shape.table.cell(1, 0).text_frame.text for shape in slide.shapes if shape.has_table] == ["mois 0"]


def test_a_row_higher_than_a_slide_and_many_events_go_on_over_the_next():
    text = " ".join(f"mot{at}" for at in range(3_000))
    table = Table((Column("a", "A"), Column("b", "B")), (), (("court", text), ("autre", "fin")))
    chart = drawn("stack", {"facebook": [1.0] * 24})
    marks = tuple(Mark(step.key, "event", f"{LONG} {step.key}") for step in chart.steps)
    deck = opened(told(Grid(table, "Haut"), Drawing(replace(chart, marks=marks))))
    assert all(
        shape.top + shape.height <= Pt(master.BOTTOM + 2)
        for slide in list(deck.slides)[1:]
        for shape in shapes(slide)
        if not (shape.is_placeholder and shape.placeholder_format.idx in (master.FOOTER, master.NUMBER))
    )
    cells = " ".join(
        row.cells[1].text_frame.text
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_table
        for row in list(shape.table.rows)[1:]
    )
    assert squeezed(cells) == f"{text} fin"
    assert all(mark.text in " ".join(words_of(slide) for slide in deck.slides) for mark in marks)


def test_the_brand_is_the_theme_of_the_deck():
    for colour, own, legible in (
        ("#7A1FA2", "7A1FA2", "7A1FA2"),
        ("#FFD400", "FFD400", colours.accent(Brand(colour="#FFD400"))[1:]),
    ):
        content = render(
            replace(told(Words(("Un",))), brand=Brand("Mairie", colour=colour, footer="Pied")), ".pptx"
        )
        theme = zipfile.ZipFile(io.BytesIO(content)).read("ppt/theme/theme1.xml").decode()
        assert f'<a:accent1><a:srgbClr val="{own}"/>' in theme
        assert f'<a:hlink><a:srgbClr val="{legible}"/>' in theme
        deck = Presentation(io.BytesIO(content))
        assert (deck.slide_width, deck.slide_height) == (Pt(960), Pt(540))
        assert "Pied" in words_of(deck.slides[1])
        assert all(shape.placeholder_format.type for shape in deck.slides[1].placeholders)
    without = opened(replace(told(Words(("Un",))), brand=Brand(cover=False)))
    assert len(without.slides) == 1


def test_the_logo_is_told_and_one_that_is_no_picture_is_left_out(written):
    from PIL import Image

    picture = io.BytesIO()
    Image.new("RGB", (600, 160), "#CC0033").save(picture, "PNG")
    deck = opened(told(Words(("Un",)), brand=Brand("Mairie", picture.getvalue())))
    assert deck.slides[0].element.xpath("//p:pic/p:nvPicPr/p:cNvPr/@descr") == ["Mairie"]
    assert not opened(told(Words(("Un",)), brand=Brand("Mairie", b"none"))).slides[0].element.xpath("//p:pic")


def test_a_title_without_end_is_a_title():
    made = told(Words(("Un",)), title=LONG * 8 + "\x07", headline=LONG * 8, brand=Brand("Mairie\x07" * 60))
    deck = opened(made)
    assert deck.slides[0].shapes.title.text_frame.text == LONG * 8
    assert len(deck.core_properties.title) == 255
    assert not opened(replace(made, parts=(), brand=Brand(cover=False))).slides


def test_lines_are_counted_as_they_are_set():
    assert lettering.lines("", 12, 100) == 1
    assert lettering.lines("un deux trois", 10, 1_000) == 1
    assert lettering.lines("un deux trois", 10, 30) == 3
    assert lettering.lines("x" * 100, 10, 50) > 9  # a word longer than the line goes on over the next
    assert lettering.width("Ñandú", 10) == lettering.width("Nandu", 10)
