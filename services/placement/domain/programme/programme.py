"""A programme 居場所・家族会・学習支援・サロン: what is offered, to whom, where and when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import StringConstraints

from services.placement.domain.resource.events import OpeningTimes, ResourceName
from shared.codes import GENDERS, RESOURCE_KINDS
from shared.codes.municipality import MunicipalityCode
from shared.facts.fact import Age, Code
from shared.refusal import InvalidInput, Refusal
from shared.store.aggregate import Aggregate
from shared.store.event import Detail, Event, recorded_as

Funding = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
"""How the municipality's books call where the money comes from (補助事業・予算の符号)."""


class Programme(Detail):
    """A programme as it is announced, wholly.

    Attributes:
        kind: code list ``resource_kinds``.
        name: its public name.
        funding: where the money comes from, in the words of the municipality's books.
        min_age: whole years from which on it is meant; ``None`` without a limit.
        max_age: whole years up to which it is, inclusive.
        gender: code list ``genders``, where it is meant for one alone (女性の会).
        resource_id: its place in the directory.
        schedule: days and hours, as they are announced.
    """

    kind: Code
    name: ResourceName
    funding: Funding | None = None
    min_age: Age | None = None
    max_age: Age | None = None
    gender: Code | None = None
    resource_id: UUID | None = None
    schedule: OpeningTimes | None = None


class ProgrammeEvent(Event):
    """Something that happened to a programme; nothing of it is about a person."""


@recorded_as("placement.ProgrammeSetUp")
class ProgrammeSetUp(ProgrammeEvent, Programme):
    """開設."""


@recorded_as("placement.ProgrammeAmended")
class ProgrammeAmended(ProgrammeEvent, Programme):
    """変更: replaces what was announced before."""


@recorded_as("placement.ProgrammeEnded")
class ProgrammeEnded(ProgrammeEvent):
    """廃止: ``on`` is the first day without it."""

    on: date


@recorded_as("placement.ProgrammeReopened")
class ProgrammeReopened(ProgrammeEvent):
    """再開: it goes on, as if it had not been ended."""


@dataclass(frozen=True, slots=True)
class ProgrammeState:
    """A programme as it stands.

    Attributes:
        municipality: whose.
        programme: as it is announced.
        ended_on: the first day without it.
    """

    municipality: MunicipalityCode
    programme: Programme
    ended_on: date | None = None


def evolve(state: ProgrammeState | None, event: Event) -> ProgrammeState:
    """Return the programme after an event.

    Raises:
        LookupError: the history is damaged; the event has no place in it.
    """
    match event:
        case ProgrammeSetUp() if state is None:
            return ProgrammeState(event.municipality, Programme.carried_by(event))
        case ProgrammeAmended() if state is not None:
            return replace(state, programme=Programme.carried_by(event))
        case ProgrammeEnded() if state is not None:
            return replace(state, ended_on=event.on)
        case ProgrammeReopened() if state is not None:
            return replace(state, ended_on=None)
    raise LookupError(f"{event.TOPIC} has no place in this programme's history")


PROGRAMME: Aggregate[ProgrammeState] = Aggregate("programme", evolve)


def set_up_programme(
    state: ProgrammeState | None, municipality: MunicipalityCode, programme: Programme
) -> tuple[ProgrammeEvent, ...]:
    """Begin a programme.

    Raises:
        Refusal: ``programme-exists``.
        InvalidInput: ``unknown-code``; ``ages-reversed``.
    """
    if state is not None:
        raise Refusal(
            "programme-exists",
            "この番号の事業は、すでにあります。",
            "内容が変わったときは「変更」を、別の事業は新しい番号で記録してください。",
        )
    _check(programme)
    return (ProgrammeSetUp(municipality=municipality, **dict(programme)),)


def amend_programme(
    state: ProgrammeState | None, programme: Programme
) -> tuple[ProgrammeEvent, ...]:
    """Announce it otherwise; the same again changes nothing.

    Raises:
        Refusal: ``programme-not-found``.
        InvalidInput: ``unknown-code``; ``ages-reversed``.
    """
    current = existing_programme(state)
    _check(programme)
    if programme == current.programme:
        return ()
    return (ProgrammeAmended(municipality=current.municipality, **dict(programme)),)


def end_programme(state: ProgrammeState | None, *, on: date) -> tuple[ProgrammeEvent, ...]:
    """End it; what was held stays on record.

    Raises:
        Refusal: ``programme-not-found``; ``programme-ended``.
    """
    current = existing_programme(state)
    if current.ended_on is not None:
        raise ended()
    return (ProgrammeEnded(municipality=current.municipality, on=on),)


def reopen_programme(state: ProgrammeState | None) -> tuple[ProgrammeEvent, ...]:
    """Let it go on.

    Raises:
        Refusal: ``programme-not-found``; ``programme-not-ended``.
    """
    current = existing_programme(state)
    if current.ended_on is None:
        raise Refusal(
            "programme-not-ended",
            "この事業は、続いています。",
            "いま記録できるのは「開催・変更・廃止」です。",
        )
    return (ProgrammeReopened(municipality=current.municipality),)


def existing_programme(state: ProgrammeState | None) -> ProgrammeState:
    """Return the programme, which must be there.

    Raises:
        Refusal: ``programme-not-found``.
    """
    if state is None:
        raise Refusal(
            "programme-not-found",
            "指定された事業は記録されていません。",
            "番号を確かめるか、先に事業の「開設」を記録してください。",
        )
    return state


def ended() -> Refusal:
    """What is said of a day after the end."""
    return Refusal(
        "programme-ended",
        "この事業は、その日には廃止されています。",
        "廃止より前の日の開催を記録するか、先に事業の「再開」を記録してください。",
    )


def _check(programme: Programme) -> None:
    RESOURCE_KINDS.by_code(programme.kind)
    if programme.gender is not None:
        GENDERS.by_code(programme.gender)
    refuse_reversed(programme.min_age, programme.max_age)


def refuse_reversed(first: int | None, last: int | None) -> None:
    """Refuse ages that end before they begin.

    Raises:
        InvalidInput: ``ages-reversed``.
    """
    if first is not None and last is not None and last < first:
        raise InvalidInput(
            "年齢",
            "ages-reversed",
            "年齢の終わりが、始まりより小さくなっています。",
            "「何歳から何歳まで」の順に書いてください。",
        )
