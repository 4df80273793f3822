"""Report templates: which tables a return has. A template is data; this is its shape."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from services.stats.domain.dimension import DIMENSIONS, Chosen, Dimension
from services.stats.domain.measures import MEASURES, Measure


@dataclass(frozen=True, slots=True)
class Published:
    """What somebody has published of the same figures, where it differs from what they add up to.

    Attributes:
        total: the published total.
        note: what is wrong with it.
    """

    total: int
    note: str


@dataclass(frozen=True, slots=True)
class Ratio:
    """A ratio that is shown beside a table; the integers stand in the tables themselves.

    Attributes:
        of: name of the table whose total is divided.
        to: name of the table whose total it is divided by.
    """

    of: str
    to: str


@dataclass(frozen=True, slots=True)
class TableTemplate:
    """One table of a template.

    Attributes:
        name: its heading; unique within the template.
        measure: what is counted.
        dimensions: by what; none for a single figure.
        only: what the table is about, where it is not about everything.
        not_counted: which cells the municipality does not count: categories by dimension; an empty
            mapping stands for the whole table.
        published: a published total that is not the sum.
        ratio: a ratio to be shown beside it.
    """

    name: str
    measure: Measure
    dimensions: tuple[Dimension, ...] = ()
    only: tuple[Chosen, ...] = ()
    not_counted: tuple[Mapping[str, str], ...] = ()
    published: Published | None = None
    ratio: Ratio | None = None

    @property
    def attributes(self) -> tuple[str, ...]:
        """The attributes of the observations that it reads, each once."""
        read = (*self.dimensions, *(chosen.dimension for chosen in self.only))
        return tuple(dict.fromkeys(dimension.attribute for dimension in read))


@dataclass(frozen=True, slots=True)
class Template:
    """A template.

    Attributes:
        id: what users ask for (``basic``); letters, digits and hyphens.
        title: what it is called on paper.
        tables: in order.
        source: where tables like these were published; empty if nowhere.
    """

    id: str
    title: str
    tables: tuple[TableTemplate, ...]
    source: str = ""

    def __post_init__(self) -> None:
        """Refuse two tables of one name, and ratios of tables that are not there.

        Differences between versions are told by table name.
        """
        names = [table.name for table in self.tables]
        if len(set(names)) != len(names):
            raise ValueError(f"template {self.id}: two tables have the same name")
        ratios = [table.ratio for table in self.tables if table.ratio]
        if not {name for ratio in ratios for name in (ratio.of, ratio.to)} <= set(names):
            raise ValueError(f"template {self.id}: a ratio of a table that is not there")


def checked(table: TableTemplate) -> TableTemplate:
    """Return the table.

    Raises:
        ValueError: its measure cannot be divided like this, or two columns have the same name; the
            template file is wrong, which its author learns when it is loaded.
    """
    names = [dimension.name for dimension in table.dimensions]
    if len(set(names)) != len(names):
        raise ValueError(f"table {table.name}: two dimensions have the same name")
    if not table.measure.attributes.issuperset(table.attributes):
        asked = "・".join((*names, *(chosen.dimension.name for chosen in table.only)))
        raise ValueError(f"table {table.name}: {table.measure.name} cannot be divided by {asked}")
    return table


def measure_named(table: str, name: str) -> Measure:
    """Find the measure that a table asks for.

    Raises:
        ValueError: there is none of that name.
    """
    if name not in MEASURES:
        raise ValueError(f"table {table}: unknown measure {name}")
    return MEASURES[name]


def dimension_named(table: str, name: str) -> Dimension:
    """Find a dimension that a table asks for.

    Raises:
        ValueError: there is none of that name.
    """
    if name not in DIMENSIONS:
        raise ValueError(f"table {table}: unknown dimension {name}")
    return DIMENSIONS[name]
