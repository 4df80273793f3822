"""Items: recorded with their source, corrected openly, laid before a conference by the holder."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from pydantic import ValidationError

from services.conference.application.items import ContributeItem
from services.conference.domain.agency import AgencyDetails, AgencyState
from services.conference.domain.conference import (
    CONFERENCE,
    AgendaItemPlaced,
    AgendaItemRemoved,
    ConferenceConvened,
    ConferenceHeld,
    ConferenceState,
    InformationRequested,
    MembersSelected,
    RequestAnswered,
)
from services.conference.domain.item import (
    ITEM,
    ItemDetails,
    ItemState,
    Origin,
    Wording,
    contribute_item,
    correct_item,
    held_item,
    matter_open_to,
    offer_item,
    refuse_another_case,
    refuse_blank,
    take_back_item,
    why_unusable,
)
from shared.sealing import Sealed
from tests.refusals import refusal

TOWN, ELSEWHERE = "990019", "332089"
NOW, TODAY = datetime(2026, 11, 2, 3, tzinfo=UTC), date(2026, 11, 2)
MATTER, OTHER_MATTER, CLINIC, NPO, CITY, ROSTER, CASE, REQUEST, HOUSE = (
    UUID(int=n) for n in range(1, 10)
)
SON, MOTHER, STRANGER = (UUID(int=n) for n in range(20, 23))
SECRET, CORRECTED = Sealed("p-1", bytes(12), bytes(20)), Sealed("p-1", bytes(12), bytes(21))
HOUSEHOLDS = {SON: HOUSE, MOTHER: HOUSE, STRANGER: None}


def details(**told: Any) -> ItemDetails:
    """What the clinic knows about the son's health."""
    about = {
        "subjects": (SON,),
        "category": "health",
        "holder_id": CLINIC,
        "source_kind": "observation",
        "purpose": "medical_support",
    }
    return ItemDetails(**{**about, **told})


def origin(holder: AgencyState | None = None, recorded_by: UUID | None = None) -> Origin:
    """From the clinic, about persons who are known."""
    clinic = AgencyDetails(
        name="架空の医院", kind="medical", holder_class="private", internal=False
    )
    known = frozenset({SON, MOTHER, STRANGER})
    return Origin(holder or AgencyState(TOWN, clinic), known, recorded_by)


def item(*further: Any, recorded_by: UUID | None = None, **told: Any) -> ItemState:
    """An item on record, and what happened to it after."""
    contributed = contribute_item(
        None, details(**told), Wording(text=SECRET), origin(recorded_by=recorded_by)
    )
    state = ITEM.fold(None, (*contributed, *further))
    assert state is not None
    return state


def conference(*further: Any, town: str = TOWN) -> ConferenceState:
    """A conference about the son, and what happened after."""
    convened = ConferenceConvened(
        municipality=town,
        roster_id=ROSTER,
        convened_by="municipality",
        convener_id=CITY,
        planned_for=NOW,
    )
    placed = (
        AgendaItemPlaced(
            municipality=town,
            agenda_id=one,
            case_id=CASE,
            legal_mode="shien_kaigi_106_6",
            purpose="information_exchange",
            subjects=(SON,),
        )
        for one in (MATTER, OTHER_MATTER)
    )
    state = CONFERENCE.fold(None, (convened, *placed, *further))
    assert state is not None
    return state


def requested(*categories: str, to: UUID = CLINIC, **about: Any) -> InformationRequested:
    """The conference asked."""
    return InformationRequested(
        municipality=TOWN,
        agenda_id=MATTER,
        request_id=REQUEST,
        made_at=NOW,
        to_agency=to,
        categories=categories,
        necessity=SECRET,
        due_on=TODAY,
        **(about or {"subjects": (SON,)}),
    )


def answer(code: str, *provided: str) -> RequestAnswered:
    """The agency answered."""
    return RequestAnswered(municipality=TOWN, request_id=REQUEST, answer=code, provided=provided)


def offer(
    state: ItemState | None,
    meeting: ConferenceState | None,
    request_id: UUID | None = None,
    *,
    by: UUID = CLINIC,
    before: UUID = MATTER,
) -> tuple[Any, ...]:
    """Let an agency lay an item before an agenda item."""
    return offer_item(state, meeting, before, request_id, HOUSEHOLDS, agency_id=by)


def contribution(**told: Any) -> tuple[Any, ...]:
    """Record something."""
    return contribute_item(None, details(**told), Wording(text=SECRET), origin())


@pytest.mark.rule(34)
def test_an_item_is_recorded_with_its_source() -> None:
    """Given something the clinic knows, then the event says what kind it is and from whom."""
    (event,) = contribution(source_kind="family_statement", flags=("do_not_tell_person",))

    assert (event.municipality, event.holder_id, event.recorded_by) == (TOWN, CLINIC, None)
    assert (event.source_kind, event.flags) == ("family_statement", ("do_not_tell_person",))


