"""What the rules of a meeting must know of the municipality as it is on the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from services.conference.domain.municipality import MunicipalityState, Period
from shared.calendar import JST
from shared.codes.municipality import MunicipalityCode


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A municipality on the day of a meeting.

    Attributes:
        municipality: its code.
        runs_juso: it runs 重層的支援体制整備事業 (law rule 17).
        welfare_office: it has a 福祉事務所 of its own (生活困窮者自立支援法9条).
        known_cases: the cases that intake opened here.
    """

    municipality: MunicipalityCode
    runs_juso: bool
    welfare_office: bool
    known_cases: frozenset[UUID]


def surroundings_on(
    day: date,
    municipality: MunicipalityCode,
    described: MunicipalityState | None,
    known_cases: frozenset[UUID] = frozenset(),
) -> Surroundings:
    """A municipality on a day (JST); one that was never described runs nothing.

    It runs 重層 on a day on which it runs it at any instant.
    """
    details = described.details if described else None
    return Surroundings(
        municipality=municipality,
        runs_juso=details is not None and any(_on(day, one) for one in details.runs_juso),
        welfare_office=details is not None and details.welfare_office,
        known_cases=known_cases,
    )


def _on(day: date, period: Period) -> bool:
    begins = datetime.combine(day, time(), JST)
    return period.start < begins + timedelta(days=1) and (period.end is None or begins < period.end)
