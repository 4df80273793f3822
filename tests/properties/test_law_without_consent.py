"""What goes outside the municipality without consent, and when: the profile's choice, restated."""

from __future__ import annotations

import pytest

from services.conference.law.vocabulary import BASES
from tests.properties.law_checks import law, valid
from tests.properties.law_worlds import Document, decided
from tests.properties.test_law_consented import (
    Asked,
    ages,
    answers_heard,
    consents,
    consents_at,
    is_a_yes,
    since,
)

_BOUND = {
    "appi_69_2_3",
    "appi_27_1_3",
    "appi_27_1_4",
    *(one for one in BASES if one.startswith("conference_")),
}


def out_of_reach(asked: Asked, person: Document) -> bool:
    """Whether at every possible age the person consents, or the last word is "not obtainable"."""

    def at_age(age: int) -> bool:
        if consents_at(asked, person, age):
            return True
        heard = answers_heard(asked, person, age)
        if not heard:
            return False
        latest = max(since(asked.document, one) for one in heard)
        last = [one for one in heard if since(asked.document, one) == latest]
        return all(
            one["state"] == "not_obtainable" or is_a_yes(asked, one) for one in last
        ) and any(one["state"] == "not_obtainable" for one in last)

    return all(at_age(age) for age in ages(asked.document, person["birth_date"]))


@pytest.mark.rule(7, 17)
@law(20)
def test_nothing_goes_outside_without_consent_beyond_the_profile(document: Document) -> None:
    """Never means with everyone's consent; otherwise nobody's will may simply be unasked."""
    options = valid(document).profile.options_at(valid(document).at)
    items = {one["id"]: one for one in document["items"]}
    agencies = {one["id"]: one for one in document["agencies"]}
    for (item, reader), decision in decided(document).items():
        if not _BOUND & set(decision.basis):
            continue
        asked = Asked(document, items[item]["category"], agencies[reader], options)
        people = [one for one in document["persons"] if one["id"] in items[item]["subjects"]]
        willing = all(consents(asked, person) for person in people)
        if agencies[reader]["internal_to_municipality"]:
            assert willing or options.internal_sharing == "lawful_bases", decision
            continue
        modes = options.without_consent_modes
        assert modes is None or document["conference"]["legal_mode"] in modes, decision
        if options.without_consent == "never":
            assert willing, decision
        if options.without_consent == "only_when_not_obtainable":
            assert all(out_of_reach(asked, person) for person in people), decision
