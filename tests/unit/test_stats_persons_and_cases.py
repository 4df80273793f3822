"""Who and what is new, continued, joint, reopened: counted by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from shared.facts import conference, intake
from tests.unit.stats_office import (
    FIRST,
    JUNE,
    LAST,
    NOW,
    TOWN,
    Office,
    an_id,
    contact,
    linking,
    office_in,
    opening,
)

DAY = timedelta(days=1)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office without observations."""
    with office_in(tmp_path) as opened:
        yield opened


@pytest.mark.rule(67)
def test_a_birthday_within_the_period_makes_no_second_person(office: Office) -> None:
    """The mother calls the day before and on the day her son turns 40: two bands, one person."""
    office.tell(contact(age=39), contact(age=40, occurred_on=JUNE + DAY))
    assert office.figures("延件数", "年代") == {"30代": 1, "40代": 1}
    assert office.figures("実人数", "年代") == {"30代": 1}
    assert office.figures("延件数", "相談者") == {"母": 2}


def test_a_person_counts_once_under_every_method(office: Office) -> None:
    """Visited and telephoned: a person under each, one in all; groups count nobody twice."""
    office.tell(contact(), contact(), contact(method="home_visit"), contact(method="letter"))
    groups = "{dimension: 方法, groups: {会った: [訪問, 来所], 会わない: [電話, 手紙]}, rest: 残り}"
    assert office.figures("実人数", "方法") == {"電話": 1, "訪問": 1, "手紙": 1}
    assert office.figures("実人数", groups) == {"会った": 1, "会わない": 1}
    assert office.table("measure: 実人数, by: [方法]").total == 1


def test_persons_that_were_visited_are_a_choice_among_persons(office: Office) -> None:
    """大分県's 実訪問人数 are the persons with a visit, met or not."""
    office.tell(
        contact(person=2, method="home_visit", outcome="not_met"),
        contact(person=2, method="home_visit", outcome="met"),
        contact(person=3),
    )
    assert office.table("measure: 実人数, only: {方法: [訪問]}").total == 1
    assert office.total("訪問試行件数") == 2
    assert office.figures("訪問試行件数", "接触") == {"本人に会えた": 1, "会えない": 1}
    assert office.total("訪問で会えた件数") == 1


@pytest.mark.rule(66)
def test_a_joint_visit_counts_once_for_the_case_and_once_for_each_agency(office: Office) -> None:
    """The receiving agency and the one that came along; told twice it came along once."""
    kinds = {7: "social_welfare_council", 8: "municipal_health_center"}
    for number, kind in kinds.items():
        office.tell(
            conference.AgencyRegistered(
                municipality=TOWN,
                occurred_on=JUNE,
                agency_id=an_id(number),
                agency_kind=kind,
                internal=False,
            )
        )
    office.tell(
        contact(agency_id=an_id(7), joint_agency_ids=(an_id(8), an_id(8), an_id(7))),
        contact(agency_id=an_id(7)),
        contact(),
    )
    assert office.total("延件数") == 3
    assert office.figures("延件数", "受付機関の種別") == {"社会福祉協議会": 2, "不明": 1}
    assert office.figures("機関別延件数", "受付機関の種別") == {
        "社会福祉協議会": 2,
        "保健センター": 1,
        "不明": 1,
    }


def test_an_agency_that_only_a_ledger_names_counts_by_its_word(office: Office) -> None:
    """A ledger's word for a kind counts until the register says what the agency is."""
    noted = intake.AgencyNoted(
        municipality=TOWN,
        occurred_on=JUNE,
        agency_id=an_id(7),
        agency_kind="self_reliance_center",
    )
    office.tell(noted, contact(agency_id=an_id(7)), contact(agency_id=an_id(8)))
    assert office.figures("延件数", "受付機関の種別") == {"自立相談支援機関": 1, "不明": 1}
    office.tell(
        conference.AgencyRegistered(
            municipality=TOWN,
            occurred_on=JUNE,
            agency_id=an_id(7),
            agency_kind="welfare_office",
            internal=True,
        )
    )
    assert office.figures("延件数", "受付機関の種別") == {"福祉事務所": 1, "不明": 1}


