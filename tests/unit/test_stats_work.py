"""Referrals, steps, jobs, looks at them, sessions, incentives: counted by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from shared.facts import conference, intake, placement
from tests.unit.stats_office import (
    FIRST,
    JUNE,
    LAST,
    NOW,
    TOWN,
    Office,
    an_id,
    contact,
    office_in,
)

DAY = timedelta(days=1)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office without observations."""
    with office_in(tmp_path) as opened:
        yield opened


def head(on: date = JUNE) -> dict[str, object]:
    """Where, when and in which case."""
    return {"municipality": TOWN, "occurred_on": on, "case_id": an_id(1)}


def handing_on(number: int, person: int | None = 2, to: str = "npo") -> dict[str, object]:
    """A referral."""
    who = None if person is None else an_id(person)
    return {**head(), "referral_id": an_id(number), "person_id": who, "destination": to}


def job(number: int, person: int = 2, on: date = JUNE, kind: str = "regular") -> dict[str, object]:
    """A job."""
    who = {"employment_id": an_id(number), "person_id": an_id(person)}
    return {**head(on), **who, "kind": kind}


def step(number: int, kind: str, person: int = 2, on: date = JUNE) -> dict[str, object]:
    """A step towards work."""
    who = {"step_id": an_id(number), "person_id": an_id(person)}
    return {**head(on), **who, "kind": kind, "resource_id": None, "programme": None}


def test_referrals_count_by_their_steps_and_persons_once(office: Office) -> None:
    """Two arrivals of one person at one kind of place are two referrals and one person."""
    office.tell(
        placement.ReferralOffered.model_validate(handing_on(7)),
        placement.ReferralCompleted.model_validate(handing_on(7)),
        placement.ReferralCompleted.model_validate(handing_on(8)),
        placement.ReferralCompleted.model_validate(handing_on(9, to="farm")),
        placement.ReferralCompleted.model_validate(handing_on(10, person=None)),
        placement.ReferralDeclined.model_validate(handing_on(11)),
    )
    assert office.figures("つなぎ完了件数", "つなぎ先") == {"NPO法人": 3, "農家": 1}
    assert office.figures("つなぎ人数", "つなぎ先") == {"NPO法人": 1, "農家": 1}
    assert office.total("つなぎ人数") == 1
    assert [office.total(f"つなぎ{name}件数") for name in ("打診", "受理", "不受理")] == [1, 0, 1]


def test_whom_a_referral_hands_on_is_told_with_its_offer(office: Office) -> None:
    """As it was told last as of the instant; a former fact says only whether a person is named."""
    mother = handing_on(7)
    office.tell(
        placement.ReferralOffered.model_validate({**mother, "whom": "subject"}), at=NOW - 2 * DAY
    )
    office.tell(placement.ReferralCompleted.model_validate(mother), at=NOW - 2 * DAY)
    for number, person in ((8, 2), (9, None)):
        former = handing_on(number, person=person)
        office.tell(placement.ReferralOfferedV1.model_validate(former), at=NOW - 2 * DAY)
        office.tell(placement.ReferralCompleted.model_validate(former), at=NOW - 2 * DAY)
    office.tell(
        placement.ReferralStepUndone.model_validate({**mother, "step": "referral-offered"}),
        placement.ReferralOffered.model_validate({**mother, "whom": "family"}),
    )
    counted = ("つなぎ完了件数", "つないだ相手")
    assert office.figures(*counted) == {"当事者": 1, "家族": 1, "世帯": 1}
    assert office.figures(*counted, as_of=NOW - DAY) == {"当事者": 2, "世帯": 1}
    assert office.figures("つなぎ打診件数", "つないだ相手") == {"当事者": 1, "家族": 1, "世帯": 1}


@pytest.mark.parametrize(
    ("consulter", "whom"), [("mother", "家族"), ("person", "当事者"), ("agency", "当事者")]
)
def test_a_ledgers_referral_hands_on_who_came_in_its_row(
    office: Office, consulter: str, whom: str
) -> None:
    """A ledger has no column for つないだ相手: 相談者 of the row that told of it first does."""
    told = handing_on(7)
    note = {name: told[name] for name in ("municipality", "occurred_on", "case_id", "referral_id")}
    noted = intake.LedgerReferralNoted.model_validate(
        note | {"person_id": told["person_id"], "destination": "npo", "result": "completed"}
    )
    office.tell(contact(consulter="relative"), contact(consulter=consulter), noted)
    office.tell(contact(consulter="grandparent"), noted, contact(case=4, consulter="father"))
    office.tell(
        placement.ReferralOffered.model_validate({**told, "whom": "subject"}),
        placement.ReferralCompleted.model_validate(told),
    )
    assert office.figures("つなぎ完了件数", "つないだ相手") == {whom: 1}


