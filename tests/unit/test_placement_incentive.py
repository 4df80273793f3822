"""手当: given attended days and hours, when a month is computed, then these yen and no others."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.placement.domain.incentive import (
    STATEMENT,
    Attended,
    Line,
    Payee,
    PayeeKind,
    StatementState,
    compute,
    correct_statement,
    days_of,
    differences,
    issue_statement,
    month_in_words,
    total_of,
)
from services.placement.incentives import paying_programmes, programmes_in, read_rates
from shared.refusal import Refusal
from tests.refusals import refused

AKI, KOCHI, NEXT_DOOR = "392031", "392014", "011002"
MONTH = "2021-09"
FIRST = date(2021, 9, 1)
TODAY = date(2021, 10, 4)
WHO, ANOTHER = UUID(int=11), UUID(int=12)
START, STATION, FARMS = "kochi-work-start", "kochi-youth-station", "aki-farms"


def day(
    number: int = 1,
    kind: str = "trial",
    *,
    programme: str | None = START,
    minutes: int | None = None,
    who: UUID = WHO,
) -> Attended:
    """A day of September on which somebody was there."""
    on = FIRST + timedelta(days=number - 1)
    return Attended(uuid4(), who, kind, programme, on, minutes)


def paid(days: Iterable[Attended], to: PayeeKind = "person", town: str = AKI) -> tuple[Line, ...]:
    """What days come to in a town of 高知県."""
    return compute(days, programmes_in(town), to).lines


def why_unpaid(days: Iterable[Attended], to: PayeeKind = "person") -> list[str]:
    """Why days bring nothing."""
    return [one.why for one in compute(days, programmes_in(AKI), to).unpaid]


@pytest.mark.parametrize(
    ("days", "to", "yen"),
    [
        ([day(n) for n in range(1, 6)], "person", 5 * 500),
        ([day(n) for n in range(1, 6)], "employer", 5 * 4_500),
        ([day(1, "training", minutes=8 * 60)], "person", 5_000),
        ([day(1, "training", minutes=3 * 60 + 30)], "person", 2_187),
        ([day(n, "training", minutes=60) for n in (1, 2)], "employer", 2 * 5_000),
        ([day(1, programme=STATION, minutes=4 * 60)], "person", 2_500),
        ([day(1, programme=STATION, minutes=8 * 60)], "person", 5_000),
        ([day(1, programme=STATION, minutes=9 * 60)], "person", 5_000),
        ([day(1, programme=STATION, minutes=9 * 60)], "employer", 5_000),
        ([day(n, programme=FARMS) for n in range(1, 11)], "employer", 10 * 4_500),
    ],
    ids=[
        "trial of five days, person",
        "trial of five days, firm",
        "training of eight hours",
        "training of three hours and a half: 2,187.5 yen",
        "training, firm, whatever the hours",
        "youth station, four hours",
        "youth station, eight hours",
        "youth station, nine hours: the limit",
        "youth station, firm",
        "farm in Aki, ten days",
    ],
)
def test_the_rates_of_kochi_to_the_yen(days: list[Attended], to: PayeeKind, yen: int) -> None:
    """高知県, サポステ and 安芸市 pay what their own papers say, to the yen."""
    assert total_of(paid(days, to)) == yen


def test_what_is_left_of_a_yen_is_dropped_once_a_day() -> None:
    """Given 7 + 5 minutes of a day, when paid by the hour, then 125 yen: the sum is cut, once."""
    days = [day(1, "training", minutes=7), day(1, "training", minutes=5)]
    apart = [day(1, "training", minutes=7), day(2, "training", minutes=5)]

    assert [line.amount for line in paid(days)] == [125]
    assert [line.amount for line in paid(apart)] == [72, 52]


def test_a_day_is_counted_once_at_the_highest_rate() -> None:
    """Given two steps and two programmes on a day at one firm, then one day is paid for."""
    days = [day(1), day(1, "training", minutes=60), day(1), day(1, programme=STATION, minutes=60)]

    [line] = paid(days, "employer")

    assert (line.amount, line.evidence) == (5_000, (days[1].attendance_id,))
    assert why_unpaid(days, "employer") == ["day_counted"] * 3


def test_two_trainees_of_a_day_are_two_days_for_the_firm() -> None:
    """A firm is paid for each trainee."""
    assert total_of(paid([day(1), day(1, who=ANOTHER)], "employer")) == 9_000


def test_every_line_names_the_attendances_it_rests_on() -> None:
    """Evidence: all attendances of a day at a rate, and no other."""
    days = [day(1, "training", minutes=60), day(1, "training", minutes=30), day(2)]

    training, trial = paid(days)

    assert set(training.evidence) == {days[0].attendance_id, days[1].attendance_id}
    assert trial.evidence == (days[2].attendance_id,)
    assert (training.minutes, trial.minutes) == (90, None)


@pytest.mark.parametrize(
    ("attended", "to", "why"),
    [
        (day(programme=None), "person", "no_programme"),
        (day(programme="elsewhere"), "person", "no_rate"),
        (day(kind="visit"), "person", "no_rate"),
        (day(programme=FARMS), "person", "no_rate"),
        (day(programme=STATION), "person", "minutes_missing"),
    ],
)
def test_what_brings_nothing_is_told_with_its_reason(
    attended: Attended, to: PayeeKind, why: str
) -> None:
    """No day is lost in silence: the draft says why it is not paid."""
    assert paid([attended], to) == ()
    assert why_unpaid([attended], to) == [why]


def test_programmes_pay_only_where_and_when_they_hold() -> None:
    """The farms of 安芸 pay in 安芸, and nobody is paid for a day before the rates begin."""
    before = Attended(uuid4(), WHO, "trial", START, date(2021, 3, 31), None)

    assert paid([day(programme=FARMS)], "employer", KOCHI) == ()
    assert programmes_in(NEXT_DOOR) == {}
    assert paid([before]) == ()


KINDS = st.sampled_from(["trial", "training", "internship", "visit"])
PROGRAMMES = st.sampled_from([None, START, STATION, FARMS])
DAYS = st.lists(
    st.builds(
        day,
        st.integers(1, 30),
        KINDS,
        programme=PROGRAMMES,
        minutes=st.none() | st.integers(1, 1_440),
        who=st.sampled_from([WHO, ANOTHER]),
    ),
    max_size=12,
)
PAYEES: st.SearchStrategy[PayeeKind] = st.sampled_from(["person", "employer"])


@given(DAYS, PAYEES)
def test_every_attendance_is_paid_or_told_once(days: list[Attended], to: PayeeKind) -> None:
    """Lines and leftovers together hold every attendance once; the lines sum to the total."""
    computed = compute(days, programmes_in(AKI), to)
    evidence = [one for line in computed.lines for one in line.evidence]
    left = [one.attendance_id for one in computed.unpaid]

    assert sorted(evidence + left) == sorted(one.attendance_id for one in days)
    assert computed.total == sum(line.amount for line in computed.lines)
    assert all(line.amount >= 0 for line in computed.lines)


@given(DAYS, PAYEES)
def test_no_day_is_paid_by_the_day_twice(days: list[Attended], to: PayeeKind) -> None:
    """For a person and a day there is at most one line by the day."""
    by_day = [
        (line.subject, line.on)
        for line in compute(days, programmes_in(AKI), to).lines
        if line.per == "day"
    ]
    assert len(by_day) == len(set(by_day))


@given(DAYS, PAYEES, st.randoms())
def test_the_order_of_recording_changes_nothing(
    days: list[Attended], to: PayeeKind, random: object
) -> None:
    """The same attendances come to the same lines, however they were entered."""
    mixed = list(days)
    random.shuffle(mixed)  # type: ignore[attr-defined]

    assert paid(mixed, to) == paid(days, to)


@given(st.lists(DAYS, min_size=2, max_size=5), PAYEES)
def test_corrections_bring_what_was_paid_to_what_is_due(
    told: list[list[Attended]], to: PayeeKind
) -> None:
    """Whatever changes, however often: the entries together are what is due now, line by line."""
    entered: tuple[Line, ...] = ()
    for days in told:
        due = paid(days, to)
        entered += differences(entered, due)

        assert total_of(entered) == total_of(due)
        assert sum(line.days for line in entered) == sum(line.days for line in due)
        assert differences(entered, due) == ()


def issued(lines: tuple[Line, ...]) -> StatementState:
    """A statement of September."""
    payee = Payee("person", UUID(int=1))
    events = issue_statement(None, AKI, payee, MONTH, lines, today=TODAY)
    state = STATEMENT.fold(None, events)
    assert state is not None
    return state


def test_a_correction_is_a_new_entry_and_leaves_the_statement_as_it_was() -> None:
    """Given an issued month, when a day falls away and one comes in, then both differences."""
    days = [day(1), day(2)]
    first = issued(paid(days))

    [event] = correct_statement(first, paid([days[0], day(3), day(4)]), today=TODAY)
    after = STATEMENT.fold(first, [event])

    assert after is not None
    assert after.entries[0] == first.entries[0]
    assert [(line.on.day, line.days, line.amount) for line in event.lines] == [
        (2, -1, -500),
        (3, 1, 500),
        (4, 1, 500),
    ]
    assert (event.entry, event.total, after.total) == (2, 500, 1_500)


def test_a_correction_of_hours_tells_how_many_they_are_now() -> None:
    """The difference is in yen; the hours are those that count now."""
    first = issued(paid([day(1, "training", minutes=120)]))

    [event] = correct_statement(first, paid([day(1, "training", minutes=90)]), today=TODAY)

    [line] = event.lines
    assert (line.minutes, line.days, line.amount) == (90, 0, -313)


def test_an_issued_month_is_closed() -> None:
    """A second issue is refused, and the remedy is 差額."""
    state = issued(paid([day(1)]))
    with pytest.raises(Refusal) as no:
        issue_statement(state, AKI, state.payee, MONTH, state.lines, today=TODAY)

    assert no.value.code == "incentives-issued"
    assert "「差額の発行」" in no.value.remedy


def test_only_a_month_that_is_over_and_owes_something_is_issued() -> None:
    """The last day of the month is too early; a month without days is not issued."""
    payee, lines = Payee("person", UUID(int=1)), paid([day(1)])
    with refused("month-not-over"):
        issue_statement(None, AKI, payee, MONTH, lines, today=date(2021, 9, 30))
    with refused("nothing-to-issue"):
        issue_statement(None, AKI, payee, MONTH, (), today=TODAY)
    assert issue_statement(None, AKI, payee, MONTH, lines, today=date(2021, 10, 1))


def test_there_is_no_correction_without_a_difference_or_a_statement() -> None:
    """A correction needs a statement and something that changed."""
    with refused("nothing-to-correct"):
        correct_statement(issued(paid([day(1)])), paid([day(1)]), today=TODAY)
    with refused("incentive-statement-not-found"):
        correct_statement(None, (), today=TODAY)


def test_a_month_begins_and_ends_as_the_calendar_says() -> None:
    """Statements are of calendar months, in 和暦 on paper."""
    assert days_of("2024-02") == (date(2024, 2, 1), date(2024, 2, 29))
    assert month_in_words("2021-09") == "令和3年9月"
    assert month_in_words("2019-11") == "令和元年11月"


GOOD = """
id: example
name: 架空の事業
on_paper: 架空の手当
applies_to: ["39"]
source: 架空
versions:
  - from: 2021-04-01
    to: 2022-04-01
    rates: [{id: a, kinds: [trial], to: person, per: day, yen: 500}]
  - from: 2022-04-01
    rates: [{id: a, kinds: [trial], to: person, per: day, yen: 600}]
