"""All provisions and penalties, by key, and what was in force on a day."""

from __future__ import annotations

from datetime import date

from services.conference.law.statutes.penalty import Penalty
from services.conference.law.statutes.provision import Provision, in_force
from services.conference.law.statutes.rows import (
    abuse,
    councils,
    juso,
    livelihood,
    penalties,
    personal_information,
    staff,
    young,
)

PROVISIONS: dict[str, Provision] = {
    one.key: one
    for room in (juso, livelihood, young, councils, personal_information, abuse, staff)
    for one in room.ROWS
}
"""Every provision the rules and the notices rest on."""

PENALTIES: dict[str, Penalty] = {one.key: one for one in penalties.ROWS}
"""Every penalty for a leak."""


def cited_on(key: str, day: date) -> str | None:
    """The citation to print on a day: ``社会福祉法106条の6第6項``.

    Args:
        key: of a provision or of a penalty.
        day: the day of the act or of the print (JST).

    Returns:
        The citation, or ``None`` when it was not in force.

    Raises:
        KeyError: there is no such row.
    """
    row = PROVISIONS.get(key) or PENALTIES[key]
    citation = in_force(row.cited, day)
    return citation.text if citation else None


def provisions_on(day: date) -> tuple[Provision, ...]:
    """The provisions in force on a day."""
    return tuple(one for one in PROVISIONS.values() if in_force(one.cited, day))


def penalties_on(day: date) -> tuple[Penalty, ...]:
    """The penalties in force on a day."""
    return tuple(one for one in PENALTIES.values() if in_force(one.cited, day))
