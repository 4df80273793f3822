"""What the prefecture can ask."""

from services.stats.prefecture.application.looking import (
    ComparedFigure,
    LedgerOf,
    Looking,
    Reported,
)
from services.stats.prefecture.application.prefecture import PrefectureApplication

__all__ = ["ComparedFigure", "LedgerOf", "Looking", "PrefectureApplication", "Reported"]
