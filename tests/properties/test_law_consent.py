"""More consent never shows less; a lost, narrower or absent one never shows more."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from shared.calendar import JST
from tests.properties.law_cast import CATEGORIES, KINDS, PURPOSES
from tests.properties.law_checks import begun, changed, in_force, instant, law, never_more, valid
from tests.properties.law_records import MODES
from tests.properties.law_worlds import Document, decided


def age(document: Document, person: Document) -> int | None:
    """The age of a person in years, if the day of birth is known."""
    try:
        born = date.fromisoformat(person["birth_date"] or "")
    except ValueError:
        return None
    today = instant(document["at"]).astimezone(JST).date()
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def everything(document: Document) -> Document:
    """A scope that leaves nothing out and names everything by name."""
    return {
        "categories": list(CATEGORIES),
        "recipients": [one["id"] for one in document["agencies"]],
        "recipient_kinds": list(KINDS),
        "purposes": list(PURPOSES),
        "modes": list(MODES),
        "conferences": None,
    }


def who_may_consent(document: Document, person: Document) -> list[tuple[str, str]]:
    """Whoever has the power to answer for a person; where the age is not known, all who might."""
    years = age(document, person)
    consent_age = valid(document).profile.options_at(valid(document).at).minor_consent_age
    abusers = {one["id"] for one in document["persons"] if suspected(one, person)}
    abusers |= {one["by"] for one in person.get("representatives", []) if suspected(one, person)}
    parents = [
        (one["by"], one["kind"])
        for one in person.get("representatives", [])
        if one["kind"] in {"parental_authority", "minor_guardian"}
        and in_force(one, document)
        and one["by"] not in abusers
    ]
    if years is None:
        return [(person["id"], "self"), *parents]
    return [(person["id"], "self")] if years >= consent_age else parents


def suspected(somebody: Document, person: Document) -> bool:
    """Whether a person, or a representative, is suspected of abusing the person."""
    return person["id"] in somebody.get("suspected_abuser_of", []) or somebody.get(
        "suspected_abuser", False
    )


def answer(document: Document, person: Document, voice: tuple[str, str], name: str) -> Document:
    """A written consent to everything, given at this instant."""
    return {
        "id": name,
        "version": 1,
        "subject": person["id"],
        "given_by": voice[0],
        "capacity": voice[1],
        "state": "given",
        "method": "written",
        "scope": everything(document),
        "from": document["at"],
        "to": None,
        "withdrawn_at": None,
    }


@pytest.mark.rule(4)
@law(30)
def test_more_consent_never_shows_less(document: Document, picks: Random) -> None:
    """A valid consent to everything, by whoever has the power, never takes anything away."""
    persons: list[Document] = picks.sample(document["persons"], picks.randint(1, 2))
    wish = {"purpose": document["conference"]["purpose"], "confirmed_at": document["at"]}
    wishing = [
        {**one, "wishes": [*one.get("wishes", []), wish]} if one in persons else one
        for one in document["persons"]
    ]
    before = changed(document, persons=wishing)
    added = [
        answer(document, person, voice, f"new-{person['id']}-{number}")
        for person in persons
        for number, voice in enumerate(who_may_consent(document, person))
    ]
    after = changed(before, consents=[*document["consents"], *added])
    never_more(decided(before), decided(after))


def sound(document: Document) -> list[int]:
    """Where the consents stand that count, by their own words and by every rule of the profile."""
    options = valid(document).profile.options_at(valid(document).at)
    persons = {one["id"]: one for one in document["persons"]}
    purpose = document["conference"]["purpose"]
    at = instant(document["at"])

    def counts(one: Document) -> bool:
        person = persons[one["subject"]]
        days = options.consent_valid_days
        return (
            one["state"] == "given"
            and one["method"] != "oral"
            and not one.get("exclusions")
            and in_force(one, document)
            and not begun(one["withdrawn_at"], document)
            and age(document, person) is not None
            and (one["given_by"], one["capacity"]) in who_may_consent(document, person)
            and (days is None or instant(one["from"]) + timedelta(days=days) > at)
            and (
                not options.consent_must_match_wish
                or any(
                    wish["purpose"] == purpose and begun(wish["confirmed_at"], document)
                    for wish in person.get("wishes", [])
                )
            )
        )

    return [place for place, one in enumerate(document["consents"]) if counts(one)]


def with_one(document: Document, place: int, **fields: Any) -> Document:
    """A copy of a world in which one consent has other fields."""
    consents = [
        {**one, **fields} if number == place else one
        for number, one in enumerate(document["consents"])
    ]
    return changed(document, consents=consents)


@pytest.mark.rule(4)
@law(40)
def test_a_broader_consent_never_shows_less(document: Document, picks: Random) -> None:
    """A consent that counts, widened in any of its dimensions, never takes anything away."""
    for place in picks.sample(sound(document), min(1, len(sound(document)))):
        wide = everything(document)
        fields = picks.sample(sorted(wide), picks.randint(1, len(wide)))
        scope = document["consents"][place]["scope"] | {field: wide[field] for field in fields}
        never_more(decided(document), decided(with_one(document, place, scope=scope)))


@pytest.mark.rule(4)
@law(30)
def test_a_narrower_consent_never_shows_more(document: Document, picks: Random) -> None:
    """A consent that counts, with less in its scope, never adds anything."""
    for place in picks.sample(sound(document), min(1, len(sound(document)))):
        scope = dict(document["consents"][place]["scope"])
        field = picks.choice(sorted(scope))
        if scope[field] is None:
            scope[field] = ["casework"] if field == "modes" else ["k-other"]
            if document["conference"]["legal_mode"] == "casework":
                scope["modes"] = ["yotaikyo"]
        elif len(scope[field]) > 1:
            scope[field] = picks.sample(scope[field], picks.randint(1, len(scope[field]) - 1))
        never_more(decided(with_one(document, place, scope=scope)), decided(document))


@pytest.mark.rule(4)
@law(40)
def test_an_exclusion_never_shows_more(document: Document, picks: Random) -> None:
    """Whatever a person takes out of an answer, nothing more is shown for it."""
    if not document["consents"]:
        return
    place = picks.randrange(len(document["consents"]))
    said = document["consents"][place]
    excluded = {"categories": [], "recipients": [], "recipient_kinds": []} | said.get(
        "exclusions", {}
    )
    everywhere = {
        "categories": list(CATEGORIES),
        "recipients": [one["id"] for one in document["agencies"]],
        "recipient_kinds": list(KINDS),
    }
    for field in picks.sample(sorted(everywhere), picks.randint(1, 3)):
        more = picks.sample(everywhere[field], picks.randint(1, len(everywhere[field])))
        excluded[field] = list(dict.fromkeys([*excluded[field], *more]))
    never_more(decided(with_one(document, place, exclusions=excluded)), decided(document))


@pytest.mark.rule(14)
@law(30)
def test_a_withdrawn_consent_never_shows_more(document: Document, picks: Random) -> None:
    """A consent withdrawn at any instant from its beginning until now never adds anything."""
    given = [
        place
        for place, one in enumerate(document["consents"])
        if one["state"] == "given" and begun(one["from"], document) and not one["withdrawn_at"]
    ]
    for place in picks.sample(given, min(1, len(given))):
        when = picks.choice((document["at"], document["consents"][place]["from"]))
        never_more(decided(with_one(document, place, withdrawn_at=when)), decided(document))


@pytest.mark.rule(13)
@law(30)
def test_an_ended_consent_never_shows_more(document: Document, picks: Random) -> None:
    """A consent that counts, once its period is over or its record is gone, never adds anything."""
    before = decided(document)
    at = instant(document["at"])
    for place in picks.sample(sound(document), min(1, len(sound(document)))):
        if instant(document["consents"][place]["from"]) < at:
            never_more(decided(with_one(document, place, to=document["at"])), before)
        rest = [one for number, one in enumerate(document["consents"]) if number != place]
        alone = [one for one in rest if one["id"] == document["consents"][place]["id"]]
        if not alone:
            never_more(decided(changed(document, consents=rest)), before)


@pytest.mark.rule(8)
@law(60)
def test_a_familys_wish_is_never_consent(document: Document) -> None:
    """Where nothing but wishes of the family is on record, no decision rests on consent."""
    wishes = [{**one, "capacity": "family_wish"} for one in document["consents"] if one["scope"]]
    given = [{**one, "given_by": one["given_by"] or "r1"} for one in wishes]
    for decision in decided(changed(document, consents=given)).values():
        assert "consent" not in decision.basis
