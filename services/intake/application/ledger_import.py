"""Taking a ledger in: each row is one contact, and what it says of the person, つなぎ and 就労.

Everything a row makes has an id that follows from what the row says, so that the same file taken
in twice adds nothing. Rows are committed in batches; a row that a rule refuses leaves nothing
behind and does not hold up the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from uuid import UUID

from services.intake.application.counter import Counter
from services.intake.application.desk import append_to_case, seal_optional
from services.intake.application.opaque import OpaqueIds
from services.intake.application.profiles import PersonDetails, open_profile, seal_profile
from services.intake.application.reception import CONTENT
from services.intake.domain import case, person
from services.intake.domain.agency import AGENCY, note_agency
from services.intake.domain.case import CASE, CaseState, Role, Standing
from services.intake.domain.person import PERSON
from services.intake.ledger import LedgerRow
from shared.calendar import estimated_age
from shared.identity import Actor
from shared.refusal import Refusal
from shared.spreadsheet import SourceRow
from shared.store import Stream, Transaction

BATCH = 200

_STANDINGS: dict[str, case.LedgerStanding] = {
    "open": Standing.OPEN,
    "suspended": Standing.SUSPENDED,
    "closed": Standing.CLOSED,
}
"""状態 of a row, code list ``case_states``."""


@dataclass(frozen=True, slots=True)
class ReadyRow:
    """A valid row of a ledger, ready to be taken in.

    Attributes:
        source: the row as it stands in the file.
        identity: everything the row says, and which of several equal rows it is; confidential.
        row: what it says.
    """

    source: SourceRow
    identity: str = field(repr=False)
    row: LedgerRow


class Fate(StrEnum):
    """What became of a row."""

    IMPORTED = "imported"
    ALREADY_THERE = "already_there"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of one row.

    Attributes:
        source: the row as it stands in the file.
        fate: what became of it.
        refusal: why a rule refused it.
    """

    source: SourceRow
    fate: Fate
    refusal: Refusal | None = None


