"""Days of work: what was recorded has happened."""

from __future__ import annotations

from datetime import date

from shared.refusal import InvalidInput


def refuse_future(field: str, on: date, today: date) -> None:
    """Refuse a day that has not come.

    Raises:
        InvalidInput: ``date-in-future``.
    """
    if on > today:
        raise InvalidInput(
            field,
            "date-in-future",
            f"{field}が今日より先の日付です。",
            "実際にその日を迎えてから記録してください。",
        )
