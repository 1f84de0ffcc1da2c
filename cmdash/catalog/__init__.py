"""The catalog: every declaration of cmdash, as data, validated when it is read."""

from cmdash.catalog.benchmarks import (
    Published,
    ReferenceRules,
    SizeRules,
    published,
    reference_rules,
    size_rules,
)
from cmdash.catalog.breaks import SeriesBreak, breaks_between, series_breaks
from cmdash.catalog.checks import Above, Checks, checks
from cmdash.catalog.fields import Field, Kind, fields, fields_of, kinds
from cmdash.catalog.formats import Format, formats
from cmdash.catalog.headers import bare, never_a_count, part_of_figure
from cmdash.catalog.holidays import ZONES, public_holidays, school_holidays, school_known
from cmdash.catalog.kpi_names import any_rate, kpi_spellings, nearest_kpi
from cmdash.catalog.kpis import Kpi, Unit, kpis, units
from cmdash.catalog.loader import CatalogError, check, names, read
from cmdash.catalog.locale import LANGUAGES, section, sections
from cmdash.catalog.measures import Measure, measures
from cmdash.catalog.networks import (
    Network,
    missing_cells,
    names_all_networks,
    network_spellings,
    networks,
    value_spellings,
)
from cmdash.catalog.normal import nearest, normalise, words
from cmdash.catalog.other_trades import OtherTrade, other_trades, trade_of
from cmdash.catalog.settings import Setting, settings
from cmdash.catalog.spans import coarser_than, of_another_span

__all__ = [
    "LANGUAGES",
    "ZONES",
    "Above",
    "CatalogError",
    "Checks",
    "Field",
    "Format",
    "Kind",
    "Kpi",
    "Measure",
    "Network",
    "OtherTrade",
    "Published",
    "ReferenceRules",
    "SeriesBreak",
    "Setting",
    "SizeRules",
    "Unit",
    "any_rate",
    "bare",
    "breaks_between",
    "check",
    "checks",
    "coarser_than",
    "fields",
    "fields_of",
    "formats",
    "kinds",
    "kpi_spellings",
    "kpis",
    "measures",
    "missing_cells",
    "names",
    "names_all_networks",
    "nearest",
    "nearest_kpi",
    "network_spellings",
    "networks",
    "never_a_count",
    "normalise",
    "of_another_span",
    "other_trades",
    "part_of_figure",
    "public_holidays",
    "published",
    "read",
    "reference_rules",
    "school_holidays",
    "school_known",
    "section",
    "sections",
    "series_breaks",
    "settings",
    "size_rules",
    "trade_of",
    "units",
    "value_spellings",
    "words",
]
