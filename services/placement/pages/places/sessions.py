"""居場所などの開催: one session, how many came, who is on record as having been there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from services.placement.application.programmes.forms import SessionShown
from services.placement.pages.names import MOST, NAMES, names_for, own_agency
from services.placement.pages.places.programme_acts import (
    ATTEND,
    CORRECT,
    UNDO,
    UNDO_ATTENDANCE,
)
from shared.codes import ATTENDEE_ROLES
from shared.pages import Answer, Moved, Page, PageRoute, Posted, Visit, look, send
from shared.pages.acts import Act, FieldRefusal, Sheet, Tried
from shared.pages.writing import number
from shared.refusal import Refusal

SESSIONS_AT = "/placement/pages/sessions"
_PROGRAMMES_AT = "/placement/pages/programmes"
_ACTS = (ATTEND, CORRECT, UNDO_ATTENDANCE, UNDO)
_UNVERSIONED = (ATTEND, UNDO_ATTENDANCE)
"""Acts that speak of one person alone: whoever else came meanwhile does not matter to them."""
_SESSION = ("sessions.show", "programmes.list", *NAMES)


def show_session(visit: Visit, tried: Tried | None = None) -> Page:
    """A session with who is on record as having been there.

    Raises:
        Refusal: ``session-not-found``, also for those of others; ``session-undone``.
    """
    session_id = visit.path["session_id"]
    found: SessionShown = visit.ask("sessions.show", {"session_id": session_id})
    own = own_agency(visit)
    listed = visit.ask("programmes.list", {"municipality": own.municipality, "limit": MOST})
    sheet = Sheet(
        f"{SESSIONS_AT}/{session_id}",
        visit.today,
        found.version,
        tried,
        starts={
            "on": str(found.on),
            **{f"people.{one.role}": str(one.people) for one in found.counts},
        },
        options={"participant": _who_came(found)},
    )
    acts = [one for one in _ACTS if one is not UNDO_ATTENDANCE or found.attendees]
    shown = {
        "found": found,
        "programme": next(one for one in listed if one.programme_id == found.programme_id),
        "names": names_for(visit, own),
        "forms_of_session": [sheet.form(one) for one in acts],
    }
    return Page("session.html", "開催の内容", shown, tried.said if tried else None)


def _who_came(found: SessionShown) -> list[tuple[str, str]]:
    return [
        (
            str(one.participant),
            f"{ATTENDEE_ROLES.by_code(one.role).label} {number(one.participant)}",
        )
        for one in found.attendees
    ]


def counted(act: Act, form: Posted) -> tuple[dict[str, Any], list[str]]:
    """A session as it was filled in, and the roles that were counted, in the order of counts.

    Who was not counted is left out, which is not 0.
    """
    asked = act.document(form)
    people = asked.pop("people", {})
    asked["counts"] = [{"role": role, "people": told} for role, told in people.items()]
    return asked, list(people)


def of_role(refusal: Refusal, roles: list[str]) -> Refusal:
    """A refusal of one count, tied to the field of its role."""
    field = str(getattr(refusal, "field", "")).split(".")
    if field[0] == "counts" and len(field) > 1 and field[1].isdecimal():
        part = f"people.{roles[int(field[1])]}"
        return FieldRefusal(part, refusal.code, refusal.message, refusal.remedy)
    return refusal


def _sent(act: Act) -> Callable[[Visit], Answer]:
    def sent(visit: Visit) -> Answer:
        session_id = visit.path["session_id"]
        asked, roles = (
            counted(act, visit.form) if act is CORRECT else (act.document(visit.form), [])
        )
        if act in _UNVERSIONED:
            asked.pop("expected_version", None)
        try:
            before = visit.ask("sessions.show", {"session_id": session_id})
            visit.ask(act.use_case, {**asked, "session_id": session_id})
        except Refusal as refusal:
            return show_session(visit, Tried(act, visit.form, of_role(refusal, roles)))
        if act is UNDO:
            return Moved(f"{_PROGRAMMES_AT}/{before.programme_id}", act.done)
        return Moved(f"{SESSIONS_AT}/{session_id}", act.done)

    return sent


ROUTES: tuple[PageRoute, ...] = (
    look("/sessions/{session_id}", show_session, *_SESSION),
    *(
        send(f"/sessions/{{session_id}}/{one.name}", _sent(one), one.use_case, *_SESSION)
        for one in _ACTS
    ),
)
