"""Intake's use cases."""

from services.intake.application.intake import ContactNote, IntakeApplication
from services.intake.application.profiles import PersonDetails

__all__ = ["ContactNote", "IntakeApplication", "PersonDetails"]
