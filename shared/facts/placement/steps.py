"""Steps towards work 見学・体験・応募."""

from __future__ import annotations

from shared.facts.fact import Code, Fact, OpaqueId, fact


class _StepFact(Fact):
    """A step towards work (見学・体験・応募 …).

    Attributes:
        step_id: the step.
        person_id: who takes it.
        kind: code list ``step_kinds``.
        resource_id: the place or employer, if there is one.
        programme: the programme it is taken in, if there is one.
    """

    case_id: OpaqueId
    step_id: OpaqueId
    person_id: OpaqueId
    kind: Code
    resource_id: OpaqueId | None
    programme: Code | None


@fact("placement", "step-taken", "一歩の開始")
class StepTaken(_StepFact):
    """The person took the step; of an application (応募) this is the day they applied."""


@fact("placement", "step-attended", "参加した日")
class StepAttended(_StepFact):
    """The person was there on this day.

    Attributes:
        attendance_id: the day's own id.
        minutes: how long; ``None`` where only days count.
    """

    attendance_id: OpaqueId
    minutes: int | None


@fact("placement", "step-finished", "一歩の終了")
class StepFinished(_StepFact):
    """The step counts as finished; where the programme asks for it, after a 振り返り.

    Attributes:
        result: code list ``step_outcomes``; ``hired`` is 採用.
    """

    result: Code


@fact("placement", "step-undone", "一歩の取り消し")
class StepUndone(_StepFact):
    """Something told of a step was not so: what was told of it holds no more.

    Attributes:
        step: the name of the fact that told of it (``step-taken``), of that name the latest.
        attendance_id: of a day: which.
    """

    step: Code
    attendance_id: OpaqueId | None
