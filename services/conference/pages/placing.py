"""相談受付から議題へ: a case and its people come by a button of the case's page, never by copying.

The case stands in the address. Its people, and when they were born as the counter wrote it down,
are sent in the form from page to page and stand in no address; what they are called is not known
here. Whoever places the case confirms the dates of birth instead of typing them a second time.
"""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from services.conference.application.meetings.lines import ConferenceLine
from services.conference.application.meetings.rosters import RosterLine
from services.conference.pages.meetings import AGENDA_PURPOSES
from services.conference.pages.seen import MOST, meeting_path
from services.conference.pages.subjects import NOBODY, ROLES
from services.conference.pages.wording import birth_told, mode_name, tied
from shared.codes import PURPOSES
from shared.pages import Answer, Moved, Page, Posted, Visit, send
from shared.pages.writing import instant, number
from shared.refusal import Refusal

MOST_PEOPLE = 50
"""So many people of one case are sent along, at most."""

_PLACE = {
    "conference_id": "会議",
    "legal_mode": "法的な根拠",
    "purpose": "目的",
    "subjects": "議題で話す人",
}
_REGISTERED = "stale-version"
"""Somebody is on record already: a registration is never written over here."""
_PLACED_AS = {"対象者": "subjects", "種別": "legal_mode", "目的": "purpose"}


def case(visit: Visit) -> Page:
    """A case on its way to an agenda."""
    return _case(visit, None)


def _case(visit: Visit, refusal: Refusal | None) -> Page:
    rosters = visit.ask("rosters.list", {"limit": MOST}).rosters
    meetings = _under_way(visit)
    people = _people(visit.form)
    placing = bool(visit.form.one("agenda_id"))
    shown = {
        "path": _path(visit),
        "case": number(visit.path["case_id"]),
        "people": [(one, f"対象者 {number(one)}") for one in people],
        "meetings": [
            (str(one.conference_id), f"{instant(one.planned_for)} {one.local_name}")
            for one in meetings
        ],
        "modes": _modes(rosters, meetings),
        "purposes": [(one, PURPOSES.by_code(one).label) for one in AGENDA_PURPOSES],
        "agenda_id": visit.form.one("agenda_id") or str(uuid4()),
        "typed": visit.form,
        "placing": placing,
        "roles": ROLES,
        "chosen_roles": [
            visit.form.one(f"role-{number}") if placing else _first_role(number)
            for number in _numbers(people)
        ],
    }
    return Page("placing.html", "会議の議題に入れる", shown, refusal)


def _people(form: Posted) -> list[str]:
    return list(dict.fromkeys(form.many("person")))[:MOST_PEOPLE]


def _numbers(people: list[str]) -> range:
    """The numbers by which fields of people are told apart: no id stands in a field's name."""
    return range(1, len(people) + 1)


def _first_role(number: int) -> str:
    """The first of a case is whom it is mainly about."""
    return ROLES[0][0] if number == 1 else ""


def _under_way(visit: Visit) -> list[ConferenceLine]:
    """The meetings that the own agency convenes and that are still to come."""
    return [
        one
        for one in visit.ask("conferences.list", {"limit": MOST}).conferences
        if one.state == "convened" and str(one.convener_id) == visit.actor.agency
    ]


def _modes(
    rosters: tuple[RosterLine, ...], meetings: list[ConferenceLine]
) -> list[tuple[str, str]]:
    """The laws that some meeting can have; which of them this one has, the rule says."""
    there = {one.roster_id for one in meetings}
    found = (mode for one in rosters if one.roster_id in there for mode in one.legal_modes)
    return [(one, mode_name(one)) for one in dict.fromkeys(found)]


def place(visit: Visit) -> Answer:
    """Place the case on the agenda of a meeting that was chosen, and register its people."""
    form = visit.form
    asked: dict[str, Any] = form.given("conference_id", "legal_mode", "purpose", "agenda_id")
    asked |= {"case_id": visit.path["case_id"], "subjects": form.many("subjects")}
    try:
        described = _described(form)
        agenda_id = visit.ask("agenda.place", asked)
    except Refusal as refusal:
        return _case(visit, tied(refusal, _PLACED_AS, _PLACE))
    to = f"{meeting_path(asked['conference_id'])}/agenda/{agenda_id}"
    if _register(visit, described):
        return Moved(to, "議題を入れました。次に、この議題の構成員を確かめてください。")
    return Moved(to, "議題を入れました。まだ登録していない対象者を、この画面から登録してください。")


def _described(form: Posted) -> list[dict[str, str]]:
    """What is to be registered of those who are talked about, and of whom something was said.

    Raises:
        InvalidInput: at the field of a date of birth that cannot be read.
    """
    subjects, people = form.many("subjects"), _people(form)
    found = []
    for place_of, person in zip(_numbers(people), people, strict=True):
        role, birth = form.one(f"role-{place_of}"), form.one(f"birth-{place_of}")
        if person in subjects and role:
            told = {"birth": birth_told(f"birth-{place_of}", birth)} if birth else {}
            found.append({"person_id": person, "role": role, **told})
    return found


def _register(visit: Visit, described: list[dict[str, str]]) -> bool:
    """Register people; whether everybody who is talked about was, or had been before.

    The case is on the agenda by then: what is refused of one of them is mended on its page.
    """
    whose = {"municipality": visit.ask("agencies.own").municipality}
    done = 0
    for one in described:
        try:
            visit.ask("persons.describe", {**whose, **one, "expected_version": NOBODY})
        except Refusal as refusal:
            if refusal.code != _REGISTERED:
                continue
        done += 1
    return done == len(visit.form.many("subjects"))


def _path(visit: Visit) -> str:
    return f"/conference/pages/cases/{visit.path['case_id']}"


_ONE = "/cases/{case_id}"
_USES = ("rosters.list", "conferences.list")

ROUTES = (
    send(_ONE, case, *_USES),
    send(f"{_ONE}/agenda", place, "agenda.place", "persons.describe", "agencies.own", *_USES),
)
