"""What becomes of referrals つなぎ, as placement has told of each step."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from uuid import UUID

from shared.facts.envelope import Received
from shared.facts.placement import ReferralFact, ReferralStepUndone
from shared.store import Rows, Transaction

FOREIGN_TABLES = (
    """CREATE TABLE IF NOT EXISTS told_referral_steps (
        position BIGINT PRIMARY KEY,
        referral_id TEXT NOT NULL,
        step TEXT NOT NULL,
        on_day TEXT NOT NULL,
        undone INTEGER NOT NULL
    )""",
    "CREATE INDEX IF NOT EXISTS told_steps_by_id ON told_referral_steps (referral_id, position)",
)
"""Filled from another service's facts, so no rebuilding from the own log empties it."""


class ToldStep(NamedTuple):
    """A step that placement has told of.

    Attributes:
        step: by the name of its fact (``referral-completed``).
        on: the day of it (JST).
    """

    step: str
    on: date


def remember_referral_step(tx: Transaction, fact: ReferralFact, received: Received) -> None:
    """Note a step, or that the latest of its name did not happen.

    Of every referral, not of those alone that a plan foresees: what is noted then follows from
    placement's log and from nothing else.
    """
    if isinstance(fact, ReferralStepUndone):
        tx.execute(
            "UPDATE told_referral_steps SET undone = 1 WHERE position ="
            " (SELECT MAX(position) FROM told_referral_steps"
            " WHERE referral_id = :referral_id AND step = :step AND undone = 0)",
            {"referral_id": fact.referral_id, "step": fact.step},
        )
        return
    tx.execute(
        "INSERT INTO told_referral_steps VALUES (:position, :referral_id, :step, :on_day, 0)"
        " ON CONFLICT (position) DO NOTHING",
        {
            "position": received.id,
            "referral_id": fact.referral_id,
            "step": fact.NAME,
            "on_day": fact.occurred_on.isoformat(),
        },
    )


def latest_step_told(rows: Rows, referral_id: UUID) -> ToldStep | None:
    """The latest step of a referral that holds; ``None`` while nobody was asked."""
    found = rows.rows(
        "SELECT step, on_day FROM told_referral_steps"
        " WHERE referral_id = :referral_id AND undone = 0 ORDER BY position DESC LIMIT 1",
        {"referral_id": str(referral_id)},
    )
    return ToldStep(found[0]["step"], date.fromisoformat(found[0]["on_day"])) if found else None
