"""Workers 職員: of somebody who reads, only what an audit needs: the family name, sealed.

Who reads about somebody of their own family name is to be noticed (law rule 54).
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import NAMESPACE_URL, UUID, uuid5

from shared.codes.municipality import MunicipalityCode
from shared.identity import Opaque
from shared.sealing.sealed import Sealed
from shared.store.aggregate import Aggregate
from shared.store.event import Event, recorded_as

SURNAME_LABEL = "conference.worker.surname"


@recorded_as("conference.WorkerDescribed")
class WorkerDescribed(Event):
    """A worker's family name as it now is; replaces what was known before.

    Attributes:
        worker: opaque id, as it stands in every record.
        surname: the family name, sealed under the worker's own key.
    """

    worker: Opaque
    surname: Sealed


@dataclass(frozen=True, slots=True)
class WorkerState:
    """A worker as described last."""

    municipality: MunicipalityCode
    surname: Sealed


def worker_id(worker: str) -> UUID:
    """The stream, and the sealing key, of a worker."""
    return uuid5(NAMESPACE_URL, f"tsunagu:worker:{worker}")


def evolve(_before: WorkerState | None, event: Event) -> WorkerState:
    """Return the worker after an event.

    Raises:
        LookupError: the history is damaged; the event has no place in it.
    """
    match event:
        case WorkerDescribed():
            return WorkerState(event.municipality, event.surname)
    raise LookupError(f"{event.TOPIC} has no place in this worker's history")


WORKER: Aggregate[WorkerState] = Aggregate("worker", evolve)
