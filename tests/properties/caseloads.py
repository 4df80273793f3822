"""Caseloads of facts as three services may tell them, with corrections and late arrivals.

A caseload follows from a number and its size: of the same number a smaller one is a beginning of
the larger, so that Hypothesis finds a small one that fails. Few ids, few days and few words meet
each other often; drawn one by one they hardly would.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from random import Random
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from shared import codes
from shared.codes import CodeList
from shared.facts import Fact, conference, intake, placement
from shared.facts.envelope import Received

TOWNS = ("990019", "271403")
START = datetime(2019, 4, 1, tzinfo=UTC)
ZONES = (UTC, timezone(timedelta(hours=9)))
DAYS = [
    *(date(2018, 4, 1), date(2019, 1, 31), date(2019, 3, 31), date(2019, 4, 1)),
    *(date(2019, 4, 30), date(2019, 5, 1), date(2019, 6, 15), date(2019, 8, 31)),
    *(date(2019, 12, 31), date(2020, 2, 29), date(2020, 3, 31), date(2020, 4, 1)),
]
PERIODS = [
    (date(2019, 4, 1), date(2020, 3, 31)),
    (date(2019, 4, 1), date(2019, 4, 30)),
    (date(2019, 3, 31), date(2019, 5, 1)),
    (date(2019, 12, 31), date(2021, 4, 1)),
    (date(2018, 4, 1), date(2021, 3, 31)),
]

Draw = Callable[[Random], Any]
Maker = Callable[[Random], Fact]


def any_of(*values: Any) -> Draw:
    """One of some values."""
    return lambda random: random.choice(values)


def code_of(code_list: CodeList, *others: Any) -> Draw:
    """A code of a list, a few of them more often than not, or something else besides."""
    known = [code.code for code in code_list]
    return any_of(*known[:3] * 3, *known, *others)


def an_id(town: int, name: str, number: int) -> str:
    """An id that stands for one thing of one town."""
    kind = name.removeprefix("linked_")
    return str(UUID(int=town * 10_000_000 + sum(map(ord, kind)) * 100 + number))


def told(kind: type[Fact], /, *ids: str, **fields: Draw) -> Maker:
    """Makes facts of a kind; every id is of the fact's own town, and may be met again."""

    def make(random: Random) -> Fact:
        town = random.choice([0, 0, 0, 0, 0, 1])
        return kind.model_validate(
            {
                "municipality": TOWNS[town],
                "occurred_on": random.choice(DAYS),
                **{name: an_id(town, name, random.randint(1, 4)) for name in ids},
                **{name: draw(random) for name, draw in fields.items()},
            }
        )

    return make


def perhaps(name: str) -> Draw:
    """An id of the first town, or nothing."""
    return any_of(None, *(an_id(0, name, number) for number in (1, 2, 3)))


def several(draw: Draw, fewest: int, most: int) -> Draw:
    """Some of a kind."""
    return lambda random: tuple(draw(random) for _ in range(random.randint(fewest, most)))


_NOTHING = any_of(None)
_GAP = {"gap": code_of(codes.RESOURCE_GAPS)}
_REFERRAL = {
    "person_id": perhaps("person_id"),
    "destination": code_of(codes.AGENCY_KINDS, "森の家"),
}
_JOB = ("case_id", "employment_id", "person_id")
_WORK = {"kind": code_of(codes.EMPLOYMENT_KINDS)}
_MONTHS = {"months": any_of(1, 3, 6, 12, 24, 36)}
_STEP_IDS = ("case_id", "step_id", "person_id")
_STEP = {
    "kind": any_of("trial", "internship", "training", "intermediate_work", "visit"),
    "resource_id": _NOTHING,
    "programme": any_of(None, "kochi", "aki"),
}
_SESSION = {"kind": code_of(codes.RESOURCE_KINDS)}
_MODES = any_of("shien_kaigi_106_6", "juso_kaigi")


def _matter(random: Random) -> conference.ConferenceMatter:
    return conference.ConferenceMatter(
        case_id=an_id(0, "case_id", 1),
        legal_mode=_MODES(random),
        with_consent=random.choice([True, False]),
    )


def _count(random: Random) -> placement.SessionCount:
    return placement.SessionCount(
        role=code_of(codes.ATTENDEE_ROLES)(random),
        first_age=random.choice([None, 0, 18]),
        last_age=random.choice([None, 17, 39]),
        people=random.randint(0, 9),
    )


def _amount(random: Random) -> placement.IncentiveAmount:
    return placement.IncentiveAmount(
        programme=random.choice(["kochi", "aki"]),
        yen=random.randint(-5000, 20000),
        days=random.randint(-1, 5),
    )


