"""Who may reach which case and person: asked in the transaction of the act, before anything else.

Two doors lead to the same acts. Whoever runs in the service's own process (the ledger import, the
demonstration) has the open one. Everybody who comes as somebody of an agency has the agency's:
behind it lies what the agency has to do with, and nothing else seems to exist.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from services.intake import views
from services.intake.domain.case import CASE, CaseState, existing
from services.intake.domain.holding import MUNICIPALITY_ITSELF
from services.intake.domain.person import PERSON, PersonState
from services.intake.domain.person import existing as existing_person
from shared.acting import not_of_this_municipality
from shared.acting_agency import acting
from shared.codes.municipality import MunicipalityCode
from shared.identity import Actor
from shared.refusal import Refusal
from shared.store import Stream, Transaction
from shared.store.aggregate import id_taken


class Door(Protocol):
    """Where whoever acts in a transaction comes in."""

    def admit(self, tx: Transaction, municipality: MunicipalityCode) -> None:
        """Refuse whoever may not receive people for a municipality."""
        ...

    def case(self, tx: Transaction, case_id: UUID) -> Stream[CaseState]:
        """A case that there is, as far as they can know."""
        ...

    def person(self, tx: Transaction, person_id: UUID) -> Stream[PersonState]:
        """A person that there is, as far as they can know."""
        ...

    def new_case(self, tx: Transaction, case_id: UUID) -> Stream[CaseState]:
        """Where a case with a chosen id begins; with its history, if it is one they can see."""
        ...

    def new_person(self, tx: Transaction, person_id: UUID) -> Stream[PersonState]:
        """Where a person with a chosen id begins; with their history, if they can see it."""
        ...

    def charge(self, tx: Transaction, agency_id: UUID | None, municipality: str) -> None:
        """Refuse to put an agency in charge that does no work of the municipality."""
        ...


class OpenDoor:
    """For whoever runs in the service's own process."""

    def admit(self, tx: Transaction, municipality: MunicipalityCode) -> None:
        """Let everybody receive."""

    def case(self, tx: Transaction, case_id: UUID) -> Stream[CaseState]:
        """Any case."""
        return tx.load(CASE, case_id)

    def person(self, tx: Transaction, person_id: UUID) -> Stream[PersonState]:
        """Any person."""
        return tx.load(PERSON, person_id)

    def new_case(self, tx: Transaction, case_id: UUID) -> Stream[CaseState]:
        """Any id."""
        return tx.load(CASE, case_id)

    def new_person(self, tx: Transaction, person_id: UUID) -> Stream[PersonState]:
        """Any id."""
        return tx.load(PERSON, person_id)

    def charge(self, tx: Transaction, agency_id: UUID | None, municipality: str) -> None:
        """Any agency."""


@dataclass(frozen=True, slots=True)
class Eyes:
    """What somebody of an agency can see.

    Attributes:
        agency_id: their agency.
        municipality: for which it works at this instant.
        internal: it is a department of the municipality, and so holds the ledger, too.
    """

    agency_id: UUID
    municipality: MunicipalityCode
    internal: bool

    @property
    def names(self) -> frozenset[str]:
        """Under which names what they may see is held."""
        own = {str(self.agency_id)}
        return frozenset(own | {MUNICIPALITY_ITSELF} if self.internal else own)

    def see_case(self, tx: Transaction, stream: Stream[CaseState]) -> bool:
        """Whether the agency has to do with a case."""
        state = stream.state
        if state is None or state.municipality != self.municipality:
            return False
        return views.holds_case(tx, stream.id, self.names)

    def see_person(self, tx: Transaction, stream: Stream[PersonState]) -> bool:
        """Whether the agency registered a person or has to do with a case of theirs."""
        state = stream.state
        if state is None or state.municipality != self.municipality:
            return False
        return views.holds_person(tx, stream.id, self.names)


def eyes_of(tx: Transaction, actor: Actor | None = None) -> Eyes:
    """What whoever acts in a transaction can see.

    A department sees while it is one, an entrusted agency while the contract holds (law rule 55).

    Raises:
        Refusal: ``own-agency-not-registered``; ``not-of-this-municipality``: the agency does not
            work for its municipality (any more).
    """
    own = acting(tx, actor or tx.metadata.actor)
    if not own.works_for(own.municipality, tx.at):
        raise not_of_this_municipality()
    return Eyes(own.agency_id, own.municipality, own.agency.internal)


def eyes_on(tx: Transaction, municipality: str) -> Eyes:
    """What they can see of a municipality, which has to be the one their agency works for.

    Raises:
        Refusal: as :func:`eyes_of`.
    """
    eyes = eyes_of(tx)
    if eyes.municipality != municipality:
        raise not_of_this_municipality()
    return eyes


def department_on(tx: Transaction, municipality: str) -> Eyes:
    """What a department of the municipality itself sees; the ledger is nobody else's.

    Raises:
        Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``,
            ``not-a-department``.
    """
    eyes = eyes_on(tx, municipality)
    if not eyes.internal:
        raise Refusal(
            "not-a-department",
            "これは市町村の部署だけができることです。委託を受けた機関にはできません。",
            "市町村の担当課に依頼してください。",
        )
    return eyes


class AgencysDoor:
    """For somebody of an agency: what the agency has nothing to do with does not exist.

    Every method raises ``own-agency-not-registered`` and ``not-of-this-municipality``.
    """

    def admit(self, tx: Transaction, municipality: MunicipalityCode) -> None:
        """Let those receive whose agency works for the municipality."""
        eyes_on(tx, municipality)

    def case(self, tx: Transaction, case_id: UUID) -> Stream[CaseState]:
        """A case of the agency's.

        Raises:
            Refusal: ``case-not-found``, whether there is none or another agency has it.
        """
        stream = tx.load(CASE, case_id)
        existing(stream.state if eyes_of(tx).see_case(tx, stream) else None)
        return stream

    def person(self, tx: Transaction, person_id: UUID) -> Stream[PersonState]:
        """A person the agency knows.

        Raises:
            Refusal: ``person-not-found``, whether there is none or only others know them.
        """
        stream = tx.load(PERSON, person_id)
        existing_person(stream.state if eyes_of(tx).see_person(tx, stream) else None)
        return stream

    def new_case(self, tx: Transaction, case_id: UUID) -> Stream[CaseState]:
        """A free id, or a case of the agency's.

        Raises:
            Refusal: ``id-taken``; of what has it, nothing is told.
        """
        stream = tx.load(CASE, case_id)
        if stream.state is not None and not eyes_of(tx).see_case(tx, stream):
            raise id_taken()
        return stream

    def new_person(self, tx: Transaction, person_id: UUID) -> Stream[PersonState]:
        """A free id, or a person the agency knows.

        Raises:
            Refusal: ``id-taken``; of what has it, nothing is told.
        """
        stream = tx.load(PERSON, person_id)
        if stream.state is not None and not eyes_of(tx).see_person(tx, stream):
            raise id_taken()
        return stream

    def charge(self, tx: Transaction, agency_id: UUID | None, municipality: str) -> None:
        """Let agencies take charge that work for the municipality at this instant.

        Raises:
            Refusal: ``agency-not-of-this-municipality``.
        """
        known = views.known_agency(tx, agency_id) if agency_id is not None else None
        if known is None or not known.works_for(municipality, tx.at):
            raise Refusal(
                "agency-not-of-this-municipality",
                "その機関は、この市町村の部署でも、委託の期間中の受託者でもありません。",
                "機関の一覧から選び直してください。ほかの機関へは、つなぎとして打診します。",
            )
