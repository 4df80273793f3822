"""The road of the demonstration: what people would do between the ledger and the figures."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from services.conference.app import Conference
from services.conference.application import ConferenceNote, PlanDraft
from services.conference.application.registers import AgencyRegistration, MunicipalityDescription
from services.conference.domain.conference import AgendaItem
from services.conference.domain.municipality import Period
from services.conference.law.statutes.legal_modes import Purpose
from services.intake.app import Intake
from services.intake.views import list_cases
from services.placement.app import Placement
from services.placement.application.employments import RecordCheckpoint
from services.placement.domain.employment import Checkpoint, CheckpointMonth
from shared.calendar import JST, months_after
from shared.identity import Actor

CITY_HALL = UUID("00000000-0000-4000-8000-0000000000d1")
SECRETARIAT = Actor(
    person="demo-secretariat", agency=str(CITY_HALL), role="secretariat", purpose="conference"
)
OPERATOR = Actor(
    person="demo-operator", agency=str(CITY_HALL), role="operator", purpose="conference"
)
SUPPORTER = Actor(
    person="demo-supporter", agency=str(CITY_HALL), role="employment_supporter", purpose="retention"
)
CASES_PER_CONFERENCE = 4
CONFERENCES = 12


def settle(conference: Conference, municipality: str) -> None:
    """Enter what the town runs, and the department whose secretariat runs its conferences."""
    registers = conference.application.registers
    registers.describe_municipality(
        OPERATOR,
        MunicipalityDescription(
            municipality=municipality,
            runs_juso=(Period(start=datetime(2021, 4, 1, tzinfo=JST)),),
            welfare_office=True,
        ),
    )
    registers.register_agency(
        OPERATOR,
        AgencyRegistration(
            municipality=municipality,
            agency_id=CITY_HALL,
            name="架空市 福祉課",
            kind="municipal_department",
            holder_class="public",
            internal=True,
        ),
    )


def hold_conferences(
    intake: Intake, conference: Conference, municipality: str, today: date
) -> tuple[int, int]:
    """Hold conferences about named cases and decide plans; return how many of each.

    Every third is a 重層的支援会議 with the persons' consent, whose first case gets a plan; the
    others are 支援会議 under 社会福祉法106条の6.
    """
    settle(conference, municipality)
    known = list_cases(intake.store, municipality, limit=1_000)
    named = [line.case_id for line in known if not line.anonymous]
    plans = 0
    for number in range(CONFERENCES):
        cases = named[number * CASES_PER_CONFERENCE :][:CASES_PER_CONFERENCE]
        if not cases:
            return number, plans
        held_on = today - timedelta(days=10 * (number + 1))
        with_consent = number % 3 == 2  # noqa: PLR2004
        conference_id = _hold(conference, municipality, cases, held_on, with_consent=with_consent)
        if with_consent:
            _decide_plan(conference, cases[0], conference_id, held_on)
            plans += 1
    return CONFERENCES, plans


def _hold(
    conference: Conference,
    municipality: str,
    cases: list[UUID],
    held_on: date,
    *,
    with_consent: bool,
) -> UUID:
    mode = "juso_kaigi" if with_consent else "shien_kaigi_106_6"
    purpose: Purpose = "plan_formation" if with_consent else "information_exchange"
    note = ConferenceNote(
        municipality=municipality,
        convened_by="municipality",
        held_on=held_on,
        agenda=tuple(
            AgendaItem(case_id=case_id, legal_mode=mode, with_consent=with_consent, purpose=purpose)
            for case_id in cases
        ),
    )
    return conference.application.meetings.hold_conference(SECRETARIAT, note)


def _decide_plan(conference: Conference, case_id: UUID, conference_id: UUID, held_on: date) -> None:
    draft = PlanDraft(
        will_and_issues="生活のリズムを整え、少しずつ働きたい。",
        goals=(("週に一度、居場所に通う", held_on + timedelta(days=90)),),
        services="居場所の利用と、就労準備の相談。",
        roles=((UUID(int=1), "訪問と見守り"), (UUID(int=2), "居場所での受入れ")),
        integration="月に一度、関係機関で状況を確かめ合う。",
    )
    conference.application.plans.decide_plan(
        SECRETARIAT,
        case_id,
        conference_id,
        draft,
        by="municipality",
        decided_on=held_on,
        consented_on=held_on,
        next_review=held_on + timedelta(days=90),
    )


def look_in_on_jobs(placement: Placement, today: date) -> int:
    """Record the checkpoints that are due; every sixth person cannot be reached any more."""
    months: tuple[CheckpointMonth, ...] = (1, 3, 6)
    running = placement.store.rows(
        "SELECT employment_id, started_on FROM employments WHERE ended_on IS NULL AND undone = 0"
        " ORDER BY employment_id"
    )
    looked = 0
    for index, row in enumerate(running):
        for month in months:
            day = months_after(date.fromisoformat(row["started_on"]), month)
            if day > today:
                break
            status = "unknown" if index % 6 == 5 and month == 6 else "continuing"  # noqa: PLR2004
            found = RecordCheckpoint(
                employment_id=UUID(row["employment_id"]),
                checkpoint=Checkpoint(month=month, status=status, checked_on=day),
            )
            placement.application.employments.check(SUPPORTER, found)
            looked += 1
    return looked
