"""A placement desk to which conference tells of decided plans, and which looks at the calendar."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.facts import Fact
from shared.facts.conference import PlanDecided, PlanReviewed, ReferralForeseen
from shared.facts.envelope import Received
from shared.identity import service_actor
from tests.behaviour.referral_desk import CITY, ReferralDesk, known

INBOX = service_actor("placement", "inbox")


def foreseen(name: str, **but: Any) -> ReferralForeseen:
    """A つなぎ that a plan foresees: the son to the npo, unless it is told otherwise."""
    told = {
        "referral_id": str(known(name)),
        "person_id": str(known("son")),
        "destination": "npo",
        "mode": "accompany",
        "to_agency_id": str(known("npo")),
        "resource_id": None,
    }
    return ReferralForeseen.model_validate({**told, **but})


class PlanDesk(ReferralDesk):
    """The desk, with the plans that it hears of."""

    heard = 0

    def hear(self, fact: Fact) -> None:
        """Take a fact in, by the service's own handler."""
        self.heard += 1
        received = Received(self.heard, self.heard - 1, self.now, fact)
        assert self.placement.handle is not None
        with self.placement.store.transaction(INBOX, self.now) as tx:
            self.placement.handle(tx, received)

    def plan_is_decided(self, *referrals: ReferralForeseen, plan: str = "plan") -> None:
        """The municipality decided on a plan."""
        self.hear(
            PlanDecided(
                **self._head(plan),
                conference_id=str(known("juso")),
                first=True,
                referrals=referrals,
            )
        )

    def plan_is(self, result: str, plan: str = "plan") -> None:
        """The municipality decided what becomes of a plan, or somebody looked at it."""
        self.hear(PlanReviewed(**self._head(plan), plan_result=result))

    def _head(self, plan: str) -> dict[str, Any]:
        return {
            "municipality": DEMO_MUNICIPALITY,
            "occurred_on": self.today,
            "case_id": str(known("case")),
            "plan_id": str(known(plan)),
        }

    def look(self) -> bool:
        """One look at the calendar."""
        assert self.placement.rounds is not None
        return self.placement.rounds()

    def look_until_done(self) -> None:
        """Look as often as there is something left."""
        while self.look():
            pass

    def tasks(self) -> list[tuple[str, UUID, int]]:
        """The open tasks: of which kind, in which record, for how many days."""
        lines = self.do("tasks.list", CITY, municipality=DEMO_MUNICIPALITY)
        return [(one.kind, one.record_id, one.days_late) for one in lines]
