"""保存期間: how long the records about a person are kept, counted from closure (law rule 58).

The law asks that nothing be kept longer than needed (個人情報保護法61条2項, 22条) and leaves the
years to each municipality's rule on documents: it may lengthen what is set here, never go below.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal
from uuid import UUID, uuid5

from pydantic import Field

from services.conference.retention import LONGEST_YEARS, ClassId, record_classes
from shared.calendar import FiscalYear, months_after
from shared.codes.municipality import MunicipalityCode
from shared.refusal import InvalidInput
from shared.store.aggregate import Aggregate
from shared.store.event import Detail, Event, recorded_as

CountedFrom = Literal["closure", "next_fiscal_year"]
"""終結の日から, or 終結の日の属する年度の翌年度の4月1日から, which is never shorter."""


class Term(Detail):
    """How long one class is kept in one municipality.

    Attributes:
        years: whole years.
        counted_from: from which day they are counted.
    """

    years: int = Field(ge=1, le=LONGEST_YEARS)
    counted_from: CountedFrom = "closure"

    def last_day(self, since: date) -> date:
        """The last day on which a record is kept; the first day is not counted (民法140条)."""
        if self.counted_from == "next_fiscal_year":
            begin = FiscalYear(FiscalYear.of(since).start + 1).first_day
            return months_after(begin, 12 * self.years) - timedelta(days=1)
        return months_after(since, 12 * self.years)


@recorded_as("conference.RetentionLengthened")
class RetentionLengthened(Event, Term):
    """保存期間の延長: the municipality keeps a class longer than the program's own rule.

    Attributes:
        class_id: which class of records.
    """

    class_id: ClassId


@dataclass(frozen=True, slots=True)
class RetentionRuleState:
    """A municipality's own terms, by class; what is not there is kept as the program says."""

    municipality: MunicipalityCode
    terms: Mapping[ClassId, Term] = field(default_factory=dict)


def retention_rule_id(municipality_id: UUID) -> UUID:
    """The stream of a municipality's own terms."""
    return uuid5(municipality_id, "retention")


def evolve(rule: RetentionRuleState | None, event: Event) -> RetentionRuleState:
    """Return a municipality's terms after an event.

    Raises:
        LookupError: the history is damaged; the event has no place in it.
    """
    match event:
        case RetentionLengthened():
            before = rule.terms if rule else {}
            term = Term(years=event.years, counted_from=event.counted_from)
            return RetentionRuleState(event.municipality, {**before, event.class_id: term})
    raise LookupError(f"{event.TOPIC} has no place among terms of retention")


RETENTION_RULE: Aggregate[RetentionRuleState] = Aggregate("retention_rule", evolve)


def lengthen_retention(
    rule: RetentionRuleState | None,
    municipality: MunicipalityCode,
    class_id: ClassId,
    term: Term,
) -> tuple[RetentionLengthened, ...]:
    """Keep a class of records for other years than the program says; nothing if it is so already.

    Raises:
        InvalidInput: ``retention-below-floor``.
    """
    kept = record_classes()[class_id]
    if term.years < kept.floor_years:
        raise InvalidInput(
            "保存年数",
            "retention-below-floor",
            f"「{kept.title}」の保存年数は、{kept.floor_years}年より短くできません。",
            f"{kept.floor_years}年以上の年数にしてください。",
        )
    if rule is not None and rule.terms.get(class_id) == term:
        return ()
    return (RetentionLengthened(municipality=municipality, class_id=class_id, **dict(term)),)


def term_of(rule: RetentionRuleState | None, class_id: ClassId) -> Term:
    """How long one class is kept, before it is compared with the others."""
    own = rule.terms.get(class_id) if rule else None
    return own or Term(years=record_classes()[class_id].years)


@dataclass(frozen=True, slots=True)
class Recorded:
    """What is on record about a person.

    Attributes:
        closed_on: the day on which the last of their cases ended; ``None`` while one goes on.
        last_days: for each class that there are records of, the day of the latest, if it may lie
            after the closure; the closure counts for those without one.
    """

    closed_on: date | None
    last_days: Mapping[ClassId, date | None]


@dataclass(frozen=True, slots=True)
class Expiry:
    """Until when records are kept.

    Attributes:
        class_id: the class.
        years: how long it is kept.
        last_day: the last day on which it is kept.
    """

    class_id: ClassId
    years: int
    last_day: date


def expiries(rule: RetentionRuleState | None, records: Recorded) -> tuple[Expiry, ...]:
    """Until when each class of records about a person is kept; empty while the clock stands.

    The record of disclosures is kept as long as whatever it speaks of (law rule 53). 中断 is not
    終結, and a case that was reopened stops the clock for everybody in it.
    """
    if records.closed_on is None:
        return ()
    found: list[Expiry] = []
    classes = record_classes()
    for class_id in sorted(records.last_days, key=lambda one: classes[one].as_long_as_all_others):
        term, last = term_of(rule, class_id), records.last_days[class_id]
        last_day = term.last_day(max(records.closed_on, last or records.closed_on))
        if classes[class_id].as_long_as_all_others:
            last_day = max((last_day, *(one.last_day for one in found)))
        found.append(Expiry(class_id, term.years, last_day))
    return tuple(sorted(found, key=lambda one: one.class_id))


def kept_until(found: Iterable[Expiry]) -> date | None:
    """The last day on which anything is kept; one key opens all of it. ``None``: no clock runs."""
    return max((one.last_day for one in found), default=None)
