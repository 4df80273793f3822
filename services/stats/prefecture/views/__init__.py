"""The hub's tables: the returns that arrived, their figures, and the checkpoints with them."""

from services.stats.prefecture.views.arrived import (
    ARRIVED_TABLES,
    ArrivedReturn,
    arrived_returns,
    is_known,
    keep_return,
)
from services.stats.prefecture.views.checkpoints import (
    KEPT_CHECKPOINT_TABLES,
    keep_checkpoint,
    kept_checkpoints,
    municipalities_with_checkpoints,
)
from services.stats.prefecture.views.figures import (
    FIGURE_TABLES,
    ArrivedFigure,
    Figure,
    dimensions_of,
    figures_of,
    keep_figures,
    whole_return,
)

__all__ = [
    "TABLES",
    "ArrivedFigure",
    "ArrivedReturn",
    "Figure",
    "arrived_returns",
    "dimensions_of",
    "figures_of",
    "is_known",
    "keep_checkpoint",
    "keep_figures",
    "keep_return",
    "kept_checkpoints",
    "municipalities_with_checkpoints",
    "whole_return",
]

TABLES = (*ARRIVED_TABLES, *FIGURE_TABLES, *KEPT_CHECKPOINT_TABLES)
"""Filled from the municipalities' facts."""
