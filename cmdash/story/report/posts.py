"""The best and the weakest posts with the reason, outliers named."""

from __future__ import annotations

from cmdash.model.report_views import Block, Part, PostCards, Words
from cmdash.story.posts import posts
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
        blocks.append(PostCards(view.best, say(language, "report.posts.best")))
    if view.weakest and making.wish.audience != "owner":
        blocks.append(PostCards(view.weakest, say(language, "report.posts.weakest")))
    if view.outliers is not None:
        blocks.append(Words((view.outliers.sentence,), quiet=True))
    if view.notes:
        blocks.append(Words(view.notes, quiet=True))
    return Part("posts", say(language, "report.part.posts"), view.sentence, tuple(blocks))
