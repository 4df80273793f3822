"""How outcomes are told to the person who reached them."""

from __future__ import annotations

from services.placement.domain import outcome
from services.placement.told.corrections import REASON
from shared.codes import OUTCOME_KINDS
from shared.telling import Form, Forms, Line

_LINES = (Line("日付", "on"), Line("成果", "kind", OUTCOME_KINDS))

FORMS: Forms = {
    outcome.OutcomeReached: Form(
        "outcome",
        "成果",
        "consultation",
        (*_LINES, Line("内容", "note", label=outcome.NOTE_LABEL)),
    ),
    outcome.OutcomeUndone: Form(
        "outcome", "成果の記録の取り消し", "consultation", (*_LINES, REASON)
    ),
}
