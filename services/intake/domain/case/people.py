"""The persons of a household's case, whom it is mainly about, and the anonymous case's linking."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from services.intake.domain.case.state import (
    CaseEvent,
    CaseState,
    Standing,
    existing,
    refuse_after_end,
    refuse_day_out_of_order,
    refuse_end_before_contact,
    refuse_future,
    refuse_stranger,
)
from shared.refusal import Refusal
from shared.sealing.sealed import Sealed
from shared.store.event import Detail, recorded_as


class Role(StrEnum):
    """What a person is in the case when they come into it."""

    MAIN = "main"
    """主たる対象者"""
    HOUSEHOLD = "household"
    """世帯員"""


@recorded_as("intake.PersonAdded")
class PersonAdded(CaseEvent):
    """A person of the household is helped in this case."""

    person_id: UUID
    role: Role


@recorded_as("intake.MainSubjectChanged")
class MainSubjectChanged(CaseEvent):
    """The case is now mainly about another person (the mother first, the son later)."""

    person_id: UUID


class Link(Detail):
    """What an anonymous case turned out to be (rule 40: who, why, when).

    Attributes:
        linked_case_id: the case it belongs to.
        person_id: the person concerned, a person of that case.
        worker_id: who decided that it is the same person.
        reason: why.
    """

    linked_case_id: UUID
    person_id: UUID
    worker_id: UUID
    reason: Sealed


@recorded_as("intake.AnonymousLinked")
class AnonymousLinked(CaseEvent, Link):
    """An anonymous case was tied to a person, from this day on.

    It carries no consent: none is back-dated, and earlier contacts keep their 匿名時 mark.
    """


PeopleEvent = PersonAdded | MainSubjectChanged | AnonymousLinked


def evolve(case: CaseState, event: PeopleEvent) -> CaseState:
    """Return the case after an event about its persons."""
    match event:
        case PersonAdded():
            main = event.person_id if event.role is Role.MAIN else case.main_subject
            return replace(case, persons=case.persons | {event.person_id}, main_subject=main)
        case MainSubjectChanged():
            return replace(case, main_subject=event.person_id)
        case AnonymousLinked():
            return replace(case, standing=Standing.LINKED, standing_since=event.on)


def add_person(
    case: CaseState | None, person_id: UUID, role: Role, *, on: date, today: date
) -> tuple[PeopleEvent, ...]:
    """Take a person of the household into the case; nothing happens when they are in it.

    Raises:
        Refusal: ``case-not-found``, ``case-anonymous``, ``main-subject-exists``, or the case has
            ended before that day.
        InvalidInput: ``date-in-future``.
    """
    case = existing(case)
    if person_id in case.persons:
        return ()
    refuse_future(on, today)
    refuse_after_end(case, on)
    if case.anonymous:
        raise Refusal(
            "case-anonymous",
            "匿名の相談には、対象者を直接加えられません。",
            "対象者のケースを受け付け、匿名の相談をそのケースに名寄せしてください。",
        )
    if role is Role.MAIN and case.main_subject is not None:
        raise Refusal(
            "main-subject-exists",
            "このケースには、すでに主たる対象者がいます。",
            "世帯員として加えてから、主たる対象者を変更してください。",
        )
    return (PersonAdded(municipality=case.municipality, on=on, person_id=person_id, role=role),)


def change_main_subject(
    case: CaseState | None, person_id: UUID, *, on: date, today: date
) -> tuple[PeopleEvent, ...]:
    """Make another person of the case its main subject; nothing happens when they are already.

    Consent does not pass from one to the other: each person's is their own (rule 9).

    Raises:
        Refusal: ``case-not-found``, ``person-not-in-case``, or the case has ended.
        InvalidInput: ``date-in-future``.
    """
    case = existing(case)
    refuse_stranger(case, person_id)
    if person_id == case.main_subject:
        return ()
    refuse_future(on, today)
    refuse_after_end(case, on)
    return (MainSubjectChanged(municipality=case.municipality, on=on, person_id=person_id),)


def link_anonymous(
    case: CaseState | None, link: Link, target: CaseState | None, *, on: date, today: date
) -> tuple[PeopleEvent, ...]:
    """Tie an anonymous case to a person of another case, as an explicit act (rule 40).

    A closed anonymous case may be linked as well: the caller may be recognised years later.

    Args:
        case: the anonymous case.
        link: to which case and person, by whom and why.
        target: the case that ``link.linked_case_id`` names.
        on: the day of the decision.
        today: the day of recording.

    Raises:
        Refusal: ``case-not-found``, ``case-not-anonymous``, ``already-linked``,
            ``person-not-in-case``.
        InvalidInput: ``date-in-future``, ``date-before-last-change``,
            ``end-before-last-contact``.
    """
    case, target = existing(case), existing(target)
    if not case.anonymous:
        raise Refusal(
            "case-not-anonymous",
            "匿名ではないケースは、名寄せできません。",
            "名寄せするのは、匿名で受け付けた相談だけです。",
        )
    if case.standing is Standing.LINKED:
        raise Refusal(
            "already-linked",
            "この匿名相談は、すでに名寄せされています。",
            "名寄せ先のケースを開いてください。",
        )
    refuse_stranger(target, link.person_id)
    refuse_day_out_of_order(case, on, today)
    refuse_end_before_contact(case, on)
    return (AnonymousLinked(municipality=case.municipality, on=on, **dict(link)),)
