"""For whom somebody acts: what every service that asks has in common.

An actor's agency is known from how they signed in, never from what a request says.
"""

from __future__ import annotations

from typing import Protocol, TypeVar
from uuid import UUID

from shared.codes.municipality import MunicipalityCode
from shared.identity import Actor, Role
from shared.refusal import Refusal

AGENCY_ROLES: tuple[Role, ...] = ("secretariat", "member", "counsellor", "employment_supporter")
"""Who works in an agency: each acts for the own agency alone."""


class OfMunicipality(Protocol):
    """A record that belongs to a municipality."""

    @property
    def municipality(self) -> MunicipalityCode:
        """Whose it is."""
        ...


Theirs = TypeVar("Theirs", bound=OfMunicipality)
"""A record of some municipality."""


def agency_id_of(actor: Actor) -> UUID | None:
    """The id of the actor's agency; ``None`` if it is none that a register could know."""
    try:
        return UUID(actor.agency)
    except ValueError:
        return None


def not_of_this_municipality() -> Refusal:
    """An agency is neither a department of a municipality nor entrusted by it (law rule 55)."""
    return Refusal(
        "not-of-this-municipality",
        "あなたの機関は、この市町村の部署でも、委託の期間中の受託者でもありません。",
        "市町村の担当課に依頼してください。",
    )


def own_agency_not_registered() -> Refusal:
    """An agency that the register has not told of acts for nobody."""
    return Refusal(
        "own-agency-not-registered",
        "あなたの機関は、まだ登録されていません。",
        "会議の事務局に、機関の登録を依頼してください。",
    )
