"""The setting of a publication: its own tables of one measure, and what was published of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from services.stats.domain.protection.atoms import Atoms, margins_of
from services.stats.domain.protection.crossing import cross
from services.stats.domain.protection.layout import Layout, Placed
from services.stats.domain.protection.periods import (
    newest_at_each_moment,
    relate_periods,
    relate_recurring,
)
from services.stats.domain.protection.publication import (
    KEPT_BACK,
    ProtectedFigure,
    Publication,
    Status,
    possible,
    promise_of,
)
from services.stats.domain.protection.reckon import reckon
from services.stats.domain.protection.rule import ProtectionRule
from services.stats.domain.protection.subject import Days, Subject
from services.stats.domain.protection.system import System
from services.stats.domain.protection.view import Region, Spot


@dataclass(frozen=True, slots=True)
class Earlier:
    """A figure as an earlier publication had it.

    Attributes:
        unknown: of the figure.
        figure: what was told.
        rule: under which rule.
    """

    unknown: int
    figure: ProtectedFigure
    rule: ProtectionRule


@dataclass(frozen=True, slots=True)
class Setting:
    """One measure, ready for a decision.

    Attributes:
        system: completed; bounded by what earlier publications told.
        placed: the tables to publish.
        earlier: every figure of earlier publications, in their order.
        remainders: unknowns of figures that nobody published, but that follow from what is: what
            is left of a period when others are known.
    """

    system: System
    placed: tuple[Placed, ...]
    earlier: tuple[Earlier, ...]
    remainders: tuple[int, ...]

    @property
    def kept_back(self) -> frozenset[int]:
        """Figures that an earlier publication kept back."""
        return frozenset(e.unknown for e in self.earlier if e.figure.status in KEPT_BACK)

    def promises(self) -> list[tuple[int, tuple[int, int]]]:
        """What earlier publications promised of which figure."""
        found = ((one.unknown, promise_of(one.figure, one.rule)) for one in self.earlier)
        return [(unknown, promise) for unknown, promise in found if promise is not None]

    def tells(self, unknown: int, told: tuple[float, float]) -> bool:
        """Whether earlier publications tell as much of a figure alone already."""
        low, high = self.system.low[unknown], self.system.high[unknown]
        return told[0] <= low and high <= told[1]

    @property
    def rounded(self) -> dict[int, int]:
        """What an earlier publication told of figures it rounded, by their unknowns."""
        return {
            e.unknown: e.figure.told
            for e in self.earlier
            if e.figure.status is Status.ROUNDED and e.figure.told is not None
        }


def set_out(subjects: Sequence[Subject], days: Days, known: Sequence[Publication]) -> Setting:
    """Set out the tables of one measure.

    Args:
        subjects: the tables to publish; all of the same measure.
        days: first and last day of their period.
        known: what was published, in the order in which it was.
    """
    measure = subjects[0].measure
    of_measure = [
        (
            (publication.first, publication.last),
            [table for table in publication.tables if table.subject.measure == measure],
        )
        for publication in known
    ]
    near = _connected(days, {when for when, tables in of_measure if tables})
    before = [(when, tables) for when, tables in of_measure if tables and when in near]
    told_subjects = [table.subject for _, tables in before for table in tables]
    every = [*told_subjects, *subjects]
    record = _Record(System(), Atoms(every), margins_of(every))
    earlier = [
        Earlier(unknown, figure, table.rule)
        for when, tables in before
        for placed, table in zip(
            record.lay_out(when, [table.subject for table in tables]), tables, strict=True
        )
        for unknown, figure in zip(placed.unknowns, table.figures, strict=True)
        if unknown is not None
    ]
    placed_here = record.lay_out(days, subjects)
    cross(record.layouts)
    for one in earlier:
        record.system.learn(one.unknown, *possible(one.figure, one.rule))
    remainders = record.relate_over_time(sums=all(s.sums_over_time for s in subjects))
    reckon(record.system)
    return Setting(record.system, tuple(placed_here), tuple(earlier), tuple(remainders))


@dataclass(slots=True)
class _Record:
    """What is laid out so far, publication by publication.

    Attributes:
        system: the system.
        atoms: of all publications.
        margins: by which attributes their tables can be compared.
        layouts: one for each publication.
        told: of each spot the unknowns that were told, the newest last.
        regions: those that some table tells.
    """

    system: System
    atoms: Atoms
    margins: Sequence[frozenset[str]]
    layouts: list[Layout] = field(default_factory=list)
    told: dict[Spot, list[int]] = field(default_factory=lambda: defaultdict(list))
    regions: set[Region] = field(default_factory=set)

    def lay_out(self, days: Days, subjects: Sequence[Subject]) -> list[Placed]:
        """Lay out a publication.

        Where nothing in it differs from the last one of the same days, both are taken to be made
        from the same records, as two templates are that go out together.
        """
        layout = Layout(self.system, self.atoms, days, self.margins, self.told)
        former = next((one for one in reversed(self.layouts) if one.days == days), None)
        if former is not None and former.agrees(subjects):
            layout.here = former.here
        placed = layout.place(subjects)
        self.layouts.append(layout)
        self.regions.update(region for view in layout.views for region in view.cells)
        for spot, unknown in layout.here.items():
            self.told[spot].append(unknown)
        return placed

    def relate_over_time(self, *, sums: bool) -> list[int]:
        """Relate the figures of each region over time; return the unknowns of remainders."""
        history: dict[Region, list[tuple[Days, int]]] = defaultdict(list)
        for layout in self.layouts:
            for (days, region), unknown in layout.here.items():
                history[region].append((days, unknown))
        remainders: list[int] = []
        for region, told in history.items():
            if len({days for days, _ in told}) == 1:
                continue
            for moment in newest_at_each_moment(told):
                left = relate_periods(self.system, moment)
                if sums and region in self.regions:
                    remainders += left
                elif not sums:
                    relate_recurring(self.system, moment)
        return remainders


def _connected(days: Days, others: set[Days]) -> set[Days]:
    """The periods that overlap this one, and those that overlap them; others tell nothing of it."""
    found = {days}
    while more := {
        other
        for other in others - found
        if any(other[0] <= one[1] and one[0] <= other[1] for one in found)
    }:
        found |= more
    return found
