"""A household's case as it stands, and the guards that the rules of all its nouns share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from shared.codes.municipality import MunicipalityCode
from shared.facts.fact import Code
from shared.refusal import InvalidInput, Refusal
from shared.store.event import Event


class CaseEvent(Event):
    """Something that happened in a case.

    Attributes:
        on: the day it happened (JST), which may lie before the day it was recorded.
    """

    on: date


class Standing(StrEnum):
    """How a case stands; 中断 is a rest within the case, the last three are its ends."""

    OPEN = "open"
    """継続"""
    SUSPENDED = "suspended"
    """中断"""
    CLOSED = "closed"
    """終結"""
    TRANSFERRED = "transferred"
    """移管: another municipality goes on."""
    LINKED = "linked"
    """名寄せ済み: an anonymous case goes on in the person's case."""


@dataclass(frozen=True, slots=True)
class Consent:
    """What was last noted about one person's consent: code list ``consent_states``, and when."""

    code: Code
    on: date


_ENDS = {
    Standing.CLOSED: (
        "case-closed",
        "このケースは終結しています。",
        "支援を続けるときは、先にケースを再開してください。",
    ),
    Standing.TRANSFERRED: (
        "case-transferred",
        "このケースは、ほかの市区町村へ移管されています。",
        "戻って来られたときは、先にケースを再開してください。",
    ),
    Standing.LINKED: (
        "case-linked",
        "この匿名相談は、別のケースに名寄せされています。",
        "名寄せ先のケースに記録してください。",
    ),
}


@dataclass(frozen=True, slots=True)
class CaseState:
    """A case as far as the rules need to know it.

    Attributes:
        municipality: which municipality's.
        anonymous: opened for a caller who gave no name; stays so after it was linked.
        standing: how it stands.
        standing_since: the day since when; the opening day at first.
        last_contact_on: day of the latest contact so far.
        contact_ids: contacts on record; a contact is recorded once.
        persons: the persons of the household who are helped.
        main_subject: the person the case is mainly about; one of ``persons``.
        worker_id: the worker in charge (担当者).
        closing_reason: why it was closed, while it is closed.
        consents: the latest consent noted at the counter, for each person by themselves.
        ledger_notes: everything that imported ledgers said about つなぎ and 就労.
    """

    municipality: MunicipalityCode
    anonymous: bool
    standing_since: date
    standing: Standing = Standing.OPEN
    last_contact_on: date | None = None
    contact_ids: frozenset[UUID] = frozenset()
    persons: frozenset[UUID] = frozenset()
    main_subject: UUID | None = None
    worker_id: UUID | None = None
    closing_reason: Code | None = None
    consents: Mapping[UUID, Consent] = field(default_factory=lambda: MappingProxyType({}))
    ledger_notes: frozenset[CaseEvent] = frozenset()

    @property
    def ended(self) -> bool:
        """Whether the work in this case is over: closed, transferred or linked."""
        return self.standing in _ENDS

    @property
    def last_day_on_record(self) -> date:
        """The later of the last change of standing and the last contact."""
        return max(self.standing_since, self.last_contact_on or self.standing_since)


def existing(case: CaseState | None) -> CaseState:
    """Return the case, which must be there.

    Raises:
        Refusal: ``case-not-found``.
    """
    if case is None:
        raise Refusal(
            "case-not-found",
            "このケースは登録されていません。",
            "ケースの番号を確かめるか、新しく受け付けてください。",
        )
    return case


def refuse_ended(case: CaseState) -> None:
    """Refuse to change the standing of a case whose work is over.

    Raises:
        Refusal: ``case-closed``, ``case-transferred`` or ``case-linked``.
    """
    if case.ended:
        raise Refusal(*_ENDS[case.standing])


def refuse_after_end(case: CaseState, on: date) -> None:
    """Refuse what happened after the end; a late record of what happened before it is welcome.

    Raises:
        Refusal: ``case-closed``, ``case-transferred`` or ``case-linked``.
    """
    if on > case.standing_since:
        refuse_ended(case)


def refuse_future(on: date, today: date) -> None:
    """Refuse a day that has not come yet.

    Raises:
        InvalidInput: ``date-in-future``.
    """
    if on > today:
        raise InvalidInput(
            "日付",
            "date-in-future",
            "日付が、今日より後になっています。",
            "起きた日の日付に直してください。",
        )


def refuse_day_out_of_order(case: CaseState, on: date, today: date) -> None:
    """Refuse a change of standing in the future or before the last change.

    Raises:
        InvalidInput: ``date-in-future``, ``date-before-last-change``.
    """
    refuse_future(on, today)
    if on < case.standing_since:
        raise InvalidInput(
            "日付",
            "date-before-last-change",
            "日付が、このケースの前回の開始・中断・終結・再開の日より前になっています。",
            "ケースの経過を確かめ、日付を直してください。",
        )


def refuse_end_before_contact(case: CaseState, on: date) -> None:
    """Refuse an end that would leave contacts after it.

    Raises:
        InvalidInput: ``end-before-last-contact``.
    """
    if on < case.last_day_on_record:
        raise InvalidInput(
            "日付",
            "end-before-last-contact",
            "この日より後に、相談対応の記録があります。",
            "最後の相談対応の日か、それより後の日付にしてください。",
        )


def refuse_stranger(case: CaseState, person_id: UUID) -> None:
    """Refuse what concerns somebody who is not a person of the case.

    Raises:
        Refusal: ``person-not-in-case``.
    """
    if person_id not in case.persons:
        raise Refusal(
            "person-not-in-case",
            "この対象者は、このケースに入っていません。",
            "先に対象者をケースに加えてください。",
        )
