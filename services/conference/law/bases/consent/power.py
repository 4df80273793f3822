"""Who has the power to answer for a person (law rules 8, 10, 11).

Grown-ups answer for themselves (個情法2条4項, 民法4条); below the consent age a 法定代理人 does
(PPC Q&A 1-62); 成年後見人 always; 保佐人, 補助人 and 任意後見人 within recorded powers
(民法876条の4, 876条の9).
A parent cannot speak for a grown child, nor a suspected abuser for anybody they may have hurt.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from services.conference.law.age import AgeClass
from services.conference.law.rule import rule
from services.conference.law.world import Consent, Person

_WITH_POWERS_ON_RECORD = frozenset({"curator", "assistant", "voluntary_guardian"})
_SUFFICIENT_POWERS = frozenset({"information_handling", "welfare_contract"})


@rule(8, 10, 11)
def may_answer(
    answer: Consent,
    person: Person,
    age: AgeClass,
    persons: Mapping[str, Person],
    at: datetime,
) -> bool:
    """Whether whoever answered has the power to, if the subject is of this age.

    That nobody could or would answer is nobody's act and needs no power. A family's wish is never
    an answer.

    Args:
        answer: the answer on record.
        person: the subject.
        age: the class of age the subject is taken to have.
        persons: everybody in the world, by id.
        at: the instant decided for.
    """
    if answer.capacity == "family_wish":
        return False
    if answer.capacity is None or answer.given_by is None:
        return answer.state != "given"
    if answer.capacity == "self":
        return answer.given_by == person.id and age != "child"
    if is_suspected_abuser(answer.given_by, person, persons):
        return False
    needed = "child" if answer.capacity in {"parental_authority", "minor_guardian"} else "adult"
    return age == needed and represents(answer, person, at)


@rule(11)
def represents(answer: Consent, person: Person, at: datetime) -> bool:
    """Whether the answer is a representative's, on record, in force and within powers."""
    return any(
        one.by == answer.given_by
        and one.kind == answer.capacity
        and one.holds_at(at)
        and (
            one.kind not in _WITH_POWERS_ON_RECORD or not _SUFFICIENT_POWERS.isdisjoint(one.powers)
        )
        for one in person.representatives
    )


@rule(10)
def is_suspected_abuser(somebody: str | None, of: Person, persons: Mapping[str, Person]) -> bool:
    """Whether somebody is suspected of abusing the person, as a person or as a representative."""
    if somebody is None or somebody == of.id:
        return False
    named = persons.get(somebody)
    return (named is not None and of.id in named.suspected_abuser_of) or any(
        one.by == somebody and one.suspected_abuser for one in of.representatives
    )


@rule(10)
def has_suspected_representative(person: Person, persons: Mapping[str, Person]) -> bool:
    """Whether any representative on record is suspected of abusing the person."""
    return any(is_suspected_abuser(one.by, person, persons) for one in person.representatives)
