"""Figures equal those that a naive reader of the facts adds up, however the facts arrived."""

import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from random import Random
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.stats.application import StatsApplication
from services.stats.handlers import handle
from services.stats.views import TABLES
from shared.codes import AGENCY_KINDS, CONSULTERS, CONTACT_METHODS, GENDERS, LEGAL_MODES
from shared.facts import Fact, conference, intake, placement
from shared.facts.envelope import Received
from shared.identity import service_actor
from shared.inbox import TABLES as INBOX_TABLES
from shared.store import EventStore
from shared.store.sqlite import SQLiteDatabase

TOWN, OTHER_TOWN = "990019", "271403"
FIRST, LAST = date(2024, 4, 1), date(2024, 4, 10)
START = datetime(2024, 4, 1, tzinfo=UTC)
ZONES = (UTC, timezone(timedelta(hours=9)))

few_ids = st.integers(1, 4).map(lambda n: str(UUID(int=n)))
towns = st.sampled_from([TOWN, TOWN, TOWN, OTHER_TOWN])
days = st.integers(-3, 12).map(lambda n: FIRST + timedelta(days=n))
hours = st.integers(0, 30)
head = {"municipality": towns, "occurred_on": days, "case_id": few_ids}
referral = {
    **head,
    "referral_id": few_ids,
    "person_id": st.none() | few_ids,
    "destination": st.sampled_from(["npo", "farm", "森の家"]),
}
work = {
    **head,
    "employment_id": few_ids,
    "person_id": few_ids,
    "kind": st.sampled_from(["regular", "type_a"]),
}

modes = st.sampled_from(["shien_kaigi_106_6", "chiiki_care"])
matters = st.builds(
    conference.ConferenceMatter, case_id=few_ids, legal_mode=modes, with_consent=st.booleans()
)

contacts = st.builds(
    intake.ContactRecorded,
    **head,
    contact_id=few_ids,
    person_id=st.none() | few_ids,
    age=st.none() | st.sampled_from([0, 9, 10, 39, 40, 89, 90, 130]),
    gender=st.sampled_from([code.code for code in GENDERS]),
    method=st.sampled_from([code.code for code in CONTACT_METHODS]),
    consulter=st.sampled_from([code.code for code in CONSULTERS]),
    consent=st.just("not_asked"),
)
openings = st.builds(intake.ConsultationReceived, **head, anonymous=st.booleans())
links = st.builds(intake.AnonymousLinked, **head, linked_case_id=few_ids, person_id=few_ids)
others = st.one_of(
    st.builds(intake.CaseReopened, **head),
    st.builds(intake.CaseSuspended, **head),
    st.builds(
        conference.SupportConferenceHeld,
        municipality=towns,
        occurred_on=days,
        conference_id=few_ids,
        matters=st.lists(matters, min_size=1, max_size=3).map(tuple),
    ),
    st.builds(
        conference.SupportConferenceHeldV1,
        municipality=towns,
        occurred_on=days,
        conference_id=few_ids,
        legal_mode=modes,
        case_ids=st.lists(few_ids, min_size=1, max_size=3).map(tuple),
        with_consent=st.just(0),
    ),
    st.builds(
        conference.PlanDecided, **head, plan_id=few_ids, conference_id=few_ids, first=st.booleans()
    ),
    st.builds(placement.ReferralOffered, **referral),
    st.builds(placement.ReferralCompleted, **referral),
    st.builds(placement.EmploymentStarted, **work),
    st.builds(placement.EmploymentRetained, **work, months=st.just(6)),
    st.builds(placement.EmploymentEnded, **work),
)


