"""Returns on real stores: issued, closed, followed by versions with differences and reasons."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from services.stats.application.returns import (
    CloseReturn,
    CompareReturns,
    IssueReturn,
    ListReturns,
    LookAtReturn,
    ShowReturn,
    returns,
)
from services.stats.application.submissions import ListSubmissions, SubmitReturn
from services.stats.domain.prefecture_return import (
    Difference,
    Redefined,
    canonical,
    digest_of,
    redefinition,
)
from services.stats.domain.return_versions import ReturnClosed, ReturnIssued
from services.stats.published import publish
from services.stats.templates import template_by_id
from shared.calendar import JST
from shared.codes.municipality import FIELD
from shared.facts import conference, stats
from shared.identity import Actor
from shared.inbox.dead_letters import DeadLetter, bury
from shared.refusal import InvalidInput, Refusal
from shared.relay import publications
from shared.store.database import Database
from tests.behaviour.stats.stats_office import (
    COUNSELLOR,
    PREFECTURE,
    STATISTICIAN,
    TOWN,
    Office,
)

JUNE = date(2024, 6, 10)


@pytest.fixture
def office(database: Database) -> Office:
    """An office on SQLite, then on PostgreSQL, in which June has one contact."""
    office = Office(database)
    office.contact(JUNE)
    return office


def refused(code: str, ask: object, *arguments: object, **more: object) -> Refusal:
    """What is told of something that is refused for this reason."""
    with pytest.raises(Refusal) as told:
        ask(*arguments, **more)  # type: ignore[operator]
    assert told.value.code == code
    return told.value


@pytest.mark.rule(65)
def test_a_closed_return_stays_and_what_comes_late_is_the_next_version(office: Office) -> None:
    """Version 1 is closed; a contact of June that is told in July makes version 2, with why."""
    first = office.issue("R6.6")
    assert office.close("R6.6").closed_on == date(2024, 7, 3)
    before = office.application.issued_returns.show(
        STATISTICIAN, ShowReturn.model_validate(office.asked("R6.6"))
    )

    office.contact(JUNE, person=2, age=52, method="home_visit")
    refused("reason-missing", office.issue, "R6.6")
    second = office.issue("R6.6", reason="late_arrivals")

    assert (first.version, second.version, second.changed) == (1, 2, True)
    assert Difference(table="方法別の延件数", cell={"方法": "訪問"}, before=0, after=1) in (
        second.differences
    )
    assert Difference(table="新規ケース数", cell={}, before=1, after=2) in second.differences
    shown = [
        office.application.issued_returns.show(
            STATISTICIAN, ShowReturn.model_validate(office.asked("R6.6") | {"version": number})
        )
        for number in (1, 2)
    ]
    assert shown[0] == before
    assert (shown[0].closed_on, shown[1].closed_on) == (date(2024, 7, 3), None)
    assert (shown[0].reason, shown[1].reason) == (None, "late_arrivals")
    assert all(digest_of(canonical(one.document)) == one.digest for one in shown)
    assert office.close("R6.6").version == 2


def test_closing_twice_records_once(office: Office) -> None:
    """Whoever sends the same request twice has closed once."""
    office.issue("R6.6")
    assert office.close("R6.6").changed
    assert not office.close("R6.6").changed
    events = [type(logged.recorded.event) for logged in office.store.log(0, 10)]
    assert events == [ReturnIssued, ReturnClosed]


def test_a_month_is_closed_only_when_it_is_over_issued_and_complete(office: Office) -> None:
    """Each of what is missing is named, and nothing is recorded."""
    refused("return-not-issued", office.close, "R6.6")
    refused("period-not-over", office.issue, "R6.7")
    office.issue("R6.6")
    office.all_arrived = False
    refused("facts-have-not-arrived", office.close, "R6.6")
    office.all_arrived = True
    with office.store.transaction(STATISTICIAN, office.now) as tx:
        bury(tx, DeadLetter("intake:9", "intake", 9, "s", "t", "{}", "{}", "reason", office.now))
    told = refused("facts-not-taken-in", office.close, "R6.6")
    assert "1 件" in told.message
    with office.store.transaction(STATISTICIAN, office.now) as tx:
        tx.execute("DELETE FROM dead_letters")
    office.contact(JUNE, person=2)
    refused("figures-have-changed", office.close, "R6.6")
    office.issue("R6.6")
    assert office.close("R6.6").version == 2


@pytest.mark.parametrize("period", ["2024Q1", "R6.6"])
def test_a_period_ends_at_midnight_in_japan(office: Office, period: str) -> None:
    """At the last instant of 30 June it is not over; at the first of July it is."""
    office.now = datetime(2024, 6, 30, 23, 59, 59, tzinfo=JST)
    refused("period-not-over", office.issue, period)
    office.now = datetime(2024, 7, 1, tzinfo=JST)
    assert office.issue(period).version == 1


def test_a_quarter_is_closed_after_its_months(office: Office) -> None:
    """Months that were issued are closed first; those that never were do not stand in the way."""
    office.issue("R6.6")
    office.issue("2024Q1")
    told = refused("months-not-closed", office.close, "2024Q1")
    assert "令和6年6月" in told.message
    office.close("R6.6")
    assert office.close("2024Q1").changed


@pytest.mark.rule(65, 66)
def test_a_closed_return_is_followed_by_one_of_another_definition_for_that_reason(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing came late and nothing was corrected: the same figures are counted otherwise now."""
    office.issue("R6.6")
    office.close("R6.6")
    template = template_by_id("basic")
    counted = (
        replace(one, measure=replace(one.measure, version=one.measure.version + 1))
        for one in template.tables
    )
    changed = replace(template, tables=tuple(counted))
    monkeypatch.setattr(returns, "template_by_id", lambda _: changed)
    refused("reason-missing", office.issue, "R6.6")
    answer = office.issue("R6.6", reason="definitions")
    assert (answer.version, answer.changed, answer.differences) == (2, True, ())

    told = tuple(
        Redefined(
            table=one.name,
            measure=one.measure.name,
            before=one.measure.version - 1,
            after=one.measure.version,
        )
        for one in changed.tables
    )
    archive = office.application.issued_returns
    asked = office.asked("R6.6")
    there = CompareReturns.model_validate(asked | {"before": 1, "after": 2})
    again = CompareReturns.model_validate(asked | {"before": 2, "after": 2})
    compared = archive.compare(STATISTICIAN, there)
    assert (compared.redefined, compared.differences) == (told, ())
    assert archive.compare(STATISTICIAN, again).redefined == ()
    shown = archive.show(STATISTICIAN, ShowReturn.model_validate(asked))
    assert shown.redefined == answer.redefined == told
    assert redefinition(told[0]) == "延件数の定義が、第1版から第2版に変わりました。"


