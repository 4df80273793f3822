"""Which of stats' events leave the service, and in what shape."""

from __future__ import annotations

from services.stats.domain.issued_return import ReturnIssued
from shared.facts import Fact, stats
from shared.store import Recorded


def publish(recorded: Recorded) -> Fact | None:
    """Return the fact that a recorded event is to the other services, or ``None``.

    The figures stay here: the fact says that a return was issued, and its digest proves which.
    """
    match recorded.event:
        case ReturnIssued() as event:
            return stats.ReturnIssued(
                municipality=event.municipality,
                occurred_on=event.issued_on,
                return_id=str(recorded.originator_id),
                template=event.template,
                period_from=event.period_from,
                period_to=event.period_to,
                version=event.version,
                digest=event.digest,
            )
        case _:
            return None