class LedgerImport:
    """Takes rows of one municipality's ledger in.

    Args:
        counter: intake's acts, behind the open door: a ledger is the municipality's, not an
            agency's.
        municipality: whose ledger it is.
        actor: who imports.
    """

    def __init__(self, counter: Counter, municipality: str, actor: Actor) -> None:
        self._counter = counter
        self._sealer = counter.sealer
        self._municipality = municipality
        self._actor = actor
        self._ids = OpaqueIds(counter.sealer, municipality)

    def take_in(self, rows: Iterable[ReadyRow]) -> Iterator[TakenIn]:
        """Take rows in, batch by batch; each is answered when its batch is on disk."""
        waiting = iter(rows)
        while batch := list(islice(waiting, BATCH)):
            self._sealer.ensure_keys(self._key_ids(batch))
            now = self._counter.clock()
            with self._counter.store.transaction(self._actor, now) as tx:
                outcomes = [self._attempt(tx, ready) for ready in batch]
            yield from outcomes

    def _key_ids(self, batch: list[ReadyRow]) -> Iterator[str]:
        """Whose keys a batch needs, so that they are made in one commit."""
        for ready in batch:
            row = ready.row
            yield str(self._case_id(ready))
            if row.person_number:
                yield str(self._ids.person(row.person_number))
            if row.agency_name:
                yield str(self._ids.agency(row.agency_name))
            if row.worker_name:
                yield str(self._ids.worker(row.agency_name or "", row.worker_name))

    def _attempt(self, tx: Transaction, ready: ReadyRow) -> TakenIn:
        stream = tx.load(CASE, self._case_id(ready))
        contact_id = self._ids.contact(ready.identity)
        if stream.state is not None and contact_id in stream.state.contact_ids:
            return TakenIn(ready.source, Fate.ALREADY_THERE)
        try:
            with tx.attempt():
                self._take_row(tx, stream, contact_id, ready.row)
        except Refusal as refusal:
            return TakenIn(ready.source, Fate.REFUSED, refusal)
        return TakenIn(ready.source, Fate.IMPORTED)

    def _case_id(self, ready: ReadyRow) -> UUID:
        if ready.row.case_number:
            return self._ids.case(ready.row.case_number)
        return self._ids.anonymous_case(ready.identity)

    def _take_row(
        self, tx: Transaction, stream: Stream[CaseState], contact_id: UUID, row: LedgerRow
    ) -> None:
        """Everything one row says, in the order in which the rules want it."""
        if stream.state is None:
            stream = self._open(tx, stream, row)
        self._note_agency(tx, row)
        person_id = self._ids.person(row.person_number) if row.person_number else None
        if person_id is not None:
            self._know_person(tx, person_id, row)
        standing = case.note_standing(stream.state, _STANDINGS[row.standing], on=row.received_on)
        if person_id is not None:
            stream = self._put_in(tx, stream, person_id, row)
        stream = append_to_case(tx, stream, *standing)
        contact = self._contact(stream, contact_id, person_id, row)
        today = self._counter.today
        recorded = case.record_contact(stream.state, contact, today=today, born=row.birth)
        stream = tx.append(CASE, stream, *recorded)
        if person_id is not None:
            self._take_notes(tx, stream, person_id, row)
        elif row.referral_result is not None:
            self._take_referral(tx, stream, None, row)

    def _open(
        self, tx: Transaction, stream: Stream[CaseState], row: LedgerRow
    ) -> Stream[CaseState]:
        opening = case.Opening(
            municipality=self._municipality,
            on=row.received_on,
            anonymous=row.case_number is None,
            number=seal_optional(self._sealer, stream.id, row.case_number, "intake.case.number"),
        )
        events = case.open_case(None, opening, today=self._counter.today)
        return tx.append(CASE, stream, *events)

    def _note_agency(self, tx: Transaction, row: LedgerRow) -> None:
        """Let the figures know what kind of agency received people, where its name tells."""
        if row.agency_name and row.agency_kind:
            stream = tx.load(AGENCY, self._ids.agency(row.agency_name))
            kind, on = row.agency_kind, row.received_on
            tx.append(AGENCY, stream, *note_agency(stream.state, self._municipality, kind, on=on))

    def _know_person(self, tx: Transaction, person_id: UUID, row: LedgerRow) -> None:
        """Register the person, or complete what is known; a blank cell takes nothing away."""
        stream = tx.load(PERSON, person_id)
        said = PersonDetails(
            number=row.person_number,
            name=row.name,
            kana=row.kana,
            address=row.address,
            phone=row.phone,
            birth=row.birth,
            gender=row.gender,
        )
        if stream.state is None:
            profile = seal_profile(self._sealer, str(person_id), said)
            events = person.register_person(None, self._municipality, profile)
        else:
            known = open_profile(self._sealer, stream.state.profile)
            complete = known.completed_by(said)
            if complete == known:
                return
            profile = seal_profile(self._sealer, str(person_id), complete)
            events = person.amend_person(stream.state, profile)
        tx.append(PERSON, stream, *events)

    def _put_in(
        self, tx: Transaction, stream: Stream[CaseState], person_id: UUID, row: LedgerRow
    ) -> Stream[CaseState]:
        """Take the person into the case; into one that is over, without opening it for them."""
        state = case.existing(stream.state)
        if person_id in state.persons:
            return stream
        role = Role.HOUSEHOLD if state.main_subject is not None else Role.MAIN
        on = min(row.received_on, state.standing_since) if state.ended else row.received_on
        return self._counter.put_into_case(tx, stream, person_id, role, on)

    def _contact(
        self, stream: Stream[CaseState], contact_id: UUID, person_id: UUID | None, row: LedgerRow
    ) -> case.Contact:
        agency = row.agency_name or ""
        agency_id = self._ids.agency(agency) if agency else None
        worker = self._ids.worker(agency, row.worker_name) if row.worker_name else None
        age = row.age
        if row.birth is not None and row.received_on >= row.birth.earliest:
            age = estimated_age(row.birth, row.received_on)
        return case.Contact(
            contact_id=contact_id,
            on=row.received_on,
            person_id=person_id,
            age=age,
            gender=row.gender,
            method=row.method,
            consulter=row.consulter,
            route=row.route,
            outcome=row.outcome,
            consent=row.consent,
            factors=row.factors,
            agency_id=agency_id,
            agency_name=agency_id
            and seal_optional(self._sealer, agency_id, agency, "intake.agency.name"),
            worker_id=worker,
            worker_name=worker
            and seal_optional(self._sealer, worker, row.worker_name, "intake.worker.name"),
            content=seal_optional(self._sealer, person_id or stream.id, row.content, CONTENT),
        )

    def _take_notes(
        self, tx: Transaction, stream: Stream[CaseState], person_id: UUID, row: LedgerRow
    ) -> None:
        """Consent, つなぎ and 就労, which concern a person."""
        on, today = row.received_on, self._counter.today
        consent = case.note_consent(stream.state, person_id, row.consent, on=on, today=today)
        stream = tx.append(CASE, stream, *consent)
        if row.referral_result is not None:
            stream = self._take_referral(tx, stream, person_id, row)
        if row.employment_kind is not None and row.employed_on is not None:
            kind, start = row.employment_kind, row.employed_on
            employment = case.Employment(
                employment_id=self._ids.employment(person_id, kind, start.isoformat()),
                person_id=person_id,
                kind=kind,
                started_on=start,
                ended_on=row.employment_ended_on,
            )
            tx.append(CASE, stream, *case.note_employment(stream.state, employment, on=on))

    def _take_referral(
        self, tx: Transaction, stream: Stream[CaseState], person_id: UUID | None, row: LedgerRow
    ) -> Stream[CaseState]:
        destination = row.referral_destination or "other"
        on = row.referred_on or row.received_on
        referral = case.Referral(
            referral_id=self._ids.referral(stream.id, str(person_id), destination, on.isoformat()),
            person_id=person_id,
            destination=destination,
            result=row.referral_result or "offered",
        )
        return tx.append(CASE, stream, *case.note_referral(stream.state, referral, on=on))
