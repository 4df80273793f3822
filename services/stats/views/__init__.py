"""Stats' tables: what was observed, and the figures counted from it."""

from services.stats.views.figures import count
from services.stats.views.observations import FOREIGN_TABLES, observe

__all__ = ["FOREIGN_TABLES", "count", "observe"]
