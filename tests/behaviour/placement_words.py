"""Every field in which somebody can put words about a person at placement's desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, get_args
from uuid import UUID, uuid4

from pydantic import BaseModel

from services.placement.domain.referral import REFERRAL, Referral, Terms, plan_referral
from shared.calendar import JST
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.identity import service_actor
from shared.store import EventStore

NEXT_DOOR = "011002"

ABOUT_PLACES = {
    ("resources.register", "contact"),
    ("resources.amend", "contact"),
    ("resource-notes.record", "notes"),
}
"""Confidential words about a place: no person's key seals them."""


def texts_of(request: type[BaseModel], *, open_too: bool = False) -> Iterator[str]:
    """The fields of a request, its parts included, that hold confidential words.

    Args:
        request: the shape.
        open_too: also those of free words that are shown to everybody.

    Raises:
        AssertionError: confidential words lie in a part that is not confidential as a whole.
    """
    shapes = request.model_json_schema()["properties"]
    for name, told in request.model_fields.items():
        for part in _parts_of(told.annotation):
            for inner in texts_of(part, open_too=open_too):
                assert not told.repr, f"{request.__name__}.{name} shows its {inner}"
                yield f"{name}.{inner}"
        if (
            not _parts_of(told.annotation)
            and _is_free(shapes[name])
            and (open_too or not told.repr)
        ):
            yield name


def _parts_of(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [part for one in get_args(annotation) for part in _parts_of(one)]


def _is_free(shape: dict[str, Any]) -> bool:
    """Whether any words may stand there, neither a code nor an id nor a day."""
    bound = {"pattern", "format", "enum", "const"} & set(shape)
    return (shape.get("type") == "string" and not bound) or any(
        map(_is_free, shape.get("anyOf", ()))
    )


@dataclass
class Speaker:
    """Somebody who says something about a person wherever that can be said.

    Attributes:
        store: placement's.
        do: calls a use case as somebody who does the municipality's work; ``secretariat=True``
            for its secretariat.
        make: makes words that occur nowhere else, from a name for them.
        case_id: in which case.
        person_id: about whom.
        agency_id: the agency that acts.
        on: on which day.
        said: the fields in which something was said so far.
    """

    store: EventStore
    do: Callable[..., Any]
    make: Callable[[str], str]
    case_id: UUID
    person_id: UUID
    agency_id: UUID
    on: date
    said: set[tuple[str, str]] = field(default_factory=set)

    def say_everything(self) -> None:
        """Say something in every field that takes words about a person."""
        self._on_referrals()
        self._on_the_way_to_work()
        self._on_what_was_looked_for()
        self._at_a_programme()

    def words(self, use_case: str, name: str = "note") -> str:
        """Words for a field."""
        self.said.add((use_case, name))
        return self.make(f"{use_case.partition('.')[2]}-{name.rpartition('.')[2]}")

    def _noted(self, use_case: str, **request: Any) -> Any:
        return self.do(use_case, note=self.words(use_case), **request)

    @property
    def _whose(self) -> dict[str, Any]:
        return {
            "municipality": DEMO_MUNICIPALITY,
            "case_id": self.case_id,
            "person_id": self.person_id,
        }

    def _offered(self) -> UUID:
        told = {"destination": "farm", "on": self.on}
        return UUID(str(self._noted("referrals.offer", **self._whose, **told)))

    def _step(self, verb: str, referral_id: UUID, **told: Any) -> None:
        self._noted(f"referrals.{verb}", referral_id=referral_id, on=self.on, **told)

    def _on_referrals(self) -> None:
        arrived = self._offered()
        self._step("address", arrived, to_agency_id=self.agency_id)
        until = self.on + timedelta(days=9)
        self._step("hold", arrived, until=until, reason="person_considers")
        self._step("resume", arrived)
        self._step("accept", arrived)
        noon = datetime.combine(self.on, time(12), JST)
        self._step("schedule", arrived, appointment_at=noon, accompanied=True)
        self._step("undo", arrived, reason="wrong_day")
        self._step("meet", arrived)
        self._step("complete", arrived, outcome="completed")
        self._step("decline", self._offered(), reason="no_vacancy")
        self._step("transfer", self._offered(), to_municipality=NEXT_DOOR)
        failed = self._offered()
        self._step("accept", failed)
        self._step("fail", failed, reason="not_met")
        foreseen = self.foreseen()
        self._step("offer-planned", foreseen)
        self._step("withdraw", foreseen, by="person", reason="person_declines")

    def foreseen(self, **terms: Any) -> UUID:
        """A referral that a plan foresees, as the decision on the plan opens it."""
        who = Referral(case_id=self.case_id, person_id=self.person_id, destination="farm")
        opened = plan_referral(
            None, DEMO_MUNICIPALITY, who, Terms(plan_id=uuid4(), **terms), self.on
        )
        at = datetime.combine(self.on, time(9), JST)
        with self.store.transaction(service_actor("placement", "inbox"), at) as tx:
            stream = tx.append(REFERRAL, tx.load(REFERRAL, uuid4()), *opened)
        return stream.id

    def _on_the_way_to_work(self) -> None:
        step_id = self.do("steps.take", **self._whose, kind="trial", on=self.on)
        self.do("steps.end", step_id=step_id, on=self.on, outcome="completed")
        self._noted("steps.review", step_id=step_id, on=self.on, present=("person", "supporter"))
        for side, told in (
            ("person", ("strengths", "work_image")),
            ("employer", ("strengths_that_hold", "cautions")),
        ):
            words = {one: self.words("feedback.give", f"{side}.{one}") for one in told}
            self.do("feedback.give", about_id=step_id, on=self.on, **{side: words})
        self._noted("outcomes.reach", **self._whose, kind="going_out", on=self.on)
        household = {**self._whose, "person_id": None}
        self._noted("outcomes.reach", **household, kind="family_relations", on=self.on)

    def _on_what_was_looked_for(self) -> None:
        rules = {"municipality": DEMO_MUNICIPALITY, "name": "aki"}
        self.do("routing-rules.adopt", secretariat=True, **rules)
        told = {"situation": {}, "why_none": "other", "on": self.on}
        self._noted("routing.decide", **self._whose, **told)
        self._noted("needs.record", **self._whose, gap="housing", found_on=self.on)

    def _at_a_programme(self) -> None:
        """呼び名 are kept nowhere, not even sealed."""
        programme = {"municipality": DEMO_MUNICIPALITY, "kind": "salon", "name": "架空のサロン"}
        programme_id = self.do("programmes.set-up", **programme)
        handle = self.words("participants.agree", "handle")
        agreed = {"programme_id": programme_id, "person_id": self.person_id, "on": self.on}
        self.do("participants.agree", handle=handle, **agreed)
        session_id = self.do("sessions.hold", programme_id=programme_id, on=self.on)
        came = {"session_id": session_id, "role": "person"}
        self.do("sessions.attend", handle=self.words("sessions.attend", "handle"), **came)
