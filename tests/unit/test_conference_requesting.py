"""資料・情報の提供の求め: who can ask whom about whom, and that every answer is lawful."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from services.conference.domain.agency import AgencyDetails, AgencyState
from services.conference.domain.conference import (
    CONFERENCE,
    AgendaItemPlaced,
    AgendaItemRemoved,
    ConferenceConvened,
    ConferenceHeld,
    ConferenceState,
)
from services.conference.domain.conference.answering import answer_request
from services.conference.domain.conference.requesting import (
    Acquaintance,
    Wanted,
    make_request,
    refuse_blank_necessity,
    spoken_of,
)
from services.conference.law.asking import NO_VIOLATION, answering_notice, asking_cited
from services.conference.law.statutes.legal_modes import LEGAL_MODES
from tests.refusals import refusal
from tests.sealed_words import SEALED

TOWN = "990019"
NOW, TODAY = datetime(2026, 11, 2, 3, tzinfo=UTC), date(2026, 11, 2)
MATTER, OTHER_MATTER, CLINIC, NPO, CITY, ROSTER, CASE, REQUEST, HOUSE, OTHER_HOUSE = (
    UUID(int=n) for n in range(1, 11)
)
SON, MOTHER, STRANGER = (UUID(int=n) for n in range(20, 23))
HOUSEHOLDS = {SON: HOUSE, MOTHER: HOUSE, STRANGER: OTHER_HOUSE}


def agency(kind: str = "medical", town: str = TOWN) -> AgencyState:
    """A registered agency."""
    details = {"name": "架空の機関", "holder_class": "private", "internal": False}
    return AgencyState(town, AgencyDetails(kind=kind, **details))


def conference(mode: str = "shien_kaigi_106_6", *further: Any) -> ConferenceState:
    """A conference with one agenda item about the son, and what happened after."""
    convened = ConferenceConvened(
        municipality=TOWN,
        roster_id=ROSTER,
        convened_by="municipality",
        convener_id=CITY,
        planned_for=NOW,
    )
    placed = (
        AgendaItemPlaced(
            municipality=TOWN,
            agenda_id=agenda_id,
            case_id=CASE,
            legal_mode=mode,
            purpose="information_exchange",
            subjects=(SON,),
        )
        for agenda_id in (MATTER, OTHER_MATTER)
    )
    state = CONFERENCE.fold(None, (convened, *placed, *further))
    assert state is not None
    return state


def wanted(**asked: Any) -> Wanted:
    """What is asked of the clinic."""
    told = {"to_agency": CLINIC, "subjects": (SON,), "categories": ("health",), "due_on": TODAY}
    return Wanted(**{**told, **asked})


def ask(
    state: ConferenceState | None, known: AgencyState | None = None, **asked: Any
) -> tuple[Any, ...]:
    """Ask the clinic."""
    acquaintance = Acquaintance(agency=known or agency(), households=HOUSEHOLDS)
    return make_request(state, MATTER, REQUEST, wanted(**asked), acquaintance, SEALED, made_at=NOW)


def asked(*further: Any, **how: Any) -> ConferenceState:
    """The conference after the clinic was asked."""
    return conference("shien_kaigi_106_6", *ask(conference(), **how), *further)


def answered(state: ConferenceState | None, answer: Any, *provided: Any, by: UUID = CLINIC) -> Any:
    """Let an agency answer."""
    return answer_request(state, REQUEST, answer, provided, agency_id=by)


@pytest.mark.rule(21)
def test_a_request_says_what_whom_why_and_by_when() -> None:
    """Given an agenda item, when the conference asks, then everything is on record, why sealed."""
    (event,) = ask(conference(), categories=("health", "benefits"))

    assert (event.agenda_id, event.request_id, event.to_agency) == (MATTER, REQUEST, CLINIC)
    assert (event.subjects, event.categories) == ((SON,), ("health", "benefits"))
    assert (event.necessity, event.due_on, event.made_at) == (SEALED, TODAY, NOW)


@pytest.mark.rule(21)
def test_a_request_without_a_reason_is_refused() -> None:
    """When the necessity is blank, then nothing is asked."""
    assert refusal(refuse_blank_necessity, " 　\n") == "necessity-blank"
    refuse_blank_necessity("支援体制の検討のため")


@pytest.mark.rule(21)
@pytest.mark.parametrize("mode", sorted(LEGAL_MODES))
def test_only_a_statutory_conference_asks_under_its_statute(mode: str) -> None:
    """Given any legal mode, then exactly those that a statute establishes can ask."""
    if LEGAL_MODES[mode].statutory:
        assert ask(conference(mode))
    else:
        assert refusal(ask, conference(mode)) == "mode-cannot-ask"


@pytest.mark.rule(21)
def test_a_mode_asks_only_while_its_law_is_in_force() -> None:
    """Given 調整会議 of 2025, when it asks in 2024, then it is refused."""
    early = datetime(2024, 11, 2, 3, tzinfo=UTC)
    known = Acquaintance(agency=agency(), households=HOUSEHOLDS)
    told = wanted(due_on=date(2024, 12, 1))
    state = conference("chosei_kaigi")

    assert (
        refusal(make_request, state, MATTER, REQUEST, told, known, SEALED, made_at=early)
        == "mode-cannot-ask"
    )


def test_a_matter_must_be_on_the_agenda_of_a_coming_conference() -> None:
    """When the agenda item is not there, removed or discussed already, then nothing is asked."""
    removed = AgendaItemRemoved(municipality=TOWN, agenda_id=MATTER)
    held = ConferenceHeld(municipality=TOWN, convened_by="municipality", held_on=TODAY, agenda=())

    assert refusal(ask, None) == "agenda-item-not-found"
    assert refusal(ask, conference("shien_kaigi_106_6", removed)) == "agenda-item-not-found"
    assert refusal(ask, conference("shien_kaigi_106_6", held)) == "conference-held"
    assert refusal(ask, asked()) == "request-exists"


def test_an_agency_of_the_register_is_asked_and_no_person() -> None:
    """When nobody or another town registered the agency, or it is a person, then it is refused."""
    strange = Acquaintance(agency=None, households=HOUSEHOLDS)

    assert (
        refusal(make_request, conference(), MATTER, REQUEST, wanted(), strange, SEALED, made_at=NOW)
        == "agency-not-found"
    )
    assert refusal(ask, conference(), agency(town="332089")) == "agency-not-found"
    assert refusal(ask, conference(), agency("person_self")) == "asked-a-person"


@pytest.mark.rule(18, 21)
def test_a_request_is_about_the_resident_and_the_household() -> None:
    """Given the son on the agenda, then he, his mother and their household can be asked about."""
    assert ask(conference(), subjects=(SON, MOTHER))
    assert ask(conference(), subjects=(), household_id=HOUSE)
    assert refusal(ask, conference(), subjects=()) == "request-about-nobody"
    assert refusal(ask, conference(), subjects=(SON, STRANGER)) == "request-off-agenda"
    assert refusal(ask, conference(), household_id=OTHER_HOUSE) == "request-off-agenda"


def test_somebody_without_a_household_is_not_of_everybodys() -> None:
    """Given persons whose household nobody knows, then they are not taken for one household."""
    known = Acquaintance(agency=agency(), households={SON: None, STRANGER: None})
    told = wanted(subjects=(STRANGER,))

    assert (
        refusal(make_request, conference(), MATTER, REQUEST, told, known, SEALED, made_at=NOW)
        == "request-off-agenda"
    )


def test_a_request_names_its_kinds_and_a_day_to_come() -> None:
    """When the kind is unclassified or the day has passed, then it is refused."""
    yesterday = date(2026, 11, 1)

    assert refusal(ask, conference(), categories=("health", "other")) == "category-unclassified"
    assert refusal(ask, conference(), due_on=yesterday) == "due-date-past"
    assert ask(conference(), due_on=TODAY)


def test_the_necessity_is_sealed_for_everybody_it_speaks_of() -> None:
    """Given a household asked about, then the persons of the agenda are spoken of too."""
    matter = conference().agenda[MATTER]

    assert spoken_of(wanted(subjects=(MOTHER,)), matter) == {MOTHER}
    assert spoken_of(wanted(subjects=(MOTHER,), household_id=HOUSE), matter) == {MOTHER, SON}


@pytest.mark.rule(22)
@pytest.mark.parametrize("answer", ["all", "not_provided", "not_held"])
def test_every_answer_is_lawful(answer: str) -> None:
    """Given a request, then all, nothing and not held are recorded alike."""
    (event,) = answered(asked(), answer)

    assert (event.request_id, event.answer, event.provided) == (REQUEST, answer, ())


@pytest.mark.rule(22)
def test_a_part_is_part_of_what_was_asked() -> None:
    """When part is answered, then it names kinds that were asked for, and only then."""
    state = asked(categories=("health", "benefits"))

    assert answered(state, "part", "health")[0].provided == ("health",)
    assert refusal(answered, state, "part") == "provided-missing"
    assert refusal(answered, state, "part", "family") == "provided-not-asked"
    assert refusal(answered, state, "all", "health") == "provided-without-part"


@pytest.mark.rule(22)
def test_an_answer_may_be_changed_until_the_conference_was_held() -> None:
    """Given an answer, then another replaces it, the same is no event, and after it none comes."""
    state = asked(*answered(asked(), "all"))
    held = ConferenceHeld(municipality=TOWN, convened_by="municipality", held_on=TODAY, agenda=())

    assert answered(state, "all") == ()
    (event,) = answered(state, "not_provided")
    changed = CONFERENCE.fold(state, (event,))
    assert changed is not None
    assert changed.requests[REQUEST].answer == "not_provided"
    assert refusal(answered, CONFERENCE.fold(state, (held,)), "all") == "conference-held"


def test_only_the_asked_agency_answers() -> None:
    """When another agency answers, then the request does not exist for it."""
    assert refusal(answered, asked(), "all", by=NPO) == "request-not-found"
    assert refusal(answered, conference(), "all") == "request-not-found"
    assert refusal(answered, None, "all") == "request-not-found"


def test_a_request_of_a_removed_matter_is_answered_no_more() -> None:
    """Given a removed agenda item, when its request is answered, then it is refused."""
    removed = AgendaItemRemoved(municipality=TOWN, agenda_id=MATTER)

    assert refusal(answered, asked(removed), "all") == "agenda-item-not-found"


@pytest.mark.rule(22)
@pytest.mark.parametrize(
    "mode", sorted(code for code, mode in LEGAL_MODES.items() if mode.statutory)
)
def test_whoever_answers_reads_that_declining_is_no_violation(mode: str) -> None:
    """Given any statutory conference, then its notice says so and never says must."""
    notice = answering_notice(mode, TODAY)

    assert notice.startswith(NO_VIOLATION)
    assert "しなければ" not in notice


@pytest.mark.rule(21, 22)
def test_the_provisions_are_cited_as_they_stand_that_day() -> None:
    """Given 106条の6, then 3項 asks and 4項 asks for effort; before it was law, neither."""
    assert asking_cited("shien_kaigi_106_6", TODAY) == "社会福祉法106条の6第3項"
    assert "社会福祉法106条の6第4項" in answering_notice("shien_kaigi_106_6", TODAY)
    assert asking_cited("shien_kaigi_106_6", date(2021, 3, 31)) is None
    assert asking_cited("juso_kaigi", TODAY) is None
