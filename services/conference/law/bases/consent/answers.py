"""Answers on record: which version is in force, what it covers, what it says (rules 4, 14)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Literal, NamedTuple

from services.conference.law.rule import Finding, rule
from services.conference.law.vocabulary import Category
from services.conference.law.world import Agency, Conference, Consent, Scope

State = Literal["refused", "excluded", "withdrawn", "not_asked", "not_obtainable", "given"]
"""What an answer says about one question. ``excluded``: given, but not for this."""

_PERMISSIVENESS: dict[State, int] = {
    "refused": 0,
    "excluded": 1,
    "withdrawn": 2,
    "not_asked": 3,
    "not_obtainable": 4,
    "given": 5,
}


class Said(NamedTuple):
    """What one answer says about one category for one recipient.

    Sorts the later last, and of one instant the less permissive last.
    """

    since: datetime
    reluctance: int
    state: State
    answer: Consent
    flaw: Finding | None


def in_force(answers: Iterable[Consent], at: datetime) -> list[Consent]:
    """The version of each answer that is in force at an instant.

    A higher version replaces the lower ones from its own beginning on, and for good: when it ends,
    they do not come back.
    """
    current: dict[str, Consent] = {}
    for answer in answers:
        if answer.start > at:
            continue
        known = current.get(answer.id)
        if known is None or known.version < answer.version:
            current[answer.id] = answer
    return [answer for answer in current.values() if answer.holds_at(at)]


@rule(4)
def covers_occasion(scope: Scope | None, conference: Conference) -> bool:
    """Whether the scope of an answer holds the purpose, the legal mode and the conference.

    個情法17条・18条・27条 (private holders), 61条・69条 (public ones): a consent is a product,
    category × recipient × purpose × mode × conference. No scope means everything.
    """
    return scope is None or (
        conference.purpose in scope.purposes
        and (scope.modes is None or conference.legal_mode in scope.modes)
        and (scope.conferences is None or conference.id in scope.conferences)
    )


@rule(4)
def covers_recipient(scope: Scope | None, recipient: Agency) -> bool:
    """Whether the scope of an answer names the recipient, by id or by kind."""
    return (
        scope is None or recipient.id in scope.recipients or recipient.kind in scope.recipient_kinds
    )


@rule(4)
def covers_category(scope: Scope | None, category: Category) -> bool:
    """Whether the scope of an answer holds the category."""
    return scope is None or category in scope.categories


@rule(4)
def excludes(answer: Consent, category: Category, recipient: Agency) -> bool:
    """Whether the person took the category or the recipient out (「職場には知らせない」)."""
    excluded = answer.exclusions
    return (
        category in excluded.categories
        or recipient.id in excluded.recipients
        or recipient.kind in excluded.recipient_kinds
    )


@rule(14)
def said(answer: Consent, flaw: Finding | None, at: datetime) -> Said:
    """What an answer says about what it covers, its exclusions left aside.

    A withdrawal counts from its own instant, everything else from the beginning of the answer.
    """
    state: State = answer.state
    since = answer.start
    if answer.withdrawn_at is not None and answer.withdrawn_at <= at:
        state, since = "withdrawn", answer.withdrawn_at
    return Said(since, -_PERMISSIVENESS[state], state, answer, flaw)


@rule(4)
def excluded(one: Said) -> Said:
    """What an answer says about what it excludes: for that, a consent is a no."""
    if one.state not in {"given", "not_obtainable"}:
        return one
    return one._replace(state="excluded", reluctance=-_PERMISSIVENESS["excluded"])
