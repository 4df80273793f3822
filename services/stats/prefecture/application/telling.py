"""What was found at the hub, as it is answered."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from services.stats.domain.period import Period
from services.stats.prefecture.application.answers import (
    AlarmShown,
    FigureCompared,
    FigureOf,
    FigureShown,
    LedgerShown,
    Named,
    ReportOf,
    StatusOf,
    TableArrived,
)
from services.stats.prefecture.application.looking import ComparedFigure, LedgerOf, Reported
from services.stats.prefecture.domain.comparison import Compared
from services.stats.prefecture.domain.ledgers import ALARMS
from services.stats.prefecture.views import ArrivedFigure, ArrivedReturn
from shared.codes.municipality import municipality_name
from shared.refusal import InvalidInput


def label_of(first: date, last: date) -> str:
    """How a period is printed; one that no calendar has, since anything may be sent, as it is."""
    try:
        return Period.between(first, last).label
    except InvalidInput:
        return f"{first.isoformat()}〜{last.isoformat()}"


def report_of(one: ArrivedReturn, contradicting: Collection[str]) -> ReportOf:
    """A version of a municipality's return."""
    return ReportOf(
        municipality=one.municipality,
        name=municipality_name(one.municipality),
        version=one.version,
        changed=one.changed,
        as_of=one.as_of,
        submitted_on=one.submitted_on,
        protection=one.protection,
        handling=one.handling,
        digest=one.digest,
        contradicted=one.municipality in contradicting,
    )


def status_of(group: Reported) -> StatusOf:
    """How far the municipalities have reported."""
    return StatusOf(
        template=group.template,
        title=group.title,
        first=group.first,
        last=group.last,
        period=label_of(group.first, group.last),
        reported=tuple(report_of(one, group.contradicting) for one in group.returns),
        missing=tuple(
            Named(municipality=code, name=municipality_name(code)) for code in group.missing
        ),
    )


def table_arrived(
    figures: Sequence[ArrivedFigure], dimensions: Mapping[str, tuple[str, ...]]
) -> TableArrived:
    """A table of a return, of which there is at least the total."""
    first = figures[0]
    return TableArrived(
        heading=first.heading,
        measure=first.measure,
        measure_version=first.measure_version,
        dimensions=dimensions.get(first.heading, ()),
        figures=tuple(
            FigureShown(categories=one.categories, value=one.value, note=one.note)
            for one in figures
        ),
    )


def compared(figure: ComparedFigure) -> FigureCompared:
    """One figure side by side; who has the same rate has the same place."""
    rates = sorted((one.rate for one in figure.figures if one.rate is not None), reverse=True)
    return FigureCompared(
        heading=figure.heading,
        measure=figure.measure,
        measure_version=figure.measure_version,
        dimensions=figure.dimensions,
        categories=figure.categories,
        handling=figure.handling,
        municipalities=tuple(
            _figure_of(one, None if one.rate is None else rates.index(one.rate) + 1)
            for one in figure.figures
        ),
    )


def _figure_of(one: Compared, rank: int | None) -> FigureOf:
    return FigureOf(
        municipality=one.municipality,
        name=municipality_name(one.municipality),
        version=one.version,
        value=one.value,
        population=one.population,
        per_100000=None if one.rate is None else str(one.rate),
        rank=rank,
    )


def ledger_shown(one: LedgerOf) -> LedgerShown:
    """What is known of a ledger of disclosures."""
    latest = one.latest
    return LedgerShown(
        municipality=one.municipality,
        name=municipality_name(one.municipality),
        kept=one.kept,
        verified=one.verified,
        size=latest.size if latest else None,
        root=latest.root if latest else None,
        origin=latest.origin if latest else None,
        submitted_at=latest.submitted_at if latest else None,
        alarms=tuple(
            AlarmShown(
                alarm=finding.alarm,
                means=ALARMS[finding.alarm],
                note=finding.at.note,
                contradicts=finding.before.note if finding.before else None,
            )
            for finding in one.findings
        ),
    )
