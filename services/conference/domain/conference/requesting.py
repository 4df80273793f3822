"""資料・情報の提供の求め: the conference asks an agency, and says why (law rule 21).

A request opens nothing by itself: the law asks whether it was made, reasoned and willingly answered
(:mod:`services.conference.law.bases.conference`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from services.conference.domain.agency import AgencyState
from services.conference.domain.conference.events import (
    Asking,
    InformationRequested,
)
from services.conference.domain.conference.state import (
    ConferenceState,
    MatterState,
)
from services.conference.law.asking import may_ask
from services.conference.law.vocabulary import Category
from shared.calendar import jst_date
from shared.refusal import InvalidInput, Refusal
from shared.sealing.sealed import Sealed
from shared.store.event import Detail


class Wanted(Detail):
    """What is asked for: :class:`Asking` without its necessity, which is sealed last.

    Attributes:
        to_agency: the agency asked.
        subjects: persons asked about.
        household_id: household asked about as a whole.
        categories: kinds of information asked for.
        due_on: by when an answer is hoped for (JST); no duty follows from it.
    """

    to_agency: UUID
    subjects: tuple[UUID, ...] = ()
    household_id: UUID | None = None
    categories: tuple[Category, ...] = Field(min_length=1)
    due_on: date


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """What the rules must know of who is asked, and about whom.

    Attributes:
        agency: the agency asked; ``None`` if nobody registered it.
        households: the household of each person on the agenda or asked about, as far as known.
    """

    agency: AgencyState | None
    households: Mapping[UUID, UUID | None] = field(default_factory=dict)


def placed_matter(conference: ConferenceState | None, agenda_id: UUID) -> MatterState:
    """Return an agenda item that must be there.

    Raises:
        Refusal: ``agenda-item-not-found``, also when it was taken off the agenda.
    """
    matter = conference.agenda.get(agenda_id) if conference else None
    if matter is None or matter.removed:
        raise agenda_item_not_found()
    return matter


def agenda_item_not_found() -> Refusal:
    """The answer to whoever names an agenda item that is not there for them."""
    return Refusal(
        "agenda-item-not-found",
        "その議題は、この会議の議事日程にありません。",
        "会議と議題の指定を確かめてください。",
    )


def open_matter(
    conference: ConferenceState | None, agenda_id: UUID
) -> tuple[ConferenceState, MatterState]:
    """Return a conference that is still to be held, and its agenda item.

    Raises:
        Refusal: ``agenda-item-not-found``, ``conference-held``.
    """
    matter = placed_matter(conference, agenda_id)
    if conference is None or conference.held_on is not None:
        raise Refusal(
            "conference-held",
            "この会議は、すでに開催されています。",
            "続けて検討するときは、次の会議の議題に入れてから操作してください。",
        )
    return conference, matter


def refuse_blank_necessity(necessity: str) -> None:
    """Refuse a request that does not say why; the text is sealed before a rule could see it.

    Raises:
        InvalidInput: ``necessity-blank`` (law rule 21).
    """
    if not necessity.strip():
        raise InvalidInput(
            "必要な理由",
            "necessity-blank",
            "情報を必要とする理由が書かれていません。",
            "会議がなぜその情報を必要と認めたかを書いてください。",
        )


def check_request(
    conference: ConferenceState | None,
    agenda_id: UUID,
    request_id: UUID,
    wanted: Wanted,
    known: Acquaintance,
    *,
    today: date,
) -> tuple[ConferenceState, MatterState]:
    """Refuse a request that may not be made, before its necessity is sealed for anybody.

    Raises:
        Refusal: ``agenda-item-not-found``, ``conference-held``, ``request-exists``,
            ``mode-cannot-ask``, ``agency-not-found``, ``asked-a-person``, ``request-off-agenda``.
        InvalidInput: ``request-about-nobody``, ``category-unclassified``, ``due-date-past``.
    """
    conference, matter = open_matter(conference, agenda_id)
    if request_id in conference.requests:
        raise Refusal(
            "request-exists",
            "この求めは、すでに記録されています。",
            "別の求めであれば、新しい求めとして記録してください。",
        )
    may_ask(matter.matter.legal_mode, today)
    _refuse_strange_agency(known.agency, conference)
    _refuse_off_agenda(wanted, matter, known.households)
    if "other" in wanted.categories:
        raise InvalidInput(
            "情報の種類",
            "category-unclassified",
            "「未分類」の情報は、求めることができません。",
            "必要な情報の種類を、一覧から選んでください。",
        )
    if wanted.due_on < today:
        raise InvalidInput(
            "回答の期日",
            "due-date-past",
            "回答の期日が、今日より前の日付です。",
            "今日か、それより後の日付にしてください。",
        )
    return conference, matter


def make_request(
    conference: ConferenceState | None,
    agenda_id: UUID,
    request_id: UUID,
    wanted: Wanted,
    known: Acquaintance,
    necessity: Sealed,
    *,
    made_at: datetime,
) -> tuple[InformationRequested, ...]:
    """Ask an agency for information (106条の6第3項 and its sisters; law rule 21).

    Members need not be selected yet: whoever holds something can be asked.

    Args:
        conference: must not have been held.
        agenda_id: for which agenda item.
        request_id: an id nobody has.
        wanted: what is asked for.
        known: of who is asked, and about whom.
        necessity: why, not blank (:func:`refuse_blank_necessity`), sealed.
        made_at: the instant of the request.

    Raises:
        Refusal, InvalidInput: those of :func:`check_request`.
    """
    conference, _ = check_request(
        conference, agenda_id, request_id, wanted, known, today=jst_date(made_at)
    )
    requested = InformationRequested(
        municipality=conference.municipality,
        agenda_id=agenda_id,
        request_id=request_id,
        made_at=made_at,
        necessity=necessity,
        **dict(wanted),
    )
    return (requested,)


def spoken_of(asked: Wanted | Asking, matter: MatterState) -> frozenset[UUID]:
    """Whom the necessity of a request speaks of: it is sealed under all their keys."""
    of_household = matter.matter.subjects if asked.household_id is not None else ()
    return frozenset((*asked.subjects, *of_household))


def _refuse_strange_agency(agency: AgencyState | None, conference: ConferenceState) -> None:
    if agency is None or agency.municipality != conference.municipality:
        raise Refusal(
            "agency-not-found",
            "登録されていない機関です。",
            "先に機関を登録するか、指定を確かめてください。",
        )
    if agency.details.kind == "person_self":
        raise Refusal(
            "asked-a-person",
            "会議が情報の提供を求められるのは、機関です。本人や家族には求められません。",
            "本人や家族からは、相談の中で、同意を得てうかがってください。",
        )


def _refuse_off_agenda(
    wanted: Wanted, matter: MatterState, households: Mapping[UUID, UUID | None]
) -> None:
    """106条の6第3項: about the resident and the household, and nobody else (law rule 18)."""
    if not wanted.subjects and wanted.household_id is None:
        raise InvalidInput(
            "対象者",
            "request-about-nobody",
            "誰についての情報を求めるのかが書かれていません。",
            "対象者か世帯を選んでください。",
        )
    agenda = set(matter.matter.subjects)
    on_agenda = {households.get(one) for one in agenda} - {None}
    strangers = [
        one for one in wanted.subjects if one not in agenda and households.get(one) not in on_agenda
    ]
    if strangers or (wanted.household_id is not None and wanted.household_id not in on_agenda):
        raise Refusal(
            "request-off-agenda",
            "この議題の対象者でも、その世帯の人でもない人についての求めです。",
            "議題の対象者とその世帯の人に限って求めてください。",
        )