@pytest.mark.parametrize("agency", ["a-1", str(UUID(int=7))])
@pytest.mark.parametrize(
    ("code", "told"),
    [("", "municipality-unreadable"), ("990010", "check-digit"), ("999999", "check-digit")],
)
def test_a_municipality_that_there_is_not_is_told_in_words(
    office: Office, agency: str, code: str, told: str
) -> None:
    """Whoever asks in this process, past the shapes of requests, hears what is wrong with it."""
    actor = Actor(person="p-1", agency=agency, role="statistician", purpose="statistics")
    asked = LookAtReturn.model_construct(
        template="basic", municipality=code, first=JUNE, last=JUNE, as_of=None
    )

    with pytest.raises(InvalidInput) as refused:
        office.application.returns.look(actor, asked)

    assert (refused.value.field, refused.value.code) == (FIELD, told)


def test_the_versions_of_a_municipality_are_listed(office: Office) -> None:
    """The latest period first; the other town's are not among them."""
    office.issue("R6.6")
    office.close("R6.6")
    office.contact(JUNE, person=2)
    office.issue("R6.6", reason="corrections")
    office.issue("2024Q1")
    listed = office.application.issued_returns.list_returns(
        STATISTICIAN, ListReturns(municipality=TOWN)
    )
    told = [(one.period, one.version, bool(one.closed_on), one.reason) for one in listed]
    assert told == [
        ("令和6年度第1四半期", 1, False, None),
        ("令和6年6月", 1, True, None),
        ("令和6年6月", 2, False, "corrections"),
    ]
    assert listed[2].changed > 0
    empty = ListReturns(municipality="271403")
    assert office.application.issued_returns.list_returns(STATISTICIAN, empty) == []


