"""Placement's room for steps, jobs, feedback and outcomes in a fictional town, and the figures."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from services.placement import published
from services.placement.application.employments import (
    EmploymentLists,
    Employments,
    Leaving,
    RecordCheckpoint,
    StartEmployment,
)
from services.placement.application.feedback import Feedback
from services.placement.application.outcomes import Outcomes
from services.placement.application.steps import AttendStep, EndStep, StepLists, Steps, TakeStep
from services.placement.domain.employment import Checkpoint, CheckpointMonth
from services.stats import handlers as stats_handlers
from services.stats.views import TABLES
from shared.calendar import months_after
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.facts.envelope import Received
from shared.identity import Actor, service_actor
from shared.store import EventStore
from shared.store.database import Database, Row
from shared.store.sqlite import SQLiteDatabase
from tests.behaviour.placement.directory_of_resources import NOON, Town, who

CASE, PERSON = UUID(int=0xC1), UUID(int=0xB1)
TODAY = NOON.date()


@dataclass
class Work:
    """What is recorded on the way to work and after, as the town hall does it."""

    folder: Path
    database: Database
    town: Town = field(init=False)

    def __post_init__(self) -> None:
        self.town = Town(self.folder, self.database)
        desk = self.town.desk
        self.steps = Steps(desk)
        self.step_lists = StepLists(desk)
        self.employments = Employments(desk)
        self.lists = EmploymentLists(desk)
        self.leaving = Leaving(desk)
        self.feedback = Feedback(desk)
        self.outcomes = Outcomes(desk)

    def take(self, kind: str, on: date, actor: Actor | None = None, **more: Any) -> UUID:
        """Somebody takes a step."""
        asked = {"municipality": DEMO_MUNICIPALITY, "case_id": CASE, "person_id": PERSON}
        told = TakeStep.model_validate({**asked, "kind": kind, "on": on, **more})
        return self.steps.take(actor or who(), told)

    def attend(self, step_id: UUID, on: date, minutes: int | None = None) -> UUID:
        """Somebody was there."""
        return self.steps.attend(who(), AttendStep(step_id=step_id, on=on, minutes=minutes))

    def end(self, step_id: UUID, on: date, outcome: str = "completed") -> None:
        """A step is over."""
        self.steps.end(who(), EndStep(step_id=step_id, on=on, outcome=outcome))

    def start(self, on: date, kind: str = "non_regular", **more: Any) -> UUID:
        """Somebody takes up work."""
        asked = {"municipality": DEMO_MUNICIPALITY, "case_id": CASE, "person_id": PERSON}
        told = StartEmployment.model_validate({**asked, "kind": kind, "on": on, **more})
        return self.employments.start(who(), told)

    def look(self, job: UUID, month: CheckpointMonth, started: date, **but: object) -> None:
        """Somebody looks in on time, and finds the person at work unless told otherwise."""
        told = {"month": month, "status": "continuing", "checked_on": months_after(started, month)}
        found = Checkpoint.model_validate({**told, **but})
        self.employments.check(who(), RecordCheckpoint(employment_id=job, checkpoint=found))

    def facts(self) -> list[Received]:
        """What has left the service, as the others receive it."""
        places = count(1)
        return [
            Received(place, place - 1, one.recorded.metadata.recorded_at, fact)
            for one in self.town.desk.store.log(0, 10_000)
            if (fact := published.publish(one.recorded)) is not None
            for place in [next(places)]
        ]

    def figures(self) -> EventStore:
        """A fresh store of stats that was told everything."""
        stats = EventStore("stats", SQLiteDatabase(self.folder / f"stats-{uuid4()}.db"), (), TABLES)
        stats.migrate()
        with stats.transaction(service_actor("stats", "statistics"), NOON) as tx:
            for received in self.facts():
                stats_handlers.handle(tx, received)
        return stats

    def rows(self, sql: str) -> list[Row]:
        """Ask the read models."""
        return self.town.desk.store.rows(sql)
