"""A placement desk in 安芸市, where somebody goes to a firm and is paid for it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from shared.calendar import JST
from shared.identity import Actor
from tests.behaviour.referral_desk import ReferralDesk, known, worker

AKI, KOCHI = "392031", "392014"
MONTH = "2021-09"
START = "kochi-work-start"
HALL, CLERK = worker("hall", "employment_supporter"), worker("hall", "secretariat")
NEXT_DOOR = worker("next-hall", "secretariat")
CONTRACTOR = worker("contractor", "secretariat")
SON, DAUGHTER, FIRM = known("son"), known("daughter"), known("firm")


class IncentiveDesk(ReferralDesk):
    """Placement in 安芸市, where somebody goes to a firm."""

    def settle(self) -> None:
        """The towns have their departments, 安芸 a contractor until the end of September."""
        self.now = datetime(2021, 8, 31, 9, tzinfo=JST)
        self.tell("hall", "municipal_department", internal=True, municipality=AKI)
        self.tell("next-hall", "municipal_department", internal=True, municipality=KOCHI)
        contract = {"entrusted_from": self.now, "entrusted_until": self.end_of_contract}
        self.tell("contractor", "npo", municipality=AKI, **contract)
        firm = {"resource_id": FIRM, "municipality": AKI, "kind": "employer", "name": "架空の工場"}
        self.do("resources.register", HALL, **firm)
        self.now = datetime(2021, 10, 4, 9, tzinfo=JST)

    @property
    def end_of_contract(self) -> datetime:
        """When the contractor's contract ends."""
        return datetime(2021, 9, 30, tzinfo=JST)

    def attend(self, *days: int, who: UUID = SON, kind: str = "trial", **told: Any) -> UUID:
        """Somebody is at the firm on days of September; return the step."""
        step = {"municipality": AKI, "case_id": known("case"), "person_id": who}
        place = {"resource_id": FIRM, "programme": START, "on": date(2021, 9, 1)}
        step_id = UUID(str(self.do("steps.take", HALL, kind=kind, **step, **place)))
        for day in days:
            self.do("steps.attend", HALL, step_id=step_id, on=date(2021, 9, day), **told)
        return step_id

    def ask(self, what: str, actor: Actor = CLERK, **payee: Any) -> Any:
        """A draft or an issue for September."""
        month = {"municipality": AKI, "month": MONTH}
        return self.do(f"incentives.{what}", actor, **{**month, **payee})

    def shown(self, statement_id: UUID, actor: Actor = CLERK) -> Any:
        """A statement."""
        return self.do("incentives.statement", actor, statement_id=statement_id)
