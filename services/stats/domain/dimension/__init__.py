"""Dimensions: along which attribute a measure is divided, and into which categories."""

from services.stats.domain.dimension.ages import Banded, Spans
from services.stats.domain.dimension.coded import Answered, Coded, Listed, Worded
from services.stats.domain.dimension.days import FiscalYears, Months
from services.stats.domain.dimension.dimension import Dimension, Value
from services.stats.domain.dimension.grouped import Chosen, Grouped
from services.stats.domain.dimension.registry import DIMENSIONS, UNKNOWN_CODES, WHOLE_NUMBERS

__all__ = [
    "DIMENSIONS",
    "UNKNOWN_CODES",
    "WHOLE_NUMBERS",
    "Answered",
    "Banded",
    "Chosen",
    "Coded",
    "Dimension",
    "FiscalYears",
    "Grouped",
    "Listed",
    "Months",
    "Spans",
    "Value",
    "Worded",
]
