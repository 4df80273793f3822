"""Stats' tables: what was observed, and the figures counted from it."""

from services.stats.views.figures import count, count_units
from services.stats.views.observations import FOREIGN_TABLES, FORMER_TABLES, observe

__all__ = ["FOREIGN_TABLES", "FORMER_TABLES", "count", "count_units", "observe"]