def test_a_step_that_was_taken_back_and_told_anew_counts_once(office: Office) -> None:
    """Undone as of now, standing as of before; told again it stands again."""
    completed = placement.ReferralCompleted.model_validate(handing_on(7))
    undone = placement.ReferralStepUndone.model_validate(
        {**handing_on(7), "step": "referral-completed"}
    )
    office.tell(completed, at=NOW - 2 * DAY)
    office.tell(undone, at=NOW - DAY)
    assert office.total("つなぎ完了件数") == 0
    assert office.total("つなぎ完了件数", as_of=NOW - 2 * DAY) == 1
    office.tell(completed)
    assert office.total("つなぎ完了件数") == 1


def test_needs_that_nothing_meets_are_counted_from_both_services(office: Office) -> None:
    """What a meeting found and what was found on the way; one that was not so is gone."""
    need = {**head(), "need_id": an_id(7), "gap": "transport"}
    office.tell(
        conference.UnmetNeedFound.model_validate(
            {**head(), "need_id": an_id(6), "conference_id": an_id(5), "gap": "transport"}
        ),
        placement.PlacementUnmetNeedFound.model_validate(need),
        placement.PlacementUnmetNeedFound.model_validate({**need, "need_id": an_id(8)}),
        placement.PlacementUnmetNeedUndone.model_validate(need),
    )
    assert office.total("つなぎ先がない件数") == 2


def test_plans_are_first_or_later_ones_and_reviews_are_counted_by_result(office: Office) -> None:
    """A review that finds 継続 and the decision that ends a plan are both looked-at plans."""
    plan = {**head(), "plan_id": an_id(7)}
    for first in (True, False, False):
        decided = {**plan, "conference_id": an_id(5), "first": first}
        office.tell(conference.PlanDecided.model_validate(decided))
    for result in ("continue", "closed"):
        office.tell(conference.PlanReviewed.model_validate({**plan, "plan_result": result}))
    assert office.figures("プラン作成件数", "プランの別") == {"初回プラン": 1, "再プラン": 2}
    assert office.figures("プラン見直し件数", "見直しの結果") == {"継続": 1, "終結": 1}


def test_the_funnel_counts_persons_by_step_and_year(office: Office) -> None:
    """豊中市: whoever takes a step twice in a year is one; people enter in the middle."""
    taken = placement.StepTaken.model_validate
    office.tell(
        taken(step(7, "visit")),
        taken(step(8, "visit", on=LAST)),
        taken(step(9, "visit", on=LAST + DAY)),
        taken(step(10, "application", person=3)),
        taken(step(11, "application", person=4)),
        taken(step(12, "application", person=2)),
        placement.StepFinished.model_validate({**step(10, "application", 3), "result": "hired"}),
    )
    by = ("一歩の種類", "年度")
    assert office.figures("一歩の参加人数", *by, last=LAST + DAY) == {
        "見学・令和6年度": 1,
        "見学・令和7年度": 1,
        "応募・令和6年度": 3,
    }
    assert office.total("一歩の参加人数", last=LAST + DAY) == 3
    assert office.total("一歩の参加件数") == 5
    assert office.figures("一歩の終了人数", "一歩の結果") == {"採用": 1}


def test_days_of_trials_and_minutes_of_training(office: Office) -> None:
    """A day counts once for each trial; a day that was taken back counts no more."""

    def there(number: int, kind: str, attendance: int, on: date, minutes: int | None) -> None:
        told = {"attendance_id": an_id(attendance), "minutes": minutes}
        office.tell(placement.StepAttended.model_validate({**step(number, kind, on=on), **told}))

    office.tell(contact(age=29, occurred_on=FIRST), contact(age=30, occurred_on=JUNE + DAY))
    office.tell(placement.StepTaken.model_validate(step(7, "trial")))
    there(7, "trial", 20, JUNE, None)
    there(7, "trial", 21, JUNE, None)
    there(7, "trial", 22, JUNE + DAY, None)
    there(8, "internship", 23, JUNE, None)
    there(9, "training", 24, JUNE, 45)
    there(9, "training", 25, JUNE + DAY, 240)
    there(9, "training", 26, JUNE + DAY, None)
    there(9, "visit", 27, JUNE, 600)
    assert office.total("就労体験人数") == 1
    assert office.total("就労体験日数") == 3
    assert office.figures("就労体験日数", "年代") == {"20代": 2, "30代": 1}
    assert office.total("訓練時間") == 285
    assert office.total("一歩の参加延べ回数") == 8
    office.tell(
        placement.StepUndone.model_validate(
            {**step(7, "trial"), "step": "step-attended", "attendance_id": an_id(22)}
        )
    )
    assert office.total("就労体験日数") == 2


