"""What counts in which figure: facts go in through the handler, figures come out."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from services.stats.application import StatsApplication
from services.stats.domain.table import Table
from services.stats.handlers import handle
from services.stats.views import TABLES
from services.stats.views.observations import FORMER_TABLES
from shared.facts import Fact, conference, intake, placement
from shared.facts.envelope import Received
from shared.identity import service_actor
from shared.inbox import TABLES as INBOX_TABLES
from shared.refusal import InvalidInput
from shared.store import EventStore
from shared.store.sqlite import SQLiteDatabase

TOWN, OTHER_TOWN = "990019", "271403"
FIRST, LAST = date(2024, 4, 1), date(2025, 3, 31)
IN_PERIOD = date(2024, 6, 1)
NOW = datetime(2025, 5, 1, tzinfo=UTC)
DAY = timedelta(days=1)


def an_id(number: int) -> str:
    """An opaque id."""
    return str(UUID(int=number))


def contact(case: int = 1, person: int | None = 2, **but: object) -> intake.ContactRecorded:
    """A phone call of a mother about her son of 35, but for what is told."""
    told = {
        "municipality": TOWN,
        "occurred_on": IN_PERIOD,
        "case_id": an_id(case),
        "contact_id": an_id(99),
        "person_id": None if person is None else an_id(person),
        "age": 35,
        "gender": "male",
        "method": "phone",
        "consulter": "mother",
        "consent": "not_asked",
    }
    return intake.ContactRecorded.model_validate(told | but)


def opening(case: int = 1, on: date = IN_PERIOD, **but: object) -> intake.ConsultationReceived:
    """A named case."""
    told = {"municipality": TOWN, "occurred_on": on, "case_id": an_id(case), "anonymous": False}
    return intake.ConsultationReceived.model_validate(told | but)


def linking(case: int, person: int) -> intake.AnonymousLinked:
    """The anonymous case turns out to be about a person of case 1, long after the period."""
    return intake.AnonymousLinked(
        municipality=TOWN,
        occurred_on=date(2025, 4, 20),
        case_id=an_id(case),
        linked_case_id=an_id(1),
        person_id=an_id(person),
    )


def matter(
    case: int, mode: str = "shien_kaigi_106_6", *, with_consent: bool = False
) -> conference.ConferenceMatter:
    """A case that a conference discussed."""
    return conference.ConferenceMatter(
        case_id=an_id(case), legal_mode=mode, with_consent=with_consent
    )


def held(
    conference_id: str, *matters: conference.ConferenceMatter, on: date = IN_PERIOD
) -> conference.SupportConferenceHeld:
    """A conference."""
    return conference.SupportConferenceHeld(
        municipality=TOWN, occurred_on=on, conference_id=conference_id, matters=matters
    )


class Office:
    """Stats with an empty store, into which facts can be told."""

    def __init__(self, store: EventStore) -> None:
        self.store = store
        self.application = StatsApplication(store, lambda: NOW)
        self._told = 0

    def tell(self, *facts: Fact, recorded_at: datetime = NOW) -> None:
        """Let facts arrive."""
        with self.store.transaction(service_actor("stats", "statistics"), NOW) as tx:
            for fact in facts:
                self._told += 1
                handle(tx, Received(self._told, self._told - 1, recorded_at, fact))
                tx.track(fact.SERVICE, self._told)

    def figures(self, table: str, template: str = "basic", as_of: datetime = NOW) -> dict[str, int]:
        """The cells of a table that are not 0, by category; a single figure under ``""``."""
        found = self._table(table, template, as_of)
        return {"".join(cell.categories): cell.value for cell in found.cells if cell.value}

    def total(self, table: str, template: str) -> int:
        """The number of units that a table counts."""
        return self._table(table, template, NOW).total

    def _table(self, table: str, template: str, as_of: datetime) -> Table:
        made = self.application.compute_return(template, TOWN, FIRST, LAST, as_of)
        (found,) = (one for one in made.tables if one.name == table)
        return found


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office without observations."""
    store = EventStore("stats", SQLiteDatabase(tmp_path / "stats.db"), (), (*TABLES, *INBOX_TABLES))
    store.migrate()
    yield Office(store)
    store.close()


