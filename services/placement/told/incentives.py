"""How what was paid is told to the person who was."""

from __future__ import annotations

from services.placement.domain.incentive import Line as PaidLine
from services.placement.domain.incentive import PersonIncentivesIssued, month_in_words
from shared.telling import Form, Forms, Line


def _entry(number: int) -> str:
    return "明細" if number == 1 else f"差額（{number - 1}回目）"


def _paid(line: PaidLine) -> str:
    hours = "" if line.minutes is None else f"・{line.minutes}分"
    return f"{line.on.isoformat()}{hours}・{_yen(line.amount)}"


def _yen(amount: int) -> str:
    return f"{amount:,}円"


FORMS: Forms = {
    PersonIncentivesIssued: Form(
        "incentives",
        "手当の明細",
        "work",
        (
            Line("発行の日", "on"),
            Line("対象の月", "month", said=month_in_words),
            Line("種類", "entry", said=_entry),
            Line("内訳", "lines", said=_paid),
            Line("計", "total", said=_yen),
        ),
    ),
}
