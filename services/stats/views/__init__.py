"""Stats' tables: what was observed, and the figures counted from it."""

from services.stats.views.anew import REBUILDING_TABLES
from services.stats.views.checkpoints import CHECKPOINT_TABLES
from services.stats.views.figures import count, profiles
from services.stats.views.observations import FOREIGN_TABLES, FORMER_TABLES
from services.stats.views.observing import Carried, observe
from services.stats.views.submissions import HANDED_IN_TABLES
from services.stats.views.tables import Ask, Figures, Question, counted_in
from shared.known_agencies import FOREIGN_TABLES as KNOWN_AGENCIES

TABLES = (
    *(*FOREIGN_TABLES, *FORMER_TABLES, *REBUILDING_TABLES),
    *(*KNOWN_AGENCIES, *CHECKPOINT_TABLES, *HANDED_IN_TABLES),
)
"""All that no view fills; a rebuilding makes the first of them anew, and leaves the others."""

__all__ = [
    "FOREIGN_TABLES",
    "TABLES",
    "Ask",
    "Carried",
    "Figures",
    "Question",
    "count",
    "counted_in",
    "observe",
    "profiles",
]
