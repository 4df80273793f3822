"""Cases, as far as who hands people on must find them: numbers, days, and who is in them."""

from services.placement.application.cases.cases import Cases
from services.placement.application.cases.forms import CaseLine, CaseShown, FindCases, ShowCase

__all__ = ["CaseLine", "CaseShown", "Cases", "FindCases", "ShowCase"]
