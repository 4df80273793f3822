"""Employments 就職: begun, described, held, ended."""

from __future__ import annotations

from shared.facts.fact import Code, Fact, FreeCode, OpaqueId, fact


class EmploymentFact(Fact):
    """A step of one employment.

    Attributes:
        employment_id: the employment.
        person_id: who works.
        kind: code list ``employment_kinds``.
    """

    case_id: OpaqueId
    employment_id: OpaqueId
    person_id: OpaqueId
    kind: Code


@fact("placement", "employment-started", "就職")
class EmploymentStarted(EmploymentFact):
    """The person took up work."""


@fact("placement", "employment-described", "職場の記録")
class EmploymentDescribed(EmploymentFact):
    """Where the person works, since this day; it takes the place of what was told before.

    Attributes:
        workplace: what kind of place, code list ``agency_kinds`` or a municipality's own word.
        trait: 主な特性, code list ``work_traits``: one, as 農福連携 counts those it has placed.
        resource_id: the place or employer.
        follows: the employment that this one follows (再就職).
    """

    workplace: FreeCode | Code | None
    trait: Code | None
    resource_id: OpaqueId | None
    follows: OpaqueId | None


@fact("placement", "employment-retained", "就労定着")
class EmploymentRetained(EmploymentFact):
    """The job held: the rule for 就労定着 was met on this day.

    Attributes:
        months: whole months of continued employment that the rule asked for.
    """

    months: int


@fact("placement", "employment-ended", "離職")
class EmploymentEnded(EmploymentFact):
    """The person left the job; a step with support of its own, not a failure."""


@fact("placement", "employment-undone", "就職の取り消し")
class EmploymentUndone(EmploymentFact):
    """Something told of an employment was not so: what was told of it holds no more.

    Attributes:
        step: the name of the fact that told of it (``employment-ended``), of that name the latest.
    """

    step: Code