def test_two_versions_are_compared_cell_by_cell(office: Office) -> None:
    """In either direction; a version that was never issued cannot be compared."""
    office.issue("R6.6")
    office.contact(JUNE, person=2)
    office.issue("R6.6")

    def compared(before: int, after: int) -> tuple[Difference, ...]:
        numbers = {"before": before, "after": after}
        asked = CompareReturns.model_validate(office.asked("R6.6") | numbers)
        return office.application.issued_returns.compare(STATISTICIAN, asked).differences

    there, back = compared(1, 2), compared(2, 1)
    assert [(one.before, one.after) for one in there] == [(one.after, one.before) for one in back]
    assert compared(2, 2) == ()
    refused("version-not-issued", compared, 1, 3)


@pytest.mark.rule(65)
def test_the_same_instant_gives_the_same_bytes_after_a_rebuild(office: Office) -> None:
    """What arrived since, and the views filled anew, leave no trace in a look back."""
    office.issue("R6.6")
    as_of = office.now
    before = canonical(office.look("R6.6", as_of))
    office.contact(JUNE, person=2)
    office.issue("R6.6")
    office.store.rebuild_views()
    after = canonical(office.look("R6.6", as_of))
    assert before == after
    assert json.loads(after)["version"] == 1
    listed = office.application.issued_returns.list_returns(
        STATISTICIAN, ListReturns(municipality=TOWN)
    )
    assert [one.version for one in listed] == [1, 2]


@pytest.mark.rule(63, 64)
def test_true_counts_are_marked_and_refused_to_the_wrong_role(office: Office) -> None:
    """The prefecture sees them once they are submitted, and of the versions only those that are."""
    asked = LookAtReturn.model_validate(office.asked("R6.6"))
    assert office.look("R6.6")["handling"] == "取扱注意"
    returns = office.application.returns
    issue = IssueReturn.model_validate(office.asked("R6.6"))
    for actor in (PREFECTURE, COUNSELLOR):
        refused("role-not-entitled", returns.look, actor, asked)
        refused("role-not-entitled", returns.issue, actor, issue)
    show = ShowReturn.model_validate(office.asked("R6.6"))
    archive, everything = office.application.issued_returns, ListReturns(municipality=TOWN)
    office.issue("R6.6")
    refused("version-not-submitted", archive.show, PREFECTURE, show)
    assert archive.list_returns(PREFECTURE, everything) == []
    submit = SubmitReturn.model_validate(office.asked("R6.6"))
    office.application.submissions.submit(STATISTICIAN, submit)
    office.contact(JUNE, person=2)
    office.issue("R6.6")
    assert archive.show(PREFECTURE, show).document["version"] == 1
    assert [one.version for one in archive.list_returns(PREFECTURE, everything)] == [1]
    assert [one.version for one in archive.list_returns(STATISTICIAN, everything)] == [1, 2]
    second = ShowReturn.model_validate(office.asked("R6.6") | {"version": 2})
    refused("version-not-issued", archive.show, PREFECTURE, second)
    refused("role-not-entitled", archive.show, COUNSELLOR, show)


@pytest.mark.rule(63)
def test_the_prefecture_learns_nothing_of_a_version_that_it_was_not_given(office: Office) -> None:
    """What changed is told from the version that it has; of the first that it gets nothing is."""
    archive = office.application.issued_returns
    office.issue("R6.6")
    for person in (2, 3, 4):
        office.contact(JUNE, person=person)
        office.issue("R6.6")
    for version in (2, 4):
        asked = SubmitReturn.model_validate(office.asked("R6.6") | {"version": version})
        office.application.submissions.submit(STATISTICIAN, asked)
    told = {}
    for version in (2, 4):
        show = ShowReturn.model_validate(office.asked("R6.6") | {"version": version})
        told[version] = archive.show(PREFECTURE, show).differences
        assert archive.show(STATISTICIAN, show).differences[0].before == version - 1
    assert told[2] == ()
    assert (told[4][0].before, told[4][0].after) == (2, 4)
    facts = [
        one.fact
        for _, one in publications(office.store, publish, scanned=0, previous=0)
        if one is not None and isinstance(one.fact, stats.ReturnSubmitted)
    ]
    assert facts[0].differences == ()
    assert [(facts[1].differences[0].before, facts[1].differences[0].after)] == [(2, 4)]


