"""Where, when and as of when figures are counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from shared.codes.municipality import parse_municipality
from shared.refusal import InvalidInput


@dataclass(frozen=True, slots=True)
class Scope:
    """What belongs into a figure.

    Attributes:
        municipality: 全国地方公共団体コード.
        first: first day of the period.
        last: its last day, inclusive.
        as_of: only what was recorded up to this instant counts (promise S1).
    """

    municipality: str
    first: date
    last: date
    as_of: datetime


def scope_of(municipality: str, first: date, last: date, as_of: datetime) -> Scope:
    """Check what a user asks for.

    Raises:
        InvalidInput: ``period-reversed``, ``instant-without-zone``, or the municipality code is
            not one.
    """
    if first > last:
        raise InvalidInput(
            "期間",
            "period-reversed",
            "期間の初日が、末日より後になっています。",
            "初日と末日を確かめ、初日が末日以前になるように指定してください。",
        )
    if as_of.tzinfo is None:
        raise InvalidInput(
            "基準の時点",
            "instant-without-zone",
            "基準の時点に、時差がありません。",
            "2024-04-01T12:00:00+09:00 のように、時差を付けて指定してください。",
        )
    return Scope(parse_municipality(municipality), first, last, as_of)
