"""Stats' tables: what was observed, and the figures counted from it."""

from services.stats.views.figures import count, profiles
from services.stats.views.observations import FOREIGN_TABLES, FORMER_TABLES, observe
from services.stats.views.tables import Figures

__all__ = ["FOREIGN_TABLES", "FORMER_TABLES", "Figures", "count", "observe", "profiles"]
