"""What every use case at the counter has at hand: the store, the keys, the clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from uuid import UUID

from services.intake.application.door import Door, OpenDoor
from services.intake.domain import case, person
from services.intake.domain.case import CASE, CaseState, Role
from services.intake.domain.person import PERSON
from shared.calendar import Clock, jst_date
from shared.identity import Actor
from shared.sealing import Sealed, Sealer
from shared.store import EventStore, Stream, Transaction

ENDS = (case.CaseClosed, case.CaseTransferredOut, case.AnonymousLinked)
"""Events after which the persons of a case are free for another one."""


class Desk:
    """The counter; its use cases are in :mod:`reception` and :mod:`casework`.

    Args:
        store: events and views.
        sealer: the service's keys.
        clock: the instant of recording.
        door: what whoever acts can reach.
    """

    def __init__(
        self, store: EventStore, sealer: Sealer, clock: Clock, door: Door | None = None
    ) -> None:
        self.store = store
        self.sealer = sealer
        self.clock = clock
        self.door: Door = door or OpenDoor()

    @contextmanager
    def transaction(self, actor: Actor) -> Iterator[Transaction]:
        """Open a transaction; its instant is read when nobody else can write any more.

        So nobody acts on a contract that ended before their act stands in the record.
        """
        with self.store.transaction(actor, self.clock) as tx:
            yield tx

    @property
    def today(self) -> date:
        """The day of recording in Japan."""
        return jst_date(self.clock())

    def worker_of(self, actor: Actor) -> UUID:
        """Who somebody is among the workers in charge of cases."""
        return self.worker_id(actor.agency, actor.person)

    def worker_id(self, agency: str, account: str) -> UUID:
        """The worker of an account in an agency; opaque, since accounts may be told from names."""
        return self.sealer.opaque_uuid("account", agency, account)

    def put_into_case(
        self,
        tx: Transaction,
        stream: Stream[CaseState],
        person_id: UUID,
        role: Role,
        on: date,
    ) -> Stream[CaseState]:
        """Take a person of the household into a case, in an open transaction.

        A case that is over is not opened for them: a late note leaves them free for another.
        """
        member = self.door.person(tx, person_id)
        if not case.existing(stream.state).ended:
            tx.append(PERSON, member, *person.join_case(member.state, stream.id, on=on))
        events = case.add_person(stream.state, person_id, role, on=on, today=self.today)
        return tx.append(CASE, stream, *events)

    def decide(
        self,
        actor: Actor,
        case_id: UUID,
        rule: Callable[[CaseState | None], tuple[case.CaseEvent, ...]],
        expected: int | None = None,
    ) -> None:
        """Apply one rule to a case, in a transaction of its own.

        Raises:
            Refusal: ``stale-version``, and what the rule says.
        """
        with self.transaction(actor) as tx:
            stream = self.door.case(tx, case_id)
            stream.expect_version(expected)
            append_to_case(tx, stream, *rule(stream.state))


def append_to_case(
    tx: Transaction, stream: Stream[CaseState], *events: case.CaseEvent
) -> Stream[CaseState]:
    """Append to a case, and let its persons leave or join it when its work ends or goes on."""
    for event in events:
        stream = tx.append(CASE, stream, event)
        if isinstance(event, ENDS):
            move = person.leave_case
        elif isinstance(event, case.CaseReopened):
            move = person.join_case
        else:
            continue
        for person_id in sorted(case.existing(stream.state).persons):
            member = tx.load(PERSON, person_id)
            tx.append(PERSON, member, *move(member.state, stream.id, on=event.on))
    return stream


def seal_optional(sealer: Sealer, key_id: UUID, text: str | None, label: str) -> Sealed | None:
    """Seal a text that may be absent; an empty one counts as absent."""
    return sealer.seal(str(key_id), text, label) if text else None
