"""A journey as data: who did what and when, and what each of them saw, was refused, and why.

A journey is one YAML file. Its steps call the services' use cases by their names, in the words of
their requests; ``$name`` anywhere stands for an id that belongs to that name in this journey.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from shared.calendar import JST
from shared.codes.municipality import MunicipalityCode
from shared.identity import Opaque, Role
from shared.refusal import InvalidInput

LARGEST = 1_000_000
"""Characters; no journey that somebody wrote is longer."""


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
        at: when; JST where no offset is written.
        who: name of the actor.
        do: name of the use case.
        request: its request (``with`` in the file).
        save: the name under which the answer, or parts of it by path (``0.packet_id``), are known
            from then on.
        refused: the code of the refusal that is expected.
        because: what the refusal says, or a part of it.
        answer: what the answer holds: of mappings and lists the parts that are named.
        shows: texts that stand somewhere in the answer.
        hides: texts that stand nowhere in it.
        note: why, for whoever reads the journey.
    """

    at: datetime
    who: str = Field(alias="as")
    do: str
    request: dict[str, Any] = Field(alias="with", default_factory=dict)
    save: str | dict[str, str] | None = None
    refused: str | None = None
    because: str | None = None
    answer: Any = None
    shows: tuple[str, ...] = ()
    hides: tuple[str, ...] = ()
    note: str = ""

    @property
    def instant(self) -> datetime:
        """When, with its offset."""
        return self.at if self.at.tzinfo else self.at.replace(tzinfo=JST)


class Journey(Told):
    """A whole journey.

    Attributes:
        id: its number (``J13``).
        title: what it is about, in Japanese.
        place: where such things happened, without naming the municipality.
        municipality: the code under which it is replayed.
        note: what it shows.
        actors: who acts, by name.
        steps: in order of time.
    """

    id: str
    title: str
    place: str
    municipality: MunicipalityCode
    note: str = ""
    actors: dict[str, Somebody]
    steps: tuple[Step, ...]

    @property
    def first_instant(self) -> AwareDatetime:
        """When it begins."""
        return self.steps[0].instant


def read_journey(path: Path) -> Journey:
    """Read a journey.

    Raises:
        InvalidInput: ``journey-unreadable``; it names the place, and no value.
    """
    try:
        with path.open(encoding="utf-8") as file:
            text = file.read(LARGEST + 1)
        journey = Journey.model_validate(yaml.safe_load(text[:LARGEST]))
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        raise _unreadable("(全体)") from None
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False, include_context=False)[0]
        raise _unreadable(".".join(map(str, first["loc"])) or "(全体)") from None
    instants = [step.instant for step in journey.steps]
    if not instants or instants != sorted(instants):
        raise _unreadable("steps.at")
    return journey


def _unreadable(place: str) -> InvalidInput:
    return InvalidInput(
        place,
        "journey-unreadable",
        f"経過のファイルの「{place}」を読み取れません。",
        "書き方は docs/journeys.md を見てください。手順は日時の順に書きます。",
    )
