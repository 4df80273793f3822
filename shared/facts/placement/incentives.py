"""Incentives 手当 as they were granted: yen for a month, to a person or an employer."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from shared.facts.fact import Code, Fact, OpaqueId, fact


class IncentiveAmount(BaseModel):
    """What a scheme brings for the month.

    Attributes:
        programme: the scheme that pays, as attendances carry it.
        yen: how much; in a correction the difference, which may lie below zero.
        days: for how many days; in a correction the difference.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    programme: Code
    yen: int
    days: int


@fact("placement", "incentive-granted", "手当の支給", subject="statement_id")
class IncentiveGranted(Fact):
    """A month was closed for a payee, or what was paid for it was corrected.

    Attributes:
        statement_id: the payee's month.
        entry: 1 for the statement itself, from 2 on its corrections.
        recipient: ``person`` or ``employer``.
        person_id: who is paid; ``None`` for an employer, whose statement knows no person.
        month: its first day.
        amounts: scheme by scheme.
    """

    statement_id: OpaqueId
    entry: int = Field(ge=1)
    recipient: Code
    person_id: OpaqueId | None
    month: date
    amounts: tuple[IncentiveAmount, ...]
