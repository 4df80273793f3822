"""KPI sheets: counted from facts, entered by hand where no fact tells, shown as of any instant."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from services.stats.application.acting import refuse_elsewhere
from services.stats.application.counting import Counted, count_totals, silently
from services.stats.application.kpi.forms import CorrectKpi, EnterKpi, KpiShown, ShowKpi
from services.stats.application.kpi.lines import kpi_line, share_line
from services.stats.domain.kpi.entering import (
    ENTRIES,
    Entries,
    EntryPlace,
    correct_kpi,
    enter_kpi,
    entries_id,
)
from services.stats.domain.kpi.reckoning import FORECAST_METHOD, Reached, row_of
from services.stats.domain.kpi.sheet import Kpi, KpiSheet
from services.stats.domain.prefecture_return import CAUTION
from services.stats.domain.scope import scope_of
from services.stats.kpi import kpi_sheet, measured_tables
from services.stats.views import Ask
from shared.calendar import JST, Clock, jst_date
from shared.identity import Actor, Role
from shared.refusal import InvalidInput
from shared.store import EventStore
from shared.use_case import use_case

KEEPERS: tuple[Role, ...] = ("statistician",)
"""Who fills a sheet in and reads it: it shows true counts of this very instant, which nobody has
issued. The prefecture is given returns, and what it is given is on record."""


class Kpis:
    """What is done with KPI sheets.

    Args:
        store: observations and entered figures.
        clock: the instant of recording.
        ask: who counts.
        counted: is told after each figure that was counted.
    """

    def __init__(
        self, store: EventStore, clock: Clock, ask: Ask, counted: Counted = silently
    ) -> None:
        self._store = store
        self._clock = clock
        self._ask = ask
        self._counted = counted

    def watched_by(self, counted: Counted) -> Kpis:
        """The same, for somebody who watches it go on."""
        return Kpis(self._store, self._clock, self._ask, counted)

    @use_case("kpi.enter", "KPI の記入", roles=KEEPERS)
    def enter(self, actor: Actor, request: EnterKpi) -> None:
        """Enter a figure that no fact tells.

        Raises:
            Refusal: ``not-of-this-municipality``; and see
                :func:`services.stats.domain.kpi.entering.enter_kpi`.
            InvalidInput: ``unknown-kpi-sheet``; and see there.
        """
        place = _place(request)
        with self._store.transaction(actor, self._clock) as tx:
            refuse_elsewhere(tx, actor, request.municipality, tx.at)
            stream = tx.load(ENTRIES, entries_id(request.sheet, request.municipality))
            today = jst_date(tx.at)
            events = enter_kpi(stream.state, place, request.value, request.counted_on, today=today)
            tx.append(ENTRIES, stream, *events)

    @use_case("kpi.correct", "KPI の訂正", roles=KEEPERS)
    def correct(self, actor: Actor, request: CorrectKpi) -> None:
        """Correct an entered figure; what was entered stays on record.

        Raises:
            Refusal: ``not-of-this-municipality``; and see
                :func:`services.stats.domain.kpi.entering.correct_kpi`.
            InvalidInput: ``unknown-kpi-sheet``; and see there.
        """
        place = _place(request)
        with self._store.transaction(actor, self._clock) as tx:
            refuse_elsewhere(tx, actor, request.municipality, tx.at)
            stream = tx.load(ENTRIES, entries_id(request.sheet, request.municipality))
            events = correct_kpi(stream.state, place, request.value, request.reason)
            tx.append(ENTRIES, stream, *events)

    @use_case("kpi.show", "KPI の様式", roles=KEEPERS, kind="query")
    def show(self, actor: Actor, request: ShowKpi) -> KpiShown:
        """A sheet with what was reached, the gap and the forecast, as of an instant.

        Raises:
            Refusal: ``not-of-this-municipality``.
            InvalidInput: ``unknown-kpi-sheet``; ``as-of-in-future``: the forecast would rest on
                days in which nothing was counted.
        """
        refuse_elsewhere(self._store, actor, request.municipality, self._clock())
        sheet, now = kpi_sheet(request.sheet), self._clock()
        as_of = request.as_of or now
        if jst_date(as_of) > jst_date(now):
            raise _not_come()
        counts = self._counts(sheet, request, as_of)
        entries = self._entries(request, as_of)
        rows = {
            kpi.name: row_of(sheet, kpi, self._reached(kpi, counts, entries, jst_date(as_of)))
            for kpi in sheet.kpis
            if kpi.share is None
        }
        return KpiShown(
            sheet=request.sheet,
            title=sheet.title,
            source=sheet.source,
            municipality=request.municipality,
            as_of=as_of.astimezone(JST),
            first_year=sheet.first_year,
            target_year=sheet.target_year,
            cost_thousand_yen=sheet.cost_thousand_yen,
            forecast_method=FORECAST_METHOD,
            handling=CAUTION,
            kpis=tuple(map(kpi_line, rows.values())),
            shares=tuple(
                share_line(kpi, kpi.share, rows) for kpi in sheet.kpis if kpi.share is not None
            ),
        )

    def _counts(
        self, sheet: KpiSheet, request: ShowKpi, as_of: datetime
    ) -> Mapping[int, Mapping[str, int | None]]:
        """What is counted in each fiscal year that has begun, by the name of the KPI."""
        today, tables = jst_date(as_of), measured_tables(request.sheet)
        found = {}
        for year in sheet.years:
            if year.first_day <= today:
                last = min(year.last_day, today)
                scope = scope_of(request.municipality, year.first_day, last, as_of)
                found[year.start] = count_totals(self._ask, tables, scope, self._counted)
        return found

    def _entries(self, request: ShowKpi, as_of: datetime) -> Entries:
        """What was entered by an instant."""
        history = self._store.history(entries_id(request.sheet, request.municipality))
        known = [one.event for one in history if one.metadata.recorded_at <= as_of]
        return ENTRIES.fold(None, known) or Entries({})

    @staticmethod
    def _reached(
        kpi: Kpi,
        counts: Mapping[int, Mapping[str, int | None]],
        entries: Entries,
        today: date,
    ) -> Reached:
        if kpi.measured is not None:
            years = {
                year: total
                for year, totals in counts.items()
                if (total := totals[kpi.name]) is not None
            }
            return Reached(years, today if years else None)
        own = {year: entry for (name, year), entry in entries.entries.items() if name == kpi.name}
        entered = {year: entry for year, entry in own.items() if year is not None}
        return Reached(
            {year: entry.value for year, entry in entered.items()},
            max((entry.counted_on for entry in entered.values()), default=None),
            own[None].value if None in own else None,
        )


def _not_come() -> InvalidInput:
    return InvalidInput(
        "基準の時点",
        "as-of-in-future",
        "基準の時点が、まだ来ていません。",
        "今日までの日時を指定してください。",
    )


def _place(request: EnterKpi | CorrectKpi) -> EntryPlace:
    return EntryPlace(
        request.municipality, request.sheet, kpi_sheet(request.sheet), request.kpi, request.year
    )
