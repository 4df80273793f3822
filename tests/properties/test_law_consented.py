"""Consent is a basis exactly when every subject has an answer that counts."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, timedelta
from random import Random
from typing import NamedTuple

import pytest

from services.conference.law.world import ProfileOptions
from shared.calendar import JST
from tests.properties.law_checks import begun, in_force, instant, law, valid
from tests.properties.law_worlds import Document, decided, option_of
from tests.properties.test_law_consent import suspected

_OPTIONS = (
    "consent_must_match_wish", "minor_consent_age", "consent_valid_days",
    "oral_consent_needs_witness",
)  # fmt: skip
_POWERS = {"information_handling", "welfare_contract"}


class Asked(NamedTuple):
    """One item for one recipient in a world, under the options in force."""

    document: Document
    category: str
    reader: Document
    options: ProfileOptions


def ages(document: Document, birth: str | None) -> range:
    """Every age in years that a date of birth allows; an impossible one allows all."""
    today = instant(document["at"]).astimezone(JST).date()
    try:
        year, month, day = [*map(int, (birth or "").split("-")), 0, 0][:3]
        first = date(year, month or 1, day or 1)
        last = date(year, month or 12, day or monthrange(year, month or 12)[1])
    except ValueError:
        return range(130)
    return range(_years(last, today), _years(first, today) + 1)


def _years(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def has_power(asked: Asked, person: Document, said: Document, age: int) -> bool:
    """Whether whoever answered may answer for a person of this age."""
    document, giver, capacity = asked.document, said["given_by"], said["capacity"]
    child = age < asked.options.minor_consent_age
    if capacity == "self":
        return bool(giver == person["id"]) and not child
    people = [one for one in document["persons"] if one["id"] == giver and giver != person["id"]]
    speakers = [one for one in person.get("representatives", []) if one["by"] == giver]
    if any(suspected(one, person) for one in (*people, *speakers)):
        return False
    of_a_child = capacity in {"parental_authority", "minor_guardian"}
    bounded = capacity in {"curator", "assistant", "voluntary_guardian"}
    return (child if of_a_child else age >= 18) and any(
        one["kind"] == capacity
        and in_force(one, document)
        and (not bounded or _POWERS & set(one["powers"]))
        for one in speakers
    )


def covers(asked: Asked, said: Document) -> bool:
    """Whether the scope of an answer holds this category, recipient, purpose, mode, meeting."""
    scope, meeting = said["scope"], asked.document["conference"]
    return scope is None or (
        asked.category in scope["categories"]
        and (
            asked.reader["id"] in scope["recipients"]
            or asked.reader["kind"] in scope["recipient_kinds"]
        )
        and meeting["purpose"] in scope["purposes"]
        and (scope["modes"] is None or meeting["legal_mode"] in scope["modes"])
        and (scope["conferences"] is None or meeting["id"] in scope["conferences"])
    )


def counts(asked: Asked, person: Document, said: Document) -> bool:
    """Whether a consent is valid by itself, whoever gave it."""
    document, options = asked.document, asked.options
    excluded = said.get("exclusions", {})
    days = options.consent_valid_days
    at = instant(document["at"])
    purpose = document["conference"]["purpose"]
    return (
        said["state"] == "given"
        and said["capacity"] != "family_wish"
        and not begun(said["withdrawn_at"], document)
        and covers(asked, said)
        and asked.category not in excluded.get("categories", ())
        and asked.reader["id"] not in excluded.get("recipients", ())
        and asked.reader["kind"] not in excluded.get("recipient_kinds", ())
        and (days is None or at < instant(said["from"]) + timedelta(days=days))
        and (
            said["method"] != "oral"
            or not options.oral_consent_needs_witness
            or begun((said.get("witness") or {}).get("at"), document)
        )
        and (
            not options.consent_must_match_wish
            or any(
                wish["purpose"] == purpose and begun(wish["confirmed_at"], document)
                for wish in person.get("wishes", [])
            )
        )
    )


def on_record(document: Document, subject: str) -> list[Document]:
    """The answers of one person that are in force, each in its highest version that has begun."""
    begun_ones = [one for one in document["consents"] if begun(one["from"], document)]
    latest = {
        one["id"]: one for one in sorted(begun_ones, key=lambda answer: int(answer["version"]))
    }
    return [one for one in latest.values() if one["subject"] == subject and in_force(one, document)]


def consents(asked: Asked, person: Document) -> bool:
    """Whether a person consents at every age that they may have."""
    possible = ages(asked.document, person["birth_date"])
    return all(consents_at(asked, person, age) for age in possible)


def consents_at(asked: Asked, person: Document, age: int) -> bool:
    """Whether a consent counts that is later than every no."""
    heard = answers_heard(asked, person, age)
    noes = [since(asked.document, one) for one in heard if not is_a_yes(asked, one)]
    return any(
        counts(asked, person, one) and all(no < instant(one["from"]) for no in noes)
        for one in heard
    )


def answers_heard(asked: Asked, person: Document, age: int) -> list[Document]:
    """The answers to this question by whoever may answer at this age, or by nobody."""
    return [
        one
        for one in on_record(asked.document, person["id"])
        if covers(asked, one)
        and (
            has_power(asked, person, one, age)
            or (one["state"] != "given" and None in {one["capacity"], one["given_by"]})
        )
    ]


def since(document: Document, said: Document) -> datetime:
    """From when an answer counts: its beginning, or its withdrawal once withdrawn."""
    withdrawn = begun(said["withdrawn_at"], document)
    return instant(said["withdrawn_at"] if withdrawn else said["from"])


def is_a_yes(asked: Asked, said: Document) -> bool:
    """Whether an answer agrees to this, be it for too long ago or without its witness."""
    excluded = said.get("exclusions", {})
    return (
        said["state"] == "given"
        and not begun(said["withdrawn_at"], asked.document)
        and asked.category not in excluded.get("categories", ())
        and asked.reader["id"] not in excluded.get("recipients", ())
        and asked.reader["kind"] not in excluded.get("recipient_kinds", ())
    )


@pytest.mark.rule(4, 5, 6, 8, 9, 10, 11, 13, 14)
@law(16)
def test_consent_is_a_basis_exactly_when_every_subject_consents(
    document: Document, picks: Random
) -> None:
    """In casework under an open profile, consent is a basis if and only if everyone's counts."""
    document = in_casework(document, picks)
    options = valid(document).profile.options_at(valid(document).at)
    items = {one["id"]: one for one in document["items"]}
    readers = {one["id"]: one for one in document["agencies"]}
    for (item, reader), decision in decided(document).items():
        asked = Asked(document, items[item]["category"], readers[reader], options)
        people = [one for one in document["persons"] if one["id"] in items[item]["subjects"]]
        willing = all(consents(asked, person) for person in people)
        assert willing is ("consent" in decision.basis), (decision, willing)