@pytest.mark.rule(66)
def test_every_contact_counts_in_the_number_of_contacts(office: Office) -> None:
    """延件数 counts the same person every time, by how the contact came about."""
    office.tell(contact(), contact(), contact(method="home_visit", consulter="person"))
    assert office.figures("方法別の延件数") == {"電話": 2, "訪問": 1}
    assert office.figures("相談者別の延件数") == {"母": 2, "本人": 1}
    assert office.figures("年代別の延件数") == {"30代": 3}
    assert office.figures("性別の延件数") == {"男": 3}


def test_the_period_includes_its_first_and_its_last_day(office: Office) -> None:
    """Contacts on either edge count, the day before and the day after do not."""
    days = (FIRST - DAY, FIRST, LAST, LAST + DAY)
    office.tell(*(contact(occurred_on=day) for day in days))
    assert office.figures("方法別の延件数") == {"電話": 2}
    assert office.figures("年代別の実人数") == {"30代": 1}


def test_figures_are_those_of_one_municipality(office: Office) -> None:
    """What happened elsewhere does not count here."""
    office.tell(contact(municipality=OTHER_TOWN), opening(municipality=OTHER_TOWN))
    assert office.figures("方法別の延件数") == {}
    assert office.figures("新規ケース数") == {}


@pytest.mark.rule(65)
def test_what_was_recorded_later_does_not_count_as_of_an_earlier_instant(office: Office) -> None:
    """A figure can be recomputed as of any past instant; the instant itself is included."""
    office.tell(contact(), recorded_at=NOW - DAY)
    office.tell(contact(person=3))
    assert office.figures("年代別の実人数", as_of=NOW) == {"30代": 2}
    assert office.figures("年代別の実人数", as_of=NOW - DAY) == {"30代": 1}
    assert office.figures("年代別の実人数", as_of=NOW - DAY - timedelta(microseconds=1)) == {}


@pytest.mark.rule(66, 67)
def test_a_person_counts_once_in_the_band_of_the_first_known_age(office: Office) -> None:
    """Somebody who turns 40 in the period, and whose age was not known at first, is in 30代."""
    office.tell(
        contact(age=40, occurred_on=IN_PERIOD + 2 * DAY),
        contact(age=39, occurred_on=IN_PERIOD + DAY),
        contact(age=None, occurred_on=IN_PERIOD),
    )
    assert office.figures("年代別の実人数") == {"30代": 1}


@pytest.mark.rule(67)
def test_a_person_whose_age_is_never_known_is_unknown(office: Office) -> None:
    """不明 is a category of 実人数 as well."""
    office.tell(contact(age=None), contact(age=None))
    assert office.figures("年代別の実人数") == {"不明": 1}


def test_an_age_known_outside_the_period_does_not_count(office: Office) -> None:
    """A return rests on the observations of its own period."""
    office.tell(contact(age=34, occurred_on=FIRST - DAY), contact(age=None))
    assert office.figures("年代別の実人数") == {"不明": 1}


def test_two_persons_of_one_household_count_each(office: Office) -> None:
    """実人数 counts persons concerned, not cases."""
    office.tell(contact(person=2), contact(person=3, age=62))
    assert office.figures("年代別の実人数") == {"30代": 1, "60代": 1}


@pytest.mark.rule(39)
def test_anonymous_contacts_are_given_apart_from_persons(office: Office) -> None:
    """An anonymous caller is in 延件数 and in a table apart, never in 実人数."""
    office.tell(contact(case=5, person=None, age=None), contact())
    assert office.figures("方法別の延件数") == {"電話": 2}
    assert office.figures("年代別の実人数") == {"30代": 1}
    assert office.figures("匿名の相談（実人数に含まない）") == {"": 1}


