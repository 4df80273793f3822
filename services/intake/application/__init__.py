"""Intake's use cases."""

from services.intake.application.intake import IntakeApplication
from services.intake.application.profiles import PersonDetails
from services.intake.application.reception import ContactNote

__all__ = ["ContactNote", "IntakeApplication", "PersonDetails"]