"""


def test_an_amount_changes_from_its_day_on() -> None:
    """The version of the day decides: the last day of the old rate, and the first of the new."""
    example = read_rates(GOOD)
    days = (date(2021, 3, 31), date(2022, 3, 31), date(2022, 4, 1))
    rates = [example.rate_on(on, "trial", "person") for on in days]

    assert [rate.yen if rate else None for rate in rates] == [None, 500, 600]


@given(st.dates(date(2020, 10, 31), date(2040, 1, 1)))
def test_no_gap_lies_between_versions(on: date) -> None:
    """From its first day on, every programme of this folder says what holds on a day."""
    for programme in paying_programmes().values():
        holding = [one for one in programme.versions if one.holds_on(on)]
        assert len(holding) == (1 if on >= programme.versions[0].start else 0)


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        (("to: 2022-04-01", "to: 2022-03-01"), "versions[2].from"),
        (("to: 2022-04-01", "to: 2022-05-01"), "versions[2].from"),
        (("    to: 2022-04-01\n", ""), "versions[2].from"),
        (("to: 2022-04-01", "to: 2021-04-01"), "versions[1].to"),
        (("yen: 500", "yen: 5.5"), "versions[1].rates[1].yen"),
        (("yen: 500", "yen: -5"), "versions[1].rates[1].yen"),
        (("kinds: [trial]", "kinds: [walk]"), "versions[1].rates[1].kinds"),
        (("kinds: [trial]", "kinds: [trial, trial]"), "versions[1].rates[1].kinds"),
        (("per: day, yen: 500", "per: day, yen: 500, daily_limit: 9"), "rates[1].daily_limit"),
        (("per: day", "per: week"), "versions[1].rates[1].per"),
        (("source: 架空\n", ""), "source"),
        (("source: 架空\n", "source: &a 架空\n"), "文書全体"),
    ],
)
def test_wrong_rates_are_refused_in_japanese_with_their_place(
    wrong: tuple[str, str], place: str
) -> None:
    """Gaps, overlaps, unknown steps, broken yen: the message names the place and no value."""
    with pytest.raises(Refusal) as no:
        read_rates(GOOD.replace(*wrong, 1))

    assert no.value.code == "incentive-rates-invalid"
    assert place in no.value.message
