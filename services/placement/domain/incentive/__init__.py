"""Incentives インセンティブ: what programmes pay for days and hours on the way to work."""

from services.placement.domain.incentive.computing import (
    Attended,
    Computed,
    Line,
    Unpaid,
    WhyUnpaid,
    compute,
    total_of,
)
from services.placement.domain.incentive.correcting import differences
from services.placement.domain.incentive.month import YearMonth, days_of, month_in_words
from services.placement.domain.incentive.rates import (
    PayeeKind,
    PayingProgramme,
    Per,
    Rate,
    RateVersion,
)
from services.placement.domain.incentive.statement import (
    STATEMENT,
    EmployerIncentivesIssued,
    Entry,
    IncentivesEvent,
    Payee,
    PersonIncentivesIssued,
    StatementState,
    correct_statement,
    existing,
    issue_statement,
)

__all__ = [
    "STATEMENT",
    "Attended",
    "Computed",
    "EmployerIncentivesIssued",
    "Entry",
    "IncentivesEvent",
    "Line",
    "Payee",
    "PayeeKind",
    "PayingProgramme",
    "Per",
    "PersonIncentivesIssued",
    "Rate",
    "RateVersion",
    "StatementState",
    "Unpaid",
    "WhyUnpaid",
    "YearMonth",
    "compute",
    "correct_statement",
    "days_of",
    "differences",
    "existing",
    "issue_statement",
    "month_in_words",
    "total_of",
]
