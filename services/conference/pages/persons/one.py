"""選んだ人について: the official decisions that may be known, and what may be recorded next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

from services.conference.application.determinations.answers import DeterminationLine
from services.conference.application.disclosure.sharing_forms import Noted, PreparedSharing
from services.conference.domain.determination import DETERMINATION_LABELS
from services.conference.pages.partners import USES as PARTNERS
from services.conference.pages.partners import agency_names, matters_about, others
from services.conference.pages.persons.acts import (
    ACTS,
    DETERMINE,
    EMERGENCY,
    END,
    PREPARE,
    TELL,
)
from services.conference.pages.persons.choosing import PATH, PEOPLE, chosen, shown_again
from services.conference.pages.seen import MOST, called
from services.conference.pages.wording import person_label
from shared.calendar import JST
from shared.codes import ITEM_CATEGORIES
from shared.pages import Answer, Page, Visit, send
from shared.pages.acts import Act, Options, Sheet, Tried
from shared.pages.writing import instant, number
from shared.refusal import Refusal

_MOMENT = "%Y-%m-%dT%H:%M"


def persons(visit: Visit) -> Page:
    """What is decided about some people, and what may be recorded of them."""
    try:
        return _persons(visit, chosen(visit))
    except Refusal as refusal:
        return shown_again(visit, refusal)


def _persons(
    visit: Visit,
    people: list[str],
    tried: Tried | None = None,
    refusal: Refusal | None = None,
    *,
    done: str | None = None,
    answer: Any = None,  # noqa: ANN401 - what the act that was done answered
) -> Page:
    found = _determinations(visit, people)
    names = agency_names(visit)
    sheet = Sheet(
        base=PATH,
        today=visit.today,
        tried=tried,
        starts=_starts(visit, people),
        options=_options(visit, people, others(visit, names)),
    )
    shown = {
        "path": PATH,
        "people": " ".join(people),
        "labels": [person_label(one) for one in people],
        "determinations": [_shown(visit, one, names) for one in found],
        "end": END,
        "forms": [sheet.form(one) for one in ACTS if visit.may(one.use_case)],
        "done": done,
        "noted": answer if isinstance(answer, Noted) else None,
        "prepared": _prepared(answer, names) if isinstance(answer, PreparedSharing) else None,
    }
    return Page("persons/one.html", "人について記録する", shown, tried.said if tried else refusal)


def _prepared(answer: PreparedSharing, names: Mapping[Any, str]) -> dict[str, Any]:
    """For whom packets were made, and why not all of it went to all."""
    return {
        "recipients": [called("", names, one.recipient_id) for one in answer.packets],
        "reasons": answer.reasons,
    }


def _determinations(visit: Visit, people: list[str]) -> list[DeterminationLine]:
    """What is decided about any of them, each once, what holds first."""
    found: dict[str, DeterminationLine] = {}
    for person in people:
        for one in visit.ask("determinations.list", {"person_id": person}).determinations:
            found[str(one.determination_id)] = one
    return sorted(found.values(), key=lambda one: not one.holds)


def _shown(visit: Visit, one: DeterminationLine, names: Mapping[Any, str]) -> dict[str, Any]:
    own = visit.actor.agency
    return {
        "line": one,
        "number": number(one.determination_id),
        "kind": DETERMINATION_LABELS[one.kind],
        "holder": called(own, names, one.holder_id),
        "recipients": [called(own, names, agency) for agency in one.recipients],
        "categories": [ITEM_CATEGORIES.by_code(code).label for code in one.categories],
        "people": [person_label(person) for person in one.subjects],
    }


def _starts(visit: Visit, people: list[str]) -> dict[str, str]:
    now = visit.now.astimezone(JST).strftime(_MOMENT)
    return {
        "subjects": " ".join(people),
        "determination_id": str(uuid4()),
        "emergency_id": str(uuid4()),
        "sharing_id": str(uuid4()),
        "told_at": now,
        "read_at": now,
        "case_id": visit.form.one("case"),
    }


def _options(visit: Visit, people: list[str], agencies: Options) -> dict[str, Options]:
    own = (visit.actor.agency, "自機関")
    return {
        "recipients": agencies,
        "responders": [own, *agencies],
        "recipient_id": agencies,
        "holder_id": agencies,
        "on_behalf_of": agencies if visit.may("emergencies.review") else (),
        "items": _items(visit, people),
        "matter": [
            (
                f"{line.conference_id} {matter.agenda_id} {matter.case_id}",
                f"{line.local_name} {instant(line.planned_for)} ケース {number(matter.case_id)}",
            )
            for line, matter in matters_about(visit, people)
        ],
    }


def _items(visit: Visit, people: list[str]) -> Options:
    """What the own agency knows about any of them, each once."""
    found: dict[str, str] = {}
    for person in people:
        for one in visit.ask("items.list", {"person_id": person, "limit": MOST}):
            category = ITEM_CATEGORIES.by_code(one.category).label
            found[str(one.item_id)] = f"{category}（{number(one.item_id)}）"
    return list(found.items())


def _asked(act: Act, visit: Visit) -> dict[str, Any]:
    """What was filled in, as the request says it."""
    asked = act.document(visit.form)
    asked["subjects"] = asked.get("subjects", "").split()
    more = asked.pop("more", "").split()
    if act in (DETERMINE, EMERGENCY, PREPARE):
        agencies = "responders" if act is EMERGENCY else "recipients"
        asked[agencies] = [*asked.get(agencies, ()), *more]
    elif more:
        asked.setdefault("recipient_id", more[0])
    if matter := asked.pop("matter", ""):
        conference_id, agenda_id, asked["case_id"] = matter.split(" ")
        if act is TELL:
            asked |= {"conference_id": conference_id, "agenda_id": agenda_id}
    return asked


def _taking(act: Act) -> Callable[[Visit], Answer]:
    """What records something about people and shows them again."""

    def take(visit: Visit) -> Answer:
        asked = _asked(act, visit)
        people = [str(one) for one in asked["subjects"]]
        try:
            answer = visit.ask(act.use_case, asked)
        except Refusal as refusal:
            return _persons(visit, people, Tried(act, visit.form, refusal))
        return _persons(visit, people, done=act.done, answer=answer)

    return take


def end(visit: Visit) -> Answer:
    """Let an official decision hold no longer."""
    people = " ".join(visit.form.many(PEOPLE)).split()
    try:
        visit.ask(END.use_case, visit.form.given("determination_id"))
    except Refusal as refusal:
        return _persons(visit, people, refusal=refusal)
    return _persons(visit, people, done=END.done)


_USES = ("determinations.list", "items.list", *PARTNERS)

ROUTES = (
    send("/persons", persons, *_USES),
    *(send(f"/persons/{one.name}", _taking(one), one.use_case, *_USES) for one in ACTS),
    send("/persons/end", end, END.use_case, *_USES),
)
