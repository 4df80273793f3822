"""Facts read straight from where their events are stored, if they are nothing but fields of these.

Nearly all of a log is contacts and attendances. To revive such an event, to make its fact and to
check both takes several times as long as to read the fact's own fields from the bytes on disk, each
checked as both demand. Who acted, and what is sealed, is not even looked at.

This is a short cut and no second opinion: what does not lie there as today's version writes it, to
the last field of the fact, is left to the ordinary way, and it is that which fails, if it does.
Tests compare the two for whatever an event of these kinds may hold.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Annotated, Any
from uuid import UUID

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
    create_model,
)
from pydantic.fields import FieldInfo
from typing_extensions import TypedDict

from services.intake.domain.case import CaseAssessed, CaseOpened, ContactRecorded
from services.intake.domain.detail import Factors, Minutes
from services.placement.domain.step import StepAttended, StepStarted
from shared.codes.municipality import MunicipalityCode
from shared.facts import Fact, intake, placement
from shared.facts.fact import OpaqueId
from shared.store import Event
from shared.store.recorded import beginning


@dataclass(frozen=True, slots=True)
class Straight:
    """How the facts of one kind of event are read; made by :func:`told_by`.

    Attributes:
        event: the kind of event.
        fact: what each becomes.
        originator: the fact's field with the id of the aggregate that it happened to.
        begins: how a state begins that today's version wrote.
        takes_apart: gives ``{"m": {"recorded_at": …}, "d": the fact}`` from a state.
    """

    event: type[Event]
    fact: type[Fact]
    originator: str
    begins: bytes
    takes_apart: Callable[[bytes], Any]

    def read(self, originator_id: str, state: bytes) -> tuple[datetime, Fact] | None:
        """When an event was recorded, and the fact that it is; ``None`` leaves it to others.

        Args:
            originator_id: the aggregate's id as 32 hexadecimal digits.
            state: as stored.
        """
        if not state.startswith(self.begins):
            return None
        try:
            found = self.takes_apart(state)
        except ValidationError:
            return None
        fact = found["d"]
        fact.__dict__[self.originator] = _as_text(originator_id)
        object.__setattr__(fact, "__class__", self.fact)  # it was one that passes by what is more
        return found["m"]["recorded_at"], fact


@lru_cache(maxsize=16_384)
def _as_text(originator_id: str) -> str:
    """An aggregate's id as facts have it; the cases of a whole log are open a few at a time."""
    return str(UUID(originator_id))


_CALLED = {"occurred_on": "on"}
"""What is called otherwise in an event than in its fact."""

_AS_TEXT: Mapping[object, Any] = {
    UUID: OpaqueId,
    UUID | None: OpaqueId | None,
    tuple[UUID, ...]: tuple[OpaqueId, ...],
}
"""How ids are read, which an event has as such and a fact as texts."""


class _InPart(BaseModel):
    """Of a state only what is asked for is read."""

    model_config = ConfigDict(extra="ignore")


class _When(TypedDict):
    """Of who recorded an event and when."""

    recorded_at: AwareDatetime


def told_by(event: type[Event], fact: type[Fact], originator: str, **otherwise: object) -> Straight:
    """Say that a fact is nothing but fields of an event, besides the id of its aggregate.

    Args:
        event: the kind of event.
        fact: what each becomes.
        originator: the fact's field for the aggregate's id.
        otherwise: how the fields are read that both do not check alike.

    Raises:
        ValueError: a field of the fact is none of the event's, or is checked otherwise there.
    """
    fields: dict[str, Any] = {originator: (str, "")}
    for name in fact.model_fields.keys() - fields.keys():
        fields[name] = (otherwise.get(name) or _as_in_both(event, fact, name), ...)
    outline = create_model(fact.__name__, __base__=(fact, _InPart), **fields)
    state = TypedDict("state", {"m": _When, "d": outline})  # noqa: UP013 - the class is made here
    takes_apart = TypeAdapter(state).validator.validate_json
    return Straight(event, fact, originator, beginning(event), takes_apart)


def _as_in_both(event: type[Event], fact: type[Fact], name: str) -> object:
    """How a field is read, which is the same in an event and in its fact."""
    told, called = fact.model_fields[name], _CALLED.get(name, name)
    stored = event.model_fields.get(called)
    if stored is None or not _are_alike(stored, told):
        raise ValueError(f"{fact.__name__}.{name} is not as in {event.__name__}")
    return Annotated[told.annotation, *told.metadata, Field(validation_alias=called)]


def _are_alike(stored: FieldInfo, told: FieldInfo) -> bool:
    if stored.annotation in _AS_TEXT:
        stored = FieldInfo.from_annotation(_AS_TEXT[stored.annotation])
    return (stored.annotation, stored.metadata) == (told.annotation, told.metadata)


_WHETHER_FROM = Annotated[MunicipalityCode | None, AfterValidator(lambda code: code is not None)]

STRAIGHT: Mapping[str, Straight] = {
    straight.event.TOPIC: straight
    for straight in (
        told_by(
            ContactRecorded,
            intake.ContactRecorded,
            "case_id",
            factors=Factors,
            duration_minutes=Minutes | None,
        ),
        told_by(CaseAssessed, intake.CaseAssessed, "case_id", factors=Factors),
        told_by(
            CaseOpened,
            intake.ConsultationReceived,
            "case_id",
            transferred_in=Annotated[_WHETHER_FROM, Field(validation_alias="transferred_in_from")],
        ),
        told_by(StepStarted, placement.StepTaken, "step_id"),
        told_by(
            StepAttended,
            placement.StepAttended,
            "step_id",
            minutes=Annotated[int, Field(ge=1, le=24 * 60)] | None,
        ),
    )
}
"""By topic, the kinds of which a log has most; whatever else is told is read the ordinary way."""
