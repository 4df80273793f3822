"""The form of a rule file: who goes where in one municipality or system, dated, with its source.

A file is guidance that a router proposes from; a human decides. What is not a rule but must be
known beside it (principles, conflicts, what comes first) is a remark.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from services.placement.routing.situation import Whose
from shared.facts.fact import Age, Code, FreeCode

Text = Annotated[str, StringConstraints(min_length=1, max_length=400)]
"""A sentence or two for people."""

Standing = Literal["established", "guideline", "trial", "expected", "wished", "idea"]
"""How firm a rule is, the firmest first."""

STANDINGS: Mapping[Standing, str] = {
    "established": "決まっている",
    "guideline": "おおよその目安",
    "trial": "取り組み始めたところ",
    "expected": "想定だけで、決まっていない",
    "wished": "要望だけで、まだない",
    "idea": "構想だけで、まだない",
}

NOT_YET: frozenset[Standing] = frozenset({"wished", "idea"})
"""Rules of this standing lead nowhere today."""

RemarkKind = Literal["principle", "priority", "precondition", "step", "conflict", "stop", "effect"]

KeeperKind = Literal[
    "own_window", "conference", "prefecture", "discussion", "district", "undefined"
]
"""Who holds a case that nobody takes: the window itself; it, with a conference that allocates; it,
with the prefecture's centre; it, while departments talk; the district's nurse; nothing is said."""

ConsentAsked = Literal["person", "person_or_family", "family", "nobody"]
"""Whose agreement a rule asks for before anybody is handed on."""


class Part(BaseModel):
    """A part of a rule file: immutable and closed."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", hide_input_in_errors=True, populate_by_name=True
    )


class AgeSpan(Part):
    """Whole years from one age to another, both included."""

    first: Annotated[Age | None, Field(alias="from")] = None
    last: Annotated[Age | None, Field(alias="to")] = None

    def holds(self, age: int | None) -> bool:
        """Whether an age lies within; an unknown one never does."""
        if age is None:
            return False
        return (self.first or 0) <= age and (self.last is None or age <= self.last)


class When(Part):
    """What must be so for a rule; everything stated must hold, within a list any one suffices.

    Attributes:
        factors: one of these.
        all_factors: every one of these.
        unless_factors: none of these.
        ages: somebody in the household is of this age.
        leading: the need of this one presses most, or nobody's does more than another's.
        needs: one of these.
        wishes: one of these.
        signs: one of these.
        unless_signs: none of these.
        consulters: one of these came.
        genders: the person is of one of these.
        windows: one of these took it in.
        areas: they live in one of these.
        months: it is one of these months (1 to 12).
        stages: the support has come to one of these.
    """

    factors: tuple[Code, ...] = ()
    all_factors: tuple[Code, ...] = ()
    unless_factors: tuple[Code, ...] = ()
    ages: AgeSpan | None = None
    leading: Whose | None = None
    needs: tuple[Code, ...] = ()
    wishes: tuple[Code, ...] = ()
    signs: tuple[Code, ...] = ()
    unless_signs: tuple[Code, ...] = ()
    consulters: tuple[Code, ...] = ()
    genders: tuple[Code, ...] = ()
    windows: tuple[Code, ...] = ()
    areas: tuple[FreeCode, ...] = ()
    months: tuple[Annotated[int, Field(ge=1, le=12)], ...] = ()
    stages: tuple[int, ...] = ()


class Place(Part):
    """Somewhere that a rule names: a window, an office, a conference, a kind of place.

    Attributes:
        name: how the municipality calls it, or what kind of place it is.
        kind: code list ``agency_kinds``; concrete places of the directory have the same.
        internal: a department of the municipality itself.
        local: people from nearby work or meet there; hidden from who wants not to be seen.
        directory: a rule that leads here needs a concrete place of the directory.
    """

    name: Text
    kind: Code
    internal: bool = False
    local: bool = False
    directory: bool = False


class Rule(Part):
    """One rule.

    Attributes:
        id: its name within the version.
        when: what must be so.
        to: places, each proposed for itself.
        mode: つなぎ方, code list ``routing_modes``.
        standing: how firm it is.
        consent: whose agreement is asked for; ``None`` follows from mode and place.
        stays: the window stays in the case after the hand-over.
        instead_of: rules that step back when this one holds.
        note: what must be known about it.
    """

    id: Code
    when: When = When()
    to: tuple[Code, ...] = Field(min_length=1)
    mode: Code
    standing: Standing = "established"
    consent: ConsentAsked | None = None
    stays: bool = False
    instead_of: tuple[Code, ...] = ()
    note: Text | None = None


class Remark(Part):
    """What must be known beside the rules, always or in some situations."""

    kind: RemarkKind
    when: When = When()
    says: Text


class NoneFits(Part):
    """What happens when nobody takes the case.

    Attributes:
        keeper: who holds it.
        place: the conference, centre or nurse; ``None`` where the keeper is the window.
        until_age: the keeper holds it up to this age.
        then: what is done meanwhile.
        note: what the municipality says about it.
    """

    keeper: KeeperKind
    place: Code | None = None
    until_age: Age | None = None
    then: tuple[Text, ...] = ()
    note: Text | None = None


class Version(Part):
    """The rules from one day to another.

    Attributes:
        start: first day (``from``); ``None`` where the source does not say.
        end: first day on which they no longer hold (``to``).
        source: where the municipality says so.
        own: the window whose rules these are.
        windows: every window that takes consultations in.
        places: everything that rules and windows name.
        stages: of the support, in order.
        rules: in the municipality's order.
        remarks: see :class:`Remark`.
        none_fits: see :class:`NoneFits`.
        keeper_if_hidden: who keeps the case of somebody whom the local office must not know of.
    """

    start: Annotated[date | None, Field(alias="from")]
    end: Annotated[date | None, Field(alias="to")] = None
    source: Text
    own: Code
    windows: tuple[Code, ...] = ()
    places: dict[Code, Place]
    stages: tuple[Text, ...] = ()
    rules: tuple[Rule, ...] = ()
    remarks: tuple[Remark, ...] = ()
    none_fits: NoneFits
    keeper_if_hidden: Code | None = None

    def holds_on(self, day: date) -> bool:
        """Whether a day lies within."""
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)


class RuleFile(Part):
    """The rules of one municipality or system.

    Attributes:
        id: its name for machines.
        name: its name for people.
        description: the rules in a sentence or two.
        source: what they are known from.
        versions: in the order of time, none overlapping another.
    """

    id: Code
    name: Text
    description: Text
    source: Text
    versions: tuple[Version, ...] = Field(min_length=1)

    def version_on(self, day: date) -> Version | None:
        """The version that holds on a day, if there is one."""
        return next((one for one in self.versions if one.holds_on(day)), None)