@st.composite
def histories(draw: st.DrawFn) -> list[Received]:
    """Facts of three services with their places in their logs, each case opened at most once."""
    opened = draw(st.lists(openings, max_size=4, unique_by=lambda fact: fact.case_id))
    told: list[Fact] = [*opened, *draw(st.lists(contacts, max_size=12))]
    told += draw(st.lists(links, max_size=3)) + draw(st.lists(others, max_size=8))
    places: Counter[str] = Counter()
    received = []
    for fact in draw(st.permutations(told)):
        places[fact.SERVICE] += 1
        place = places[fact.SERVICE]
        at = (START + timedelta(hours=draw(hours))).astimezone(draw(st.sampled_from(ZONES)))
        received.append(Received(place, place - 1, at, fact))
    return received


@contextmanager
def told_stats(arrived: Iterable[Received]) -> Iterator[StatsApplication]:
    """Stats into whose empty store the facts have arrived, in this order."""
    with tempfile.TemporaryDirectory() as folder:
        database = SQLiteDatabase(Path(folder) / "stats.db")
        store = EventStore("stats", database, (), (*TABLES, *INBOX_TABLES))
        store.migrate()
        with store.transaction(service_actor("stats", "statistics"), START) as tx:
            for received in arrived:
                handle(tx, received)
        yield StatsApplication(store, lambda: START)
        store.close()


class NaiveReader:
    """Adds figures up by reading the facts one by one; shares no code with the service."""

    def __init__(self, history: Iterable[Received], as_of: datetime) -> None:
        self._known = sorted(
            (r for r in history if r.recorded_at <= as_of and r.fact.municipality == TOWN),
            key=lambda r: r.id,
        )
        self._links = {
            r.fact.case_id: r.fact.person_id
            for r in self._known
            if isinstance(r.fact, intake.AnonymousLinked)
        }
        self._contacts = [
            r.fact
            for r in sorted(self._known, key=lambda r: (r.fact.occurred_on, r.id))
            if isinstance(r.fact, intake.ContactRecorded) and FIRST <= r.fact.occurred_on <= LAST
        ]

    def person(self, fact: intake.ContactRecorded) -> str | None:
        """Whom a contact concerns, as far as it is known."""
        return fact.person_id or self._links.get(fact.case_id)

    def contacts(self, category: Callable[[intake.ContactRecorded], str]) -> Counter[str]:
        """延件数."""
        return Counter(category(fact) for fact in self._contacts)

    def persons_by_age(self) -> Counter[str]:
        """実人数."""
        ages: dict[str, int | None] = {}
        for fact in self._contacts:
            person = self.person(fact)
            if person is not None and ages.get(person) is None:
                ages[person] = fact.age
        return Counter(decade(age) for age in ages.values())

    def anonymous(self) -> Counter[str]:
        """匿名件数."""
        return Counter("" for fact in self._contacts if self.person(fact) is None)

    def new_cases(self) -> Counter[str]:
        """新規ケース数."""
        facts = [r.fact for r in self._known]
        named = {
            fact.case_id
            for fact in facts
            if isinstance(fact, intake.ConsultationReceived) and not fact.anonymous
        }
        begun = {
            case: min(
                fact.occurred_on
                for fact in facts
                if isinstance(fact, intake.ConsultationReceived | intake.ContactRecorded)
                and fact.case_id == case
            )
            for case in named
        }
        return Counter("" for day in begun.values() if FIRST <= day <= LAST)

    def each(
        self, kind: type[Fact], category: Callable[[Fact], str] = lambda _: ""
    ) -> Counter[str]:
        """Facts of one kind."""
        return Counter(
            category(r.fact)
            for r in self._known
            if isinstance(r.fact, kind) and FIRST <= r.fact.occurred_on <= LAST
        )

    def sittings(self) -> list[list[tuple[str, bool]]]:
        """Law and consent of every case of every conference in the period."""
        return [
            told
            for r in self._known
            if (told := discussed_in(r.fact)) and FIRST <= r.fact.occurred_on <= LAST
        ]


def discussed_in(fact: Fact) -> list[tuple[str, bool]]:
    """Law and consent of every case of a conference, whichever version told it."""
    match fact:
        case conference.SupportConferenceHeld():
            return [(one.legal_mode, one.with_consent) for one in fact.matters]
        case conference.SupportConferenceHeldV1():
            return [(fact.legal_mode, False)] * len(fact.case_ids)
    return []


