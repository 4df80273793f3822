"""Incentives 手当: drafts, statements, corrections."""

from services.placement.application.incentives.forms import (
    CorrectIncentives,
    IncentivesDraft,
    ListStatements,
    MonthOfPayee,
    ShowStatement,
    StatementInList,
    StatementShown,
)
from services.placement.application.incentives.incentives import CLERKS, Incentives

__all__ = [
    "CLERKS",
    "CorrectIncentives",
    "Incentives",
    "IncentivesDraft",
    "ListStatements",
    "MonthOfPayee",
    "ShowStatement",
    "StatementInList",
    "StatementShown",
]
