"""Whether an answer on record counts, before anybody asks for a certain item (law rules 6–13).

The law weighs every answer again for every cell; this is only what can be said of it beforehand,
so that whoever records a parent's answer for a grown child learns at once that it is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from services.conference.law.age import ages_on
from services.conference.law.bases.consent.power import is_suspected_abuser, may_answer
from services.conference.law.bases.consent.reasons import ABUSER, NO_POWER, SELF_AND_FAMILY
from services.conference.law.bases.consent.validity import flaw_of
from services.conference.law.rule import Finding
from services.conference.law.world import Consent, Person, ProfileOptions
from services.conference.law.world.moment import japanese_day

FAMILY_WISH = "家族の意向であり、本人の同意ではありません"
"""How a family's wish is labelled wherever it is shown (law rule 8)."""


def why_it_does_not_count(
    answer: Consent,
    person: Person,
    persons: Mapping[str, Person],
    options: ProfileOptions,
    at: datetime,
) -> Finding | None:
    """What the law says against an answer, or ``None``.

    Args:
        answer: as the law reads it.
        person: whose data.
        persons: everybody whose suspected abuse matters, by id; the person included.
        options: the municipality's rule in force.
        at: the instant.
    """
    if answer.capacity == "family_wish":
        return SELF_AND_FAMILY
    if is_suspected_abuser(answer.given_by, person, persons):
        return ABUSER
    ages = ages_on(person.birth_date, japanese_day(at), options.minor_consent_age)
    if not all(may_answer(answer, person, age, persons, at) for age in ages.classes):
        return NO_POWER
    if answer.state != "given" or answer.scope is None:
        return None
    flaws = [flaw_of(answer, one, options, persons, at) for one in answer.scope.purposes]
    return None if None in flaws else flaws[0]
