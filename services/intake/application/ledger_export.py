"""Giving a ledger out again: every contact of a municipality as the row it would be."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from services.intake.application.counter import Counter
from services.intake.application.persons.telling import opened, readable, told_by
from services.intake.application.profiles import PersonDetails
from services.intake.application.reception import CONTENT
from services.intake.domain import case as case_events
from services.intake.domain.case import CASE, Standing
from services.intake.domain.holding import noted_for
from services.intake.domain.person import PERSON
from services.intake.ledger import LedgerRow
from services.intake.views import list_cases
from shared.sealing import Sealed
from shared.store import Recorded

PAGE = 200
ERASED = "（消去済み）"
_STANDINGS = {Standing.OPEN: "open", Standing.SUSPENDED: "suspended"}


@dataclass(slots=True)
class _Told:
    """A contact with what the same ledger row told beside it."""

    contact: case_events.ContactRecorded
    referral: case_events.LedgerReferralNoted | None = None
    employment: case_events.LedgerEmploymentNoted | None = None


def _told(history: Iterable[Recorded]) -> list[_Told]:
    """The contacts of a case; what a row noted beyond its contact was recorded right after it."""
    told: list[_Told] = []
    for recorded in history:
        match recorded.event:
            case case_events.ContactRecorded() as contact:
                told.append(_Told(contact))
            case case_events.LedgerReferralNoted() as referral if told:
                told[-1].referral = referral
            case case_events.LedgerEmploymentNoted() as employment if told:
                told[-1].employment = employment
    return told


class LedgerExport:
    """Reads a municipality's contacts back as ledger rows.

    The standing goes out with the last contact of each case. What belongs to an erased person is
    blank, or says so.

    Args:
        counter: intake's acts.
        municipality: whose ledger.
        names: under which the agency holds what it noted, that asks for it: nothing else goes out.
            ``None`` where the municipality's own machine writes the whole ledger out.

    Attributes:
        persons: who went out so far.
    """

    def __init__(
        self, counter: Counter, municipality: str, names: Collection[str] | None = None
    ) -> None:
        self._sealer = counter.sealer
        self._store = counter.store
        self._municipality = municipality
        self._names = names
        self.persons: set[UUID] = set()

    def rows(self) -> Iterator[LedgerRow]:
        """Every contact, case by case, in the order in which they were recorded."""
        after = ""
        while page := list_cases(self._store, self._municipality, after=after, limit=PAGE):
            for line in page:
                yield from self._case(line.case_id)
            after = str(page[-1].case_id)

    def _case(self, case_id: UUID) -> Iterator[LedgerRow]:
        everything = self._store.history(case_id)
        history = [one for one in everything if self._names is None or self._own(one)]
        first = history[0].event if history else None
        sealed = first.number if isinstance(first, case_events.CaseOpened) else None
        number = self._open(sealed, "intake.case.number")
        state = self._store.load(CASE, case_id).state
        last_standing = _STANDINGS.get(state.standing, "closed") if state else "open"
        told = _told(history)
        for one in told:
            yield self._row(one, number, last_standing if one is told[-1] else "open")

    def _own(self, recorded: Recorded) -> bool:
        return self._names is not None and noted_for(recorded) in self._names

    def _row(self, told: _Told, number: str | None, standing: str) -> LedgerRow:
        contact, referral, employment = told.contact, told.referral, told.employment
        person = self._person(contact.person_id)
        return LedgerRow(
            received_on=contact.on,
            case_number=number,
            person_number=person.number,
            name=person.name,
            kana=person.kana,
            address=person.address,
            phone=person.phone,
            content=self._open(contact.content, CONTENT),
            birth=person.birth,
            age=None if person.birth else contact.age,
            gender=contact.gender,
            method=contact.method,
            consulter=contact.consulter,
            route=contact.route,
            factors=contact.factors,
            consent=contact.consent,
            outcome=contact.outcome,
            agency_name=self._open(contact.agency_name, "intake.agency.name"),
            worker_name=self._open(contact.worker_name, "intake.worker.name"),
            referral_destination=referral.destination if referral else None,
            referral_result=referral.result if referral else None,
            referred_on=referral.on if referral else None,
            employment_kind=employment.kind if employment else None,
            employed_on=employment.started_on if employment else None,
            employment_ended_on=employment.ended_on if employment else None,
            standing=standing,
        )

    def _person(self, person_id: UUID | None) -> PersonDetails:
        state = self._store.load(PERSON, person_id).state if person_id else None
        if state is None or person_id is None:
            return PersonDetails()
        self.persons.add(person_id)
        known = opened(self._sealer, state.profile)
        if known is None:
            return PersonDetails(gender=state.profile.gender)
        if self._names is None:
            return known
        history = self._store.history(person_id)
        return readable(known, told_by(self._sealer, history, self._names))

    def _open(self, sealed: Sealed | None, label: str) -> str | None:
        return self._sealer.open_or(sealed, label, ERASED) if sealed else None