def test_persons_at_work_on_the_last_day(office: Office) -> None:
    """安芸市: under the place and trait told last; who left on the last day is not at work."""
    started, ended = placement.EmploymentStarted, placement.EmploymentEnded
    office.tell(
        started.model_validate(job(7, person=2, on=FIRST - 400 * DAY)),
        started.model_validate(job(8, person=3, on=LAST)),
        started.model_validate(job(9, person=4)),
        ended.model_validate(job(9, person=4, on=LAST)),
        started.model_validate(job(10, person=5)),
        ended.model_validate(job(10, person=5, on=LAST + DAY)),
        started.model_validate(job(11, person=6, on=LAST + DAY)),
        started.model_validate(job(12, person=2, kind="type_b")),
    )
    for place, on in (("酪農", JUNE), ("farm", LAST), ("炭焼き", LAST + DAY)):
        where = {"workplace": place, "trait": "withdrawal", "resource_id": None, "follows": None}
        office.tell(placement.EmploymentDescribed.model_validate({**job(7, on=on), **where}))
    assert office.total("就労中の人数") == 3
    assert office.figures("就労中の人数", "就労") == {"一般(正規)": 3, "B型": 1}
    assert office.figures("就労中の人数", "職場") == {"農家": 1, "不明": 3}
    assert office.figures("就労中の人数", "特性") == {"ひきこもり": 1, "不明": 3}


@pytest.mark.rule(68)
def test_looks_that_fall_due_are_the_denominator_and_unknown_is_not_held(office: Office) -> None:
    """Of four jobs one is held, one changed, one ended before anybody looked, one nobody knows."""
    for number in (7, 8, 9, 10):
        office.tell(placement.EmploymentStarted.model_validate(job(number, person=number)))
    office.tell(placement.EmploymentEnded.model_validate(job(9, 9, on=date(2024, 7, 1))))
    for number, status in ((7, "unknown"), (7, "continuing"), (8, "changed"), (10, "unknown")):
        looked = {**job(number, number, on=date(2024, 7, 3)), "months": 1, "status": status}
        office.tell(placement.EmploymentChecked.model_validate(looked))
    july = {"first": date(2024, 7, 1), "last": date(2024, 7, 31)}
    assert office.figures("定着確認対象件数", "経過月数", "定着状況", **july) == {
        "1か月・継続": 1,
        "1か月・転職": 1,
        "1か月・離職": 1,
        "1か月・不明": 1,
    }
    assert office.total("定着継続件数", **july) == 2
    assert office.figures("定着確認対象件数", "経過月数") == {
        "1か月": 4,
        "3か月": 4,
        "6か月": 4,
    }
    office.tell(
        placement.EmploymentCheckUndone.model_validate({**job(7, 7), "months": 1}),
        placement.EmploymentUndone.model_validate({**job(8, 8), "step": "employment-started"}),
    )
    assert office.figures("定着確認対象件数", "定着状況", **july) == {"離職": 1, "不明": 2}


def test_a_job_that_begins_on_the_last_of_a_month_is_due_on_the_last_of_the_next(
    office: Office,
) -> None:
    """31 January, 2025: one month is full on 28 February, three on 30 April of the next year."""
    office.tell(placement.EmploymentStarted.model_validate(job(7, on=date(2025, 1, 31))))
    last = date(2025, 2, 28)
    assert office.figures("定着確認対象件数", "経過月数", first=last, last=last) == {"1か月": 1}
    assert office.figures("定着確認対象件数", "年度", last=date(2025, 4, 30)) == {
        "令和6年度": 1,
        "令和7年度": 1,
    }


def test_gains_are_counted_where_a_plan_was_decided(office: Office) -> None:
    """生困: 就職 and 増収 of those with a plan; a plan of later days, or none, makes none."""
    plan = {"plan_id": an_id(7), "conference_id": an_id(5), "first": True}
    office.tell(
        conference.PlanDecided.model_validate({**head(FIRST - 400 * DAY), **plan}),
        conference.PlanDecided.model_validate({**head(LAST + DAY), **plan, "case_id": an_id(3)}),
        placement.EmploymentStarted.model_validate(job(8)),
        placement.EmploymentStarted.model_validate({**job(9, person=4), "case_id": an_id(3)}),
    )
    for number, person, kind in (
        (11, 2, "income_increased"),
        (12, 6, "income_increased"),
        (13, None, "income_increased"),
        (14, 7, "certificate"),
    ):
        who = {"outcome_id": an_id(number), "person_id": person and an_id(person)}
        office.tell(placement.OutcomeReached.model_validate({**head(), **who, "kind": kind}))
    assert office.total("就労・増収人数") == 2
    assert office.figures("就労・増収人数", "就労・増収の別") == {"就職": 1, "増収": 2}
    assert office.figures("就労・増収世帯数", "就労・増収の別") == {"就職": 1, "増収": 1}
    assert (office.total("就労・増収世帯数"), office.total("プラン対象世帯数")) == (1, 1)
    undone = {**head(), "outcome_id": an_id(12), "person_id": an_id(6), "kind": "income_increased"}
    office.tell(placement.OutcomeUndone.model_validate(undone))
    assert office.total("就労・増収人数") == 1