_CONTACT = told(
    intake.ContactRecorded,
    "case_id",
    contact_id=any_of(an_id(0, "contact_id", 1)),
    person_id=perhaps("person_id"),
    age=any_of(None, 0, 9, 10, 34, 39, 40, 49, 64, 65, 89, 90, 130),
    gender=code_of(codes.GENDERS),
    method=code_of(codes.CONTACT_METHODS),
    consulter=code_of(codes.CONSULTERS),
    route=any_of(None, "民生委員", "本人"),
    outcome=code_of(codes.CONTACT_OUTCOMES, None),
    consent=code_of(codes.CONSENT_STATES),
    factors=several(code_of(codes.FACTORS), 0, 2),
    agency_id=perhaps("agency_id"),
    joint_agency_ids=several(any_of(*(an_id(0, "agency_id", n) for n in (1, 2, 3))), 0, 3),
)
_OPENING = told(
    intake.ConsultationReceived,
    "case_id",
    anonymous=any_of(True, False, False),
    transferred_in=any_of(True, False),
)
_INTAKE: tuple[Maker, ...] = (
    *[_CONTACT] * 8,
    *[told(intake.AnonymousLinked, "case_id", "linked_case_id", "person_id")] * 2,
    *[
        told(
            intake.LedgerReferralNoted,
            "case_id",
            "referral_id",
            person_id=perhaps("person_id"),
            destination=code_of(codes.AGENCY_KINDS),
            result=code_of(codes.REFERRAL_OUTCOMES),
        )
    ]
    * 2,
    told(intake.CaseSuspended, "case_id"),
    told(intake.CaseReopened, "case_id"),
    told(intake.CaseClosed, "case_id", reason=code_of(codes.CLOSING_REASONS)),
    told(intake.CaseTransferred, "case_id", to_municipality=any_of(TOWNS[1])),
)
_CONFERENCE: tuple[Maker, ...] = (
    told(conference.SupportConferenceHeld, "conference_id", matters=several(_matter, 1, 3)),
    told(
        conference.SupportConferenceHeldV1,
        "conference_id",
        legal_mode=_MODES,
        case_ids=any_of((an_id(0, "case_id", 1), an_id(0, "case_id", 2))),
        with_consent=any_of(0, 1, 2),
    ),
    *(
        told(kind, "case_id", "plan_id", "conference_id", first=any_of(True, False))
        for kind in (conference.PlanDecided, conference.PlanDecidedV1)
    ),
    told(
        conference.PlanReviewed,
        "case_id",
        "plan_id",
        plan_result=code_of(codes.PLAN_RESULTS),
        closing_reason=code_of(codes.CLOSING_REASONS, None),
    ),
    told(conference.UnmetNeedFound, "case_id", "need_id", "conference_id", **_GAP),
    told(intake.AgencyNoted, "agency_id", agency_kind=code_of(codes.AGENCY_KINDS)),
    told(
        conference.AgencyRegistered,
        "agency_id",
        agency_kind=code_of(codes.AGENCY_KINDS),
        internal=any_of(True, False),
    ),
)
_REFERRALS: tuple[Maker, ...] = (
    told(
        placement.ReferralOffered,
        "case_id",
        "referral_id",
        whom=code_of(codes.REFERRAL_WHOM, None),
        **_REFERRAL,
    ),
    *(
        told(kind, "case_id", "referral_id", **_REFERRAL)
        for kind in (
            placement.ReferralOfferedV1,
            placement.ReferralAccepted,
            placement.ReferralDeclined,
            placement.ReferralFirstContact,
            placement.ReferralCompleted,
            placement.ReferralCompleted,
            placement.ReferralFailed,
            placement.ReferralWithdrawn,
        )
    ),
    told(
        placement.ReferralTransferred,
        "case_id",
        "referral_id",
        to_municipality=any_of(TOWNS[1]),
        **_REFERRAL,
    ),
    told(
        placement.ReferralStepUndone,
        "case_id",
        "referral_id",
        step=any_of("referral-completed", "referral-offered"),
        **_REFERRAL,
    ),
    told(placement.PlacementUnmetNeedFound, "case_id", "need_id", **_GAP),
    told(placement.PlacementUnmetNeedUndone, "case_id", "need_id", **_GAP),
)
_JOBS: tuple[Maker, ...] = (
    *[told(placement.EmploymentStarted, *_JOB, **_WORK)] * 3,
    told(placement.EmploymentEnded, *_JOB, **_WORK),
    told(placement.EmploymentRetained, *_JOB, **_WORK, **_MONTHS),
    told(
        placement.EmploymentDescribed,
        *_JOB,
        **_WORK,
        workplace=any_of(None, "farm", "酪農"),
        trait=code_of(codes.WORK_TRAITS, None),
        resource_id=_NOTHING,
        follows=_NOTHING,
    ),
    told(
        placement.EmploymentUndone,
        *_JOB,
        **_WORK,
        step=any_of("employment-started", "employment-ended", "employment-retained"),
    ),
    *[
        told(
            placement.EmploymentChecked,
            *_JOB,
            **_WORK,
            **_MONTHS,
            status=any_of("continuing", "changed", "leave", "left", "unknown"),
        )
    ]
    * 2,
    told(placement.EmploymentCheckUndone, *_JOB, **_WORK, **_MONTHS),
)
_STEPS: tuple[Maker, ...] = (
    told(placement.StepTaken, *_STEP_IDS, **_STEP),
    *[
        told(
            placement.StepAttended,
            *_STEP_IDS,
            "attendance_id",
            **_STEP,
            minutes=any_of(None, 0, 45, 240),
        )
    ]
    * 2,
    told(placement.StepFinished, *_STEP_IDS, **_STEP, result=code_of(codes.STEP_OUTCOMES)),
    told(
        placement.StepUndone,
        *_STEP_IDS,
        **_STEP,
        step=any_of("step-taken", "step-finished"),
        attendance_id=_NOTHING,
    ),
    told(placement.StepUndone, *_STEP_IDS, "attendance_id", **_STEP, step=any_of("step-attended")),
)
_OUTCOMES: tuple[Maker, ...] = tuple(
    told(
        kind,
        "case_id",
        "outcome_id",
        person_id=perhaps("person_id"),
        kind=any_of("study", "back_to_school", "income_increased", "place_to_be"),
    )
    for kind in (placement.OutcomeReached, placement.OutcomeReached, placement.OutcomeUndone)
)
_PROGRAMMES: tuple[Maker, ...] = (
    *[
        told(
            placement.SessionHeld,
            "session_id",
            "programme_id",
            **_SESSION,
            counts=several(_count, 0, 2),
        )
    ]
    * 2,
    told(placement.SessionUndone, "session_id", "programme_id", **_SESSION),
    told(
        placement.ProgrammeAnnounced,
        "programme_id",
        **_SESSION,
        name=any_of(None, "ひだまり（架空）", "こもれび（架空）"),
    ),
    *(
        told(
            placement.IncentiveGranted,
            "statement_id",
            entry=any_of(1, 2, 3),
            recipient=any_of(recipient),
            person_id=person,
            month=any_of(date(2019, 3, 1), date(2019, 4, 1), date(2020, 2, 1)),
            amounts=several(_amount, 0, 2),
        )
        for recipient, person in (
            ("employer", _NOTHING),
            ("person", any_of(an_id(0, "person_id", 1), an_id(0, "person_id", 2))),
        )
    ),
)
_ROOMS = (_INTAKE, _INTAKE, _CONFERENCE, _REFERRALS, _JOBS, _STEPS, _OUTCOMES, _PROGRAMMES)


