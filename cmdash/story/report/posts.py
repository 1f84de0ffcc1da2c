"""The best and the weakest posts with the reason, outliers named."""

from __future__ import annotations

from cmdash.model.post_views import PostCard
from cmdash.model.report_views import Block, Part, PostCards, Words
from cmdash.story.posts import posts, reasoned
from cmdash.story.report.making import Making
from cmdash.story.words import say


def part(making: Making) -> Part | None:
    """Where no post of the period has a habit to be held against: what it takes; absent where nothing would do."""
    view, language = posts(making.asked), making.language
    if not view.best and not view.weakest:
        if not view.lacking:
            return None
        title = say(language, "report.part.posts")
        return Part("posts", title, view.sentence, (Words((view.lacking,), quiet=True),))
    blocks: list[Block] = []
    if view.best:
        blocks.append(PostCards(_reasoned(making, view.best), say(language, "report.posts.best")))
    if view.weakest and making.wish.audience != "owner":
        blocks.append(PostCards(_reasoned(making, view.weakest), say(language, "report.posts.weakest")))
    if view.outliers is not None:
        blocks.append(Words((view.outliers.sentence,), quiet=True))
    if view.notes:
        blocks.append(Words(view.notes, quiet=True))
    return Part("posts", say(language, "report.part.posts"), view.sentence, tuple(blocks))


def _reasoned(making: Making, cards: tuple[PostCard, ...]) -> tuple[PostCard, ...]:
    """With their reason, where there is room for it: an owner's page has none."""
    return cards if making.wish.audience == "owner" else reasoned(making.asked, cards)