@pytest.mark.rule(40, 65)
def test_a_linked_anonymous_contact_counts_for_the_person(office: Office) -> None:
    """Once the linking is recorded, the contact is that person's; before, it was nobody's."""
    office.tell(contact(case=5, person=None, age=48), recorded_at=NOW - 2 * DAY)
    office.tell(linking(5, person=2), recorded_at=NOW - DAY)
    before = NOW - 2 * DAY
    assert office.figures("年代別の実人数") == {"40代": 1}
    assert office.figures("匿名の相談（実人数に含まない）") == {}
    assert office.figures("年代別の実人数", as_of=before) == {}
    assert office.figures("匿名の相談（実人数に含まない）", as_of=before) == {"": 1}


def test_a_linked_person_with_contacts_of_their_own_counts_once(office: Office) -> None:
    """The anonymous call and the named contact are the same person's."""
    office.tell(linking(5, person=2), contact(case=5, person=None, age=None), contact())
    assert office.figures("年代別の実人数") == {"30代": 1}


def test_the_last_linking_holds_as_of_the_instant(office: Office) -> None:
    """A linking that was put right later counts as it was known, and never for both persons."""
    office.tell(contact(case=5, person=None), contact(person=2), recorded_at=NOW - 2 * DAY)
    office.tell(linking(5, person=2), recorded_at=NOW - DAY)
    office.tell(linking(5, person=3))
    assert office.figures("年代別の実人数") == {"30代": 2}
    assert office.figures("年代別の実人数", as_of=NOW - DAY) == {"30代": 1}
    assert office.figures("匿名の相談（実人数に含まない）", as_of=NOW - DAY) == {}


@pytest.mark.rule(66)
def test_a_reopened_case_is_not_new(office: Office) -> None:
    """A case that began before the period is not new in it, whatever happens to it."""
    reopened = intake.CaseReopened(municipality=TOWN, occurred_on=IN_PERIOD, case_id=an_id(1))
    office.tell(opening(on=FIRST - DAY), reopened, contact())
    assert office.figures("新規ケース数") == {}


def test_a_new_case_begins_with_its_first_contact_or_opening(office: Office) -> None:
    """The earlier of both days decides: a ledger need not be in the order of its days."""
    office.tell(opening(1, on=FIRST), opening(2, on=LAST))
    office.tell(opening(3, on=LAST + DAY), contact(case=3, occurred_on=LAST))
    office.tell(opening(4, on=FIRST), contact(case=4, occurred_on=FIRST - DAY))
    office.tell(opening(5, on=LAST + DAY))
    office.tell(opening(6, on=FIRST + DAY), contact(case=6, occurred_on=FIRST))
    assert office.figures("新規ケース数") == {"": 4}


@pytest.mark.rule(39, 66)
def test_an_anonymous_case_is_received_but_not_new(office: Office) -> None:
    """新規ケース数 counts named cases, 相談受付件数 all."""
    office.tell(opening(1), opening(2, anonymous=True))
    assert office.figures("新規ケース数") == {"": 1}
    assert office.figures("相談受付", "road") == {"": 2}


