"""KPI の記入: figures that no fact tells, entered by hand, each on record with its day.

A later count of the same year is entered anew; a figure that was wrong on its day is corrected
with a reason. Neither rewrites what was entered before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated
from uuid import UUID, uuid5

from pydantic import Field

from services.stats.domain.kpi.sheet import Kpi, KpiSheet
from shared.calendar import FiscalYear
from shared.codes import CORRECTION_REASONS
from shared.refusal import InvalidInput, Refusal
from shared.store.aggregate import Aggregate
from shared.store.event import Event, recorded_as

_ENTRIES = UUID("d2c4f0a8-3f56-5f0b-9a52-6a1c0f7e9b11")
"""Name space of the ids of sheets as municipalities fill them in; never changes."""

Figure = Annotated[int, Field(ge=-1_000_000_000, le=1_000_000_000)]
"""An increment may be negative: a window that closes is one less."""


@recorded_as("stats.KpiEntered")
class KpiEntered(Event):
    """A figure was entered.

    Attributes:
        sheet: id of the sheet.
        kpi: name of the KPI.
        year: fiscal year, by the western year in which it begins; ``None`` for the figure from
            before the programme.
        value: the figure, of that year alone.
        counted_on: the day as of which it was counted.
    """

    sheet: str
    kpi: str
    year: int | None
    value: int
    counted_on: date


@recorded_as("stats.KpiCorrected")
class KpiCorrected(Event):
    """An entered figure was wrong.

    Attributes:
        sheet: see :class:`KpiEntered`.
        kpi: see there.
        year: see there.
        value: the right figure.
        reason: code list ``correction_reasons``.
    """

    sheet: str
    kpi: str
    year: int | None
    value: int
    reason: str


Place = tuple[str, int | None]
"""Name of a KPI and fiscal year."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What holds for a KPI and a year.

    Attributes:
        value: the figure.
        counted_on: the day as of which it was counted.
        corrected: whether it was corrected since.
    """

    value: int
    counted_on: date
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class Entries:
    """A sheet as a municipality has filled it in."""

    entries: Mapping[Place, Entry]


def evolve(state: Entries | None, event: Event) -> Entries:
    """Take one entry in.

    Raises:
        LookupError: the event cannot be there.
    """
    match event, state:
        case KpiEntered(), _:
            entry = Entry(event.value, event.counted_on)
        case KpiCorrected(), Entries():
            before = state.entries[event.kpi, event.year]
            entry = replace(before, value=event.value, corrected=True)
        case _:
            raise LookupError(f"{event.TOPIC} cannot happen here to a KPI sheet")
    known = state.entries if state else {}
    return Entries({**known, (event.kpi, event.year): entry})


ENTRIES: Aggregate[Entries] = Aggregate("kpi-sheet", evolve)


def entries_id(sheet: str, municipality: str) -> UUID:
    """The id under which a municipality fills a sheet in."""
    return uuid5(_ENTRIES, f"{sheet}/{municipality}")


@dataclass(frozen=True, slots=True)
class EntryPlace:
    """Where a figure belongs.

    Attributes:
        municipality: whose.
        sheet_id: of which sheet.
        sheet: the sheet.
        kpi: name of the KPI.
        year: fiscal year, or ``None`` for 事業開始前.
    """

    municipality: str
    sheet_id: str
    sheet: KpiSheet
    kpi: str
    year: int | None


def enter_kpi(
    state: Entries | None, place: EntryPlace, value: int, counted_on: date, *, today: date
) -> tuple[KpiEntered, ...]:
    """Enter a figure; nothing happens when it stands there already.

    Raises:
        Refusal: ``kpi-is-counted``: it follows from facts; ``kpi-entered``: another figure was
            entered for that day, which is corrected with a reason; ``newer-kpi-entered``.
        InvalidInput: ``unknown-kpi``, ``year-outside-sheet``, ``counted-outside-year``,
            ``day-in-future``.
    """
    _enterable(place)
    _refuse_odd_day(place, counted_on, today)
    known = state.entries.get((place.kpi, place.year)) if state else None
    if known is not None:
        if (known.value, known.counted_on) == (value, counted_on):
            return ()
        if known.counted_on == counted_on:
            raise Refusal(
                "kpi-entered",
                "この年度・この日現在の数は、記入済みです。",
                "誤りを直すときは、理由を添えて訂正してください。",
            )
        if counted_on < known.counted_on:
            raise Refusal(
                "newer-kpi-entered",
                "この年度には、より新しい日現在の数が記入されています。",
                "記入済みの数の日より後の日を指定してください。",
            )
    return (
        KpiEntered(
            municipality=place.municipality,
            sheet=place.sheet_id,
            kpi=place.kpi,
            year=place.year,
            value=value,
            counted_on=counted_on,
        ),
    )


def correct_kpi(
    state: Entries | None, place: EntryPlace, value: int, reason: str
) -> tuple[KpiCorrected, ...]:
    """Correct an entered figure; nothing happens when it is the same.

    Raises:
        Refusal: ``kpi-is-counted``, ``kpi-not-entered``.
        InvalidInput: ``unknown-kpi``, ``year-outside-sheet``, ``unknown-code``.
    """
    _enterable(place)
    if reason not in CORRECTION_REASONS:
        codes = "・".join(f"{one.code}（{one.label}）" for one in CORRECTION_REASONS)
        raise InvalidInput(
            "理由", "unknown-code", "その符号の理由はありません。", f"{codes} から選んでください。"
        )
    known = state.entries.get((place.kpi, place.year)) if state else None
    if known is None:
        raise Refusal(
            "kpi-not-entered",
            "この年度の数は、まだ記入されていません。",
            "先に、この年度の数を記入してください。",
        )
    if known.value == value:
        return ()
    return (
        KpiCorrected(
            municipality=place.municipality,
            sheet=place.sheet_id,
            kpi=place.kpi,
            year=place.year,
            value=value,
            reason=reason,
        ),
    )


def _enterable(place: EntryPlace) -> Kpi:
    kpi = place.sheet.kpi(place.kpi)
    if kpi is None:
        raise InvalidInput(
            "指標",
            "unknown-kpi",
            "その名前の指標は、この様式にありません。",
            "様式に載っている指標の名前を確かめてください。",
        )
    if not kpi.is_entered:
        raise Refusal(
            "kpi-is-counted",
            "この指標は、記録から数えます。手では記入できません。",
            "相談・つなぎ・就労の記録のほうを確かめてください。",
        )
    years = [year.start for year in place.sheet.years]
    if place.year is not None and place.year not in years:
        raise InvalidInput(
            "年度",
            "year-outside-sheet",
            "この様式の年度ではありません。",
            f"{FiscalYear(years[0]).label}から{FiscalYear(years[-1]).label}までを指定してください。",
        )
    return kpi


def _refuse_odd_day(place: EntryPlace, counted_on: date, today: date) -> None:
    if counted_on > today:
        raise InvalidInput(
            "いつ現在の数か",
            "day-in-future",
            "その日は、まだ来ていません。",
            "今日までの日を指定してください。",
        )
    begun = place.sheet.years[0].first_day
    if place.year is None:
        fits = counted_on <= begun
        span = f"{place.sheet.years[0].label}が始まる前か、初日"
    else:
        year = FiscalYear(place.year)
        fits = year.first_day <= counted_on <= year.last_day
        span = f"{year.label}のうち"
    if not fits:
        raise InvalidInput(
            "いつ現在の数か",
            "counted-outside-year",
            "その日は、年度の外にあります。",
            f"{span}の日を指定してください。年度の末日の数は、末日を指定します。",
        )