def caseload(number: int, size: int) -> list[Received]:
    """Facts with their places in their logs, which are also the order of their recording."""
    random = Random(number)  # noqa: S311 - an invented town
    opened: set[str] = set()
    places: Counter[str] = Counter()
    clocks: dict[str, datetime] = {}
    history = []
    for _ in range(size):
        fact = random.choice(random.choice(_ROOMS))(random)
        opening = _OPENING(random)
        if random.random() < 0.1 and opening.subject_id not in opened:
            opened.add(opening.subject_id)
            fact = opening
        source = fact.SERVICE
        places[source] += 1
        clocks[source] = clocks.get(source, START) + timedelta(hours=random.randint(0, 2))
        at = clocks[source].astimezone(random.choice(ZONES))
        history.append(Received(places[source], places[source] - 1, at, fact))
    return history


sizes = st.sampled_from([250, 150, 80, 40, 20, 10, 5, 2, 1, 0])
caseloads = st.builds(caseload, st.integers(0, 2**32), sizes)
periods = st.sampled_from(PERIODS)
hours = st.sampled_from([200, 60, 30, 15, 5, 0])


def in_another_order(history: list[Received], random: Random) -> list[Received]:
    """The same facts in another order between the services; of each service in its own."""
    logs = {one.source: [r for r in history if r.source == one.source] for one in history}
    sources = [one.source for one in history]
    random.shuffle(sources)
    return [logs[source].pop(0) for source in sources]