@pytest.mark.rule(69)
def test_the_road_counts_conferences_plans_referrals_and_employments(office: Office) -> None:
    """Each station of the road has its figure; steps that are no arrival do not count."""
    head = {"municipality": TOWN, "occurred_on": IN_PERIOD}
    referral = {**head, "case_id": an_id(1), "referral_id": an_id(7), "person_id": an_id(2)}
    work = {**head, "case_id": an_id(1), "employment_id": an_id(8), "person_id": an_id(2)}
    office.tell(
        held(an_id(3), matter(1), matter(2)),
        conference.PlanDecided(
            **head, case_id=an_id(1), plan_id=an_id(4), conference_id=an_id(3), first=True
        ),
        placement.ReferralOffered(**referral, destination="npo"),
        placement.ReferralCompleted(**referral, destination="npo"),
        placement.ReferralCompleted(**referral, destination="森の家"),
        placement.EmploymentStarted(**work, kind="regular"),
        placement.EmploymentStarted(**work, kind="type_b"),
        placement.EmploymentRetained(**work, kind="regular", months=6),
        placement.EmploymentEnded(**work, kind="type_b"),
    )
    assert office.figures("支援会議開催", "road") == {"支援会議（社会福祉法106条の6）": 1}
    assert office.figures("支援会議での検討", "road") == {"": 2}
    assert office.figures("プラン", "road") == {"": 1}
    assert office.figures("つなぎ完了", "road") == {"NPO法人": 1, "森の家": 1}
    assert office.figures("就職", "road") == {"一般(正規)": 1, "B型": 1}
    assert office.figures("就労定着", "road") == {"一般(正規)": 1}


SHIEN, JUSO = "支援会議（社会福祉法106条の6）", "重層的支援会議"
BY_CONSENT = "根拠と同意の有無ごとの検討"


@pytest.mark.rule(18, 66)
def test_a_conference_under_two_laws_is_one_conference_and_one_under_each(office: Office) -> None:
    """The total counts it once, each law counts it, and its cases count where they belong."""
    office.tell(
        held(an_id(3), matter(1), matter(2, "juso_kaigi", with_consent=True), matter(4)),
        held(an_id(5), matter(1, with_consent=True)),
    )

    assert office.figures("支援会議開催", "road") == {SHIEN: 2, JUSO: 1}
    assert office.total("支援会議開催", "road") == 2
    assert office.figures("支援会議での検討", "road") == {"": 4}
    assert office.figures(BY_CONSENT, "road") == {
        f"{SHIEN}同意あり": 1,
        f"{SHIEN}同意なし": 2,
        f"{JUSO}同意あり": 1,
    }
    assert office.total(BY_CONSENT, "road") == 4


def test_a_conference_outside_the_period_has_no_part_in_the_total(office: Office) -> None:
    """The total keeps to the period as the cells do."""
    office.tell(held(an_id(3), matter(1)), held(an_id(5), matter(1), on=LAST + DAY))
    assert office.total("支援会議開催", "road") == 1


@pytest.mark.parametrize(
    ("with_consent", "category"), [(0, "同意なし"), (2, "同意あり"), (1, "不明")]
)
def test_a_conference_told_in_the_former_form_still_counts(
    office: Office, with_consent: int, category: str
) -> None:
    """Of version 1 all items have its one law; whose consent it was, only all or none tells."""
    office.tell(former(with_consent=with_consent))

    assert office.figures("支援会議開催", "road") == {SHIEN: 1}
    assert office.figures(BY_CONSENT, "road") == {f"{SHIEN}{category}": 2}


def former(*, with_consent: int) -> conference.SupportConferenceHeldV1:
    """A conference about two cases as version 1 told it."""
    return conference.SupportConferenceHeldV1(
        municipality=TOWN,
        occurred_on=IN_PERIOD,
        conference_id=an_id(3),
        legal_mode="shien_kaigi_106_6",
        case_ids=(an_id(1), an_id(2)),
        with_consent=with_consent,
    )


def test_observations_in_the_former_tables_move_over_once(office: Office) -> None:
    """A store that counted conferences before has the same figures after it is brought up."""
    _create_former_tables(office)
    office.store.database.migrate(FORMER_TABLES)
    office.store.database.migrate(FORMER_TABLES)

    assert office.figures("支援会議開催", "road") == {SHIEN: 1}
    assert office.figures(BY_CONSENT, "road") == {f"{SHIEN}同意あり": 2}


