"""How being known in a programme, and what somebody came to by name, is told to them."""

from __future__ import annotations

from services.placement.domain import programme
from services.placement.told.corrections import REASON
from shared.codes import ATTENDEE_ROLES, RESOURCE_KINDS
from shared.telling import Form, Forms, Line

_SESSION = (
    Line("日付", "on"),
    Line("事業", "kind", RESOURCE_KINDS),
    Line("立場", "role", ATTENDEE_ROLES),
)


def _form(title: str, *lines: Line) -> Form:
    return Form("programme", title, "consultation", lines)


FORMS: Forms = {
    programme.ParticipantAgreed: _form("居場所などでの記名の同意", Line("日付", "on")),
    programme.ParticipantWithdrew: _form("居場所などでの記名の同意の撤回", Line("日付", "on")),
    programme.ParticipantAttended: _form("居場所などへの参加", *_SESSION),
    programme.ParticipantAttendanceUndone: _form("居場所などへの参加の取り消し", *_SESSION, REASON),
}
