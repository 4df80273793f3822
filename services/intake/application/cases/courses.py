"""ケースの経過: what happened in a case, as far as the own agency noted it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from services.intake.application.cases.shown import (
    CaseEntry,
    CaseNamed,
    CasePerson,
    CaseShown,
    Said,
)
from services.intake.application.counter import LOOKING_ON, Counter
from services.intake.application.door import Eyes, eyes_of
from services.intake.application.everything_told import FORMS
from services.intake.application.looking import put_look_on_record
from services.intake.application.persons.telling import line_of
from services.intake.application.sheets import SheetOfCase, Sheets
from services.intake.domain import case
from services.intake.domain.case import CASE, CaseState, existing
from services.intake.domain.holding import agency_named, noted_for, told_to
from services.intake.domain.person import PERSON, PersonState
from services.intake.domain.person import existing as existing_person
from services.intake.domain.sheet import Sheet
from shared.identity import Actor
from shared.store import Recorded, Stream
from shared.telling import ERASED, captioned
from shared.use_case import use_case


def household_of(stream: Stream[CaseState]) -> list[UUID]:
    """Who is in a case, the main subject first."""
    state = existing(stream.state)
    return sorted(state.persons, key=lambda one: (one != state.main_subject, one))


_DAY = "日付"
"""Every form begins with it; an entry has its day apart."""


class Courses:
    """Reads how cases go.

    Args:
        counter: store, keys, clock.
    """

    def __init__(self, counter: Counter) -> None:
        self._counter = counter
        self._sheets = Sheets(counter.store, counter.sealer)

    @use_case("cases.show", "ケースの経過", roles=LOOKING_ON, kind="query")
    def show(self, actor: Actor, request: CaseNamed) -> CaseShown:
        """A case of the own agency's, with what the agency itself noted; it goes on record.

        Of what another agency noted, the day and the kind are shown, and none of its words.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``,
                ``case-not-found``.
        """
        with self._counter.transaction(actor) as tx:
            history = tx.history(CASE, request.case_id)
            stream = self._counter.door.case(tx, request.case_id)
            eyes = eyes_of(tx)
            members = tx.load_all(PERSON, household_of(stream))
            put_look_on_record(tx, eyes, "case", person_ids=members, case_ids=(stream.id,))
        # Only now: nobody who wants to write has to wait while texts are opened.
        return self._shown(eyes, stream, history, members, self._counter.worker_of(actor))

    @use_case("cases.sheet", "相談票", roles=LOOKING_ON, kind="query")
    def sheet(self, actor: Actor, request: SheetOfCase) -> Sheet:
        """What the own agency noted in a case, piece by piece, for a conference to choose from.

        Raises:
            Refusal: as :meth:`show`.
        """
        with self._counter.transaction(actor) as tx:
            stream = self._counter.door.case(tx, request.case_id)
            eyes = eyes_of(tx)
            sheet = self._sheets.noted_by(eyes.names, request.case_id)
            persons = {subject for one in sheet.sections for subject in one.subjects}
            put_look_on_record(tx, eyes, "sheet", person_ids=sorted(persons), case_ids=(stream.id,))
        return sheet

    def _shown(
        self,
        eyes: Eyes,
        stream: Stream[CaseState],
        history: Sequence[Recorded],
        members: Mapping[UUID, Stream[PersonState]],
        worker_id: UUID,
    ) -> CaseShown:
        state, opened = existing(stream.state), history[0].event
        number = opened.number if isinstance(opened, case.CaseOpened) else None
        own_number = number is not None and noted_for(history[0]) in eyes.names
        return CaseShown(
            case_id=stream.id,
            municipality=state.municipality,
            number=self._counter.sealer.open_or(number, "intake.case.number", ERASED)
            if number is not None and own_number
            else None,
            standing=state.standing,
            standing_since=state.standing_since,
            opened_on=getattr(opened, "on"),  # noqa: B009 - every event of a case has its day
            anonymous=state.anonymous,
            transferred_in_from=opened.transferred_in_from
            if isinstance(opened, case.CaseOpened)
            else None,
            last_contact_on=state.last_contact_on,
            closing_reason=state.closing_reason,
            in_charge=state.worker_id is not None,
            mine=state.worker_id == worker_id,
            persons=self._persons(state, eyes, history, members),
            course=tuple(self._entry(one, eyes) for one in reversed(history)),
            version=stream.version,
        )

    def _persons(
        self,
        state: CaseState,
        eyes: Eyes,
        history: Iterable[Recorded],
        members: Mapping[UUID, Stream[PersonState]],
    ) -> tuple[CasePerson, ...]:
        consents = {
            one.event.person_id: one.event
            for one in history
            if isinstance(one.event, case.ConsentNoted) and noted_for(one) in eyes.names
        }
        return tuple(
            CasePerson(
                **dict(line_of(self._counter.sealer, one, existing_person(members[one].state))),
                main=one == state.main_subject,
                consent=consents[one].consent if one in consents else None,
                consent_on=consents[one].on if one in consents else None,
            )
            for one in members
        )

    def _entry(self, recorded: Recorded, eyes: Eyes) -> CaseEntry:
        event = recorded.event
        assert isinstance(event, case.CaseEvent)  # noqa: S101 - nothing else is in a case's history
        own = not told_to(recorded).isdisjoint(eyes.names)
        told = captioned(FORMS, event, self._counter.sealer.open) if own else ()
        return CaseEntry(
            number=recorded.originator_version,
            on=event.on,
            recorded_at=recorded.metadata.recorded_at,
            kind=FORMS[type(event)].kind,
            title=FORMS[type(event)].title,
            own=own,
            agency_id=agency_named(noted_for(recorded)),
            person_id=getattr(event, "person_id", None) if own else None,
            contact_id=getattr(event, "contact_id", None) if own else None,
            in_confidence=own and getattr(event, "told_in_confidence", False),
            said=tuple(
                Said(caption=caption, text=text) for caption, text in told if caption != _DAY
            ),
        )
