"""``tsunagu intake``: every use case of intake by its name, the same as over HTTP."""

from __future__ import annotations

from services.command.opening import intake_opened
from services.command.use_cases import room_of
from services.intake.http import FACE

app = room_of(
    FACE,
    intake_opened,
    "相談受付: 受付から相談対応、引継ぎ、中断・終結・再開、検索、台帳までのすべての操作。",
    "consultation",
)
