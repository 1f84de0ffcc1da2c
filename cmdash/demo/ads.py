"""The report of Meta's Ads Manager: a line per campaign and month, a nameless total first, the currency in a header."""

from __future__ import annotations

import calendar
import datetime as dt
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from cmdash.demo.life import count
from cmdash.demo.sheets import Cell, workbook


@dataclass(frozen=True)
class Campaign:
    """What was ordered: a span, a budget in euros, and how it usually goes. No `conversion`: nothing is sold online."""

    name: str
    start: dt.date
    end: dt.date
    budget: float
    cpm: float
    ctr: float
    conversion: float = 0.0
    basket: float = 0.0


@dataclass(frozen=True)
class Line:
    """What a campaign gave in a month."""

    account: str
    campaign: str
    start: dt.date
    end: dt.date
    spend: float
    impressions: int
    reach: int
    clicks: int
    link_clicks: int
    conversions: int | None
    revenue: float | None


Reading = Callable[[Line], Cell]
_COLUMNS: Sequence[tuple[str, str, Reading]] = (
    ("Reporting starts", "Début des rapports", lambda line: f"{line.start}"),
    ("Reporting ends", "Fin des rapports", lambda line: f"{line.end}"),
    ("Account name", "Nom du compte", lambda line: line.account),
    ("Campaign name", "Nom de la campagne", lambda line: line.campaign),
    ("Campaign delivery", "Diffusion de la campagne", lambda _: "inactive"),
    ("Results", "Résultats", lambda line: line.link_clicks if line.conversions is None else line.conversions),
    ("Result indicator", "Indicateur de résultats",
     lambda line: "actions:link_click" if line.conversions is None else "actions:offsite_conversion.fb_pixel_purchase"),
    ("Reach", "Couverture", lambda line: line.reach),
    ("Impressions", "Impressions", lambda line: line.impressions),
    ("Link clicks", "Clics sur un lien", lambda line: line.link_clicks),
    ("Clicks (all)", "Clics (tous)", lambda line: line.clicks),
    ("Purchases", "Achats", lambda line: "-" if line.conversions is None else line.conversions),
    ("Purchases conversion value", "Valeur de conversion des achats",
     lambda line: "-" if line.revenue is None else line.revenue),
    ("CPM (cost per 1,000 impressions)", "CPM (Coût pour 1 000 impressions)",
     lambda line: round(1000 * line.spend / max(1, line.impressions), 6)),
    ("Amount spent (EUR)", "Montant dépensé (EUR)", lambda line: line.spend),
)  # fmt: skip


def run(account: str, campaigns: Sequence[Campaign]) -> tuple[Line, ...]:
    """The campaigns of an account month by month."""
    rng = random.Random(f"ads/{account}")
    return tuple(line for campaign in campaigns for line in _months(account, campaign, rng))


def report(lines: Sequence[Line], language: str) -> bytes:
    """The workbook `Raw Data Report`; the total's reach counts a person once, so it is below the sum."""
    french = language == "fr"
    rows: list[Sequence[Cell]] = [[column[1] if french else column[0] for column in _COLUMNS], _total(lines)]
    rows += [[cell(line) for _, _, cell in _COLUMNS] for line in lines]
    return workbook({"Raw Data Report": rows})


def _months(account: str, campaign: Campaign, rng: random.Random) -> Iterator[Line]:
    whole = (campaign.end - campaign.start).days + 1
    start = campaign.start
    while start <= campaign.end:
        last = start.replace(day=calendar.monthrange(start.year, start.month)[1])
        end = min(last, campaign.end)
        spend = round(campaign.budget * ((end - start).days + 1) / whole * rng.uniform(0.97, 1.0), 2)
        impressions = round(1000 * spend / campaign.cpm * rng.lognormvariate(0, 0.08))
        links = count(rng, impressions * campaign.ctr)
        sold = count(rng, links * campaign.conversion) if campaign.conversion else None
        revenue = (
            None
            if sold is None
            else round(sum(campaign.basket * rng.uniform(0.5, 1.6) for _ in range(sold)), 2)
        )
        yield Line(
            account=account,
            campaign=campaign.name,
            start=start,
            end=end,
            spend=spend,
            impressions=impressions,
            reach=round(impressions / rng.uniform(1.7, 2.6)),
            clicks=links + count(rng, links * 0.6),
            link_clicks=links,
            conversions=sold,
            revenue=revenue,
        )
        start = end + dt.timedelta(1)


def _total(lines: Sequence[Line]) -> list[Cell]:
    spend = round(sum(line.spend for line in lines), 2)
    impressions = sum(line.impressions for line in lines)
    cells: dict[str, Cell] = {
        "Reporting starts": f"{min(line.start for line in lines)}",
        "Reporting ends": f"{max(line.end for line in lines)}",
        "Reach": round(0.7 * sum(line.reach for line in lines)),
        "Impressions": impressions,
        "Link clicks": sum(line.link_clicks for line in lines),
        "Clicks (all)": sum(line.clicks for line in lines),
        "CPM (cost per 1,000 impressions)": round(1000 * spend / impressions, 6),
        "Amount spent (EUR)": spend,
    }
    return [cells.get(name) for name, _, _ in _COLUMNS]
