"""Outcomes 成果: what people reach that is no job."""

from services.placement.application.outcomes.forms import ListOutcomes, ReachOutcome, UndoOutcome
from services.placement.application.outcomes.outcomes import Outcomes

__all__ = ["ListOutcomes", "Outcomes", "ReachOutcome", "UndoOutcome"]
