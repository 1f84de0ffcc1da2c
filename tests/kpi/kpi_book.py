"""The KPI book once more, in plain Python: from exported rows, without pandas and without cmdash's computation.

Written from the definitions alone. Money, stocks, flows of several spans and followers of a post included.
"""

import calendar
import datetime as dt
from bisect import bisect_right
from math import fsum
from statistics import median

from kpi_recount import (
    LADDER,
    RATIOS,
    SUMS,
    TYPICAL,
    click_act,
    engagement_total,
    interactions,
    known,
    ladder_row,
)

STOCKS = ("followers", "reviews", "rating")
KEYS = ("network", "account", "format", "theme", "campaign", "paid")
GRADES = (1, 7, 31, 92)
LONGEST = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}
DAY = dt.timedelta(days=1)
AFTER = {"week": None, "month": 1, "quarter": 3, "year": 12}

ACCOUNT_SUMS = (
    "impressions", "reach", "views", "likes", "comments", "shares", "clicks", "link_clicks", "profile_visits",
    "mentions", "backlinks", "spend",
)  # fmt: skip
RENAMED = {"new_followers": "gained", "lost_followers": "lost", "blogger_visibility": "blogger_audience"}
PLAIN = {  # KPI -> numerator, denominator: columns of one row
    "share_of_voice": ("mentions", "mentions_market"),
    "social_traffic_share": ("sessions_social", "sessions_total"),
    "blogger_activation": ("blogger_posts", "blogger_contacts"),
    "response_rate": ("messages_answered", "messages_in"),
    "viewability": ("viewable_impressions", "impressions"),
    "cvr_view": ("conversions", "viewable_impressions"),
}
MONEY = {"cpc": "clicks", "cpa": "conversions"}
KINDS = {
    "posts": "posts",
    "account": "account",
    "campaigns": "campaigns",
    "calendar": "calendar",
    "mentions": "mentions",
}


def months_later(day, count):
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


