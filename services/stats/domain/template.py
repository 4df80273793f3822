"""Report templates: which tables a return has. A template is data; this is its shape."""

from __future__ import annotations

from dataclasses import dataclass

from services.stats.domain.dimension import DIMENSIONS, Dimension
from services.stats.domain.measures import MEASURES, Measure


@dataclass(frozen=True, slots=True)
class TableTemplate:
    """One table of a template.

    Attributes:
        name: its heading; unique within the template.
        measure: what is counted.
        dimensions: by what; none for a single figure.
    """

    name: str
    measure: Measure
    dimensions: tuple[Dimension, ...] = ()

    @property
    def attributes(self) -> tuple[str, ...]:
        """The attributes of the observations that the dimensions read."""
        return tuple(dimension.attribute for dimension in self.dimensions)


@dataclass(frozen=True, slots=True)
class Template:
    """A template.

    Attributes:
        id: what users ask for (``basic``); letters, digits and hyphens.
        title: what it is called on paper.
        tables: in order.
    """

    id: str
    title: str
    tables: tuple[TableTemplate, ...]

    def __post_init__(self) -> None:
        """Refuse two tables of one name: differences between versions are told by table name."""
        names = [table.name for table in self.tables]
        if len(set(names)) != len(names):
            raise ValueError(f"template {self.id}: two tables have the same name")


def table_template(name: str, measure: str, dimensions: tuple[str, ...] = ()) -> TableTemplate:
    """Build a table from the names that a template file uses.

    Raises:
        ValueError: no such measure or dimension, or the one cannot be divided by the other; the
            template file is wrong, which its author learns when it is loaded.
    """
    if measure not in MEASURES or not DIMENSIONS.keys() >= set(dimensions):
        raise ValueError(f"table {name}: unknown measure or dimension")
    table = TableTemplate(name, MEASURES[measure], tuple(DIMENSIONS[d] for d in dimensions))
    if not table.measure.attributes.issuperset(table.attributes):
        raise ValueError(f"table {name}: {measure} cannot be divided by {'・'.join(dimensions)}")
    return table