@pytest.mark.rule(29, 34)
@pytest.mark.parametrize("missing", ["source_kind", "purpose", "category", "subjects"])
def test_an_item_without_source_or_purpose_cannot_be_told(missing: str) -> None:
    """When the source, the purpose, the kind or the persons are left out, then nothing is told."""
    told = {
        "subjects": [SON],
        "category": "health",
        "source_kind": "observation",
        "purpose": "medical_support",
        "text": "架空の本文",
    }
    ContributeItem.model_validate(told)

    with pytest.raises(ValidationError) as no:
        ContributeItem.model_validate({key: told[key] for key in told if key != missing})
    assert "架空の本文" not in str(no.value)


def test_an_item_has_a_known_holder_and_known_persons_once_each() -> None:
    """When the holder or a person is unknown or named twice, then nothing is recorded."""
    nobody = Origin(None, frozenset({SON}))
    stranger = Origin(origin().holder, frozenset())
    wording = Wording(text=SECRET)

    assert refusal(contribute_item, None, details(), wording, nobody) == "agency-not-found"
    assert refusal(contribute_item, None, details(), wording, stranger) == "person-not-found"
    assert refusal(contribution, subjects=(SON, SON)) == "subject-twice"
    twice = ("unjust_harm_risk", "unjust_harm_risk")
    assert refusal(contribution, flags=twice) == "flag-twice"
    assert refusal(contribute_item, item(), details(), wording, origin()) == "item-exists"


def test_an_item_says_something() -> None:
    """When the text is blank, then it is refused."""
    assert refusal(refuse_blank, "　 ") == "text-blank"
    refuse_blank("架空の本文")


def test_whoever_writes_down_for_an_agency_is_on_record() -> None:
    """Given the secretariat wrote it down, then the item says so; the holder's own has nobody."""
    assert item(recorded_by=CITY).recorded_by == CITY
    assert item(recorded_by=CLINIC).recorded_by is None


def test_a_wording_that_would_not_be_used_is_told_without_repeating_it() -> None:
    """When the wording repeats the text, names a place or is missing, then the answer says why."""
    text = "架空町の見本病院に通院している"
    wordings = [None, "見本病院に通院している", "北町クリニックに相談している"]

    reasons = [why_unusable(text, one) for one in wordings]

    assert why_unusable(text, "体調に波があります") is None
    assert len({*reasons, None}) == 4
    assert not any("見本" in str(one) or "北町" in str(one) for one in reasons)


@pytest.mark.rule(33)
def test_a_correction_is_an_event_of_its_own_and_names_past_recipients() -> None:
    """Given an item others were shown, when corrected, then they are to be told, the holder not."""
    (event,) = correct_item(
        item(),
        Wording(text=CORRECTED),
        agency_id=CLINIC,
        past_recipients=(NPO, CLINIC, CITY, NPO),
    )
    state = item(event)

    assert event.past_recipients == (NPO, CITY)
    assert (state.wording.text, state.revision) == (CORRECTED, 2)
    assert state.details == item().details


@pytest.mark.rule(33)
def test_only_who_has_an_item_in_hand_corrects_it() -> None:
    """When another agency corrects, then the item does not exist for it."""
    wording = Wording(text=CORRECTED)

    def correct(state: ItemState | None, by: UUID) -> tuple[Any, ...]:
        return correct_item(state, wording, agency_id=by, past_recipients=())

    assert refusal(correct, item(), NPO) == "item-not-found"
    assert refusal(correct, None, CLINIC) == "item-not-found"
    assert refusal(correct, item(), CITY) == "item-not-found"
    assert correct(item(recorded_by=CITY), CITY)


def test_who_wrote_it_down_does_not_read_it() -> None:
    """Given an item the secretariat wrote down, then it is shown to its holder alone."""
    state = item(recorded_by=CITY)

    assert held_item(state, CLINIC) is state
    assert refusal(held_item, state, CITY) == "item-not-found"
    assert refusal(held_item, None, CLINIC) == "item-not-found"


def test_a_holder_lays_an_item_before_an_agenda_item_and_takes_it_back() -> None:
    """Given an item about the son or his mother, then it lies there until it is taken back."""
    for subjects in ((SON,), (MOTHER,), (SON, STRANGER)):
        (event,) = offer(item(subjects=subjects), conference())
        assert (event.agenda_id, event.request_id) == (MATTER, None)

    lying = item(*offer(item(), conference()))
    taken = take_back_item(lying, MATTER, agency_id=CLINIC)
    assert lying.offered == {MATTER}
    assert refusal(offer, lying, conference()) == "item-offered"
    assert item(*offer(item(), conference()), *taken).offered == frozenset()
    assert refusal(take_back_item, item(), MATTER, agency_id=CLINIC) == "item-not-offered"


