"""Looks at an employment 定着確認: what was found after so many months, as a code."""

from __future__ import annotations

from shared.facts.fact import Code, fact
from shared.facts.placement.employments import EmploymentFact


class _CheckpointFact(EmploymentFact):
    """A look at an employment.

    Attributes:
        months: after how many months: 1, 3, 6, 12, 24 or 36.
    """

    months: int


@fact("placement", "employment-checked", "定着確認")
class EmploymentChecked(_CheckpointFact):
    """Somebody looked whether the job holds; takes the place of an earlier answer for the month.

    Attributes:
        status: ``continuing``, ``changed`` (another job), ``leave`` (on leave), ``left`` or
            ``unknown``, which is not retained.
    """

    status: Code


@fact("placement", "employment-check-undone", "定着確認の取り消し")
class EmploymentCheckUndone(_CheckpointFact):
    """The look was not so: what was told last for this month holds no more."""
