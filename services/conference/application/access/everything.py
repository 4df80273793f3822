"""Everything conference holds about a person, piece by piece, for their own request (開示請求).

Nobody reads it from here: it is sealed into the request at once, and opened only by whoever
reviews that request (:mod:`services.conference.application.access.review`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

from services.conference.application.access.concerning import concerning, people_of
from services.conference.application.access.entries_told import entries_about
from services.conference.application.access.told import forms
from services.conference.domain import access_request, conference
from services.conference.domain.agency import AGENCY
from services.conference.domain.item import ITEM, ItemContributed, ItemCorrected
from shared.codes.municipality import MunicipalityCode
from shared.personal_records import PersonalRecord, id_of, in_order, marks_with
from shared.sealing import Sealed, Sealer
from shared.store import EventStore, Recorded
from shared.store.event import Event
from shared.store.mentions import histories_mentioning
from shared.telling import Told, tell

TOLD_BY_THE_LEDGER = frozenset(
    {
        "conference.PacketBuilt",
        "conference.PacketOpened",
        "conference.PacketEnded",
        "conference.SharingIntended",
        "conference.SharingTold",
    }
)
"""What was shared with whom stands in the ledger, and is told from there."""

ABOUT_THE_WORK = frozenset(
    {
        "conference.AgendaItemRemoved",
        "conference.AgencyAmended",
        "conference.AgencyRegistered",
        "conference.AttendeeRegistered",
        "conference.AuditAsked",
        "conference.CheckpointSigned",
        "conference.ConferenceConvened",
        "conference.ConferenceHeld",
        "conference.ConferenceLinked",
        "conference.ErasureCompleted",
        "conference.ErasureStopped",
        "conference.ItemOffered",
        "conference.ItemTakenBack",
        "conference.MemberJoined",
        "conference.MemberLeft",
        "conference.KeyDestructionConfirmed",
        "conference.MembersSelected",
        "conference.MinutesWritten",
        "conference.MunicipalityDescribed",
        "conference.RetentionLengthened",
        "conference.RosterOpened",
        "conference.SecrecyAcknowledged",
        "conference.WithdrawalNoticeSeen",
        "conference.WorkerDescribed",
    }
)
"""Events that say how the work is run and nothing more about anybody (paragraphs of the minutes
are items); the requests for access themselves are no part of what they ask for."""


class Everything:
    """Reads what conference holds about a person.

    Args:
        store: events.
        sealer: the service's keys.
    """

    def __init__(self, store: EventStore, sealer: Sealer) -> None:
        self._store = store
        self._sealer = sealer
        self._forms = forms(self._name_of)

    def about(
        self, person_id: UUID, municipality: MunicipalityCode, answering: UUID
    ) -> tuple[PersonalRecord, ...]:
        """Everything, in the order in which it was recorded; empty for somebody nobody knows.

        Args:
            person_id: whose.
            municipality: that holds it; what another holds is asked of that other.
            answering: the request for it; what is done to answer it is no part of what it asks for.
        """
        events = list(self._of_events(person_id, municipality))
        reported = {one.record_id for one in events if "reporter_identity" in one.marks}
        entries = entries_about(
            person_id, municipality, self._store, self._name_of, reported, answering
        )
        return in_order((*events, *entries))

    def _of_events(
        self, person_id: UUID, municipality: MunicipalityCode
    ) -> Iterator[PersonalRecord]:
        streams = histories_mentioning(self._store, {person_id})
        cases = {case for one in streams for case in self._cases(one, person_id)}
        of_cases = histories_mentioning(self._store, cases)
        for stream_id in dict.fromkeys((*streams, *of_cases)):
            history = self._store.history(stream_id)
            people = frozenset(one for each in history for one in people_of(each.event))
            for recorded in concerning(history, person_id, cases):
                here = recorded.event.municipality == municipality
                if here and not _skipped(recorded.event):
                    yield self._record(recorded, person_id, people)

    def _cases(self, stream_id: UUID, person_id: UUID) -> Iterator[UUID]:
        """The cases in which the person was discussed."""
        for recorded in self._store.history(stream_id):
            event = recorded.event
            if isinstance(event, conference.AgendaItemPlaced) and person_id in event.subjects:
                yield event.case_id

    def _record(
        self, recorded: Recorded, person_id: UUID, people: frozenset[UUID]
    ) -> PersonalRecord:
        event = recorded.event
        told = self._told(event, people)
        subjects = frozenset(people_of(event))
        holder_id: UUID | None = None
        record_id = id_of(recorded)
        if isinstance(event, ItemContributed | ItemCorrected):
            told, holder_id, subjects = self._of_item(recorded, told)
            latest = self._store.load(ITEM, recorded.originator_id).version
            if recorded.originator_version == self._last_wording(recorded.originator_id, latest):
                record_id = recorded.originator_id
            else:
                told = replace(told, title=f"{told.title}（訂正前）")
        others = (subjects or people) - {person_id}
        return PersonalRecord(
            service="conference",
            kind=told.kind,
            record_id=record_id,
            recorded_at=recorded.metadata.recorded_at,
            title=told.title,
            category=told.category,
            text=told.text,
            marks=marks_with(told.marks, of_others=bool(others)),
            others=tuple(sorted(others)),
            holder_id=holder_id,
        )

    def _told(self, event: Event, people: frozenset[UUID]) -> Told:
        """Say what an event says; what nobody has said how to tell is not left out."""
        opened = _Opening(self._sealer, frozenset(map(str, people)))
        if type(event) not in self._forms:
            return Told("other", "内容を示せない記録", "other", "", ("unreadable", "other_person"))
        return tell(self._forms, event, opened)

    def _of_item(self, recorded: Recorded, told: Told) -> tuple[Told, UUID, frozenset[UUID]]:
        """An item's kind, flags and source hold for every wording of it."""
        item = self._store.load(ITEM, recorded.originator_id).state
        if item is None:
            raise LookupError("an item without a state")
        details = item.details
        told = replace(told, category=details.category)
        if isinstance(recorded.event, ItemCorrected):
            first = self._store.history(recorded.originator_id)[0].event
            marks = tuple(self._forms[type(first)].marks(first))
            told = replace(told, marks=(*marks, *told.marks))
        holder = self._store.load(AGENCY, details.holder_id).state
        if holder is None or not holder.details.internal:
            told = replace(told, marks=(*told.marks, "other_agency"))
        return told, details.holder_id, frozenset(details.subjects)

    def _last_wording(self, item_id: UUID, version: int) -> int:
        wordings = (ItemContributed, ItemCorrected)
        history = self._store.history(item_id)[:version]
        return max(one.originator_version for one in history if isinstance(one.event, wordings))

    def _name_of(self, agency_id: UUID) -> str:
        agency = self._store.load(AGENCY, agency_id).state
        return (agency.details.name if agency else None) or str(agency_id)


class _Opening:
    """Opens what was sealed under the key of one, or jointly under the keys of several persons.

    Args:
        sealer: the service's keys.
        persons: of whom the history speaks; a layer under anybody else's key is not opened.
    """

    def __init__(self, sealer: Sealer, persons: frozenset[str]) -> None:
        self._sealer = sealer
        self._persons = persons

    def __call__(self, sealed: Sealed, label: str) -> str:
        text = self._sealer.open(sealed, label)
        while (inner := _sealed(text)) is not None and inner.key_id in self._persons:
            text = self._sealer.open(inner, label)
        return text


def _sealed(text: str) -> Sealed | None:
    try:
        return Sealed.from_rest(text)
    except ValueError:
        return None


def _skipped(event: Event) -> bool:
    topic = event.TOPIC
    return (
        topic in TOLD_BY_THE_LEDGER
        or topic in ABOUT_THE_WORK
        or type(event).__module__.startswith(access_request.__name__)
    )
