"""対象者: who comes for help."""

from services.intake.application.persons.finder import Finder
from services.intake.application.persons.persons import Persons

__all__ = ["Finder", "Persons"]
