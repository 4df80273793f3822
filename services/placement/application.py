"""What supporters of つなぎ and 就労 can do; each use case is one transaction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID, uuid4

from services.placement.domain import employment, ledger, referral
from services.placement.domain.employment import EMPLOYMENT, EmploymentEvent, EmploymentState
from services.placement.domain.follow_up import record_checkpoint
from services.placement.domain.referral import REFERRAL, ReferralEvent, ReferralState
from services.placement.domain.retention import Checkpoint
from shared.calendar import Clock, jst_date
from shared.facts.intake import LedgerEmploymentNoted, LedgerReferralNoted
from shared.identity import Actor
from shared.store import EventStore, Transaction


class PlacementApplication:
    """Placement's use cases.

    Args:
        store: events and views.
        clock: the instant of recording.
    """

    def __init__(self, store: EventStore, clock: Clock) -> None:
        self.store = store
        self.clock = clock

    @property
    def today(self) -> date:
        """The day of recording in Japan."""
        return jst_date(self.clock())

    def offer(self, actor: Actor, municipality: str, to: referral.Referral, on: date) -> UUID:
        """打診: ask a destination; return the referral's id."""
        referral_id = uuid4()
        self._step(
            actor,
            referral_id,
            lambda state: referral.offer_referral(state, municipality, to, on=on, today=self.today),
        )
        return referral_id

    def accept(self, actor: Actor, referral_id: UUID, on: date) -> None:
        """受理: the destination agreed."""
        self._step(
            actor,
            referral_id,
            lambda state: referral.accept_referral(state, on=on, today=self.today),
        )

    def decline(self, actor: Actor, referral_id: UUID, reason: str, on: date) -> None:
        """不受理: the destination said no."""
        self._step(
            actor,
            referral_id,
            lambda state: referral.decline_referral(state, reason, on=on, today=self.today),
        )

    def complete(self, actor: Actor, referral_id: UUID, outcome: str, on: date) -> None:
        """つなぎ完了: the person arrived."""
        self._step(
            actor,
            referral_id,
            lambda state: referral.complete_referral(state, outcome, on=on, today=self.today),
        )

    def fail(self, actor: Actor, referral_id: UUID, reason: str, on: date) -> None:
        """不調: it came to nothing."""
        self._step(
            actor,
            referral_id,
            lambda state: referral.fail_referral(state, reason, on=on, today=self.today),
        )

    def start_employment(
        self, actor: Actor, municipality: str, who: employment.Employment, on: date
    ) -> UUID:
        """就職: the person took up work; return the employment's id."""
        employment_id = uuid4()
        self._work(
            actor,
            employment_id,
            lambda state: employment.start_employment(
                state, municipality, who, on=on, today=self.today
            ),
        )
        return employment_id

    def check(self, actor: Actor, employment_id: UUID, checkpoint: Checkpoint) -> None:
        """定着確認: somebody looked in; 就労定着 follows when that meets the rule."""
        self._work(
            actor,
            employment_id,
            lambda state: record_checkpoint(state, checkpoint, today=self.today),
        )

    def end_employment(self, actor: Actor, employment_id: UUID, on: date) -> None:
        """離職: the person left the job."""
        self._work(
            actor,
            employment_id,
            lambda state: employment.end_employment(state, on=on, today=self.today),
        )

    def _step(
        self,
        actor: Actor,
        referral_id: UUID,
        rule: Callable[[ReferralState | None], tuple[ReferralEvent, ...]],
    ) -> None:
        with self.store.transaction(actor, self.clock()) as tx:
            stream = tx.load(REFERRAL, referral_id)
            tx.append(REFERRAL, stream, *rule(stream.state))

    def _work(
        self,
        actor: Actor,
        employment_id: UUID,
        rule: Callable[[EmploymentState | None], tuple[EmploymentEvent, ...]],
    ) -> None:
        with self.store.transaction(actor, self.clock()) as tx:
            stream = tx.load(EMPLOYMENT, employment_id)
            tx.append(EMPLOYMENT, stream, *rule(stream.state))


def take_over_referral(tx: Transaction, fact: LedgerReferralNoted) -> None:
    """Bring a referral up to what the imported ledger says of it."""
    stream = tx.load(REFERRAL, UUID(fact.referral_id))
    events = ledger.note_ledger_referral(
        stream.state,
        fact.municipality,
        referral.Referral(
            case_id=UUID(fact.case_id),
            person_id=UUID(fact.person_id) if fact.person_id else None,
            destination=fact.destination,
        ),
        result=fact.result,
        on=fact.occurred_on,
    )
    tx.append(REFERRAL, stream, *events)


def take_over_employment(tx: Transaction, fact: LedgerEmploymentNoted) -> None:
    """Start, and if need be end, an employment that the imported ledger speaks of."""
    stream = tx.load(EMPLOYMENT, UUID(fact.employment_id))
    events = ledger.note_ledger_employment(
        stream.state,
        fact.municipality,
        employment.Employment(
            case_id=UUID(fact.case_id), person_id=UUID(fact.person_id), kind=fact.kind
        ),
        started_on=fact.started_on,
        ended_on=fact.ended_on,
    )
    tx.append(EMPLOYMENT, stream, *events)