class Book:
    """The rows of each kind as dicts; own accounts only. `has`: the columns a kind has by the contract."""

    def __init__(self, tables, has):
        self.has = has
        self.rows = {kind: [self._spanned(kind, r) for r in tables.get(kind, [])] for kind in KINDS}
        self.window = {kind: self._window(rows) for kind, rows in self.rows.items()}
        self.seen = {name: self._seen(name) for name in STOCKS}
        self.flows()
        self.names = {}
        for row in [*self.rows["posts"], *self.rows["account"]]:
            self.names.setdefault(row.get("network"), set()).update({row.get("account")} - {None})
        for row in self.rows["posts"]:
            row["followers"] = self._followers(row)

    def _spanned(self, kind, row):
        found = dict(row)
        first = row.get("date") or row.get("start")
        found["first"] = first = first.date() if isinstance(first, dt.datetime) else first
        found["last"] = first
        period, end = row.get("period"), row.get("end")
        if first and period == "week":
            found["last"] = first + 6 * DAY
        elif first and period in AFTER:
            found["last"] = months_later(first, AFTER[period]) - DAY
        elif first and kind == "campaigns" and end:
            end = end.date() if isinstance(end, dt.datetime) else end
            found["last"] = max(first, end)
        length = (found["last"] - first).days + 1 if first else 1
        found["grade"] = sum(length > limit for limit in GRADES)
        return found

    @staticmethod
    def _window(rows):
        dated = [row for row in rows if row["first"]]
        return (min(r["first"] for r in dated), max(r["last"] for r in dated)) if dated else None

    def flows(self):
        """A longer row's figure goes where a shorter row of its account has the same figure for some of its days."""
        mine = {}
        for row in self.rows["account"]:
            if row["first"]:
                mine.setdefault(owner(row), []).append(row)
        for rows in mine.values():
            left = []
            for row in rows:
                finer = [other for other in rows if grade(other) < grade(row)]
                over = [o for o in finer if o["first"] <= row["last"] and o["last"] >= row["first"]]
                for name in {name for other in over for name, value in other.items() if value is not None}:
                    if isinstance(row.get(name), (int, float)) and name not in (*STOCKS, "row", "grade"):
                        left.append((row, name))
            for row, name in left:
                row[name] = None

    def _seen(self, name):
        """Owner -> (days, values, days each may be carried), one observation a day, the shortest row's."""
        found = {}
        for at, row in enumerate(self.rows["account"]):
            if row.get(name) is not None and row["last"]:
                length = (row["last"] - row["first"]).days
                found.setdefault(owner(row), {}).setdefault(row["last"], []).append((-length, at, row[name]))
        made = {}
        for who, days in found.items():
            ordered = sorted(days)
            best = [max(days[day]) for day in ordered]
            made[who] = (ordered, [b[2] for b in best], [400 if -b[0] > 300 else 45 for b in best])
        return made

    def last(self, name, who, day, carry=None):
        days, values, carried = self.seen[name].get(who, ([], [], []))
        at = bisect_right(days, day) - 1
        if at < 0 or (day - days[at]).days > (carried[at] if carry is None else carry):
            return None
        return days[at], values[at]

    def start(self, name, who, first, last):
        before = self.last(name, who, first - DAY)
        days, values, carried = self.seen[name].get(who, ([], [], []))
        if before and (first - before[0]).days <= carried[days.index(before[0])]:
            return before
        return next(((d, v) for d, v in zip(days, values, strict=True) if first <= d <= last), None)

    def mean(self, who, first, last):
        days, values, carried = self.seen["followers"].get(who, ([], [], []))
        total, counted = 0, 0
        for at, day in enumerate(days):
            ends = [day + carried[at] * DAY, last]
            if at + 1 < len(days):
                ends.append(days[at + 1] - DAY)
            held = (min(ends) - max(day, first)).days + 1
            if held > 0:
                total, counted = total + held * values[at], counted + held
        return total / counted if counted else None

    def match(self, row):
        """The account of a post: the same name, else the only one of its network."""
        network, account = row.get("network"), row.get("account")
        there = {owner(r) for r in self.rows["account"]}
        if network is None:
            return None
        if (network, account) in there:
            return network, account
        if len(self.names[network]) == 1:
            other = None if account else next(iter(self.names[network]))
            return (network, other) if (network, other) in there else None
        return None

    def _followers(self, row):
        if row.get("followers") is not None:
            return row["followers"]
        who, day = self.match(row), row["first"]
        if who is None or day is None:
            return None
        before = self.last("followers", who, day, 45)
        if before:
            return before[1]
        days, values, _ = self.seen["followers"].get(who, ([], [], []))
        near = [v for d, v in zip(days, values, strict=True) if day <= d <= day + 45 * DAY]
        return near[0] if near else None

    def groups(self, kind, by):
        found = {} if by else {(): []}
        for row in self.rows[kind]:
            found.setdefault(tuple(key(row, name) for name in by), []).append(row)
        return found

    def answers(self, by=()):
        """(keys, kind, KPI) -> (value or None, n, of)."""
        found = {}
        for kind in KINDS:
            if not self.rows[kind] or not all(name not in KEYS or name in self.has[kind] for name in by):
                continue
            for keys, rows in self.groups(kind, by).items():
                for name, (value, n) in self.of_rows(kind, rows, self.span(kind, by, keys)).items():
                    found[keys, kind, name] = value, n, len(rows)
                if kind == "account":
                    for name, answer in self.of_stocks(rows, by, keys).items():
                        found[keys, kind, name] = answer
        return found

    def span(self, kind, by, keys):
        window = self.window[kind]
        for name, value in zip(by, keys, strict=True):
            if name in LONGEST:
                if value is None or window is None:
                    return None
                first, last = bounds(name, value)
                window = max(window[0], first), min(window[1], last)
        return window

    def of_rows(self, kind, rows, span):
        found = {}
        here = self.has[kind]
        if kind == "calendar" or kind == "posts":
            told = [row for row in rows if row.get("status") not in (None, "", "idea")]
            done = sum(row["status"] == "published" for row in told)
            found["plan_completion"] = (done / len(told) if told else None), len(told)
        if kind == "calendar":
            return found
        if kind == "mentions":
            return self.of_mentions(rows)
        if kind == "posts":
            found |= self.of_posts(rows, span)
        sums = dict(SUMS)
        sums |= {name: column(name) for name in (*ACCOUNT_SUMS, "saves", "follows", "watch_time", "viewable_impressions", "conversions", "revenue") if name not in sums}  # fmt: skip
        sums |= {name: column(of) for name, of in RENAMED.items()}
        for name, of in sums.items():
            field = RENAMED.get(name, name)
            if field in here or name == "engagement_total":
                values = [of(row) for row in rows if of(row) is not None]
                amount = name in ("spend", "revenue")
                value = None if not values or (amount and mixed(rows, of)) else exact(values)
                found[name] = value, 0 if value is None else len(values)
        for name, (over, under, where) in RATIOS.items():
            if kind == "posts" or self._possible(name, here):
                found[name] = ratio([r for r in rows if where is None or where(r)], over, under)
        for name, (over, under) in PLAIN.items():
            if over in here and under in here:
                kept = [r for r in rows if under != "impressions" or r.get("network") != "youtube"]
                found[name] = ratio(kept, column(over), column(under))
        if kind != "posts":
            found |= {name: found[name] for name in found}
            for name in ("er_weighted", "depth"):
                if "comments" not in here:
                    found.pop(name, None)
        if kind != "campaigns":
            self.ladder(found, rows, kind)
        if "response_minutes" in here:
            times = [r["response_minutes"] for r in rows if r.get("response_minutes") is not None]
            found["response_time"] = (median(times) if times else None), len(times)
            tones = ("sentiment_positive", "sentiment_negative", "sentiment_neutral")
            kept = [r for r in rows if known(*(r.get(t) for t in tones))]
            kept = [r for r in kept if sum(r[t] for t in tones) > 0]
            whole = sum(sum(r[t] for t in tones) for r in kept)
            balance = sum(r[tones[0]] - r[tones[1]] for r in kept)
            # A row that knows its two tones but not the third enters neither sum.
            found["net_sentiment"] = (balance / whole if kept else None), len(kept)
        found |= self.of_money(rows, here)
        if kind in ("posts", "account"):
            found |= self.of_means(kind, rows, span)
        return found

    def of_mentions(self, rows):
        """A row is a mention; a message where its sheet tells whether it was answered."""
        everyone = self.rows["mentions"]
        keeps = any(r.get("answer") or r.get("answer_date") for r in everyone)
        timed = [
            any(r.get(n) and r[n].time() != dt.time(0) for r in everyone) for n in ("date", "answer_date")
        ]
        told, waits = [], []
        for r in rows:
            shown = r.get("answer") or r.get("answer_date")
            if r.get("answered") == "yes" or shown or r.get("response_minutes") is not None:
                told.append(1)
            elif r.get("answered") == "no" or (
                keeps and not r.get("answered") and r.get("nature") != "article"
            ):
                told.append(0)
            minutes = r.get("response_minutes")
            if minutes is None and r.get("date") and r.get("answer_date"):
                asked, answer = r["date"], r["answer_date"]
                minutes = (answer - asked).total_seconds() / 60 if all(timed) else (answer.date() - asked.date()).days * 1440  # fmt: skip
            if minutes is not None and minutes >= 0:
                waits.append(minutes)
        tones = [r["sentiment"] for r in rows if r.get("sentiment") in ("positive", "neutral", "negative")]
        notes = [r["rating"] for r in rows if r.get("rating") is not None]
        seen = [r["audience"] for r in rows if r.get("audience") is not None]
        balance = tones.count("positive") - tones.count("negative")
        return {
            "mentions": (len(rows), len(rows)),
            "response_rate": ((sum(told) / len(told) if told else None), len(told)),
            "response_time": ((median(waits) if waits else None), len(waits)),
            "net_sentiment": ((balance / len(tones) if tones else None), len(tones)),
            "rating_received": ((sum(notes) / len(notes) if notes else None), len(notes)),
            "mentions_audience": ((exact(seen) if seen else None), len(seen)),
        }

    @staticmethod
    def _possible(name, here):
        """Whether a table of this kind can have a ratio at all (per post and by a post's followers: posts alone)."""
        needs = {
            "er_reach": ("interactions", "reach"), "er_reach_total": ("interactions", "reach"),
            "er_impressions": ("interactions", "impressions"), "er_views": ("interactions", "views"),
            "frequency": ("impressions", "reach"), "er_weighted": ("likes", "reach"), "depth": ("likes",),
            "virality": ("shares", "impressions"), "virality_reach": ("shares", "reach"),
            "ctr": ("link_clicks", "impressions"), "ctr_all": ("clicks", "impressions"),
            "cvr_click": ("conversions", "clicks"),
        }  # fmt: skip
        return name in needs and all(field in here for field in needs[name])

    def of_posts(self, rows, span):
        found = {"posts": (len(rows), len(rows))}
        dated = [row["first"] for row in rows if row["first"]]
        length = (span[1] - span[0]).days + 1 if span else 0
        if length >= 7:
            mondays = {day - day.weekday() * DAY for day in dated}
            weeks = (span[1] - span[1].weekday() * DAY - (span[0] - span[0].weekday() * DAY)).days // 7 + 1
            found["posts_per_week"] = len(dated) / (length / 7), len(dated)
            found["regularity"] = len(mondays) / weeks, len(dated)
        else:
            found["posts_per_week"] = found["regularity"] = None, 0
        for name in TYPICAL:
            over, under, where = RATIOS[name]
            lasting = [r for r in rows if r.get("format") != "story" and (where is None or where(r))]
            rates = [over(r) / under(r) for r in lasting if known(over(r), under(r)) and under(r) > 0]
            found[f"{name}_median"] = (median(rates) if rates else None), len(rates)
        return found

    def ladder(self, found, rows, kind):
        enters = [
            r for r in rows if ladder_row(r) and engagement_total(r) is not None and engagement_total(r) > 0
        ]
        whole = sum(engagement_total(r) for r in enters)
        for name, part in LADDER.items():
            if name == "ladder_saves" and kind != "posts":
                continue
            parts = [part(r) for r in enters if part(r) is not None]
            found[name] = (exact(parts) / whole, len(enters)) if parts else (None, 0)

    def of_money(self, rows, here):
        found = {}
        if "spend" not in here:
            return found
        spend = column("spend")
        bases = {"cpm": "impressions", "cpc": "clicks", "cpe": "I", "cpe_total": "E", "cpa": "conversions"}
        for name, base in bases.items():
            if base not in here and base not in ("I", "E"):
                continue
            under = {"I": interactions, "E": engagement_total}.get(base, column(base))
            kept = [r for r in rows if name != "cpm" or r.get("network") != "youtube"]
            value, n = priced(kept, spend, under)
            found[name] = (1000 * value if name == "cpm" and value is not None else value), n
        if "conversions" in here:
            found["cpa_all"] = priced(rows, spend, column("conversions"), zero=True)
        if "revenue" in here:
            found["roas"] = priced(rows, column("revenue"), spend)
            value, n = found["roas"]
            found["roi_revenue"] = (None if value is None else value - 1), n
        if "margin" in here:
            value, n = priced(rows, column("margin"), spend)
            found["roi"] = (None if value is None else value - 1), n
            four = ("spend", "conversions", "clicks", "margin")
            kept = [r for r in rows if known(*(r.get(name) for name in four))]
            sums = {name: sum(r[name] for r in kept) for name in four}
            fit = kept and sums["clicks"] * sums["margin"] > 0 and not mixed(kept, spend)
            value = sums["spend"] / sums["clicks"] / (sums["margin"] / sums["conversions"]) if fit and sums["conversions"] else 0 if fit else None  # fmt: skip
            found["break_even_cvr"] = value, len(kept) if fit else 0
        if "budget" in here:
            found["budget_used"] = priced(rows, spend, column("budget"))
        return found

    def of_means(self, kind, rows, span):
        totals = {}
        for row in rows:
            who = self.match(row) if kind == "posts" else owner(row)
            if who is not None and row["first"] and interactions(row) is not None:
                total, count = totals.get(who, (0, 0))
                totals[who] = total + interactions(row), count + 1
        over, under, n = 0, 0, 0
        for who, (total, count) in totals.items():
            size = self.mean(who, *span) if span else None
            if size:
                over, under, n = over + total, under + size, n + count
        days = (span[1] - span[0]).days + 1 if span else 1
        value = over / under if under else None
        daily = None if value is None else value / days
        return {"er_followers_period": (value, n if under else 0), "er_daily": (daily, n if under else 0)}

    def of_stocks(self, rows, by, keys):
        names = ("community_size", "net_growth", "growth_rate", "growth_rate_monthly", "churn_rate", "growth_gap", "rating")  # fmt: skip
        span = self.span("account", by, keys)
        if span is None:
            return dict.fromkeys(names, (None, 0, 0))
        first, last = span
        begun = {}
        for row in self.rows["account"]:
            fits = all(row.get(k) == v for k, v in zip(by, keys, strict=True) if k in ("network", "account"))
            if fits and row["first"]:
                begun[owner(row)] = min(begun.get(owner(row), row["first"]), row["first"])
        those = [who for who, day in begun.items() if day <= last]
        ends = {who: self.last("followers", who, last) for who in those}
        starts = {who: self.start("followers", who, first, last) for who in those}
        size = [end[1] for end in ends.values() if end]
        both = [w for w in those if ends[w] and starts[w] and starts[w][0] < ends[w][0]]
        change = sum(ends[w][1] - starts[w][1] for w in both)
        base = sum(starts[w][1] for w in both)
        n = len(both)
        found = {
            "community_size": ((sum(size) if size else None), len(size)),
            "net_growth": ((change if both else None), n),
            "growth_rate": ((change / base if base > 0 else None), n if base > 0 else 0),
        }
        months = (
            self._months(min(starts[w][0] for w in both) + DAY, max(ends[w][0] for w in both)) if both else 0
        )
        fits = base > 0 and months >= 0.9
        found["growth_rate_monthly"] = (
            ((base + change) / base) ** (1 / months) - 1 if fits else None,
            n if fits else 0,
        )
        lost = {}
        for row in rows:
            if row.get("lost") is not None:
                lost[owner(row)] = lost.get(owner(row), 0) + row["lost"]
        left = [w for w in those if starts[w] and w in lost]
        under = sum(starts[w][1] for w in left)
        found["churn_rate"] = (sum(lost[w] for w in left) / under, len(left)) if under > 0 else (None, 0)
        gaps = []
        for who in both:
            inside = [r for r in self.rows["account"] if owner(r) == who and r["last"] and starts[who][0] < r["last"] <= ends[who][0]]  # fmt: skip
            parts = [[r[f] for r in inside if r.get(f) is not None] for f in ("gained", "lost")]
            told = [sorted(r["first"] + i * DAY for r in inside if r.get(f) is not None for i in range((r["last"] - r["first"]).days + 1)) for f in ("gained", "lost")]  # fmt: skip
            every = [starts[who][0] + i * DAY for i in range(1, (ends[who][0] - starts[who][0]).days + 1)]
            if all(days == every for days in told):
                gaps.append(ends[who][1] - starts[who][1] - (sum(parts[0]) - sum(parts[1])))
        found["growth_gap"] = (sum(gaps) if gaps else None), len(gaps)
        notes = {w: note[1] for w in those if (note := self.last("rating", w, last))}
        weights = {w: 1 if len(notes) == 1 else (self.last("reviews", w, last) or (0, 0))[1] for w in notes}
        heavy = [w for w in notes if weights[w] > 0]
        whole = sum(weights[w] for w in heavy)
        found["rating"] = (
            (sum(notes[w] * weights[w] for w in heavy) / whole, len(heavy)) if heavy else (None, 0)
        )
        return {name: (value, n, len(those)) for name, (value, n) in found.items()}

    @staticmethod
    def _months(first, last):
        after = last + DAY
        whole = (after.year - first.year) * 12 + after.month - first.month
        if months_later(first, whole) > after:
            whole -= 1
        return whole + (after - months_later(first, whole)).days / 30.4375


