"""Measures: what is counted. One definition each, named and versioned (law rules 65, 66).

A definition whose counting changes gets the next version, and with it every return that uses it:
figures of different versions are different figures. Common to all: an observation counts for the
day it happened on, not the day it was recorded on; of the observations recorded up to the as-of
instant all count, and none other.
"""

from services.stats.domain.measures.caseload import CASELOAD
from services.stats.domain.measures.cases import CASES
from services.stats.domain.measures.conferences import CONFERENCES
from services.stats.domain.measures.contacts import CONTACTS
from services.stats.domain.measures.employments import EMPLOYMENTS
from services.stats.domain.measures.incentives import INCENTIVES
from services.stats.domain.measures.measure import (
    Combination,
    Counting,
    Counts,
    Measure,
    PartOf,
    Profiles,
)
from services.stats.domain.measures.outcomes import OUTCOMES
from services.stats.domain.measures.persons import PERSONS
from services.stats.domain.measures.referrals import REFERRALS
from services.stats.domain.measures.sessions import SESSIONS
from services.stats.domain.measures.steps import STEPS

FAMILIES: dict[str, tuple[Measure, ...]] = {
    "相談対応": CONTACTS,
    "人と世帯": PERSONS,
    "ケース": (*CASES, *CASELOAD),
    "会議とプラン": CONFERENCES,
    "つなぎ": REFERRALS,
    "就労への一歩": STEPS,
    "就労と定着": EMPLOYMENTS,
    "成果と進路": OUTCOMES,
    "居場所などの開催": SESSIONS,
    "手当": INCENTIVES,
}
"""Every measure, by what it is about."""

MEASURES: dict[str, Measure] = {
    measure.name: measure for family in FAMILIES.values() for measure in family
}
"""Every measure by the name under which templates ask for it."""

__all__ = [
    "FAMILIES",
    "MEASURES",
    "Combination",
    "Counting",
    "Counts",
    "Measure",
    "PartOf",
    "Profiles",
]
