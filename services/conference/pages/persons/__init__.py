"""人について: official decisions, emergencies and what was told by mouth, about chosen people."""

from services.conference.pages.persons import choosing, emergencies, one

ROUTES = (*choosing.ROUTES, *one.ROUTES, *emergencies.ROUTES)

__all__ = ["ROUTES"]