def owner(row):
    return row.get("network"), row.get("account")


def grade(row):
    return row["grade"]


def column(name):
    return lambda row: row.get(name)


def exact(values):
    """A sum without rounding on the way."""
    return fsum(values)


def ratio(rows, over, under):
    both = [(over(r), under(r)) for r in rows if known(over(r), under(r)) and under(r) > 0]
    return (exact(a for a, _ in both) / exact(b for _, b in both), len(both)) if both else (None, 0)


def mixed(rows, of):
    return len({row.get("currency") for row in rows if of(row) is not None} - {None}) > 1


def priced(rows, over, under, zero=False):
    kept = [r for r in rows if known(over(r), under(r)) and (zero or under(r) > 0)]
    base = sum(under(r) for r in kept)
    if not kept or mixed(kept, over) or base <= 0:
        return None, 0
    return exact(over(r) for r in kept) / base, len(kept)


def bounds(unit, value):
    if unit == "day":
        return dt.date.fromisoformat(value), dt.date.fromisoformat(value)
    if unit == "week":
        first = dt.date.fromisocalendar(int(value[:4]), int(value[6:]), 1)
        return first, first + 6 * DAY
    first = dt.date(int(value[:4]), {"month": int(value[5:7] or 1) if unit == "month" else 1, "quarter": int(value[6:] or 1) * 3 - 2 if unit == "quarter" else 1, "year": 1}[unit], 1)  # fmt: skip
    return first, months_later(first, {"month": 1, "quarter": 3, "year": 12}[unit]) - DAY


def key(row, name):
    if name in KEYS:
        return row.get(name)
    first = row["first"]
    if first is None or (row["last"] - first).days + 1 > LONGEST.get(name, 1):
        return None
    year, week, weekday = first.isocalendar()
    return {
        "day": first.isoformat(), "week": f"{year}-W{week:02d}", "month": f"{first:%Y-%m}",
        "quarter": f"{first.year}-Q{(first.month + 2) // 3}", "year": f"{first.year}", "weekday": str(weekday),
    }[name]  # fmt: skip


__all__ = ["Book", "click_act"]