def test_an_agency_has_the_kind_that_was_told_last(office: Office) -> None:
    """A register that was put right changes the figures from then on, not those of before."""
    for hours, kind in ((2, "npo"), (0, "school")):
        office.tell(
            conference.AgencyRegistered(
                municipality=TOWN,
                occurred_on=JUNE,
                agency_id=an_id(7),
                agency_kind=kind,
                internal=False,
            ),
            at=NOW - timedelta(hours=hours),
        )
    office.tell(contact(agency_id=an_id(7)), at=NOW - timedelta(hours=2))
    assert office.figures("延件数", "受付機関の種別") == {"学校": 1}
    before = NOW - timedelta(hours=1)
    assert office.figures("延件数", "受付機関の種別", as_of=before) == {"NPO法人": 1}


@pytest.mark.rule(66)
def test_new_ever_and_new_this_year_are_different(office: Office) -> None:
    """Seen on 31 March and again on 1 April: new in the year, but not new."""
    office.tell(contact(person=2, occurred_on=FIRST - DAY), contact(person=2, occurred_on=FIRST))
    office.tell(contact(person=3, occurred_on=LAST), contact(person=3, occurred_on=LAST + DAY))
    assert office.total("新規人数") == 1
    assert office.total("年度内新規人数") == 2
    assert office.total("実人数") == 2
    assert office.total("年度内新規人数", last=LAST + DAY) == 3
    assert office.total("新規人数", first=LAST + DAY, last=LAST + DAY) == 0


def test_within_a_year_a_month_has_only_those_who_come_first_in_it(office: Office) -> None:
    """Of the months of a year the new persons add up to those of the year."""
    office.tell(contact(person=2, occurred_on=FIRST), contact(person=2), contact(person=3))
    june = {"first": JUNE, "last": date(2024, 6, 30)}
    assert office.total("年度内新規人数", **june) == 1
    assert office.total("実人数", **june) == 2


@pytest.mark.rule(40)
def test_an_anonymous_call_before_makes_a_person_known_once_it_is_linked(office: Office) -> None:
    """The call in March was hers: from the linking on she is not new, as of before she is."""
    before = NOW - DAY
    office.tell(
        contact(case=5, person=None, occurred_on=FIRST - DAY),
        contact(case=6, person=None, age=48),
        contact(person=2),
        at=before,
    )
    office.tell(linking(5, to_case=1, person=2), linking(6, to_case=1, person=2))
    assert (office.total("新規人数", as_of=before), office.total("新規人数")) == (1, 0)
    assert (office.total("世帯数", as_of=before), office.total("世帯数")) == (1, 1)
    assert (office.total("匿名件数", as_of=before), office.total("匿名件数")) == (1, 0)
    assert office.figures("匿名件数", "年代", as_of=before) == {"40代": 1}


def test_two_persons_of_a_case_are_one_household(office: Office) -> None:
    """世帯数 counts cases with a contact; by age a household is in every band of its persons."""
    office.tell(contact(person=2), contact(person=3, age=72), contact(case=4, person=5, age=36))
    assert office.total("世帯数") == 2
    assert office.figures("世帯数", "年代") == {"30代": 2, "70代": 1}


@pytest.mark.rule(66)
def test_a_household_whose_case_is_known_counts_without_a_person(office: Office) -> None:
    """A ledger's row with a ケース番号 and no 対象者番号 is about a known case, nobody's 実人数."""
    office.tell(opening(4, on=FIRST - DAY), opening(5), opening(6, anonymous=True))
    office.tell(*(contact(case=case, person=None) for case in (4, 5, 6)), contact(case=5, person=2))
    assert (office.total("世帯数"), office.total("実人数")) == (2, 1)
    assert office.figures("対応ケース数", "新規・継続") == {"新規": 1, "継続": 1}
    assert (office.total("新規ケース数"), office.total("継続ケース数")) == (1, 1)


