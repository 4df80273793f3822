"""A fact that is missing never shows more; what has not happened by the instant never counts."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from services.conference.law.vocabulary import STATUTORY_MODES
from tests.properties.law_cast import PURPOSES
from tests.properties.law_checks import begun, changed, copied, in_force, law, never_more
from tests.properties.law_records import BLANK
from tests.properties.law_worlds import Cells, Document, decided
from tests.properties.test_law_consent import suspected

_STATUTORY_PURPOSES = {"information_exchange", "support_system_review"}


def without(document: Document, key: str, place: int) -> Document:
    """A copy of a world without one element of a list."""
    return changed(document, **{key: [*document[key][:place], *document[key][place + 1 :]]})


def meeting(document: Document, **parts: Any) -> Document:
    """A copy of a world in which parts of the meeting are others."""
    return changed(document, conference={**document["conference"], **parts})


def with_member(document: Document, place: int, **fields: Any) -> Document:
    """A copy of a world in which one membership has other fields."""
    members = document["conference"]["members"]
    entries = [{**one, **fields} if n == place else one for n, one in enumerate(members)]
    return meeting(document, members=entries)


@pytest.mark.rule(19, 20, 25)
@law(30)
def test_a_member_less_never_shows_more(document: Document, picks: Random) -> None:
    """A membership that is gone, over, unselected or unacknowledged never adds anything."""
    members = document["conference"]["members"]
    if not members:
        return
    place = picks.randrange(len(members))
    before = decided(document)
    rest = [*members[:place], *members[place + 1 :]]
    never_more(decided(meeting(document, members=rest)), before)
    lost: tuple[dict[str, Any], ...] = (
        {"secrecy_acknowledged_at": None},
        {"selected": False},
        {"left_at": document["at"]},
    )
    never_more(decided(with_member(document, place, **picks.choice(lost))), before)


@pytest.mark.rule(21, 22)
@law(30)
def test_a_request_less_never_shows_more(document: Document, picks: Random) -> None:
    """A request that is gone, unreasoned, refused or asks for less never adds anything."""
    requests = document["conference"]["requests"]
    if not requests:
        return
    before = decided(document)
    place = picks.randrange(len(requests))
    asked = requests[place]
    lesser: list[Document | None] = [
        None,
        {**asked, "necessity": picks.choice(BLANK)},
        {**asked, "answer": picks.choice(("not_provided", "not_held", None))},
        {**asked, "answer": "part", "provided": asked.get("provided", [])[1:]},
        {**asked, "subjects": asked["subjects"][1:]},
        {**asked, "household": None},
    ]
    if len(asked["categories"]) > 1:
        lesser.append({**asked, "categories": asked["categories"][1:]})
    for less in picks.sample(lesser, 2):
        others = [*requests[:place], *([less] if less else []), *requests[place + 1 :]]
        never_more(decided(meeting(document, requests=others)), before)


@pytest.mark.rule(15, 42)
@law(30)
def test_a_decision_or_emergency_less_never_shows_more(document: Document, picks: Random) -> None:
    """An official decision or an emergency that is gone or incomplete never adds anything."""
    before = decided(document)
    if document["determinations"]:
        place = picks.randrange(len(document["determinations"]))
        never_more(decided(without(document, "determinations", place)), before)
        lost = picks.choice(("reason", "approved_by", "requested_by", "victim_kind", "answer"))
        less = copied(document)
        less["determinations"][place][lost] = None
        never_more(decided(less), before)
    if document.get("emergency"):
        never_more(decided(changed(document, emergency=None)), before)


@pytest.mark.rule(42)
@law(40)
def test_an_emergency_needs_danger_reason_and_somebody_asserting_it(
    document: Document, picks: Random
) -> None:
    """Without any one of them, or from a private holder who could ask, no emergency is a basis."""
    asserted = document.get("emergency")
    if not asserted:
        return
    lost = picks.choice(
        (
            {"danger": None},
            {"reason": picks.choice(BLANK)},
            {"asserted_by": None},
            {"to": document["at"], "from": "2001-01-01T00:00:00Z"},
        )
    )
    for decision in decided(changed(document, emergency={**asserted, **lost})).values():
        assert "emergency" not in decision.basis, lost
        assert "escalate_to_human" not in decision.obligations, lost
    easy = changed(document, emergency={**asserted, "consent_hard_to_obtain": False})
    public = {one["id"] for one in document["agencies"] if one["holder_class"] == "public"}
    holders = {one["id"]: one["holder"] for one in document["items"]}
    for (item, _), decision in decided(easy).items():
        assert "emergency" not in decision.basis or holders[item] in public


@pytest.mark.rule(18)
@law(30)
def test_another_purpose_never_shows_more_in_a_conference(
    document: Document, picks: Random
) -> None:
    """A meeting for a purpose that its statute does not have loses its basis and gains nothing."""
    purpose = picks.choice([one for one in PURPOSES if one not in _STATUTORY_PURPOSES])
    after = decided(meeting(document, purpose=purpose))
    assert not [one for one in after.values() if one.basis and _of_a_conference(one.basis)]
    if document["conference"]["legal_mode"] not in STATUTORY_MODES:
        return
    bare = copied({**document, "consents": [], "determinations": []})
    for version in bare["profile"]["versions"]:
        version.pop("minimise", None)
    never_more(decided(meeting(bare, purpose=purpose)), decided(bare))


def _of_a_conference(basis: tuple[str, ...]) -> bool:
    return any(one.startswith("conference_") for one in basis)


@pytest.mark.rule(16, 17, 70)
@law(40)
def test_what_a_conference_lacks_never_shows_more(document: Document, picks: Random) -> None:
    """Without 重層, a 福祉事務所, an entitled convener or the person, nothing is added."""
    before = decided(document)
    town = document["municipality"]
    convened_by = document["conference"]["convened_by"]
    lesser = [
        changed(document, municipality={**town, "runs_juso": []}),
        changed(document, municipality={**town, "welfare_office": False}),
    ]
    if convened_by:
        other = {**convened_by, "kind": picks.choice(("entrusted", "other"))}
        lesser.append(meeting(document, convened_by=other))
    subjects = document["conference"]["subjects"]
    if len(subjects) > 1:
        lesser.append(meeting(document, subjects=subjects[1:]))
    never_more(decided(picks.choice(lesser)), before)


def known_by(document: Document) -> Document:
    """A world as it could be known at its instant: without anything that had not happened yet."""
    past = copied(document)
    meeting = past["conference"]
    meeting["members"] = [_so_far(one, past) for one in meeting["members"] if _began(one, past)]
    meeting["requests"] = [one for one in meeting["requests"] if begun(one["made_at"], past)]
    past["consents"] = [_so_far(one, past) for one in past["consents"] if _began(one, past)]
    past["determinations"] = [
        _so_far(one, past) for one in past["determinations"] if _began(one, past)
    ]
    past["profile"]["versions"] = [
        _so_far(one, past) for one in past["profile"]["versions"] if _began(one, past)
    ]
    town = past["municipality"]
    town["runs_juso"] = [_so_far(one, past) for one in town["runs_juso"] if _began(one, past)]
    for person in past["persons"]:
        wishes, speakers = person.get("wishes", []), person.get("representatives", [])
        person["wishes"] = [one for one in wishes if _began(one, past)]
        person["representatives"] = [
            _so_far(one, past)
            for one in speakers
            if _began(one, past) or one["by"] in _suspects(person, past)
        ]
    for agency in past["agencies"]:
        contract = agency.get("entrusted")
        agency["entrusted"] = _so_far(contract, past) if contract else None
        if contract and not _began(contract, past):
            agency["entrusted"] = None
        if not begun(agency.get("secrecy_undertaking_at"), past):
            agency["secrecy_undertaking_at"] = None
    if past.get("emergency") and not in_force(past["emergency"], past):
        past["emergency"] = None
    return past


def _suspects(person: Document, document: Document) -> set[str]:
    """Whoever is suspected of abusing a person; a suspicion has no date."""
    marked = [one["by"] for one in person.get("representatives", []) if suspected(one, person)]
    return {*marked, *(one["id"] for one in document["persons"] if suspected(one, person))}


def _began(fact: Document, document: Document) -> bool:
    return begun(fact.get("from") or fact.get("joined_at") or fact.get("confirmed_at"), document)


def _so_far(fact: Document, document: Document) -> Document:
    """A fact without its ends and additions that are still to come."""
    ends = ("to", "left_at", "withdrawn_at", "secrecy_acknowledged_at")
    known = {
        name: None if name in ends and not begun(value, document) else value
        for name, value in fact.items()
    }
    if fact.get("witness") and not begun(fact["witness"]["at"], document):
        known["witness"] = None
    return known


def _what_is_shown(cells: Cells) -> dict[tuple[str, str], object]:
    return {cell: (one.effect, one.basis, one.obligations) for cell, one in cells.items()}


@law(30)
def test_the_past_is_decided_by_what_held_then(document: Document) -> None:
    """Profile, members, answers and decisions dated after the instant never matter."""
    assert _what_is_shown(decided(known_by(document))) == _what_is_shown(decided(document))
