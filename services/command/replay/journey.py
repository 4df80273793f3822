"""A journey as data: who did what and when, and what each of them saw, was refused, and why.

A journey is one YAML file (docs/journeys.md). Its steps call the services' use cases by their
names, in the words of their requests; ``$name`` anywhere stands for an id that belongs to that
name in this journey.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from services.command.replay.document import UnreadableError, read_document
from shared.calendar import JST
from shared.codes.municipality import MunicipalityCode
from shared.identity import Opaque, Role
from shared.refusal import InvalidInput

BETWEEN_STEPS = timedelta(minutes=1)
"""How long after the one before a step is taken that does not say when."""


def _each(told: Any) -> Any:  # noqa: ANN401 - whatever stands in the file
    """One text is a list of one."""
    return (told,) if isinstance(told, str) else told


Texts = Annotated[tuple[str, ...], BeforeValidator(_each)]
"""One text, or several."""


class Told(BaseModel):
    """Part of a journey; closed, so that a misspelt expectation is no expectation met."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Somebody(Told):
    """Who acts.

    Attributes:
        agency: name of the agency they act for (``$city``).
        role: in which role.
        purpose: 利用目的.
    """

    agency: str
    role: Role
    purpose: Opaque = "support"


class Step(Told):
    """One step and what is expected of it.

    Attributes:
        at: when; JST where no offset is written. Without it: a minute after the step before.
        who: name of the actor (``as`` in the file).
        do: name of the use case.
        request: its request (``with`` in the file).
        save: the name under which the answer, or parts of it by path (``0.packet_id``), are known
            from then on.
        refused: the code of the refusal that is expected.
        because: what the refusal says, or parts of it.
        answer: what the answer holds: of mappings and lists the parts that are named.
        shows: texts that stand somewhere in the answer.
        hides: texts that stand nowhere in it.
        note: why, for whoever reads the journey.
    """

    at: datetime | None = None
    who: str = Field(alias="as")
    do: str
    request: dict[str, Any] = Field(alias="with", default_factory=dict)
    save: str | dict[str, str] | None = None
    refused: str | None = None
    because: Texts = ()
    answer: Any = None
    shows: Texts = ()
    hides: Texts = ()
    note: str = ""


class Journey(Told):
    """A whole journey.

    Attributes:
        id: its number (``J13-1``).
        title: what it is about, in Japanese.
        place: where such things happened, without naming the municipality.
        municipality: the code under which it is replayed, its own alone.
        note: what it shows.
        actors: who acts, by name.
        steps: in order of time.
    """

    id: Opaque
    title: str
    place: str
    municipality: MunicipalityCode
    note: str = ""
    actors: dict[Opaque, Somebody]
    steps: tuple[Step, ...] = Field(min_length=1)

    def timed(self) -> list[tuple[datetime, Step]]:
        """Every step with its instant.

        Raises:
            InvalidInput: ``journey-unreadable``: the first has none, or one lies before another.
        """
        found: list[tuple[datetime, Step]] = []
        for number, step in enumerate(self.steps):
            at = _with_offset(step.at) if step.at else found and found[-1][0] + BETWEEN_STEPS
            if not at or (found and at < found[-1][0]):
                raise _unreadable(f"steps.{number}.at")
            found.append((at, step))
        return found


def read_journeys(paths: list[Path]) -> list[Journey]:
    """Read journeys that are to be replayed in one system.

    Raises:
        InvalidInput: ``journey-unreadable``; it names file and place, and no value.
            ``journey-twice``: two share their number or their municipality.
    """
    journeys = [_read(path) for path in paths]
    for path, one in zip(paths, journeys, strict=True):
        alike = [it for it in journeys if it.id == one.id or it.municipality == one.municipality]
        if len(alike) > 1:
            raise InvalidInput(
                path.name,
                "journey-twice",
                f"{path.name} と同じ番号か同じ市町村コードの経過が、ほかにもあります。",
                "id と municipality は、経過ごとに別のものにしてください。",
            )
    return journeys


def _read(path: Path) -> Journey:
    try:
        journey = Journey.model_validate(read_document(path))
        journey.timed()
    except UnreadableError as error:
        raise _unreadable(str(error), path) from None
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False, include_context=False)[0]
        raise _unreadable(".".join(map(str, first["loc"])) or "(全体)", path) from None
    except InvalidInput as refusal:
        raise _unreadable(refusal.field, path) from None
    for number, step in enumerate(journey.steps):
        if step.who not in journey.actors:
            raise _unreadable(f"steps.{number}.as", path)
    return journey


def _with_offset(at: datetime) -> datetime:
    return at if at.tzinfo else at.replace(tzinfo=JST)


def _unreadable(place: str, path: Path | None = None) -> InvalidInput:
    where = f"{path.name} の「{place}」" if path else f"経過のファイルの「{place}」"
    return InvalidInput(
        place,
        "journey-unreadable",
        f"{where}を読み取れません。",
        "書き方は docs/journeys.md を見てください。手順は日時の順に書きます。",
    )