def test_paths_are_work_and_learning(office: Office) -> None:
    """サポステ: 進路決定 is 就職 and 修学; other outcomes are none."""
    office.tell(placement.EmploymentStarted.model_validate(job(7)))
    for number, kind in ((8, "study"), (9, "place_to_be")):
        reached = {**head(), "outcome_id": an_id(number), "person_id": an_id(2), "kind": kind}
        office.tell(placement.OutcomeReached.model_validate(reached))
    assert office.figures("進路決定件数", "進路") == {"就職": 1, "修学": 1}
    assert office.total("進路決定人数") == 1
    assert office.figures("成果件数", "成果") == {"修学": 1, "居場所": 1}


def session(number: int, *people: int, on: date = JUNE) -> placement.SessionHeld:
    """A session of a place to be; without people nobody counted."""
    return placement.SessionHeld(
        municipality=TOWN,
        occurred_on=on,
        session_id=an_id(number),
        programme_id=an_id(5),
        kind="place_to_be",
        counts=tuple(
            placement.SessionCount(role="person", first_age=18, last_age=39, people=one)
            for one in people
        ),
    )


def test_sessions_and_who_came(office: Office) -> None:
    """三好市: 回 and 延べ; a corrected session counts as it was told last, on its new day."""
    office.tell(session(7, 3, 4), session(8), session(9, 2), session(10, 5))
    office.tell(session(9, 6), session(10, 5, on=LAST + DAY))
    undone = session(8).model_dump(exclude={"counts"})
    office.tell(session(11, 0), placement.SessionUndone.model_validate(undone))
    office.tell(
        placement.ProgrammeAnnounced(
            municipality=TOWN,
            occurred_on=JUNE,
            programme_id=an_id(5),
            kind="place_to_be",
            name="ひだまり（架空）",
        )
    )
    assert office.figures("開催回数", "事業") == {"ひだまり（架空）": 3}
    assert office.figures("参加延べ人数", "事業の種別", "参加者の立場") == {"居場所・本人": 13}
    assert office.figures("参加延べ人数", "年代帯") == {"18〜39歳": 13}
    bands = "{dimension: 年代帯, bands: {若者: [15, 39], 中年: [40, 64]}, rest: 残り}"
    assert office.figures("参加延べ人数", bands) == {"若者": 13}


def test_a_session_that_nobody_counted_is_held_and_not_counted(office: Office) -> None:
    """開催回数 has it; the people who came are those of the other."""
    office.tell(session(7), session(8, 4))
    assert office.total("開催回数") == 2
    assert office.total("人数を数えた開催回数") == 1
    assert office.total("参加延べ人数") == 4


def test_incentives_lie_in_the_month_they_are_paid_for(office: Office) -> None:
    """March is paid in April and belongs to March; a correction is added with its sign."""

    def granted(month: date, yen: int, person: int | None, entry: int = 1) -> None:
        office.tell(
            placement.IncentiveGranted(
                municipality=TOWN,
                occurred_on=date(2025, 4, 10),
                statement_id=an_id(7),
                entry=entry,
                recipient="person" if person else "employer",
                person_id=an_id(person) if person else None,
                month=month,
                amounts=(placement.IncentiveAmount(programme="kochi", yen=yen, days=1),),
            )
        )

    granted(date(2025, 3, 1), 5000, person=2)
    granted(date(2025, 3, 1), -500, person=2, entry=2)
    granted(date(2025, 2, 1), 500, person=3)
    granted(date(2025, 3, 1), 4500, person=None)
    granted(date(2025, 4, 1), 9999, person=4)
    assert office.figures("インセンティブ支給額", "受け取る人") == {"利用者": 5000, "事業者": 4500}
    assert office.figures("インセンティブ支給額", "制度", "月") == {
        "kochi・令和7年2月": 500,
        "kochi・令和7年3月": 9000,
    }
    assert office.total("インセンティブ支給人数") == 2
