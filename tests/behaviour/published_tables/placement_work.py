"""What people do in a fictional place beyond its ledger, as placement records it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from services.intake.application.opaque import OpaqueIds
from services.placement.app import Placement
from shared.identity import Role
from shared.use_case import read_request
from tests.behaviour.published_tables.hall import actor_of
from tests.behaviour.published_tables.ledger import Ledger, case_number, person_number, ten_years
from tests.behaviour.published_tables.place import (
    Jobs,
    Outcomes,
    Place,
    Programme,
    Referrals,
    Steps,
)


@dataclass
class Supporters:
    """Who stands beside the people of a place.

    Attributes:
        place: which.
        ledger: its ledger, which is in.
        ids: under which intake knows the persons and cases of the ledger.
    """

    place: Place
    ledger: Ledger
    ids: OpaqueIds
    _random: random.Random = field(init=False)
    _known_firm: UUID | None = field(init=False, default=None)
    _paid: set[UUID] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        self._random = random.Random(self.place.code)  # noqa: S311 - invented deeds

    def work(self, placement: Placement) -> None:
        """Do everything that placement records of the place."""
        for programme in self.place.programmes:
            self._run(placement, programme)
        for steps in self.place.steps:
            self._walk(placement, steps)
        for outcomes in self.place.outcomes:
            self._reach(placement, outcomes)
        for referrals in self.place.referrals:
            self._hand_on(placement, referrals)
        if self.place.jobs:
            self._employ(placement, self.place.jobs)
        for month in self.place.paid_months:
            self._pay(placement, month)

    def _run(self, placement: Placement, programme: Programme) -> None:
        programme_id = self._do(
            placement, "programmes.set-up", kind=programme.kind, name=programme.name
        )
        for people in self._shared(programme.people or 0, programme.held):
            counted = programme.people is not None
            counts = [{"role": programme.role, "people": people}] if counted else []
            on = self._day(*programme.between)
            self._do(placement, "sessions.hold", programme_id=programme_id, on=on, counts=counts)

    def _walk(self, placement: Placement, steps: Steps) -> None:
        often = iter(self._shared(steps.attended, steps.persons))
        firm = self._firm(placement) if steps.programme else None
        for nth, who in enumerate(self._persons(steps.persons, steps.aged)):
            on = steps.between[0]
            step_id = self._do(
                placement,
                "steps.take",
                **who,
                kind=steps.kind,
                on=on,
                programme=steps.programme,
                resource_id=firm,
            )
            for day in self._days(next(often), *steps.between):
                self._do(placement, "steps.attend", step_id=step_id, on=day, minutes=steps.minutes)
            if steps.programme:
                self._paid.add(who["person_id"])
            if steps.outcome:
                outcome = "hired" if nth < steps.hired else steps.outcome
                self._do(
                    placement, "steps.end", step_id=step_id, on=steps.between[1], outcome=outcome
                )

    def _reach(self, placement: Placement, outcomes: Outcomes) -> None:
        for who in self._persons(outcomes.persons, None):
            self._do(
                placement,
                "outcomes.reach",
                **who,
                kind=outcomes.kind,
                on=self._day(*outcomes.between),
            )

    def _hand_on(self, placement: Placement, referrals: Referrals) -> None:
        told = {"whom": referrals.whom, "destination": referrals.destination}
        for who in self._persons(referrals.completed, None):
            on = self._day(*referrals.between)
            referral_id = self._do(
                placement, "referrals.offer", **who, **told, mode="introduce", on=on
            )
            self._do(placement, "referrals.accept", referral_id=referral_id, on=on)
            self._do(
                placement, "referrals.complete", referral_id=referral_id, outcome="using", on=on
            )

    def _employ(self, placement: Placement, jobs: Jobs) -> None:
        places, traits = self._dealt(jobs.workplace), self._dealt(jobs.trait)
        people = self._persons(len(places), None)
        for who, workplace, trait in zip(people, places, traits, strict=True):
            told = {"workplace": workplace, "trait": trait, "kind": jobs.kind}
            self._do(placement, "employments.start", **who, **told, on=self._day(*jobs.between))

    def _pay(self, placement: Placement, month: str) -> None:
        """Issue the month's statements: to everybody who was there, and to the firm."""
        firm = self._firm(placement)
        for person_id in sorted(self._paid):
            payee = {"person_id": person_id, "month": month}
            draft = self._do(placement, "incentives.draft", "secretariat", **payee)
            if draft.lines:
                self._do(placement, "incentives.issue", "secretariat", **payee)
        self._do(placement, "incentives.issue", "secretariat", resource_id=firm, month=month)

    def _do(
        self,
        placement: Placement,
        use_case: str,
        role: Role = "employment_supporter",
        /,
        **told: Any,
    ) -> Any:
        described, call = placement.application.use_cases()[use_case]
        if "municipality" in described.request.model_fields:
            told["municipality"] = self.place.municipality
        return call(actor_of(self.place, role), read_request(described.request, told))

    def _firm(self, placement: Placement) -> UUID:
        """The firm of the place, entered into the directory when it is first needed."""
        if self._known_firm is None:
            told = {"kind": "employer", "name": "架空の工場"}
            self._known_firm = UUID(str(self._do(placement, "resources.register", **told)))
        return self._known_firm

    def _persons(self, number: int, aged: str | None) -> Iterator[dict[str, UUID]]:
        """Different persons of the ledger, of one age if that is asked."""
        fitting = [
            person.number
            for person in self.ledger.people
            if aged is None or ten_years(person.said["年齢"]) == aged
        ]
        for one in self._random.sample(fitting, number):
            yield {
                "case_id": self.ids.case(case_number(one)),
                "person_id": self.ids.person(person_number(one)),
            }

    def _dealt(self, margin: dict[str, int]) -> list[str]:
        words = [word for word, times in margin.items() for _ in range(times)]
        self._random.shuffle(words)
        return words

    def _shared(self, amount: int, among: int) -> list[int]:
        """An amount shared out, as evenly as it goes."""
        each, more = divmod(amount, max(among, 1))
        return [each + (number < more) for number in range(among)]

    def _day(self, first: date, last: date) -> date:
        return first + timedelta(days=self._random.randint(0, (last - first).days))

    def _days(self, number: int, first: date, last: date) -> list[date]:
        """Different days."""
        chosen = self._random.sample(range((last - first).days + 1), number)
        return [first + timedelta(days=days) for days in sorted(chosen)]