@pytest.mark.rule(55)
def test_who_was_entrusted_reads_and_issues_while_the_contract_holds(office: Office) -> None:
    """Given an agency that counts for the town, then it does so until its contract ends."""
    agency_id = UUID(int=78)
    contract = {
        "municipality": TOWN,
        "occurred_on": JUNE,
        "agency_id": str(agency_id),
        "agency_kind": "social_welfare_council",
        "internal": False,
        "entrusted_from": office.now - timedelta(days=90),
    }
    entrusted = STATISTICIAN.model_copy(update={"agency": str(agency_id)})
    asked = ListReturns(municipality=TOWN)
    office.issue("R6.6")

    office.arrives(conference.AgencyRegistered(**contract))
    assert office.application.issued_returns.list_returns(entrusted, asked)
    office.arrives(conference.AgencyRegistered(**contract, entrusted_until=office.now))
    refused(
        "not-of-this-municipality",
        office.application.issued_returns.list_returns,
        entrusted,
        asked,
    )


@pytest.mark.rule(55, 63)
def test_a_statistician_acts_for_the_own_municipality(office: Office) -> None:
    """An agency that is registered in another town sees and issues nothing here."""
    agency_id = UUID(int=77)
    office.arrives(
        conference.AgencyRegistered(
            municipality="271403",
            occurred_on=JUNE,
            agency_id=str(agency_id),
            agency_kind="city",
            internal=True,
        )
    )
    stranger = STATISTICIAN.model_copy(update={"agency": str(agency_id)})
    office.issue("R6.6")
    application, asked = office.application, office.asked("R6.6")
    for ask, request in (
        (application.returns.look, LookAtReturn.model_validate(asked)),
        (application.returns.issue, IssueReturn.model_validate(asked)),
        (application.returns.close, CloseReturn.model_validate(asked)),
        (application.issued_returns.show, ShowReturn.model_validate(asked)),
        (application.issued_returns.list_returns, ListReturns(municipality=TOWN)),
        (application.submissions.submit, SubmitReturn.model_validate(asked)),
        (application.submissions.list_submissions, ListSubmissions(municipality=TOWN)),
    ):
        refused("not-of-this-municipality", ask, stranger, request)
    there = LookAtReturn.model_validate(asked | {"municipality": "271403"})
    assert application.returns.look(stranger, there)["municipality"] == "271403"


def test_what_to_know_of_figures_is_told_beside_them(office: Office) -> None:
    """0 is an answer, and a period that goes on is one: each with a warning."""
    assert office.look("R6.6")["warnings"] == []
    (nothing,) = office.look("R5.6")["warnings"]  # type: ignore[misc]
    assert "記録がありません" in nothing
    going_on, _ = office.look("R6.7")["warnings"]  # type: ignore[misc]
    assert "まだ終わっていません" in going_on
    office.now += timedelta(days=40)
    assert len(office.look("R6.7")["warnings"]) == 1  # type: ignore[arg-type]


@pytest.mark.rule(65)
def test_figures_as_of_an_instant_that_has_not_come_are_said_to_be_none_that_stay(
    office: Office,
) -> None:
    """They may be looked at, with a warning; asked again when it has come, they may be others."""
    ahead = office.look("R6.6", office.now + timedelta(hours=2))
    assert "まだ来ていません" in str(ahead["warnings"])
    assert office.look("R6.6", office.now)["warnings"] == []


def test_a_return_as_issued_before_closing_was_known_is_still_read(office: Office) -> None:
    """The first version of the event had no reason."""
    payload = office.store.log(0, 10)
    assert payload == []
    office.issue("R6.6")
    event = office.store.log(0, 10)[0].recorded.event
    assert isinstance(event, ReturnIssued)
    former = event.model_dump(mode="json")
    del former["reason"]
    assert ReturnIssued.UPCASTS[1](former) == event.model_dump(mode="json")
