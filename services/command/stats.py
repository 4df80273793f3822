"""``tsunagu stats``: every use case of stats by its name, the same as over HTTP."""

from __future__ import annotations

from services.command.opening import stats_opened
from services.command.use_cases import room_of
from services.stats.http import FACE

app = room_of(
    FACE,
    stats_opened,
    "県への報告: 様式、下見、発行、締め、公表、提出、KPI のすべての操作。",
    "statistics",
)
