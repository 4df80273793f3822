"""The facts the services publish, and how they travel."""

from shared.facts import conference, intake, placement, stats
from shared.facts.fact import SERVICES, Fact, Service, catalogue

__all__ = ["SERVICES", "Fact", "Service", "catalogue", "conference", "intake", "placement", "stats"]
