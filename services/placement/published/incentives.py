"""What was granted for a month, scheme by scheme; the days themselves and their evidence stay."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from services.placement.domain.incentive import (
    EmployerIncentivesIssued,
    Line,
    PersonIncentivesIssued,
)
from services.placement.domain.incentive.month import days_of
from services.placement.published.publish import fact_of
from shared.facts import Fact, placement
from shared.store import Recorded


@fact_of.register
def _(event: PersonIncentivesIssued | EmployerIncentivesIssued, recorded: Recorded) -> Fact:
    person_id = event.person_id if isinstance(event, PersonIncentivesIssued) else None
    return placement.IncentiveGranted(
        municipality=event.municipality,
        occurred_on=event.on,
        statement_id=str(recorded.originator_id),
        entry=event.entry,
        recipient="person" if person_id else "employer",
        person_id=str(person_id) if person_id else None,
        month=days_of(event.month)[0],
        amounts=_by_scheme(event.lines),
    )


def _by_scheme(lines: Iterable[Line]) -> tuple[placement.IncentiveAmount, ...]:
    yen: Counter[str] = Counter()
    days: Counter[str] = Counter()
    for line in lines:
        yen[line.programme] += line.amount
        days[line.programme] += line.days
    return tuple(
        placement.IncentiveAmount(programme=scheme, yen=yen[scheme], days=days[scheme])
        for scheme in sorted(yen)
    )
