"""``tsunagu placement``: every use case of placement by its name, the same as over HTTP."""

from __future__ import annotations

from services.command.opening import placement_opened
from services.command.use_cases import room_of
from services.placement.http import FACE

app = room_of(
    FACE,
    placement_opened,
    "つなぎ・就労: 社会資源から打診、体験、就職、定着までのすべての操作。",
    "employment_support",
)