def law(code: str) -> str:
    """How the return calls a legal mode."""
    return LEGAL_MODES.by_code(code).label


def decade(age: int | None) -> str:
    """The ten-year band of an age."""
    if age is None:
        return "不明"
    if age < 10:
        return "10歳未満"
    return "90歳以上" if age >= 90 else f"{age // 10 * 10}代"


def destination(fact: Fact) -> str:
    """How the return calls a referral's destination."""
    code = fact.model_dump()["destination"]
    return AGENCY_KINDS.by_code(code).label if code in AGENCY_KINDS else code


def expected(reader: NaiveReader) -> dict[str, Counter[str]]:
    """Every table that is compared, by name."""
    return {
        "方法別の延件数": reader.contacts(lambda f: CONTACT_METHODS.by_code(f.method).label),
        "相談者別の延件数": reader.contacts(lambda f: CONSULTERS.by_code(f.consulter).label),
        "年代別の延件数": reader.contacts(lambda f: decade(f.age)),
        "性別の延件数": reader.contacts(lambda f: GENDERS.by_code(f.gender).label),
        "年代別の実人数": reader.persons_by_age(),
        "新規ケース数": reader.new_cases(),
        "匿名の相談（実人数に含まない）": reader.anonymous(),
        "相談受付": reader.each(intake.ConsultationReceived),
        "支援会議での検討": Counter({"": sum(map(len, reader.sittings()))}),
        "支援会議開催": Counter(
            law(mode) for one in reader.sittings() for mode in {m for m, _ in one}
        ),
        "根拠と同意の有無ごとの検討": Counter(
            law(mode) + ("同意あり" if consent else "同意なし")
            for one in reader.sittings()
            for mode, consent in one
        ),
        "プラン": reader.each(conference.PlanDecided),
        "つなぎ完了": reader.each(placement.ReferralCompleted, destination),
        "就職": reader.each(
            placement.EmploymentStarted,
            lambda f: "一般(正規)" if f.model_dump()["kind"] == "regular" else "A型",
        ),
    }


@pytest.mark.rule(65, 66)
@settings(max_examples=100, deadline=None)
@given(histories(), hours, st.randoms(use_true_random=False))
def test_figures_equal_a_naive_count_in_any_order_of_arrival(
    history: list[Received], as_of_hour: int, shuffler: Random
) -> None:
    """Whatever arrives first, and as of whichever instant, every cell and total is right."""
    as_of = START + timedelta(hours=as_of_hour)
    arrived = list(history)
    shuffler.shuffle(arrived)
    wanted = expected(NaiveReader(history, as_of))
    with told_stats(arrived) as application:
        tables = [
            table
            for template in ("basic", "road")
            for table in application.compute_return(template, TOWN, FIRST, LAST, as_of).tables
        ]
    counted = {
        table.name: {"".join(cell.categories): cell.value for cell in table.cells}
        for table in tables
    }
    for name, figures in wanted.items():
        assert +Counter(counted[name]) == +figures, name
    for table in tables:
        added_up = sum(cell.value for cell in table.cells)
        sittings = len(NaiveReader(history, as_of).sittings())
        assert table.total == (sittings if table.name == "支援会議開催" else added_up), table.name


@settings(max_examples=20, deadline=None)
@given(histories(), hours)
def test_the_order_of_arrival_leaves_no_trace_in_the_return(
    history: list[Received], as_of_hour: int
) -> None:
    """The same facts give the same text to the byte, forwards and backwards."""
    as_of = START + timedelta(hours=as_of_hour)
    texts = set()
    for arrived in (history, history[::-1]):
        with told_stats(arrived) as application:
            made = application.compute_return("basic", TOWN, FIRST, LAST, as_of)
            texts.add(made.text())
    assert len(texts) == 1
