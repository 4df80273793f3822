"""Municipalities side by side, ranked by their rate per 100,000 inhabitants."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from services.stats.domain.prefecture_return import CAUTION
from services.stats.prefecture.domain.comparison import named_parts
from shared.pages import Page, Visit
from shared.pages.chart import share

CELL_BY_CELL = "cells"


@dataclass(frozen=True, slots=True)
class RowShown:
    """One municipality in a ranking.

    Attributes:
        of: its figure.
        rank: its place, or a dash.
        value: the figure, or why there is none.
        population: the inhabitants, or that nobody knows.
        rate: per 100,000, or that it is not known.
        width: how long its bar is, in percent; ``None`` without a rate.
    """

    of: Any
    rank: str
    value: str
    population: str
    rate: str
    width: str | None


@dataclass(frozen=True, slots=True)
class RankingShown:
    """One figure, ranked.

    Attributes:
        name: of the figure.
        measure: what is counted, with the version of its definition.
        is_true: whether any of them is a true count.
        rows: the highest rate first; those without one last.
    """

    name: str
    measure: str
    is_true: bool
    rows: tuple[RowShown, ...]


def totals(visit: Visit) -> Page:
    """The total of the first table; the others can be chosen."""
    found = visit.ask("returns.compare", dict(visit.path))
    return _page(visit, found, found[:1], {"heading": found[0].heading, "by": "total"})


def chosen(visit: Visit) -> Page:
    """The table that was chosen: its total, or cell by cell."""
    typed = {"heading": visit.form.one("heading"), "by": visit.form.one("by")}
    every = visit.ask("returns.compare", dict(visit.path))
    if typed["by"] == CELL_BY_CELL:
        shown = visit.ask("returns.compare", {**visit.path, "heading": typed["heading"]})
        shown = [one for one in shown if one.categories is not None] or shown
    else:
        shown = [one for one in every if one.heading == typed["heading"]]
    return _page(visit, every, shown, typed)


def _page(visit: Visit, every: Sequence[Any], shown: Iterable[Any], typed: dict[str, str]) -> Page:
    (group,) = visit.ask("returns.status", dict(visit.path)).returns
    return Page(
        "compare.html",
        f"市区町村の比較　{group.period}　{group.title or group.template}",
        {
            "group": group,
            "path": f"/prefecture/pages/returns/{group.template}/{group.first}/{group.last}",
            "headings": list(dict.fromkeys((one.heading, one.heading) for one in every)),
            "typed": typed,
            "rankings": [_ranking(one) for one in shown],
        },
    )


def _ranking(figure: Any) -> RankingShown:  # noqa: ANN401 - a figure of the answer
    rates = [Decimal(one.per_100000) for one in figure.municipalities if one.per_100000]
    longest = max(rates, default=Decimal(0))
    ordered = sorted(
        figure.municipalities, key=lambda one: (one.rank is None, one.rank or 0, one.municipality)
    )
    return RankingShown(
        name=f"{figure.heading}　{named_parts(figure.dimensions, figure.categories)}",
        measure=f"{figure.measure}（定義 第{figure.measure_version}版）",
        is_true=figure.handling == CAUTION,
        rows=tuple(_row(one, longest) for one in ordered),
    )


def _row(one: Any, longest: Decimal) -> RowShown:  # noqa: ANN401 - a figure of the answer
    missing = "未報告" if one.version is None else "数なし"
    tenths = None if one.per_100000 is None else int(Decimal(one.per_100000) * 10)
    return RowShown(
        of=one,
        rank="—" if one.rank is None else str(one.rank),
        value=missing if one.value is None else f"{one.value:,}",
        population="不明" if one.population is None else f"{one.population:,}",
        rate="—" if one.per_100000 is None else f"{Decimal(one.per_100000):,}",
        width=share(tenths, int(longest * 10)),
    )
