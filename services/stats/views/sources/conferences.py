"""Sources of conferences and plans."""

from __future__ import annotations

from services.stats.views.recorded import in_period, recorded
from services.stats.views.sources.source import MONTH, Source, columns, plain

SOURCES = {
    "conference_matters": Source(
        "conference_matters",
        in_period(),
        columns(plain("legal_mode", "with_consent"), MONTH, unit="o.position"),
    ),
    "plans": Source("plans", in_period(), columns(plain("is_first"), MONTH)),
    "planned_cases": Source(
        "plans",
        f"{recorded('o')} AND o.occurred_on <= :last_day",
        columns(plain("is_first"), unit="o.case_id"),
    ),
    "plan_reviews": Source(
        "plan_reviews", in_period(), columns(plain("plan_result", "closing_reason"), MONTH)
    ),
}