def test_nobody_else_lays_it_there_or_takes_it_back() -> None:
    """When another agency tries, then the item does not exist for it."""
    lying = item(*offer(item(), conference()))

    assert refusal(offer, item(), conference(), by=NPO) == "item-not-found"
    assert refusal(offer, None, conference()) == "item-not-found"
    assert refusal(take_back_item, lying, MATTER, agency_id=NPO) == "item-not-found"
    assert offer(item(recorded_by=CITY), conference(), by=CITY)


@pytest.mark.rule(18)
def test_an_item_belongs_to_the_agenda_item() -> None:
    """When nobody of it is of the agenda's households, or the town is another, it is refused."""
    assert refusal(offer, item(subjects=(STRANGER,)), conference()) == "item-off-agenda"
    elsewhere = conference(town=ELSEWHERE)
    assert refusal(offer, item(), elsewhere) == "agenda-item-not-found"
    assert refusal(offer, item(), None) == "agenda-item-not-found"
    removed = AgendaItemRemoved(municipality=TOWN, agenda_id=MATTER)
    assert refusal(offer, item(), conference(removed)) == "agenda-item-not-found"


def test_nothing_is_laid_before_a_conference_that_was_held_and_all_can_be_taken_back() -> None:
    """Given a conference that was held, then offering is refused and taking back is not."""
    held = ConferenceHeld(municipality=TOWN, convened_by="municipality", held_on=TODAY, agenda=())
    lying = item(*offer(item(), conference()))

    assert refusal(offer, item(), conference(held)) == "conference-held"
    assert take_back_item(lying, MATTER, agency_id=CLINIC)


@pytest.mark.rule(21, 22)
@pytest.mark.parametrize("given", [answer("all"), answer("part", "health")])
def test_an_item_answers_a_request_that_was_answered_with_it(given: RequestAnswered) -> None:
    """Given all, or part with the category, then the offer names the request."""
    (event,) = offer(item(), conference(requested("health", "work"), given), REQUEST)

    assert event.request_id == REQUEST


@pytest.mark.rule(22)
@pytest.mark.parametrize(
    ("given", "code"),
    [
        ((), "request-not-answered"),
        ((answer("not_provided"),), "request-not-answered"),
        ((answer("not_held"),), "request-not-answered"),
        ((answer("part", "work"),), "category-not-provided"),
    ],
)
def test_an_item_answers_no_request_that_was_not_answered_with_it(
    given: tuple[RequestAnswered, ...], code: str
) -> None:
    """When the answer does not give the category, then the item cannot be laid under it."""
    meeting = conference(requested("health", "work"), *given)

    assert refusal(offer, item(), meeting, REQUEST) == code


@pytest.mark.rule(21)
def test_an_item_answers_only_what_was_asked_of_its_holder_here() -> None:
    """When kind, person, agency or agenda item are not the request's, then it is refused."""
    asked = (requested("health"), answer("all"))
    work = item(category="work")
    both = item(subjects=(SON, MOTHER))

    assert refusal(offer, work, conference(*asked), REQUEST) == "category-not-provided"
    assert refusal(offer, both, conference(*asked), REQUEST) == "subject-not-asked"
    of_npo = conference(requested("health", to=NPO), answer("all"))
    assert refusal(offer, item(), of_npo, REQUEST) == "request-not-found"
    meeting = conference(*asked)
    assert refusal(offer, item(), meeting, REQUEST, before=OTHER_MATTER) == "request-not-found"
    household = conference(requested("health", household_id=HOUSE), answer("all"))
    assert offer(both, household, REQUEST)


def test_a_sheet_goes_before_its_own_case() -> None:
    """When the agenda item is about another case, then its sheet is refused."""
    matter = conference().agenda[MATTER]

    assert refusal(refuse_another_case, matter, UUID(int=99)) == "sheet-of-another-case"
    refuse_another_case(matter, CASE)


@pytest.mark.rule(19)
def test_an_agenda_item_is_there_for_those_who_belong_to_it() -> None:
    """Given convener, member, chosen and asked, then it is there for them and for nobody else."""
    chosen = MembersSelected(municipality=TOWN, agenda_id=MATTER, agencies=(NPO,))
    meeting = conference(chosen, requested("health"))

    for one in (CITY, NPO, CLINIC):
        assert matter_open_to(meeting, MATTER, one, member=False).matter.subjects == (SON,)
    assert matter_open_to(meeting, OTHER_MATTER, STRANGER, member=True)
    for one in (NPO, CLINIC, STRANGER):
        assert refusal(matter_open_to, meeting, OTHER_MATTER, one, member=False) == (
            "agenda-item-not-found"
        )
    assert refusal(matter_open_to, None, MATTER, CITY, member=True) == "agenda-item-not-found"


def test_somebody_without_a_household_is_of_nobodys() -> None:
    """Given persons whose household nobody knows, then they are not taken for one household."""
    unknown = {SON: None, STRANGER: None}
    strange = item(subjects=(STRANGER,))

    assert (
        refusal(offer_item, strange, conference(), MATTER, None, unknown, agency_id=CLINIC)
        == "item-off-agenda"
    )
