"""The form of a row: a provision, its citations with their days, and the secrecy it imposes.

Paragraphs move (社会福祉法106条の6: the secrecy duty stood in 5項, since 2025-04-01 in 6項). A row
is never overwritten: it ends, and another begins. Law rule 70.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from services.conference.law.statutes.statute import Statute

Does = Literal["permits", "forbids", "requires"]
"""What a provision does: できる・してはならない・しなければならない（努める）."""

REFORM_OF_2024 = date(2025, 4, 1)
"""令和6年法律21号: paragraphs on other conferences and housing came in, later ones moved down."""


class Citation(BaseModel):
    """One place in a statute and the days on which it is the right one.

    Attributes:
        statute: the statute.
        article: ``106条の6``.
        paragraph: paragraph and item (``6項``, ``2項1号``, ``2項ただし書``), or empty.
        since: first day it holds (JST), or ``None`` for as far back as records reach.
        until: first day it no longer holds (JST), or ``None`` while it is open.
        confirmed: whether it was read in the text of the statute; what was not is 要確認.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    statute: Statute
    article: str
    paragraph: str = ""
    since: date | None = None
    until: date | None = None
    confirmed: bool = True

    @property
    def place(self) -> str:
        """Article and paragraph: ``106条の6第6項``, ``9条6項``."""
        branch = self.paragraph and not self.article.endswith("条")
        return f"{self.article}{'第' if branch else ''}{self.paragraph}"

    @property
    def text(self) -> str:
        """The citation as users read it: ``社会福祉法106条の6第6項``."""
        return f"{self.statute.short}{self.place}"

    def holds_on(self, day: date) -> bool:
        """Whether this is the right citation on a day."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day < self.until
        )


Cited = tuple[Citation, ...]
"""The citations of one provision through time; their periods do not overlap."""


class Secrecy(BaseModel):
    """What those bound to secrecy are told.

    Attributes:
        told: the duty as a sentence without its full stop.
        afterwards: that it lasts, likewise; ``None`` where the statute does not say so.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    told: str
    afterwards: str | None = None


class Provision(BaseModel):
    """One provision of a statute.

    Attributes:
        key: how the code names it.
        does: what it does.
        gist: what it says, in plain Japanese.
        binds: whom it binds, or whom it entitles.
        cited: where it stands, and since when.
        penalty: key of the penalty for a breach, or ``None`` where there is none.
        secrecy: what its notice says, if it imposes secrecy.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    does: Does
    gist: str
    binds: str
    cited: Cited
    penalty: str | None = None
    secrecy: Secrecy | None = None


def in_force(cited: Cited, day: date) -> Citation | None:
    """The citation that holds on a day (JST), or ``None`` when there was no such law then."""
    return next((one for one in cited if one.holds_on(day)), None)


def always(statute: Statute, article: str, paragraph: str = "", *, confirmed: bool = True) -> Cited:
    """A citation that has not moved since records reach back."""
    return (Citation(statute=statute, article=article, paragraph=paragraph, confirmed=confirmed),)


def from_day(
    since: date, statute: Statute, article: str, paragraph: str = "", *, confirmed: bool = True
) -> Cited:
    """A citation that exists since a day."""
    return tuple(
        one.model_copy(update={"since": since})
        for one in always(statute, article, paragraph, confirmed=confirmed)
    )


def moved_down(
    statute: Statute, article: str, before: str, after: str, *, since: date | None = None
) -> Cited:
    """A citation whose paragraph moved down on 2025-04-01.

    The paragraph in force was read in the statute; the earlier one is known from elsewhere only.

    Args:
        statute: the statute.
        article: the article, which stayed.
        before: the paragraph until then.
        after: the paragraph from then on.
        since: the day the provision came into force, if it matters.
    """
    return (
        Citation(
            statute=statute,
            article=article,
            paragraph=before,
            since=since,
            until=REFORM_OF_2024,
            confirmed=False,
        ),
        Citation(statute=statute, article=article, paragraph=after, since=REFORM_OF_2024),
    )
