"""What is asked for about programmes, sessions and participants, and what comes back."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from services.placement.domain.programme import Count, Programme
from services.placement.views.programmes import ProgrammeRow
from shared.codes.municipality import MunicipalityCode
from shared.facts.fact import Code
from shared.paging import InPages, Paged
from shared.use_case import Request

Handle = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
"""The name that somebody goes by in a programme (呼び名); it is kept nowhere."""

Counts = Annotated[tuple[Count, ...], Field(max_length=100)]


class SetUpProgramme(Request, Programme):
    """開設.

    Attributes:
        programme_id: chosen by who records it, or made here.
        municipality: whose it is.
    """

    programme_id: UUID | None = None
    municipality: MunicipalityCode


class AmendProgramme(Request, Programme):
    """変更, wholly: replaces what was announced before."""

    programme_id: UUID
    expected_version: int | None = None


class EndProgramme(Request):
    """廃止; ``on`` is the first day without it."""

    programme_id: UUID
    on: date
    expected_version: int | None = None


class ReopenProgramme(Request):
    """再開."""

    programme_id: UUID
    expected_version: int | None = None


class ListProgrammes(Paged):
    """The programmes of a municipality."""

    municipality: MunicipalityCode


class HoldSession(Request):
    """開催.

    Attributes:
        session_id: chosen by who records it, or made here.
        programme_id: of which programme.
        on: the day.
        counts: how many came; empty where nobody counted, which is not 0.
    """

    session_id: UUID | None = None
    programme_id: UUID
    on: date
    counts: Counts = ()


class CorrectSession(Request):
    """訂正 of day and counts, wholly.

    Attributes:
        session_id: which.
        on: the day it really was.
        counts: how many really came.
        reason: code list ``correction_reasons``.
    """

    session_id: UUID
    on: date
    counts: Counts = ()
    reason: Code
    expected_version: int | None = None


class UndoSession(Request):
    """取り消し of a session that was not held."""

    session_id: UUID
    reason: Code
    expected_version: int | None = None


class AttendSession(Request):
    """参加: somebody was there, told by a name they go by, or, if they agree, as a person.

    Attributes:
        session_id: where.
        role: code list ``attendee_roles``.
        handle: 呼び名.
        person_id: who.
    """

    session_id: UUID
    role: Code
    handle: Handle | None = Field(default=None, repr=False)
    person_id: UUID | None = None


class UndoAttendance(Request):
    """参加の取り消し.

    Attributes:
        session_id: where.
        participant: their token, as the session tells it.
        reason: code list ``correction_reasons``.
    """

    session_id: UUID
    participant: UUID
    reason: Code


class ListSessions(Paged):
    """The sessions of a programme in a period."""

    programme_id: UUID
    since: date
    until: date


class ShowSession(Request):
    """A session."""

    session_id: UUID


class AgreeToName(Request):
    """記名の同意.

    Attributes:
        programme_id: in which programme.
        person_id: who.
        handle: 呼び名 under which they came so far, if they did.
        on: the day they agreed; what they came to before stays unnamed.
    """

    programme_id: UUID
    person_id: UUID
    handle: Handle | None = Field(default=None, repr=False)
    on: date


class WithdrawFromName(Request):
    """記名の同意の撤回; ``on`` is the first day without it."""

    programme_id: UUID
    person_id: UUID
    on: date


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", from_attributes=True)


class ProgrammeLine(ProgrammeRow):
    """A programme in a list."""

    model_config = ConfigDict(from_attributes=True)


class SessionLine(_Answer):
    """A session in a list.

    Attributes:
        session_id: which.
        on: the day.
        counts: how many came.
        people: their sum; ``None`` where nobody counted.
        named: how many are on record by name.
        by_handle: how many by a name they go by.
    """

    session_id: UUID
    on: date
    counts: tuple[Count, ...]
    people: int | None
    named: int
    by_handle: int


class SessionsOfProgramme(InPages, _Answer):
    """The sessions of a period.

    Attributes:
        sessions: in the order of days.
        people: 延べ人数 of the sessions at which somebody counted.
        uncounted: at how many nobody did.
        different_people: 実人数 of those on record by a name; who was only counted is not in it.
    """

    sessions: tuple[SessionLine, ...]
    people: int
    uncounted: int
    different_people: int


class AttendeeLine(_Answer):
    """Somebody who was there.

    Attributes:
        participant: their token in this programme.
        role: code list ``attendee_roles``.
        person_id: who, where they agree.
    """

    participant: UUID
    role: Code
    person_id: UUID | None


class SessionShown(_Answer):
    """A session with who was there.

    Attributes:
        programme_id: of which programme.
        on: the day.
        counts: how many came.
        attendees: who is on record.
        version: for a correction that rests on what was seen here.
    """

    programme_id: UUID
    on: date
    counts: tuple[Count, ...]
    attendees: tuple[AttendeeLine, ...]
    version: int
