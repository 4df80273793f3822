"""Who sits there: chosen members, registered workers, acknowledged duties."""

from datetime import datetime
from typing import Any
from uuid import UUID

import pytest

from services.conference.domain.conference import (
    Agreement,
    ConferenceState,
    MembersSelected,
    acknowledge,
    attends_for,
    hold_called,
    register_attendee,
    select_members,
)
from services.conference.domain.municipality import Period
from services.conference.domain.roster import MemberJoined, RosterState
from shared.store import Event
from tests.refusals import refused
from tests.unit.meeting_under_way import (
    CITY,
    CLINIC,
    CODE,
    DAY,
    ITEM,
    MINUTE,
    NOW,
    NPO,
    PLANNED,
    STRANGER,
    TOWN,
    held,
    left,
    placed,
    sitting,
    standing,
)


def select(there: ConferenceState, *agencies: UUID, roster: RosterState | None = None) -> Any:
    """Choose members for the item."""
    return select_members(there, ITEM, agencies, roster or standing(), now=NOW)


def register(
    there: ConferenceState,
    agency_id: UUID,
    attendee: str = "w-1",
    *,
    roster: RosterState | None = None,
    now: datetime = NOW,
    substitute: bool = False,
) -> Any:
    """Register a worker."""
    return register_attendee(
        there, agency_id, attendee, roster or standing(), substitute=substitute, now=now
    )


def acknowledged(
    there: ConferenceState,
    agency_id: UUID = NPO,
    attendee: str = "w-1",
    *,
    roster: RosterState | None = None,
    now: datetime = NOW,
) -> Any:
    """Acknowledge the duty for the item."""
    return acknowledge(there, ITEM, agency_id, attendee, roster or standing(), now=now)


def under_way(*events: Event, **but: Any) -> ConferenceState:
    """A meeting with the item, for which the npo was chosen and registered a worker."""
    chosen = MembersSelected(municipality=CODE, agenda_id=ITEM, agencies=(NPO,))
    begun = sitting(placed(**but), chosen)
    return sitting(placed(**but), chosen, *register(begun, NPO), *events)


@pytest.mark.rule(20)
def test_the_chair_chooses_members_and_a_new_choice_replaces_the_former() -> None:
    """Nobody is chosen at first; the same choice again changes nothing."""
    there = sitting(placed())
    assert there.agenda[ITEM].selected == frozenset()
    (first,) = select(there, NPO, CLINIC)
    (second,) = select(sitting(placed(), first), CLINIC)
    after = sitting(placed(), first, second)

    assert after.agenda[ITEM].selected == {CLINIC}
    assert select(after, CLINIC) == ()


@pytest.mark.rule(19, 24)
def test_only_members_in_force_are_chosen_each_once() -> None:
    """A stranger, one that left, and one named twice are refused."""
    there = sitting(placed())
    with refused("not-a-member"):
        select(there, NPO, STRANGER)
    with refused("not-a-member"):
        select(there, NPO, roster=standing(left(NPO, NOW)))
    with refused("agency-twice"):
        select(there, NPO, NPO)
    with refused("agenda-item-not-found"):
        select(sitting(), NPO)


@pytest.mark.rule(18)
def test_of_an_agreement_only_parties_are_chosen() -> None:
    """Who is no party to the agreement has no part in what rests on it."""
    told = Agreement(agreement_id=UUID(int=70), parties=(CITY, NPO), period=Period(start=NOW - DAY))
    there = sitting(placed(legal_mode="agreement", agreement=told))
    assert select(there, NPO)
    with refused("not-a-party"):
        select(there, CLINIC)


@pytest.mark.rule(19)
def test_workers_are_registered_for_members_and_the_convener() -> None:
    """A substitute as well; for anybody else nobody attends."""
    (event,) = register(sitting(), NPO, substitute=True)
    assert (event.agency_id, event.attendee, event.substitute) == (NPO, "w-1", True)
    assert register(sitting(event), NPO) == ()
    assert register(sitting(), CITY)
    with refused("not-a-member"):
        register(sitting(), STRANGER)
    with refused("not-a-member"):
        register(sitting(), NPO, roster=standing(left(NPO, NOW)))


@pytest.mark.rule(19)
def test_nobody_sits_there_for_two_agencies() -> None:
    """Registered for one, a worker is refused for another, also after the first has left."""
    there = sitting(*register(sitting(), NPO))
    with refused("attendee-of-other-agency"):
        register(there, CLINIC)
    with refused("attendee-of-other-agency"):
        register(there, CLINIC, roster=standing(left(NPO, NOW)))


