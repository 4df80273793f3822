"""What a municipality runs, and by which rule of its own it shares: conditions of every decision.

Both are dated within themselves, and every change is an event: what held on a past day can be
asked for that day, and so can what was known of it then.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from uuid import UUID, uuid5

from pydantic import AwareDatetime

from shared.codes.municipality import MunicipalityCode
from shared.refusal import InvalidInput
from shared.store.aggregate import Aggregate
from shared.store.event import Detail, Event, recorded_as

_MUNICIPALITIES = UUID("6f1d0f7e-3a2b-5c77-9a30-0b1f6a3c9e41")


class Period(Detail):
    """A half-open period [start, end).

    Attributes:
        start: first instant at which it holds.
        end: first instant at which it no longer holds; ``None`` for open-ended.
    """

    start: AwareDatetime
    end: AwareDatetime | None = None

    def holds_at(self, at: datetime) -> bool:
        """Whether it holds at an instant."""
        return self.start <= at and (self.end is None or at < self.end)


class MunicipalityDetails(Detail):
    """A municipality as the law must know it, wholly.

    Attributes:
        runs_juso: when it runs 重層的支援体制整備事業 (社会福祉法106条の4; law rule 17).
        welfare_office: it has a 福祉事務所 of its own (生活困窮者自立支援法9条).
        profile: its own rule as JSON with dated versions, in the form of docs/law; ``None`` while
            it has none: then every option has its default.
    """

    runs_juso: tuple[Period, ...] = ()
    welfare_office: bool = False
    profile: str | None = None


@recorded_as("conference.MunicipalityDescribed")
class MunicipalityDescribed(Event, MunicipalityDetails):
    """What the municipality runs and which rule it follows; replaces what was described before."""


@dataclass(frozen=True, slots=True)
class MunicipalityState:
    """A municipality as it was described last."""

    municipality: MunicipalityCode
    details: MunicipalityDetails


def municipality_id(code: MunicipalityCode) -> UUID:
    """The stream of a municipality; codes are public, so its id may follow from it."""
    return uuid5(_MUNICIPALITIES, code)


def evolve(_before: MunicipalityState | None, event: Event) -> MunicipalityState:
    """Return the municipality after an event.

    Raises:
        LookupError: the history is damaged; the event has no place in it.
    """
    match event:
        case MunicipalityDescribed():
            return MunicipalityState(event.municipality, MunicipalityDetails.carried_by(event))
    raise LookupError(f"{event.TOPIC} has no place in a municipality's history")


MUNICIPALITY: Aggregate[MunicipalityState] = Aggregate("municipality", evolve)


def refuse_empty_period(field: str, start: datetime, end: datetime | None) -> None:
    """Refuse a period that ends before or as it begins.

    Args:
        field: what the user calls it.
        start: first instant.
        end: first instant after it, or ``None``.

    Raises:
        InvalidInput: ``period-empty``.
    """
    if end is not None and end <= start:
        raise InvalidInput(
            field,
            "period-empty",
            f"{field}の終わりが、始まりより後になっていません。",
            "始まりと終わりの日時を確かめて、入力し直してください。",
        )


def describe_municipality(
    before: MunicipalityState | None, code: MunicipalityCode, details: MunicipalityDetails
) -> tuple[MunicipalityDescribed, ...]:
    """Record what a municipality runs and which rule it follows; the same again changes nothing.

    Raises:
        InvalidInput: ``period-empty``; ``periods-overlap``.
    """
    for period in details.runs_juso:
        refuse_empty_period("重層の実施期間", period.start, period.end)
    order = sorted(details.runs_juso, key=lambda one: one.start)
    for one, following in pairwise(order):
        if one.end is None or following.start < one.end:
            raise InvalidInput(
                "重層の実施期間",
                "periods-overlap",
                "重層的支援体制整備事業の実施期間が重なっています。",
                "一つの期間にまとめるか、前の期間の終わりを直してください。",
            )
    if before is not None and before.details == details:
        return ()
    return (MunicipalityDescribed(municipality=code, **dict(details)),)
