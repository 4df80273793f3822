"""What a statistician can do."""

from services.stats.application.stats import StatsApplication

__all__ = ["StatsApplication"]
