"""From a template file to a template; whatever is wrong in it is learnt when it is loaded.

A file holds ``title``, ``tables`` and, if tables like these were published, ``source``. A table::

    name: 延べ相談件数
    measure: 延件数
    by:
      - 性別                                  # the dimension as it is
      - dimension: 方法                       # or put together: label, and what it stands for
        groups: {電話: [電話], 来所相談: [来所], 文書: [メール, 手紙]}
        rest: 残り                            # everything else, unless the groups hold everything
      - dimension: 年代                       # or in bands of its own, which may overlap
        bands: {10代: [10, 19], 60代以上: [60, null]}
        rest: 残り                            # ages that no band holds; 不明 stands behind it
      - {dimension: 年度, written: R1}        # H27, R1 for 平成27年度, 令和元年度; or R元
    only: {相談者: [本人], 年代: [[34, 49]]}  # what the table is about
    not_counted: [{方法: 電話}]               # cells nobody counts; {} is the whole table
    published: {total: 443, note: 公表の合計は443。内訳の和は450}
    ratio: {of: 表の名, to: 表の名}            # the totals of two tables, shown as a percentage
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from services.stats.domain.bands import Band
from services.stats.domain.dimension import (
    Answered,
    Banded,
    Chosen,
    Coded,
    Dimension,
    FiscalYears,
    Grouped,
    Listed,
    Spans,
    Worded,
)
from services.stats.domain.template import (
    Published,
    Ratio,
    TableTemplate,
    Template,
    checked,
    dimension_named,
    measure_named,
)
from shared.packaged_yaml import read_yaml

_Ages = tuple[int | None, int | None]


class _Form(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Axis(_Form):
    dimension: str
    groups: dict[str, tuple[str, ...]] | None = None
    bands: dict[str, _Ages] | None = None
    rest: str | None = None
    written: Literal["R1", "R元"] | None = None


class _Published(_Form):
    total: int
    note: str


class _Ratio(_Form):
    of: str
    to: str


class _Table(_Form):
    name: str
    measure: str
    by: tuple[str | _Axis, ...] = ()
    only: dict[str, tuple[str | _Ages, ...]] = {}
    not_counted: tuple[dict[str, str], ...] = ()
    published: _Published | None = None
    ratio: _Ratio | None = None


class _File(_Form):
    title: str
    source: str = ""
    tables: tuple[_Table, ...]


def read_template(template_id: str, text: str) -> Template:
    """Read a template from the text of its file.

    Raises:
        ValueError: it asks for what cannot be counted, or has another form.
    """
    document: Any = read_yaml(text)
    file = _File.model_validate(document)
    tables = tuple(_table(table) for table in file.tables)
    return Template(template_id, file.title, tables, file.source)


def _table(asked: _Table) -> TableTemplate:
    table = TableTemplate(
        asked.name,
        measure_named(asked.name, asked.measure),
        tuple(_axis(asked.name, axis) for axis in asked.by),
        only=tuple(_chosen(asked.name, *one) for one in asked.only.items()),
        not_counted=asked.not_counted,
        published=Published(**asked.published.model_dump()) if asked.published else None,
        ratio=Ratio(**asked.ratio.model_dump()) if asked.ratio else None,
    )
    names = {axis.name for axis in table.dimensions}
    if any(left_out.keys() - names for left_out in table.not_counted):
        raise ValueError(f"table {table.name}: not_counted names a dimension it is not divided by")
    return checked(table)


def _axis(table: str, asked: str | _Axis) -> Dimension:
    if isinstance(asked, str):
        return dimension_named(table, asked)
    base = dimension_named(table, asked.dimension)
    if asked.written is not None:
        return _written(table, base, asked)
    if asked.bands is not None and asked.groups is None:
        return _banded(table, base, asked.bands, asked.rest)
    if asked.groups is not None and asked.bands is None:
        return _grouped(table, base, asked.groups, asked.rest)
    if asked.groups is None and asked.rest is None:
        return base
    raise ValueError(f"table {table}: {base.name} takes either groups or bands, and a rest to them")


def _written(table: str, base: Dimension, asked: _Axis) -> FiscalYears:
    divided = asked.groups is not None or asked.bands is not None or asked.rest is not None
    if divided or not isinstance(base, FiscalYears):
        raise ValueError(f"table {table}: only fiscal years, each by itself, can be written short")
    return replace(base, first_year="1" if asked.written == "R1" else "元")


def _banded(
    table: str, base: Dimension, asked: dict[str, _Ages], rest: str | None
) -> Banded | Spans:
    bands = tuple(_band(label, ages) for label, ages in asked.items())
    if isinstance(base, Spans) and rest is not None:
        return Spans(base.name, base.attribute, bands, rest)
    if isinstance(base, Banded):
        banded = Banded(base.name, base.attribute, bands, rest)
        if banded.complete:
            return banded
    raise ValueError(
        f"table {table}: {base.name} has no bands, or they leave out ages without rest"
    )


def _band(label: str, ages: _Ages) -> Band:
    first, last = ages
    return Band(label, first or 0, last)


def _grouped(
    table: str, base: Dimension, asked: dict[str, tuple[str, ...]], rest: str | None
) -> Grouped:
    groups = tuple((label, frozenset(members)) for label, members in asked.items())
    members = frozenset().union(*(members for _, members in groups))
    known = _labels(table, base, members)
    if rest is None and not (known and known <= members):
        raise ValueError(f"table {table}: groups of {base.name} leave something out without rest")
    return Grouped(base, groups, rest)


def _chosen(table: str, name: str, asked: tuple[str | _Ages, ...]) -> Chosen:
    """Of a dimension the categories that are named, or the ages that a band holds."""
    base = dimension_named(table, name)
    bands = tuple(_band(f"{one[0]}〜{one[1]}", one) for one in asked if not isinstance(one, str))
    if bands and isinstance(base, Banded) and len(bands) == len(asked):
        labels = frozenset(band.label for band in bands)
        return Chosen(Banded(base.name, base.attribute, bands), labels)
    labels = frozenset(one for one in asked if isinstance(one, str))
    if bands or not labels:
        raise ValueError(f"table {table}: {name} is chosen by bands and by words")
    _labels(table, base, labels)
    return Chosen(base, labels)


def _labels(table: str, base: Dimension, asked: frozenset[str]) -> frozenset[str]:
    """The categories that a dimension has beforehand.

    Raises:
        ValueError: one that is asked for can never occur, or it has none that can be named.
    """
    match base:
        case Coded(codes=codes, own_words=own_words, missing=missing):
            known = frozenset(codes.labels if codes else ())
            possible = asked if own_words else known | {missing}
        case Listed(codes=codes, missing=missing):
            known = possible = frozenset({*codes.labels, missing})
        case Worded():
            known = possible = frozenset(base.labels)
        case Answered(yes=yes, no=no):
            known = possible = frozenset({yes, no, "不明"})
        case Banded(bands=bands):
            known = possible = frozenset({*(band.label for band in bands), "不明"})
        case _:
            raise ValueError(f"table {table}: the categories of {base.name} cannot be named")
    if asked - possible:
        raise ValueError(f"table {table}: {base.name} has no {'・'.join(sorted(asked - possible))}")
    return known
