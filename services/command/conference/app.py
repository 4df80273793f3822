"""``tsunagu conference``: every use case of conference by its name, the same as over HTTP."""

from __future__ import annotations

from services.command.acting import CONFERENCE
from services.command.opening import conference_opened
from services.command.use_cases import room_of
from services.conference.http import FACE

app = room_of(
    FACE, conference_opened, "会議: 準備から資料、決定、監査までのすべての操作。", CONFERENCE
)