def in_casework(document: Document, picks: Random) -> Document:
    """A world in which nothing but consent decides, for items that the floor leaves alone."""
    chosen = {name: option_of(picks, name) for name in _OPTIONS if picks.random() < 0.4}
    version = {"from": "0001-01-02T00:00:00Z", "to": None, **chosen}
    world = {
        **document,
        "persons": [_of_uncertain_age(one, picks) for one in document["persons"]],
        "consents": [*document["consents"], *_further(document, picks)],
        "profile": {"id": "pf", "versions": [version]},
        "determinations": [],
        "emergency": None,
        "conference": {**document["conference"], "legal_mode": "casework"},
        "agencies": [
            {**one, "kind": "npo"} if one["kind"] == "employer" else one
            for one in document["agencies"]
        ],
    }
    holders = {one["holder"] for one in document["items"]}
    world["recipients"] = [one for one in document["recipients"] if one not in holders]
    for item in world["items"]:
        item["flags"] = []
        item["category"] = "work" if item["category"] == "other" else item["category"]
    return world


def _of_uncertain_age(person: Document, picks: Random) -> Document:
    """A person without secrets, and now and then of an age that may or may not suffice."""
    vague = picks.choice(("2010", "2011", "2008", "2009-06", None))
    birth = vague if picks.random() < 0.3 else person["birth_date"]
    return {**person, "anonymous": False, "refuses_local_area": None, "birth_date": birth}


def _further(document: Document, picks: Random) -> list[Document]:
    """Further answers beside those on record: the same scope, otherwise said and by others."""
    at = instant(document["at"])
    past = [one["from"] for one in document["consents"]]
    past += [(at - timedelta(days=days)).isoformat() for days in (1, 30, 90, 365)]
    further: list[Document] = []
    for one in document["consents"]:
        if one["state"] != "given" or one["capacity"] == "family_wish" or picks.random() < 0.3:
            continue
        person = next(each for each in document["persons"] if each["id"] == one["subject"])
        speakers = person.get("representatives", [])
        voices = [(person["id"], "self"), *((each["by"], each["kind"]) for each in speakers)]
        for _ in range(2):
            voice = picks.choice(voices)
            answer = {
                **one,
                "id": f"further-{len(further)}",
                "version": 1,
                "given_by": voice[0],
                "capacity": voice[1],
                "state": picks.choice(("given", "given", "refused")),
                "method": picks.choice(("written", "oral")),
                "from": picks.choice(past),
                "to": None,
                "withdrawn_at": None,
            }
            answer.pop("witness", None)
            further.append(answer)
    return further
