"""Placement's read models; each is told of every event in the commit it belongs to."""

from services.placement.views.agencies import FOREIGN_TABLES as KNOWN_AGENCIES
from services.placement.views.agencies import KnownAgency, known_agency, remember_agency
from services.placement.views.employments import Employments
from services.placement.views.referrals import Referrals

__all__ = [
    "FOREIGN_TABLES",
    "VIEWS",
    "Employments",
    "KnownAgency",
    "Referrals",
    "known_agency",
    "remember_agency",
]

VIEWS = (Referrals(), Employments())

FOREIGN_TABLES = (*KNOWN_AGENCIES,)
"""Filled from other services' facts, so no rebuilding from the own log empties them."""
