"""Everything that can be done at intake's counter."""

from __future__ import annotations

from services.intake.application.casework import Casework
from services.intake.application.reception import Reception


class IntakeApplication(Reception, Casework):
    """Intake's use cases: :class:`Reception` and :class:`Casework` at one desk."""
