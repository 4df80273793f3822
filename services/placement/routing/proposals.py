"""What the router answers: places with reasons, what was hidden, what contradicts, who keeps it."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from services.placement.routing.rule_file import KeeperKind, Standing

ObligationCode = Literal[
    "consent_of_person",
    "consent_of_person_or_family",
    "wish_of_family",
    "anonymous_unless_consented",
    "go_along",
    "stay_in_case",
]


class Answer(BaseModel):
    """A part of the answer."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)


class Obligation(Answer):
    """What must be done before or while somebody is handed on."""

    code: ObligationCode
    says: str


class Found(Answer):
    """A concrete place that fits."""

    id: str
    name: str
    out_of_date: bool


class Proposal(Answer):
    """Somewhere to go.

    Attributes:
        rule: the rule that names it.
        place: its name within the rules.
        name: how it is called.
        kind: code list ``agency_kinds``.
        mode: code list ``routing_modes``.
        hands_on: somebody is handed on to another place than where they came.
        standing: how firm the rule is.
        reason: which rule, and what in the situation made it hold.
        concerns: places in ``Situation.people`` of those whose age counted; empty for everybody.
        found: concrete places that fit; those confirmed lately first.
        needs_concrete_place: without one, it leads nowhere.
        answers: the needs it answers.
        obligations: in the order in which they are met.
        note: what must be known about it.
    """

    rule: str
    place: str
    name: str
    kind: str
    mode: str
    hands_on: bool
    standing: Standing
    reason: str
    concerns: tuple[int, ...] = ()
    found: tuple[Found, ...] = ()
    needs_concrete_place: bool = False
    answers: tuple[str, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    note: str | None = None
    leads_somewhere: bool
    """Somebody could be there today: an office, or a concrete place that fits."""


class NotProposed(Answer):
    """A place that a rule names and that is not proposed, and why."""

    rule: str
    name: str
    says: str


class Keeper(Answer):
    """Who keeps the case until somebody else has taken it.

    Attributes:
        kind: on what it rests; ``None`` while a place is being asked.
        name: the window.
        with_whom: a conference, centre or nurse beside it.
        defined: the municipality says so; else nothing is said, and the window keeps it.
        says: all of this in a sentence.
        then: what is done meanwhile.
    """

    kind: KeeperKind | None
    name: str
    with_whom: str | None = None
    defined: bool
    says: str
    then: tuple[str, ...] = ()


class Proposals(Answer):
    """The answer for one situation on one day.

    Attributes:
        rules: id of the rule file.
        name: its name.
        version_from: since when these rules hold; ``None`` if the source does not say.
        in_force: rules hold on this day.
        day: the day (JST).
        proposals: the firmest first, then those that say most about this situation.
        hidden: near home, and so not proposed.
        set_aside: stepped back for another rule.
        conflicts: what contradicts or overlaps.
        notices: what must be known beside it, what presses first.
        none_fits: つなぎ先がない: nothing that is proposed leads anywhere else.
        unanswered: needs that no place answers.
        keeper: who keeps the case.
    """

    rules: str
    name: str
    version_from: date | None
    in_force: bool
    day: date
    proposals: tuple[Proposal, ...] = ()
    hidden: tuple[NotProposed, ...] = ()
    set_aside: tuple[NotProposed, ...] = ()
    conflicts: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    none_fits: bool
    unanswered: tuple[str, ...] = ()
    keeper: Keeper
