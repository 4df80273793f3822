"""What happens at a session: how many came, and who of them is known, by a token or by name.

A pseudonym's attendance is another event than a person's: nobody's 開示請求 can reach a stranger's.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from services.placement.domain.programme.counts import Count
from shared.facts.fact import Code
from shared.store.event import Event, recorded_as


class SessionEvent(Event):
    """Something about a session.

    Attributes:
        programme_id: of which programme.
        kind: its kind, code list ``resource_kinds``.
        on: the day it was held (JST).
    """

    programme_id: UUID
    kind: Code
    on: date


class _Counted(SessionEvent):
    """How many came.

    Attributes:
        counts: see :mod:`services.placement.domain.programme.counts`; empty: nobody counted.
    """

    counts: tuple[Count, ...]


@recorded_as("placement.SessionHeld")
class SessionHeld(_Counted):
    """開催."""


@recorded_as("placement.SessionCorrected")
class SessionCorrected(_Counted):
    """訂正: takes the place of what was said of day and counts.

    Attributes:
        reason: code list ``correction_reasons``.
    """

    reason: Code


@recorded_as("placement.SessionUndone")
class SessionUndone(SessionEvent):
    """取り消し: it was not held.

    Attributes:
        reason: code list ``correction_reasons``.
    """

    reason: Code


class _Attendance(SessionEvent):
    """Somebody's being there.

    Attributes:
        participant: their token in this programme.
        role: code list ``attendee_roles``.
    """

    participant: UUID
    role: Code


class _Named(_Attendance):
    """Of somebody who agrees to be known.

    Attributes:
        person_id: who.
    """

    person_id: UUID

    @property
    def case_id(self) -> None:
        """Of no case: who comes to a group need not be in one."""


@recorded_as("placement.PseudonymAttended")
class PseudonymAttended(_Attendance):
    """参加（呼び名）: somebody was there whom nobody need know."""


@recorded_as("placement.PseudonymAttendanceUndone")
class PseudonymAttendanceUndone(_Attendance):
    """参加（呼び名）の取り消し.

    Attributes:
        reason: code list ``correction_reasons``.
    """

    reason: Code


@recorded_as("placement.ParticipantAttended")
class ParticipantAttended(_Named):
    """参加（記名）: a person was there who agrees that this is recorded as theirs."""


@recorded_as("placement.ParticipantAttendanceUndone")
class ParticipantAttendanceUndone(_Named):
    """参加（記名）の取り消し.

    Attributes:
        reason: code list ``correction_reasons``.
    """

    reason: Code
