"""When a job counts as held (就労定着): checkpoints, and the rule that reads them.

The count runs from the first hire. A change of job counts as continuous when the person was back
at work within a month, once (就労定着者, QA of 2018-12-17; law rule 68). Unknown is not retained.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from shared.calendar import months_after
from shared.store.event import Detail

CheckpointMonth = Literal[1, 3, 6, 12, 24, 36]
"""Months after 就職 at which somebody looks in."""

SERIES: tuple[CheckpointMonth, ...] = (1, 3, 6, 12, 24, 36)
"""The whole series; a municipality may look in less often, at no other months."""

CheckpointStatus = Literal["continuing", "changed", "leave", "left", "unknown"]
"""What was found: 継続, 転職, 休職, 離職, 不明."""


class Checkpoint(Detail):
    """One look at an employment (定着確認).

    Attributes:
        month: which of the series.
        status: what was found.
        gap_days: days without work between the two jobs; given for ``changed`` and for it alone.
        checked_on: the day somebody looked (JST).
    """

    month: CheckpointMonth
    status: CheckpointStatus
    checked_on: date
    gap_days: int | None = Field(default=None, ge=0)

    @model_validator(mode="after")
    def _gap_belongs_to_a_change(self) -> Self:
        """A gap is between two jobs: a change has one (perhaps of 0 days), nothing else has."""
        if (self.status == "changed") != (self.gap_days is not None):
            raise ValueError("gap_days belongs to status changed")
        return self

    @property
    def known(self) -> bool:
        """Whether it was found out how things stand; 不明 can be answered later."""
        return self.status != "unknown"

    @property
    def employed(self) -> bool:
        """Whether the person was found to have a job, at work or on leave."""
        return self.status in {"continuing", "changed", "leave"}


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """What a municipality or a report counts as 就労定着.

    Attributes:
        months: whole months of continued employment.
        gap_days_allowed: the longest tolerated gap at a change of job, in days.
        gaps_allowed: how many such changes are tolerated.
    """

    months: int = 6
    gap_days_allowed: int = 31
    gaps_allowed: int = 1


DEFAULT_RULE = RetentionRule()
"""Six months, with one change of job within 31 days."""


def retained_on(
    started_on: date, checkpoints: Iterable[Checkpoint], rule: RetentionRule
) -> date | None:
    """The first day on which a checkpoint showed that the job held; ``None`` if none did.

    Such a checkpoint found the person at work (継続 or 転職; 休職 waits for the return) on or after
    the day the months of the rule were full, with no more and no longer gaps up to then than the
    rule tolerates. Its day counts, not the month it was meant for: a late look shows more.

    Args:
        started_on: 就職日; months end on the same day of the month, or on its last.
        checkpoints: what was found, in any order.
        rule: what counts.
    """
    found = tuple(checkpoints)
    full_on = months_after(started_on, rule.months)
    return min(
        (
            proof.checked_on
            for proof in found
            if proof.status in {"continuing", "changed"}
            and proof.checked_on >= full_on
            and _gaps_tolerated((c for c in found if c.checked_on <= proof.checked_on), rule)
        ),
        default=None,
    )


def _gaps_tolerated(found: Iterable[Checkpoint], rule: RetentionRule) -> bool:
    """Whether the changes of job among these are few and short enough."""
    gaps = [c.gap_days for c in found if c.gap_days is not None]
    return len(gaps) <= rule.gaps_allowed and all(gap <= rule.gap_days_allowed for gap in gaps)