@pytest.mark.rule(66)
def test_new_and_continued_cases_are_all_that_had_a_contact(office: Office) -> None:
    """Opened in March and seen in June is continued; its reopening makes it no new case."""
    office.tell(opening(1, on=FIRST - DAY), contact(case=1))
    office.tell(opening(4, on=FIRST), contact(case=4, person=5, method="home_visit"))
    office.tell(opening(6, on=FIRST - DAY, transferred_in=True))
    office.tell(
        *(
            intake.CaseReopened(municipality=TOWN, occurred_on=day, case_id=an_id(1))
            for day in (FIRST - DAY, FIRST, LAST, LAST + DAY)
        )
    )
    assert office.total("新規ケース数") == 1
    assert office.total("継続ケース数") == 1
    assert office.total("再開件数") == 2
    assert office.figures("新規ケース数", "方法", "年代") == {"訪問・30代": 1}


@pytest.mark.rule(39, 66)
def test_transfers_are_received_and_new_and_what_is_handed_over_is_counted_apart(
    office: Office,
) -> None:
    """転入 is a way to be received; 転出 ends nothing that was counted."""
    office.tell(opening(1, transferred_in=True), opening(4), opening(5, anonymous=True))
    office.tell(
        intake.CaseTransferred(
            municipality=TOWN, occurred_on=LAST, case_id=an_id(4), to_municipality="271403"
        )
    )
    assert office.figures("相談受付件数", "転入") == {"転入": 1, "転入以外": 2}
    assert office.figures("相談受付件数", "匿名") == {"匿名": 1, "匿名以外": 2}
    assert office.figures("新規ケース数", "転入") == {"転入": 1, "転入以外": 1}
    assert office.total("転出件数") == 1


def test_a_new_case_is_described_by_its_first_contact(office: Office) -> None:
    """The day decides and then the order of recording; a case without any contact is 不明."""
    office.tell(
        opening(1, on=FIRST),
        contact(method="letter", age=44, occurred_on=JUNE + DAY),
        contact(method="phone", age=43),
        contact(method="mail", age=43),
        opening(4, on=FIRST),
    )
    assert office.figures("新規ケース数", "方法") == {"電話": 1, "不明": 1}
    assert office.figures("新規ケース数", "月") == {"令和6年4月": 2}


def test_closings_are_counted_by_reason_and_suspensions_are_none(office: Office) -> None:
    """中断 is not 終結."""
    head = {"municipality": TOWN, "occurred_on": JUNE, "case_id": an_id(1)}
    office.tell(
        intake.CaseClosed(**head, reason="goal_achieved"),
        intake.CaseReopened(**head),
        intake.CaseClosed(**head, reason="moved_away"),
        intake.CaseSuspended(**head),
    )
    assert office.figures("終結件数", "終結理由") == {"目標達成": 1, "転出": 1}


def test_a_fiscal_year_ends_on_the_last_of_march(office: Office) -> None:
    """31 March and 1 April lie in two years, and a person seen in both is one in all."""
    office.tell(contact(occurred_on=LAST), contact(occurred_on=LAST + DAY))
    both = {"first": FIRST, "last": LAST + DAY}
    assert office.figures("延件数", "年度", **both) == {"令和6年度": 1, "令和7年度": 1}
    assert office.figures("実人数", "年度", **both) == {"令和6年度": 1, "令和7年度": 1}
    assert office.total("実人数", **both) == 1


@pytest.mark.rule(40, 66)
def test_a_case_begins_with_the_anonymous_call_that_was_linked_to_it(office: Office) -> None:
    """Called without a name in March, with one in April: new in March once linked, and then not."""
    march = {"first": FIRST - DAY, "last": FIRST - DAY}
    before = NOW - DAY
    office.tell(
        opening(5, on=FIRST - DAY, anonymous=True),
        contact(case=5, person=None, occurred_on=FIRST - DAY, method="letter"),
        opening(1, on=FIRST),
        contact(),
        at=before,
    )
    assert office.total("新規ケース数", as_of=before) == 1
    assert office.total("新規ケース数", **march, as_of=before) == 0
    office.tell(linking(5, to_case=1, person=2))
    assert (office.total("新規ケース数"), office.total("継続ケース数")) == (0, 1)
    assert office.figures("対応ケース数", "新規・継続") == {"継続": 1}
    assert office.figures("新規ケース数", "方法", **march) == {"手紙": 1}
    assert office.figures("対応ケース数", "新規・継続", **march) == {"新規": 1}
