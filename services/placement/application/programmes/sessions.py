"""Sessions: held, counted, corrected; and who was there."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID, uuid4

from services.placement.application.acting import found_by, refuse_taken
from services.placement.application.programmes.forms import (
    AttendeeLine,
    AttendSession,
    CorrectSession,
    HoldSession,
    ListSessions,
    SessionLine,
    SessionShown,
    SessionsOfProgramme,
    ShowSession,
    UndoAttendance,
    UndoSession,
)
from services.placement.application.programmes.programmes import KEEPERS
from services.placement.application.programmes.tokens import who_came
from services.placement.domain.programme import (
    PROGRAMME,
    SESSION,
    ProgrammeState,
    SessionEvent,
    SessionState,
    attend_session,
    correct_session,
    existing_programme,
    held,
    hold_session,
    total_of,
    undo_attendance,
    undo_session,
)
from services.placement.views.sessions import different_people, sessions_of
from shared.desk import Desk
from shared.identity import Actor
from shared.paging import listed
from shared.store import Transaction
from shared.use_case import use_case


class Sessions:
    """What is recorded of sessions.

    Args:
        desk: store, keys, clock.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @use_case("sessions.hold", "居場所などの開催", roles=KEEPERS)
    def hold(self, actor: Actor, request: HoldSession) -> UUID:
        """Record that a session was held; return its id.

        Raises:
            Refusal: ``own-agency-not-registered``, ``programme-not-found``; and see
                :func:`services.placement.domain.programme.hold_session`.
        """
        session_id = request.session_id or uuid4()
        with self._desk.transaction(actor) as tx:
            programme = _programme(tx, actor, request.programme_id)
            stream = tx.load(SESSION, session_id)
            refuse_taken(programme.municipality, stream.state)
            events = hold_session(
                stream.state,
                request.programme_id,
                programme,
                on=request.on,
                counts=request.counts,
                today=self._desk.today,
            )
            tx.append(SESSION, stream, *events)
        return session_id

    @use_case("sessions.correct", "居場所などの開催の訂正", roles=KEEPERS)
    def correct(self, actor: Actor, request: CorrectSession) -> None:
        """Say what day and counts really were.

        Raises:
            Refusal: ``own-agency-not-registered``, ``stale-version``; and see
                :func:`services.placement.domain.programme.correct_session`.
        """

        def corrected(tx: Transaction, at: SessionState) -> tuple[SessionEvent, ...]:
            return correct_session(
                at,
                _programme(tx, actor, at.programme_id),
                on=request.on,
                counts=request.counts,
                reason=request.reason,
                today=self._desk.today,
            )

        self._step(actor, request.session_id, corrected, request.expected_version)

    @use_case("sessions.undo", "居場所などの開催の取り消し", roles=KEEPERS)
    def undo(self, actor: Actor, request: UndoSession) -> None:
        """It was not held.

        Raises:
            Refusal: ``own-agency-not-registered``, ``stale-version``; and see
                :func:`services.placement.domain.programme.undo_session`.
        """
        self._step(
            actor,
            request.session_id,
            lambda _tx, at: undo_session(at, request.reason),
            request.expected_version,
        )

    @use_case("sessions.attend", "居場所などへの参加", roles=KEEPERS)
    def attend(self, actor: Actor, request: AttendSession) -> None:
        """Somebody was there; by name only where their agreement is in force on that day.

        Raises:
            Refusal: ``own-agency-not-registered``, ``agreement-missing``; and see
                :func:`services.placement.domain.programme.attend_session`.
            InvalidInput: ``attendee-unclear``.
        """

        def attended(tx: Transaction, at: SessionState) -> tuple[SessionEvent, ...]:
            token, person_id = who_came(
                tx,
                self._desk.sealer,
                at.programme_id,
                at.on,
                handle=request.handle,
                person_id=request.person_id,
            )
            return attend_session(at, token, request.role, person_id)

        self._step(actor, request.session_id, attended)

    @use_case("sessions.undo-attendance", "居場所などへの参加の取り消し", roles=KEEPERS)
    def undo_attendance(self, actor: Actor, request: UndoAttendance) -> None:
        """Somebody was not there.

        Raises:
            Refusal: ``own-agency-not-registered``; and see
                :func:`services.placement.domain.programme.undo_attendance`.
        """
        self._step(
            actor,
            request.session_id,
            lambda _tx, at: undo_attendance(at, request.participant, request.reason),
        )

    @use_case("sessions.list", "居場所などの開催の一覧", roles=KEEPERS, kind="query")
    @listed("on", "session_id", of="sessions")
    def list_sessions(self, actor: Actor, request: ListSessions) -> SessionsOfProgramme:
        """The sessions of a programme in a period, with 延べ人数 and 実人数.

        Raises:
            Refusal: ``own-agency-not-registered``, ``programme-not-found``.
        """
        period = {"since": request.since, "until": request.until}
        with self._desk.transaction(actor) as tx:
            _programme(tx, actor, request.programme_id)
            rows = sessions_of(tx, request.programme_id, **period)
            people = different_people(tx, request.programme_id, **period)
        totals = [total_of(row.counts) for row in rows]
        return SessionsOfProgramme(
            sessions=tuple(
                SessionLine(
                    session_id=row.session_id,
                    on=row.on,
                    counts=row.counts,
                    people=total,
                    named=row.named,
                    by_handle=row.by_handle,
                )
                for row, total in zip(rows, totals, strict=True)
            ),
            people=sum(total for total in totals if total is not None),
            uncounted=totals.count(None),
            different_people=people,
        )

    @use_case("sessions.show", "居場所などの開催の内容", roles=KEEPERS, kind="query")
    def show(self, actor: Actor, request: ShowSession) -> SessionShown:
        """A session with who is on record as having been there.

        Raises:
            Refusal: ``own-agency-not-registered``, ``session-not-found``, ``session-undone``.
        """
        with self._desk.transaction(actor) as tx:
            stream = tx.load(SESSION, request.session_id)
            at = held(found_by(tx, actor, stream.state))
        return SessionShown(
            programme_id=at.programme_id,
            on=at.on,
            counts=at.counts,
            attendees=tuple(
                AttendeeLine(participant=token, role=who.role, person_id=who.person_id)
                for token, who in sorted(at.attendees.items())
            ),
            version=stream.version,
        )

    def _step(
        self,
        actor: Actor,
        session_id: UUID,
        rule: Callable[[Transaction, SessionState], tuple[SessionEvent, ...]],
        expected_version: int | None = None,
    ) -> None:
        with self._desk.transaction(actor) as tx:
            stream = tx.load(SESSION, session_id)
            at = held(found_by(tx, actor, stream.state))
            stream.expect_version(expected_version)
            tx.append(SESSION, stream, *rule(tx, at))


def _programme(tx: Transaction, actor: Actor, programme_id: UUID) -> ProgrammeState:
    """A programme, if the actor's agency does the work of its municipality.

    Raises:
        Refusal: ``own-agency-not-registered``, ``programme-not-found``.
    """
    return existing_programme(found_by(tx, actor, tx.load(PROGRAMME, programme_id).state))
