"""What every part of the report is written from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from cmdash import kpi
from cmdash.model import Goal, Ledger, Profile, Query, Seasons, Tracking
from cmdash.model.evidence_views import WorksView
from cmdash.model.goal_views import GoalsView
from cmdash.model.page_views import CommunityView, NetworksView, OverviewView
from cmdash.model.report_views import Wish
from cmdash.story.asked import Asked
from cmdash.story.community import community
from cmdash.story.goals import goals_page
from cmdash.story.networks import networks_page
from cmdash.story.overview import overview
from cmdash.story.works import works


@dataclass(frozen=True, eq=False)
class Making:
    """A report in the making: the question and the views of the pages, which the parts say again."""

    tracking: Tracking
    query: Query
    language: str
    today: dt.date
    wish: Wish
    profile: Profile

    @property
    def typed(self) -> tuple[Goal, ...]:
        """The goals of the cmdash file."""
        return self.profile.goals

    @property
    def seasons(self) -> Seasons:
        return self.profile.seasons

    @cached_property
    def asked(self) -> Asked:
        return Asked(self.tracking, self.query, self.language, seasons=self.seasons)

    @cached_property
    def overview(self) -> OverviewView:
        return overview(self.tracking, self.query, self.language, self.seasons)

    @cached_property
    def networks(self) -> NetworksView:
        return networks_page(self.tracking, self.query, self.language, self.seasons)

    @cached_property
    def goals(self) -> GoalsView:
        asked = self.query
        return goals_page(
            self.tracking,
            self.typed,
            self.today,
            self.language,
            asked.counting,
            asked.networks,
            asked.accounts,
        )

    @cached_property
    def community(self) -> CommunityView:
        return community(self.tracking, self.query, self.language, self.seasons)

    @cached_property
    def works(self) -> WorksView | None:
        """The page "What works" for the question, over the whole record; None without posts."""
        if not len(self.tracking.posts):
            return None
        return works(self.tracking, self.query, self.language)

    @cached_property
    def ledger(self) -> Ledger:
        """What became of the files. Asked about some accounts or networks: of the files that hold a row of theirs, so
        that no client reads the names of another's files."""
        query, whole = self.query.during(None), self.tracking.ledger
        if not query.networks and not query.accounts:
            return whole
        ready = kpi.prepare(self.tracking)
        named = {
            name
            for kind in ready.tables
            for name in self.tracking.frame(kind)["file"][ready.table(kind).rows(query)].unique()
        }
        return Ledger(
            tuple(file for file in whole.files if file.name in named),
            tuple(finding for finding in whole.findings if finding.file in named),
        )

    @cached_property
    def accounts(self) -> tuple[str, ...]:
        """The own accounts whose rows can enter, by name; those of campaigns and plans where posts and followers name none."""
        return self._accounts_of("posts", "account") or self._accounts_of("campaigns", "calendar")

    def _accounts_of(self, *kinds: str) -> tuple[str, ...]:
        found: set[str] = set()
        for kind in kinds:
            frame = self.tracking.frame(kind)
            kept = frame["account"].notna() & (frame["side"] != "peer" if "side" in frame else True)
            if self.query.networks:
                kept &= frame["network"].isin(self.query.networks)
            if self.query.accounts:
                kept &= frame["account"].isin(self.query.accounts)
            found |= {str(name) for name in frame.loc[kept, "account"].unique()}
        return tuple(sorted(found - {""}))