def _create_former_tables(office: Office) -> None:
    """What a store held of one conference about two cases with consent."""
    tables = [sql for sql in FORMER_TABLES if sql.startswith("CREATE TABLE")]
    head = "'conference', 7, '990019', '2024-06-01', '2024-06-02T00:00:00.000000+00:00'"
    office.store.database.migrate(
        [
            *tables,
            f"INSERT INTO conferences VALUES ({head}, '{an_id(3)}', 'shien_kaigi_106_6', 2, 2)",  # noqa: S608 - own values
            *(
                f"INSERT INTO conference_cases VALUES ({head}, {item}, '{an_id(3)}',"  # noqa: S608
                f" '{an_id(item)}', 'shien_kaigi_106_6')"
                for item in (1, 2)
            ),
        ]
    )


def test_facts_that_no_figure_is_made_of_pass_by(office: Office) -> None:
    """What the ledger says of a referral is counted when placement tells it, not twice."""
    office.tell(
        intake.LedgerReferralNoted(
            municipality=TOWN,
            occurred_on=IN_PERIOD,
            case_id=an_id(1),
            referral_id=an_id(7),
            person_id=None,
            destination="npo",
            result="completed",
        )
    )
    assert office.figures("つなぎ完了", "road") == {}


def test_steps_of_a_case_are_kept(office: Office) -> None:
    """中断, 終結, 再開 and 移管 are rows of their own."""
    head = {"municipality": TOWN, "occurred_on": IN_PERIOD, "case_id": an_id(1)}
    office.tell(
        intake.CaseSuspended(**head),
        intake.CaseReopened(**head),
        intake.CaseClosed(**head, reason="goal_achieved"),
        intake.CaseTransferred(**head, to_municipality=OTHER_TOWN),
    )
    rows = office.store.rows("SELECT step, reason FROM case_steps ORDER BY position")
    assert [(row["step"], row["reason"]) for row in rows] == [
        ("case-suspended", None),
        ("case-reopened", None),
        ("case-closed", "goal_achieved"),
        ("case-transferred", None),
    ]


def test_the_document_has_the_form_of_the_contract(office: Office) -> None:
    """Names, order and kinds of the fields are what other people's tools hold on to."""
    office.tell(contact(), opening())
    document = office.application.compute_return("basic", TOWN, FIRST, LAST, NOW).document()
    tables = document.pop("tables")
    assert document == {
        "template": "basic",
        "title": "相談の基本集計",
        "municipality": TOWN,
        "from": "2024-04-01",
        "to": "2025-03-31",
        "as_of": "2025-05-01T09:00:00+09:00",
        "version": 1,
        "protection": "none",
        "period": "令和6年度",
        "handling": "取扱注意",
    }
    methods = tables[0]
    assert methods["dimensions"] == ["方法"]
    assert methods["cells"][:2] == [{"方法": "来所", "value": 0}, {"方法": "電話", "value": 1}]
    assert len(methods["cells"]) == 11
    assert methods["total"] == 1
    (new_cases,) = (table for table in tables if table["measure"] == "新規ケース数")
    assert (new_cases["dimensions"], new_cases["cells"]) == ([], [{"value": 1}])


@pytest.mark.parametrize(
    ("ask", "code"),
    [
        (lambda a: a.compute_return("none", TOWN, FIRST, LAST, NOW), "unknown-template"),
        (lambda a: a.compute_return("basic", TOWN, LAST, FIRST, NOW), "period-reversed"),
        (lambda a: a.compute_return("basic", "990010", FIRST, LAST, NOW), "check-digit"),
        (
            lambda a: a.compute_return("basic", TOWN, FIRST, LAST, NOW.replace(tzinfo=None)),
            "instant-without-zone",
        ),
    ],
)
def test_what_cannot_be_answered_is_refused(
    office: Office, ask: Callable[[StatsApplication], object], code: str
) -> None:
    """Unknown templates and municipalities and impossible periods are named as such."""
    with pytest.raises(InvalidInput) as refused:
        ask(office.application)
    assert refused.value.code == code