@pytest.mark.rule(24)
def test_attendance_ends_with_the_membership() -> None:
    """The instant the agency leaves, its workers attend no more; coming back revives nothing."""
    there = sitting(*register(sitting(), NPO))
    gone = left(NPO, NOW + MINUTE)
    back = MemberJoined(municipality=CODE, agency_id=NPO, joined_at=NOW + 2 * MINUTE)

    assert attends_for(there, standing(), "w-1", NOW) == NPO
    assert attends_for(there, standing(gone), "w-1", NOW + MINUTE) is None
    assert attends_for(there, standing(gone, back), "w-1", NOW + 3 * MINUTE) is None
    assert attends_for(there, standing(), "w-2", NOW) is None
    again = register(there, NPO, roster=standing(gone, back), now=NOW + 3 * MINUTE)
    after = sitting(*register(sitting(), NPO), *again)
    assert attends_for(after, standing(gone, back), "w-1", NOW + 4 * MINUTE) == NPO


@pytest.mark.rule(24, 25)
def test_the_duty_is_acknowledged_with_the_text_in_force_that_day() -> None:
    """The words of 2026 name 106条の6第6項; a second time nothing happens."""
    (event,) = acknowledged(under_way())
    assert "社会福祉法106条の6第6項" in event.notice
    assert "拘禁刑" in event.notice
    assert (event.attendee, event.agency_id, event.acknowledged_at) == ("w-1", NPO, NOW)
    assert acknowledged(under_way(event), now=NOW + MINUTE) == ()


@pytest.mark.rule(19, 25)
def test_nobody_acknowledges_unregistered_unchosen_or_for_another() -> None:
    """Registration comes first, then the choice; neither can be skipped."""
    with refused("attendee-not-registered"):
        acknowledged(under_way(), attendee="w-2")
    with refused("attendee-not-registered"):
        acknowledged(under_way(), CLINIC)
    with refused("attendee-not-registered"):
        acknowledged(under_way(), roster=standing(left(NPO, NOW + MINUTE)), now=NOW + MINUTE)
    clinic = register(under_way(), CLINIC, "w-2")
    with refused("agency-not-selected"):
        acknowledged(under_way(*clinic), CLINIC, "w-2")
    city = register(under_way(), CITY, "w-3")
    assert acknowledged(under_way(*city), CITY, "w-3")


@pytest.mark.rule(25)
@pytest.mark.parametrize("mode", ["juso_kaigi", "case_review"])
def test_where_no_statute_binds_there_is_nothing_to_acknowledge(mode: str) -> None:
    """A consent meeting has no duty of its own: that is said, and none is made up."""
    with refused("no-secrecy-duty") as no:
        acknowledged(under_way(legal_mode=mode))
    assert "誓約書" in no.value.remedy


@pytest.mark.rule(24)
def test_an_acknowledgement_belongs_to_the_stay_in_which_it_was_made() -> None:
    """Who came back acknowledges again; each stay knows its own."""
    (first,) = acknowledged(under_way())
    gone = left(NPO, NOW + MINUTE)
    back = MemberJoined(municipality=CODE, agency_id=NPO, joined_at=NOW + 2 * MINUTE)
    roster, later = standing(gone, back), NOW + 3 * MINUTE
    there = under_way(first)
    there = under_way(first, *register(there, NPO, roster=roster, now=later))
    (second,) = acknowledged(there, roster=roster, now=later)
    matter = under_way(first, second).agenda[ITEM]

    assert [matter.acknowledged_during(one) for one in roster.memberships[NPO]] == [None, later]


def test_the_agencies_that_attended_had_registered_somebody() -> None:
    """By default all of them; one without a worker, or that had left, was not there."""
    there, now = under_way(), PLANNED + MINUTE

    def hold(roster: RosterState, agencies: tuple[UUID, ...] | None = None) -> Any:
        return hold_called(
            there, PLANNED.date(), roster, {ITEM: False}, TOWN, agencies=agencies, now=now
        )

    assert hold(standing())[0].agencies == (NPO,)
    assert hold(standing(left(NPO, PLANNED - MINUTE)))[0].agencies == ()
    assert hold(standing(left(NPO, PLANNED + MINUTE)))[0].agencies == (NPO,)
    with refused("agency-without-attendee"):
        hold(standing(), (NPO, CLINIC))
    with refused("date-in-future"):
        hold_called(there, PLANNED.date(), standing(), {ITEM: False}, TOWN, now=PLANNED - DAY)


@pytest.mark.rule(3)
def test_a_called_conference_is_held_with_the_consent_that_was_found() -> None:
    """A 重層的支援会議 item whose consent has gone makes the record impossible."""
    there, now = under_way(legal_mode="juso_kaigi"), PLANNED + MINUTE
    (event,) = hold_called(there, PLANNED.date(), standing(), {ITEM: True}, TOWN, now=now)
    assert [(one.legal_mode, one.with_consent) for one in event.agenda] == [("juso_kaigi", True)]
    with refused("consent-required"):
        hold_called(there, PLANNED.date(), standing(), {ITEM: False}, TOWN, now=now)


def test_after_the_meeting_nobody_is_chosen_registered_or_bound() -> None:
    """A held conference is over."""
    over = under_way(held())
    with refused("conference-held"):
        select(over, CLINIC)
    with refused("conference-held"):
        register(over, CLINIC, "w-2")
    with refused("conference-held"):
        acknowledged(over)
