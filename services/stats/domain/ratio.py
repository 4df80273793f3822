"""Ratios: shown beside the integers they are made of, and never instead of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from services.stats.domain.template import TableTemplate

UNDEFINED = "分母が0のため、率は出ない"
"""The note on a ratio to nothing."""

UNKNOWN = "数がないため、率は出ない"
"""The note on a ratio of what was not counted or is not shown."""

_TENTHS = 1_000


def percent(of: int, to: int) -> str:
    """A share in percent with one decimal, halves rounded up (62/279: 22.2).

    Raises:
        ZeroDivisionError: it is a share of nothing.
    """
    tenths = (2 * _TENTHS * abs(of) + abs(to)) // (2 * abs(to))
    sign = "-" if of * to < 0 and tenths else ""
    return f"{sign}{tenths // 10}.{tenths % 10}"


def with_ratios(
    templates: Iterable[TableTemplate], tables: Iterable[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Table documents, with the ratio of those whose template asks for one.

    ``ratio`` names both tables and both totals, with the share in percent, or a note where there
    is none.
    """
    listed = [dict(table) for table in tables]
    totals = {table["name"]: table["total"] for table in listed}
    asked = {template.name: template.ratio for template in templates if template.ratio}
    for table in listed:
        if (ratio := asked.get(table["name"])) is not None:
            of, to = totals[ratio.of], totals[ratio.to]
            table["ratio"] = {
                "of": {"table": ratio.of, "total": of},
                "to": {"table": ratio.to, "total": to},
                **_share(of, to),
            }
    return listed


def _share(of: int | None, to: int | None) -> dict[str, str | None]:
    if of is None or to is None:
        return {"percent": None, "note": UNKNOWN}
    if to == 0:
        return {"percent": None, "note": UNDEFINED}
    return {"percent": percent(of, to)}
