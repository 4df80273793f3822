"""Whether somebody's account still stands: it ends with their agency's contract (law rule 55).

Whom a municipality has entrusted with work sees what it needs for it while the contract holds, and
nothing from the instant at which it ends (社会福祉法106条の4第5項・6項, 個情法66条2項5号・67条).
This is asked wherever somebody is recognised: at a bearer token, at sign-in, at every page. Whether
an agency may do a particular thing for a municipality is each use case's own question.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from shared.acting import agency_id_of, own_agency_not_registered
from shared.calendar import Clock
from shared.identity import Actor, Role
from shared.known_agencies import KnownAgency
from shared.refusal import Refusal

OF_NO_AGENCY: tuple[Role, ...] = ("operator", "prefecture")
"""Who need not be of an agency on the municipality's register."""

Register = Callable[[UUID], KnownAgency | None]
"""An agency as a service knows it; ``None`` if it has not been told of it."""


class Accounts:
    """The accounts of the people of all agencies.

    Args:
        register: which agencies there are.
        clock: the present instant.
    """

    def __init__(self, register: Register, clock: Clock) -> None:
        self._register = register
        self._clock = clock

    def standing(self, actor: Actor) -> bool:
        """Whether somebody's account stands at this instant."""
        agency_id = agency_id_of(actor)
        agency = self._register(agency_id) if agency_id is not None else None
        return agency is None or not agency.contract_is_over(self._clock())

    def expect(self, actor: Actor) -> Actor:
        """Whoever asks, if their account stands at this instant.

        Raises:
            Refusal: ``contract-over``; ``own-agency-not-registered``: their agency is none that a
                register could know.
        """
        if actor.role not in OF_NO_AGENCY and agency_id_of(actor) is None:
            raise own_agency_not_registered()
        if not self.standing(actor):
            raise Refusal(
                "contract-over",
                "あなたの機関への委託の期間ではないため、使えません。",
                "市町村の担当課に、委託の期間の登録を確かめてください。",
            )
        return actor
