"""招集: as which body an agency convenes, and what it may call."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from services.conference.domain.agency import AgencyDetails
from services.conference.domain.conference import (
    ConferenceConvened,
    body_of,
    convene,
    refuse_unless_keeper,
    refuse_unless_told_by,
    surroundings_on,
)
from services.conference.domain.municipality import (
    MunicipalityDetails,
    MunicipalityState,
    Period,
)
from shared.calendar import JST
from tests.refusals import refused
from tests.unit.meeting_under_way import (
    CALL,
    CODE,
    NOW,
    PLANNED,
    TOWN,
    sitting,
    standing,
)

TODAY = date(2026, 6, 1)
DEPARTMENT = AgencyDetails(
    name="架空市福祉課", kind="municipal_department", holder_class="public", internal=True
)


@pytest.mark.rule(16, 55)
def test_the_body_follows_from_the_register() -> None:
    """A department is the municipality, a contract makes an entrusted body while it holds."""
    npo = DEPARTMENT.model_copy(
        update={"internal": False, "kind": "npo", "entrusted": Period(start=NOW, end=PLANNED)}
    )
    prefecture = npo.model_copy(update={"entrusted": None, "kind": "prefecture"})

    assert body_of(DEPARTMENT, NOW) == "municipality"
    assert body_of(npo, NOW) == "entrusted"
    assert body_of(npo, NOW - timedelta(microseconds=1)) == "other"
    assert body_of(npo, PLANNED) == "other"
    assert body_of(prefecture, NOW) == "prefecture"


@pytest.mark.rule(16, 17)
def test_a_sitting_is_called_if_one_of_its_types_is_open() -> None:
    """The municipality calls both; an entrusted body may call it for the 重層的支援会議 alone."""
    (event,) = convene(None, CALL, standing(), TOWN, today=TODAY)
    assert isinstance(event, ConferenceConvened)
    assert (event.convener_id, event.planned_for) == (CALL.convener_id, PLANNED)

    by_entrusted = CALL.model_copy(update={"convened_by": "entrusted"})
    assert convene(None, by_entrusted, standing(), TOWN, today=TODAY)
    statutory = standing(modes=("shien_kaigi_106_6",))
    with refused("convener-not-entitled"):
        convene(None, by_entrusted, statutory, TOWN, today=TODAY)


@pytest.mark.rule(17)
def test_without_juso_no_106_6_sitting_is_called() -> None:
    """The refusal names the lawful ways that remain."""
    statutory = standing(modes=("shien_kaigi_106_6",))
    with refused("juso-not-run") as no:
        convene(None, CALL, statutory, replace(TOWN, runs_juso=False), today=TODAY)
    assert "生活困窮者自立支援法9条" in no.value.remedy


def test_a_sitting_lies_ahead_is_new_and_has_a_roster() -> None:
    """Yesterday, a second call under one id, and a call without roster are refused."""
    past = CALL.model_copy(update={"planned_for": NOW - timedelta(days=1)})
    with refused("planned-in-past"):
        convene(None, past, standing(), TOWN, today=TODAY)
    with refused("conference-exists"):
        convene(sitting(), CALL, standing(), TOWN, today=TODAY)
    with refused("roster-not-found"):
        convene(None, CALL, None, TOWN, today=TODAY)


@pytest.mark.rule(16)
def test_a_roster_is_kept_by_who_may_convene_all_of_it() -> None:
    """An entrusted body keeps no roster with 106条の6 on it."""
    refuse_unless_keeper(("juso_kaigi", "shien_chosei_kaigi"), "entrusted")
    with refused("roster-not-yours") as no:
        refuse_unless_keeper(("juso_kaigi", "shien_kaigi_106_6"), "entrusted")
    assert "支援会議" in no.value.message


def test_afterwards_one_tells_of_ones_own_meetings() -> None:
    """The municipality may tell of any, others of those that they convened."""
    refuse_unless_told_by("municipality", "prefecture")
    refuse_unless_told_by("entrusted", "entrusted")
    with refused("not-your-meeting"):
        refuse_unless_told_by("entrusted", "municipality")


@pytest.mark.rule(17)
@pytest.mark.parametrize(
    ("day", "runs"),
    [
        (date(2026, 3, 31), False),
        (date(2026, 4, 1), True),
        (date(2027, 3, 31), True),
        (date(2027, 4, 1), False),
    ],
)
def test_what_a_town_runs_is_asked_for_the_day_in_japan(day: date, *, runs: bool) -> None:
    """A fiscal year of 重層 begins and ends with its Japanese days."""
    year = Period(
        start=datetime(2026, 4, 1, tzinfo=JST).astimezone(UTC),
        end=datetime(2027, 4, 1, tzinfo=JST),
    )
    described = MunicipalityState(CODE, MunicipalityDetails(runs_juso=(year,)))

    assert surroundings_on(day, CODE, described).runs_juso is runs


def test_a_town_that_was_never_described_runs_nothing() -> None:
    """Nothing is assumed of a municipality."""
    here = surroundings_on(TODAY, CODE, None)
    assert (here.runs_juso, here.welfare_office) == (False, False)
