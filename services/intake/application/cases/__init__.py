"""ケース: received, gone on with, handed over, ended, and how it goes."""

from services.intake.application.cases.cases import Cases
from services.intake.application.cases.courses import Courses
from services.intake.application.cases.people import People
from services.intake.application.cases.worklists import Worklists

__all__ = ["Cases", "Courses", "People", "Worklists"]
