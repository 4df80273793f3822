"""What has arrived at the hub: who has reported, how they compare, whose ledger holds."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from services.stats.domain.prefecture_return import CAUTION, FOR_PUBLICATION
from services.stats.prefecture import views
from services.stats.prefecture.domain.comparison import Compared
from services.stats.prefecture.domain.ledgers import Finding, KeptCheckpoint, findings, in_order
from services.stats.prefecture.populations import POPULATION_FILE, read_populations
from services.stats.prefecture.register import Entry, Register
from services.stats.prefecture.views import ArrivedFigure, ArrivedReturn
from services.stats.templates import load_templates
from shared.inbox import dead_letters
from shared.refusal import InvalidInput, Refusal
from shared.store import EventStore


@dataclass(frozen=True, slots=True)
class Reported:
    """How far the municipalities have reported on one template and period.

    Attributes:
        template: id of the template.
        title: what it is called; ``None`` while nobody has reported.
        first: first day of the period.
        last: its last day.
        returns: the version that holds of each municipality that has reported.
        missing: codes of those that have not, and were in the register before the period ended.
        contradicting: codes of those of which one version arrived with two contents.
    """

    template: str
    title: str | None
    first: date
    last: date
    returns: tuple[ArrivedReturn, ...]
    missing: tuple[str, ...]
    contradicting: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ComparedFigure:
    """One figure, municipality by municipality.

    Attributes:
        heading: of its table.
        measure: name of the measure.
        measure_version: version of its definition; who counts by another has a figure of its own.
        categories: ``None`` for the total of the table.
        dimensions: by what the table is divided; nothing where nobody told.
        figures: of every municipality that is in the register or has reported.
        handling: 取扱注意 if any of them is a true count, else 公表用.
    """

    heading: str
    measure: str
    measure_version: int
    categories: tuple[str, ...] | None
    dimensions: tuple[str, ...]
    figures: tuple[Compared, ...]
    handling: str


@dataclass(frozen=True, slots=True)
class LedgerOf:
    """What is known of one municipality's ledger of disclosures.

    Attributes:
        municipality: 全国地方公共団体コード.
        latest: the checkpoint submitted last; ``None`` if none ever was.
        kept: how many are kept.
        verified: whether its signatures could be verified at all.
        findings: what no honest ledger shows.
    """

    municipality: str
    latest: KeptCheckpoint | None
    kept: int
    verified: bool
    findings: tuple[Finding, ...]


class Looking:
    """Looks at what has arrived; nothing is recorded.

    Args:
        store: what has arrived.
        folder: where the register lies.
    """

    def __init__(self, store: EventStore, folder: Path) -> None:
        self._store = store
        self._folder = folder

    @property
    def register(self) -> Register:
        """The register as it is now."""
        return Register.read(self._folder)

    def populations(self) -> Mapping[str, int]:
        """The inhabitants by code, of the table that lies beside the register; else of nobody.

        Raises:
            Refusal, InvalidInput: see :func:`read_populations`.
        """
        kept = self._folder / POPULATION_FILE
        return read_populations(kept) if kept.exists() else {}

    def put_aside(self) -> int:
        """How many messages could not be taken in."""
        return len(dead_letters(self._store))

    def reported(
        self, template: str | None = None, first: date | None = None, last: date | None = None
    ) -> tuple[Reported, ...]:
        """Who has reported and who is missing, by template and period.

        One template and period that are asked for are told of even if nobody has reported.
        """
        arrived = views.arrived_returns(self._store, template, first, last)
        expected = tuple(self.register.entries.values())
        groups = [
            _reported(key, tuple(group), expected)
            for key, group in groupby(arrived, lambda one: (one.template, one.first, one.last))
        ]
        if not groups and template and first and last:
            groups = [_reported((template, first, last), (), expected)]
        return tuple(groups)

    def arrived(self, template: str, first: date, last: date) -> list[ArrivedReturn]:
        """Everything that arrived of one template and period, by municipality and version."""
        return views.arrived_returns(self._store, template, first, last)

    def whole_return(self, arrived: ArrivedReturn) -> list[ArrivedFigure]:
        """Every figure of one return, in its order."""
        return views.whole_return(self._store, arrived.arrival)

    def dimensions_of(self, arrived: ArrivedReturn) -> dict[str, tuple[str, ...]]:
        """By what its tables are divided; where nobody told, as the template has it here."""
        template = load_templates().get(arrived.template)
        tables = template.tables if template else ()
        known = {one.name: tuple(axis.name for axis in one.dimensions) for one in tables}
        return {**known, **views.dimensions_of(self._store, arrived.arrival)}

    def compare(
        self,
        template: str,
        first: date,
        last: date,
        populations: Mapping[str, int],
        heading: str | None = None,
    ) -> tuple[ComparedFigure, ...]:
        """Set the municipalities' figures side by side.

        Args:
            template: id of the template.
            first: first day of the period.
            last: its last day.
            populations: inhabitants by code.
            heading: cell by cell, of the table with this heading; without it the totals of all.

        Raises:
            Refusal: ``nobody-reported``.
            InvalidInput: ``unknown-table``.
        """
        (group,) = self.reported(template, first, last)
        if not group.returns:
            raise Refusal(
                "nobody-reported",
                "この様式と期間の報告は、まだどこからも届いていません。",
                "届いた報告の一覧で、様式と期間を確かめてください。",
            )
        figures = {one: views.figures_of(self._store, one.arrival) for one in group.returns}
        asked = dict.fromkeys(
            figure
            for known in figures.values()
            for figure in known
            if (figure.categories is None if heading is None else figure.heading == heading)
        )
        if not asked:
            raise InvalidInput(
                "--table",
                "unknown-table",
                "その見出しの表は、届いた報告にありません。",
                "表を指定せずに比べると、見出しの一覧が出ます。",
            )
        of = {one.municipality: one for one in group.returns}
        dimensions = ChainMap(*map(self.dimensions_of, group.returns))
        protected = all(one.handling == FOR_PUBLICATION for one in group.returns)
        return tuple(
            ComparedFigure(
                *figure,
                dimensions.get(figure.heading, ()),
                tuple(
                    Compared(
                        municipality=code,
                        version=of[code].version if code in of else None,
                        value=figures[of[code]].get(figure) if code in of else None,
                        population=populations.get(code),
                    )
                    for code in sorted({*of, *group.missing})
                ),
                FOR_PUBLICATION if protected else CAUTION,
            )
            for figure in asked
        )

    def ledgers(self) -> tuple[LedgerOf, ...]:
        """What the checkpoints tell of each municipality's ledger of disclosures."""
        entries = self.register.entries
        codes = sorted({*entries, *views.municipalities_with_checkpoints(self._store)})
        found = []
        for code in codes:
            kept = views.kept_checkpoints(self._store, code)
            trusted = entries[code].trusted if code in entries else None
            latest = in_order(kept)[-1] if kept else None
            found.append(
                LedgerOf(code, latest, len(kept), trusted is not None, findings(kept, trusted))
            )
        return tuple(found)


def _reported(
    key: tuple[str, date, date], arrived: tuple[ArrivedReturn, ...], expected: tuple[Entry, ...]
) -> Reported:
    holds: dict[str, ArrivedReturn] = {}
    contents: dict[tuple[str, int], set[str]] = {}
    for one in arrived:
        holds[one.municipality] = one
        contents.setdefault((one.municipality, one.version), set()).add(one.digest)
    return Reported(
        template=key[0],
        title=arrived[-1].title if arrived else None,
        first=key[1],
        last=key[2],
        returns=tuple(holds.values()),
        missing=tuple(
            one.municipality
            for one in expected
            if one.reports_on(key[2]) and one.municipality not in holds
        ),
        contradicting=tuple(
            sorted({code for (code, _), digests in contents.items() if len(digests) > 1})
        ),
    )
