"""Whether a table is what others said: a row is one mention, review, message or article, with its author or answer."""

from __future__ import annotations

from collections.abc import Sequence

from cmdash.ingest.meaning.social import REACTIONS, shows_a_network
from cmdash.model import ColumnMatch, RawTable

SURE = 0.85
TELLING = frozenset({"sentiment", "rating", "answered", "answer", "answer_date", "response_minutes"})
# What a plan of publications or a campaign has, and nothing that was said by others.
FOREIGN = frozenset({"status", "theme", "format", "owner", "campaign"})
# What a period of an account has: two of them, and a row is no single thing said.
COUNTED = frozenset(
    {"period", "followers", "gained", "lost", "net", "messages_in", "messages_answered", "reviews"}
)


def is_heard(heard: Sequence[ColumnMatch], others: Sequence[ColumnMatch], table: RawTable) -> bool:
    """`heard` are the columns as a table of mentions would take them, `others` as one of posts, accounts or a plan would.

    It needs a day, words or a link, one of a sentiment, a rating or an answer, and a second sign; and something that
    shows that it is about a name in public: a sentiment, a network, or a rated text with its author. A table that
    counts two of likes, comments, shares and saves is one of posts.
    """
    names = {match.field for match in heard if match.confidence >= SURE}
    beside = {match.field for match in others if match.confidence >= SURE}
    telling = names & TELLING
    if "date" not in names or not telling or not names & {"quote", "url"}:
        return False
    if len(telling) < 2 and "author" not in names and "nature" not in names:
        return False
    if len(beside & COUNTED) >= 2:
        return False
    if len(beside & REACTIONS) >= 2 or (telling <= {"rating"} and beside & FOREIGN - {"owner", "format"}):
        return False
    known = {match.field for match in heard if match.field}
    review = {"rating", "quote", "author"} <= names
    return "sentiment" in names or review or shows_a_network(known, heard, table)
