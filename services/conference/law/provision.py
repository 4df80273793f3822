"""Citations that know their dates: a text printed on a day cites what was in force on that day.

Paragraphs move (社会福祉法106条の6: the secrecy duty stood in 5項, since 2025-04-01 in 6項) and
penalties change their words (懲役 became 拘禁刑 on 2025-06-01). Law rules 70 and 71.
"""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict


class Provision(BaseModel):
    """One wording of a citation and the days it is right.

    Attributes:
        text: the citation as users read it (``社会福祉法106条の6第6項``).
        since: first day it holds (JST), or ``None`` for as far back as records reach.
        until: first day it no longer holds (JST), or ``None`` while it is open.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    since: date | None = None
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether this wording is the right one on a day."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day < self.until
        )


def cited_on(provisions: tuple[Provision, ...], day: date) -> str | None:
    """The citation to print on a day, or ``None`` when the law had none then.

    Args:
        provisions: wordings with periods that do not overlap.
        day: the day of the act or of the print (JST).
    """
    return next((p.text for p in provisions if p.holds_on(day)), None)


def renumbered(before: str, after: str, on: date) -> tuple[Provision, ...]:
    """Two wordings of one citation that changed on a day."""
    return (Provision(text=before, until=on), Provision(text=after, since=on))
