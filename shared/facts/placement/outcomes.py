"""Outcomes that are no job 居場所・通院・復学."""

from __future__ import annotations

from shared.facts.fact import Code, Fact, OpaqueId, fact


class _OutcomeFact(Fact):
    """An outcome that is no job.

    Attributes:
        outcome_id: the outcome.
        person_id: who reached it; ``None`` if it is the household's.
        kind: code list ``outcome_kinds``.
    """

    case_id: OpaqueId
    outcome_id: OpaqueId
    person_id: OpaqueId | None
    kind: Code


@fact("placement", "outcome-reached", "成果")
class OutcomeReached(_OutcomeFact):
    """Somebody reached something that is no job and counts as it is (居場所・通院・復学 …)."""


@fact("placement", "outcome-undone", "成果の取り消し")
class OutcomeUndone(_OutcomeFact):
    """The outcome was not so: what was told of it holds no more."""
