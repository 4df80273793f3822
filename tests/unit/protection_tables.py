"""Tables for tests of the protection of publications, in few words."""

from collections.abc import Mapping
from datetime import date

from services.stats.domain.protection import Axis, ProtectedTable, Subject
from services.stats.domain.table import Cell, Table
from shared.calendar import FiscalYear

YEAR = FiscalYear(2024)
APRIL, MAY, JUNE = YEAR.months[:3]
QUARTER: tuple[date, date] = YEAR.quarters[0]


def table(
    cells: Mapping[str | tuple[str, ...], int | None],
    *,
    total: int | None = None,
    by: tuple[str, ...] = ("方法",),
    measure: str = "延件数",
) -> Subject:
    """A table whose categories have nothing in common; the total is the sum if none is given."""
    figures = tuple(
        Cell(
            (key,) if isinstance(key, str) else key,
            value,
            "数えていない" if value is None else None,
        )
        for key, value in cells.items()
    )
    counted = sum(value for value in cells.values() if value is not None)
    filled = Table("・".join(by), measure, 1, by, figures, counted if total is None else total)
    axes = (
        Axis(
            name,
            tuple(
                (category, frozenset({category}))
                for category in dict.fromkeys(figure.categories[place] for figure in figures)
            ),
        )
        for place, name in enumerate(by)
    )
    return Subject(filled, tuple(axes))


def told(protected: ProtectedTable) -> dict[str, int | None]:
    """What readers see, the total under 計."""
    shown = protected.public()
    cells = {"・".join(cell.categories): cell.value for cell in shown.cells}
    return {**cells, "計": shown.total}
