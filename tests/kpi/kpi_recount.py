"""The KPIs of posts counted again in plain loops, from the definitions and not from the catalog."""

import datetime as dt
from statistics import median

ACTS = ("likes", "comments", "shares", "saves")


def known(*values):
    return all(value is not None for value in values)


def interactions(row):
    parts = [row.get(act) for act in ACTS if row.get(act) is not None]
    if row.get("total_stands_for") == "interactions" and not any(
        row.get(act) is not None for act in ("likes", "comments", "shares")
    ):
        return row["interactions"] if row.get("interactions") is not None else (sum(parts) if parts else None)
    return sum(parts) if parts else None


def click_act(row):
    return row.get("clicks") if row.get("clicks") is not None else row.get("link_clicks")


def engagement_total(row):
    if known(interactions(row), click_act(row)):
        return interactions(row) + click_act(row)
    return row.get("interactions") if row.get("total_stands_for") == "engagement_total" else None


def column(name):
    return lambda row: row.get(name)


def combined(*terms):
    """Weight and column pairs, all needed."""
    return lambda row: sum(w * row[c] for w, c in terms) if known(*(row.get(c) for _, c in terms)) else None


def weighted(row):
    if not known(click_act(row), row.get("likes"), row.get("comments"), row.get("shares")):
        return None
    return 0.5 * click_act(row) + row["likes"] + 2 * row["comments"] + 3 * row["shares"]


def ladder_row(row):
    return known(row.get("likes"), row.get("comments"), row.get("shares"), click_act(row))


def not_youtube(row):
    return row.get("network") != "youtube"


def one(_row):
    return 1.0


SUMS = {
    "reach": column("reach"), "views": column("views"), "likes": column("likes"), "comments": column("comments"),
    "shares": column("shares"), "saves": column("saves"), "clicks": column("clicks"),
    "link_clicks": column("link_clicks"), "conversions": column("conversions"),
    "interactions": interactions, "engagement_total": engagement_total,
    "impressions": lambda row: row.get("impressions") if not_youtube(row) else None,
}  # fmt: skip
RATIOS = {
    "er_reach": (interactions, column("reach"), None),
    "er_reach_total": (engagement_total, column("reach"), None),
    "er_impressions": (interactions, column("impressions"), not_youtube),
    "er_views": (interactions, column("views"), None),
    "er_followers": (interactions, column("followers"), None),
    "frequency": (column("impressions"), column("reach"), not_youtube),
    "reach_rate": (column("reach"), column("followers"), None),
    "er_weighted": (weighted, column("reach"), None),
    "depth": (
        combined((1, "comments"), (1, "shares")),
        interactions,
        lambda row: row.get("likes") is not None,
    ),
    "applause": (column("likes"), one, None),
    "conversation": (column("comments"), one, None),
    "amplification": (column("shares"), one, None),
    "applause_followers": (column("likes"), column("followers"), None),
    "conversation_followers": (column("comments"), column("followers"), None),
    "amplification_followers": (column("shares"), column("followers"), None),
    "virality": (column("shares"), column("impressions"), not_youtube),
    "virality_reach": (column("shares"), column("reach"), None),
    "save_rate": (column("saves"), column("reach"), None),
    "ctr": (column("link_clicks"), column("impressions"), not_youtube),
    "ctr_all": (column("clicks"), column("impressions"), not_youtube),
    "cvr_click": (column("conversions"), column("clicks"), None),
}
MONEY = {
    "spend": (column("spend"), None, None),
    "revenue": (column("revenue"), None, None),
    "cpm": (combined((1000, "spend")), column("impressions"), not_youtube),
    "cpc": (column("spend"), column("clicks"), None),
    "cpe": (column("spend"), interactions, None),
    "cpa": (column("spend"), column("conversions"), None),
    "roas": (column("revenue"), column("spend"), None),
    "roi_revenue": (combined((1, "revenue"), (-1, "spend")), column("spend"), None),
}
LADDER = {
    "ladder_clicks": click_act, "ladder_likes": column("likes"), "ladder_comments": column("comments"),
    "ladder_shares": column("shares"), "ladder_saves": column("saves"),
}  # fmt: skip
TYPICAL = ("er_reach", "er_reach_total", "er_impressions", "er_views", "er_followers")


def pairs(rows, over, under, where):
    found = [(over(r), under(r)) for r in rows if where is None or where(r)]
    return [(a, b) for a, b in found if known(a, b) and b > 0]


def recount(rows):
    """KPI -> (value or None, n) of a list of posts."""
    found = {"posts": (float(len(rows)), len(rows))}
    for name, of in SUMS.items():
        values = [of(row) for row in rows if of(row) is not None]
        found[name] = (sum(values) if values else None, len(values))
    for name, (over, under, where) in RATIOS.items():
        both = pairs(rows, over, under, where)
        found[name] = (sum(a for a, _ in both) / sum(b for _, b in both) if both else None, len(both))
    for name in TYPICAL:
        lasting = [row for row in rows if row.get("format") != "story"]
        rates = [a / b for a, b in pairs(lasting, *RATIOS[name])]
        found[f"{name}_median"] = (median(rates) if rates else None, len(rates))
    for name, part in LADDER.items():
        ladder = [row for row in rows if ladder_row(row) and engagement_total(row) > 0]
        whole = sum(engagement_total(row) for row in ladder)
        parts = [part(row) for row in ladder if part(row) is not None]
        found[name] = (sum(parts) / whole, len(ladder)) if parts else (None, 0)
    for name, (over, under, where) in MONEY.items():
        found[name] = money(rows, over, under, where)
    return found


def money(rows, over, under, where):
    kept = [r for r in rows if (where is None or where(r)) and over(r) is not None]
    if under is not None:
        kept = [r for r in kept if under(r) is not None and under(r) > 0]
    if not kept or len({r["currency"] for r in kept} - {None}) > 1:
        return None, 0
    bottom = 1 if under is None else sum(under(r) for r in kept)
    return sum(over(r) for r in kept) / bottom, len(kept)


def slot(moment):
    if moment is None or moment.time() == dt.time(0):
        return None
    for first, last in ((6, 9), (9, 12), (12, 14), (14, 18), (18, 21)):
        if first <= moment.hour < last:
            return f"{first}-{last}"
    return "21-6"


def key(row, name):
    moment = row.get("date")
    if name in ("network", "account", "format", "theme", "paid"):
        return row.get(name)
    if name == "slot":
        return slot(moment)
    if moment is None:
        return None
    year, week, weekday = moment.isocalendar()
    return {
        "day": f"{moment:%Y-%m-%d}",
        "week": f"{year}-W{week:02d}",
        "month": f"{moment:%Y-%m}",
        "quarter": f"{moment.year}-Q{(moment.month + 2) // 3}",
        "year": f"{moment.year}",
        "weekday": str(weekday),
    }[name]


def groups(rows, by):
    found = {}
    for row in rows:
        found.setdefault(tuple(key(row, name) for name in by), []).append(row)
    return found
