"""Making the tables that statistics count from anew, from what the other services recorded.

Services share no database and never import each other, so this is the work of their wiring.
"""

from services.command.rebuild.rebuilding import Source, rebuild_observations
from services.command.rebuild.shown import rebuild_shown
from services.command.rebuild.sources import sources_of

__all__ = ["Source", "rebuild_observations", "rebuild_shown", "sources_of"]
