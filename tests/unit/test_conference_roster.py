"""構成員名簿: a name makes no meeting, members come and go, and every stay is kept."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from services.conference.domain.agency import AgencyDetails, AgencyState
from services.conference.domain.roster import (
    ROSTER,
    MemberJoined,
    RosterOpened,
    RosterState,
    join,
    leave,
    open_roster,
)
from shared.store import Event
from tests.refusals import refused

NOW = datetime(2026, 6, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
TOWN = "392081"
NPO, CLINIC = UUID(int=1), UUID(int=2)
AGENCY = AgencyState(
    TOWN, AgencyDetails(name="架空の家", kind="npo", holder_class="private", internal=False)
)


def roster(*events: Event) -> RosterState:
    """A roster to which something has happened since it was opened."""
    opened = RosterOpened(
        municipality=TOWN, local_name="架空のまるごと会議", legal_modes=("juso_kaigi",)
    )
    state = ROSTER.fold(None, (opened, *events))
    assert state is not None
    return state


def joined(at: datetime = NOW, agency_id: UUID = NPO) -> MemberJoined:
    """An agency became a member."""
    return MemberJoined(municipality=TOWN, agency_id=agency_id, joined_at=at)


@pytest.mark.rule(18, 72)
def test_a_standing_meeting_has_its_legal_types() -> None:
    """Given a local name and two legal types, then one event carries both."""
    (event,) = open_roster(None, TOWN, "架空のまるごと会議", ("shien_kaigi_106_6", "juso_kaigi"))

    assert event.local_name == "架空のまるごと会議"
    assert event.legal_modes == ("shien_kaigi_106_6", "juso_kaigi")


@pytest.mark.rule(72)
@pytest.mark.parametrize("name", ["支援会議", "架空のまるごと会議"])
def test_a_name_without_a_legal_type_makes_no_meeting(name: str) -> None:
    """Whatever it is called, without a legal type it is refused and the lawful types are named."""
    with refused("roster-without-mode") as no:
        open_roster(None, TOWN, name, ())

    assert "重層的支援会議" in no.value.remedy
    assert "子ども・若者支援地域協議会" in no.value.remedy


@pytest.mark.rule(72)
@pytest.mark.parametrize("mode", ["marugoto", "casework", "支援会議"])
def test_an_unknown_legal_type_is_refused(mode: str) -> None:
    """A type that no law knows, and sharing outside of meetings, are no types of a meeting."""
    with refused("unknown-legal-mode"):
        open_roster(None, TOWN, "架空の会議", ("juso_kaigi", mode))


def test_a_roster_is_opened_once_and_has_each_type_once() -> None:
    """A second opening and a repeated type are refused."""
    with refused("roster-exists"):
        open_roster(roster(), TOWN, "架空の会議", ("juso_kaigi",))
    with refused("mode-twice"):
        open_roster(None, TOWN, "架空の会議", ("juso_kaigi", "juso_kaigi"))


def test_a_member_joins_from_now_on_and_not_twice() -> None:
    """Membership begins with the instant of recording."""
    (event,) = join(roster(), NPO, AGENCY, now=NOW)
    state = roster(event)

    assert not state.is_member(NPO, NOW - MINUTE)
    assert state.is_member(NPO, NOW)
    with refused("already-member"):
        join(state, NPO, AGENCY, now=NOW + MINUTE)


def test_an_agency_of_another_municipality_does_not_join() -> None:
    """Only who is registered where the roster is may be a member."""
    with refused("agency-of-other-municipality"):
        join(roster(), NPO, AgencyState("271403", AGENCY.details), now=NOW)


@pytest.mark.rule(24)
def test_leaving_ends_membership_at_once_and_keeps_the_stay() -> None:
    """From the very instant it is no member; that it was one, and how long, stays on record."""
    state = roster(joined(), joined(agency_id=CLINIC))
    (event,) = leave(state, NPO, now=NOW + MINUTE)
    after = roster(joined(), joined(agency_id=CLINIC), event)

    assert not after.is_member(NPO, NOW + MINUTE)
    assert after.is_member(CLINIC, NOW + MINUTE)
    (stay,) = after.memberships[NPO]
    assert (stay.joined_at, stay.left_at) == (NOW, NOW + MINUTE)
    with refused("not-a-member"):
        leave(after, NPO, now=NOW + 2 * MINUTE)


def test_who_left_may_come_back() -> None:
    """A second stay is a stay of its own; between the two it was no member."""
    (left,) = leave(roster(joined()), NPO, now=NOW + MINUTE)
    (again,) = join(roster(joined(), left), NPO, AGENCY, now=NOW + 3 * MINUTE)
    state = roster(joined(), left, again)

    assert [state.is_member(NPO, NOW + n * MINUTE) for n in range(4)] == [True, False, False, True]
    assert len(state.memberships[NPO]) == 2


def test_there_must_be_a_roster() -> None:
    """Nobody joins or leaves what was never opened."""
    with refused("roster-not-found"):
        join(None, NPO, AGENCY, now=NOW)
    with refused("roster-not-found"):
        leave(None, NPO, now=NOW)
