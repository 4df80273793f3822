"""Holding a session, and correcting what was recorded of it; who was there."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from services.placement.domain.days import refuse_future
from services.placement.domain.programme.counts import Count, check_counts
from services.placement.domain.programme.programme import ProgrammeState, ended
from services.placement.domain.programme.session_events import (
    ParticipantAttendanceUndone,
    ParticipantAttended,
    PseudonymAttendanceUndone,
    PseudonymAttended,
    SessionCorrected,
    SessionEvent,
    SessionHeld,
    SessionUndone,
)
from services.placement.domain.programme.session_state import SessionState
from shared.codes import ATTENDEE_ROLES, CORRECTION_REASONS
from shared.facts.fact import Code
from shared.refusal import Refusal


def hold_session(
    state: SessionState | None,
    programme_id: UUID,
    of: ProgrammeState,
    *,
    on: date,
    counts: tuple[Count, ...],
    today: date,
) -> tuple[SessionEvent, ...]:
    """Record that a session was held.

    Raises:
        Refusal: ``session-exists``; ``programme-ended``.
        InvalidInput: ``date-in-future``; and see
            :func:`services.placement.domain.programme.counts.check_counts`.
    """
    if state is not None:
        raise Refusal(
            "session-exists",
            "この番号の開催は、すでに記録されています。",
            "人数や日を直すときは「訂正」を、別の回は新しい番号で記録してください。",
        )
    _check(of, on, counts, today)
    return (
        SessionHeld(
            municipality=of.municipality,
            programme_id=programme_id,
            kind=of.programme.kind,
            on=on,
            counts=counts,
        ),
    )


def correct_session(
    state: SessionState | None,
    of: ProgrammeState,
    *,
    on: date,
    counts: tuple[Count, ...],
    reason: Code,
    today: date,
) -> tuple[SessionEvent, ...]:
    """Say what day and counts really were; what was said before stays on record.

    Whoever is on record by name agreed to that for the day on record, and for no other.

    Raises:
        Refusal: ``session-not-found``; ``session-undone``; ``programme-ended``;
            ``session-attended``: another day, and somebody was there by name.
        InvalidInput: ``unknown-code``; as :func:`hold_session`.
    """
    current = held(state)
    CORRECTION_REASONS.by_code(reason)
    _check(of, on, counts, today)
    if on != current.on and any(one.person_id for one in current.attendees.values()):
        raise Refusal(
            "session-attended",
            "この回に、記名で参加した人の記録があります。同意は、その日のものです。",
            "日を直すときは、先に記名の人の「参加の取り消し」を記録し、"
            "直した後に、もう一度「参加」を記録してください。",
        )
    told = {**current.head(), "on": on}
    return (SessionCorrected.model_validate({**told, "counts": counts, "reason": reason}),)


def undo_session(state: SessionState | None, reason: Code) -> tuple[SessionEvent, ...]:
    """Take back a session that was not held, once nobody is on record as having been there.

    Raises:
        Refusal: ``session-not-found``; ``session-undone``; ``session-attended``.
        InvalidInput: ``unknown-code``.
    """
    current = held(state)
    CORRECTION_REASONS.by_code(reason)
    if current.attendees:
        raise Refusal(
            "session-attended",
            "この回に参加した人の記録があります。",
            "先に「参加の取り消し」をすべて記録してください。",
        )
    return (SessionUndone.model_validate({**current.head(), "reason": reason}),)


def attend_session(
    state: SessionState | None, participant: UUID, role: Code, person_id: UUID | None
) -> tuple[SessionEvent, ...]:
    """Record that somebody was there.

    Args:
        state: the session.
        participant: their token in the programme.
        role: code list ``attendee_roles``.
        person_id: who, if their agreement was in force on the day; else ``None``.

    Raises:
        Refusal: ``session-not-found``; ``session-undone``; ``attendance-exists``.
        InvalidInput: ``unknown-code``.
    """
    current = held(state)
    ATTENDEE_ROLES.by_code(role)
    if participant in current.attendees:
        raise Refusal(
            "attendance-exists",
            "この人の参加は、すでに記録されています。",
            "立場を直すときは、「参加の取り消し」の後に、もう一度「参加」を記録してください。",
        )
    told = {**current.head(), "participant": participant, "role": role}
    if person_id is None:
        return (PseudonymAttended.model_validate(told),)
    return (ParticipantAttended.model_validate({**told, "person_id": person_id}),)


def undo_attendance(
    state: SessionState | None, participant: UUID, reason: Code
) -> tuple[SessionEvent, ...]:
    """Take back that somebody was there.

    Raises:
        Refusal: ``session-not-found``; ``session-undone``; ``attendance-not-found``.
        InvalidInput: ``unknown-code``.
    """
    current = held(state)
    CORRECTION_REASONS.by_code(reason)
    came = current.attendees.get(participant)
    if came is None:
        raise Refusal(
            "attendance-not-found",
            "この回に、その人の参加は記録されていません。",
            "「開催の内容」で、参加した人の番号を確かめてください。",
        )
    told = {
        **current.head(),
        "participant": participant,
        "role": came.role,
        "reason": reason,
    }
    if came.person_id is None:
        return (PseudonymAttendanceUndone.model_validate(told),)
    named = {**told, "person_id": came.person_id}
    return (ParticipantAttendanceUndone.model_validate(named),)


def held(state: SessionState | None) -> SessionState:
    """Return the session, which must be there and not have been undone.

    Raises:
        Refusal: ``session-not-found``; ``session-undone``.
    """
    if state is None:
        raise Refusal(
            "session-not-found",
            "指定された開催は記録されていません。",
            "番号を確かめるか、先に「開催」を記録してください。",
        )
    if state.undone:
        raise Refusal(
            "session-undone",
            "この開催の記録は、取り消されています。",
            "実際にあった回は、新しい「開催」として記録してください。",
        )
    return state


def _check(of: ProgrammeState, on: date, counts: tuple[Count, ...], today: date) -> None:
    refuse_future("開催日", on, today)
    if of.ended_on is not None and of.ended_on <= on:
        raise ended()
    check_counts(counts)
