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
from services.stats.prefecture.views.figures import FIGURE_TABLES, figures_of, keep_figures

__all__ = [
    "TABLES",
    "ArrivedReturn",
    "arrived_returns",
    "figures_of",
    "is_known",
    "keep_checkpoint",
    "keep_figures",
    "keep_return",
    "kept_checkpoints",
    "municipalities_with_checkpoints",
]

TABLES = (*ARRIVED_TABLES, *FIGURE_TABLES, *KEPT_CHECKPOINT_TABLES)
"""Filled from the municipalities' facts."""
