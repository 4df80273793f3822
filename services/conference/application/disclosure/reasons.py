"""Why it was decided so: told in full to those who may look the facts up, and to nobody else.

A reason gives away what it rests on: that somebody refused, that an address is protected, that
somebody is suspected of abuse. Who does not do the municipality's own work is told the basis of
what is granted, and nothing of what stands in the way.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from services.conference.application.acting import Acting
from services.conference.domain.agency import works_for
from services.conference.law.decision import Decision
from services.conference.law.statutes.citations import basis_cited_on
from shared.calendar import jst_date
from shared.identity import Actor, Role

INFORMED: tuple[Role, ...] = ("counsellor", "secretariat")
"""Who reads the registers of persons and of consents."""

NOT_TOLD = (
    "すべてを見せてよい根拠は、記録の上にはありません。理由は、市町村の担当課に確かめてください。"
)


def informed(own: Acting, actor: Actor, at: datetime) -> bool:
    """Whether somebody may look up themselves what a reason rests on."""
    return actor.role in INFORMED and works_for(own.agency, own.municipality, at)


def reasons_for(
    own: Acting, actor: Actor, at: datetime, decisions: Iterable[Decision]
) -> tuple[str, ...]:
    """What somebody may be told of why decisions are as they are, each sentence once.

    Args:
        own: the agency that somebody acts for.
        actor: who asks.
        at: when.
        decisions: about what they may know of.
    """
    found: dict[str, None] = {}
    told_in_full = informed(own, actor, at)
    for one in decisions:
        if told_in_full:
            found |= dict.fromkeys(one.reasons)
        elif one.effect == "full":
            found |= dict.fromkeys(basis_cited_on(basis, jst_date(at)) for basis in one.basis)
        else:
            found[NOT_TOLD] = None
    return tuple(found)
