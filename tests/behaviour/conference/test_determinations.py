"""Determinations and emergencies on a real store: who decides, who may know, who reviews."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from services.conference import views
from services.conference.domain.determination import DETERMINATION, EMERGENCY
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.identity import Role
from tests.behaviour.sharing import ledger
from tests.behaviour.town import Town, named, worker
from tests.conftest import NewPlace
from tests.refusals import refused

CITY, HEAD = worker("city", "secretariat"), worker("city", "secretariat", "-head")
TAX, NPO, CLINIC = worker("tax", "counsellor"), worker("npo"), worker("clinic")
SON, MOTHER = named("son"), named("mother")
REASON = "架空の理由いろはにほへと"


@pytest.fixture
def town(tmp_path: Path, new_place: NewPlace) -> Town:
    """A town with two departments and two private agencies, on SQLite, then on PostgreSQL."""
    town = Town(tmp_path / "home", new_place())
    town.agency("city", "municipal_department", "public", internal=True)
    town.agency("tax", "municipal_department", "public", internal=True)
    town.agency("npo", "npo", "private")
    town.agency("clinic", "medical", "private")
    town.person("son", None)
    town.person("mother", None, role="parent")
    return town


def make(town: Town, by: Any = CITY, **told: Any) -> UUID:
    """The city lets its tax department know about son and mother; or whatever is told instead."""
    request = {
        "kind": "internal_need",
        "subjects": (SON, MOTHER),
        "categories": ("consultation",),
        "recipients": (named("tax"),),
        "reason": REASON,
        "approved_by": named("w-head"),
        **told,
    }
    return UUID(str(town.offer("determinations.make", by, **request)))


def listed(town: Town, by: Any, person: UUID = SON) -> Any:
    """The determinations about a person as somebody sees them."""
    return town.offer("determinations.list", by, person_id=person).determinations


def test_a_decision_is_known_to_those_whom_it_concerns(town: Town) -> None:
    """Given a decision about two, then each finds it, and its reason is the municipality's."""
    own_id = make(town)

    for person in (SON, MOTHER):
        (line,) = listed(town, CITY, person)
        assert (line.determination_id, line.holder_id) == (own_id, named("city"))
        assert (line.reason, line.holds) == (REASON, True)
        assert REASON not in repr(line)
    assert listed(town, NPO) == ()
    assert listed(town, CITY, named("nobody")) == ()
    (recorded,) = town.conference.store.history(own_id)
    assert REASON not in recorded.event.model_dump_json(context={"at_rest": True})


def test_a_recipient_outside_learns_of_a_decision_without_its_reason(town: Town) -> None:
    """Given a decision in favour of the npo, then it may know that, and not why."""
    make(town, kind="in_purpose", recipients=(named("npo"),))

    (line,) = listed(town, NPO)
    assert line.reason is None


def test_of_an_erased_person_the_reason_is_gone_and_the_decision_stands(town: Town) -> None:
    """Given that one of two was erased, then the text about both is unreadable."""
    make(town)
    town.sealer.destroy(str(MOTHER))

    (line,) = listed(town, CITY)
    assert (line.kind, line.reason) == ("internal_need", "（消去済み）")
    with refused("person-erased"):
        make(town)


def test_one_decides_about_ones_own_items(town: Town) -> None:
    """Given another agency's items, then only the secretariat records what that agency decided."""
    cooperation = {
        "kind": "statutory_cooperation",
        "consent_difficult": True,
        "recipients": (named("city"),),
    }
    for by in (NPO, TAX):
        with refused("not-on-behalf-of-others"):
            make(town, by, **cooperation, on_behalf_of=named("clinic"))
    own = make(town, CLINIC, **cooperation)
    recorded = make(town, CITY, **cooperation, on_behalf_of=named("clinic"))

    with town.at_work() as tx:
        states = [tx.load(DETERMINATION, one).state for one in (own, recorded)]
    assert [state and state.details.holder_id for state in states] == [named("clinic")] * 2


def test_a_secretariat_of_nowhere_records_nothing_for_others(town: Town) -> None:
    """Given a secretariat outside the municipality's work, then it decides for itself alone."""
    with refused("not-on-behalf-of-others"):
        make(town, worker("npo", "secretariat"), on_behalf_of=named("city"))
    with refused("own-agency-not-registered"):
        make(town, worker("stranger", "secretariat"))
    with refused("agency-not-found"):
        make(town, recipients=(named("stranger"),))


@pytest.mark.parametrize("approver", ["own", "agency"])
def test_a_second_person_approves_what_goes_to_another_body(town: Town, approver: str) -> None:
    """Given 69条2項4号, then neither oneself nor any agency is a second person."""
    alone = CITY.model_copy(update={"person": str(named("w-head"))})
    approved_by = named("w-head") if approver == "own" else named("tax")
    expected = "approver-is-actor" if approver == "own" else "approver-is-agency"

    told = {"kind": "best_interest", "recipients": (named("npo"),), "approved_by": approved_by}
    with refused(expected):
        make(town, alone, **told)


@pytest.mark.rule(55)
def test_an_entrustment_needs_its_contract_that_day(town: Town) -> None:
    """Given no contract, then the npo is not entrusted with anything."""
    with refused("contract-not-in-force"):
        make(town, kind="entrustment", recipients=(named("npo"),))


@pytest.mark.rule(43, 44)
def test_who_reported_abuse_is_known_to_the_receiver_and_to_nobody_else(town: Town) -> None:
    """Given the npo's report to the city, then even that there was one stays between them."""
    report = {"kind": "abuse_report", "victim_kind": "disabled", "recipients": (named("city"),)}
    own_id = make(town, NPO, **report, approved_by=None)

    for by in (NPO, CITY):
        (line,) = listed(town, by)
        assert (line.holder_id, line.reason) == (named("npo"), REASON)
    for by in (TAX, CLINIC):
        assert listed(town, by) == ()
        with refused("determination-not-found"):
            town.offer("determinations.end", by, determination_id=own_id)
    with refused("determination-not-found"):
        town.offer("determinations.end", CITY, determination_id=own_id)
    town.offer("determinations.end", NPO, determination_id=own_id)


def test_a_decision_that_ended_holds_no_longer_and_stays_on_record(town: Town) -> None:
    """Given its end, then it is listed as over, and is still found for past days."""
    own_id = make(town)
    with refused("determination-not-found"):
        town.offer("determinations.end", NPO, determination_id=own_id)
    town.offer("determinations.end", TAX, determination_id=own_id)

    (line,) = listed(town, CITY)
    assert (line.holds, line.ended_at) == (False, town.now - timedelta(minutes=1))
    store = town.conference.store
    assert views.determinations_about(store, [SON, MOTHER]) == [own_id]
    store.rebuild_views()
    assert views.determinations_about(store, [MOTHER]) == [own_id]


def assert_danger(town: Town, by: Any = NPO, **told: Any) -> UUID:
    """The npo asserts that the son's life is in danger and the clinic must know."""
    request = {
        "danger": "life",
        "consent_hard_to_obtain": True,
        "reason": REASON,
        "responders": (named("clinic"),),
        "subjects": (SON,),
        "categories": ("health", "address"),
        **told,
    }
    return UUID(str(town.offer("emergencies.assert", by, **request)))


def waiting(town: Town) -> Any:
    """The emergencies that wait for their review, as the head of the secretariat sees them."""
    told = {"municipality": DEMO_MUNICIPALITY}
    return town.offer("emergencies.unreviewed", HEAD, **told).emergencies


@pytest.mark.rule(42)
def test_an_emergency_waits_for_its_review_and_becomes_overdue(town: Town) -> None:
    """Given an assertion, then the supervisor finds it with its reason, overdue from day 3."""
    own_id, at = assert_danger(town), town.now

    (line,) = waiting(town)
    assert (line.emergency_id, line.asserted_by) == (own_id, named("npo"))
    assert (line.reason, line.overdue, line.own) == (REASON, False, False)
    assert line.review_due == at + timedelta(days=3) == line.end
    assert REASON not in repr(line)
    town.now = at + timedelta(days=3)
    (late,) = waiting(town)
    assert late.overdue


@pytest.mark.rule(42)
def test_the_most_urgent_review_comes_first(town: Town) -> None:
    """Given two, then the one due earlier leads."""
    later = assert_danger(town)
    sooner = assert_danger(town, review_due=town.now + timedelta(hours=5))

    assert [one.emergency_id for one in waiting(town)] == [sooner, later]


@pytest.mark.rule(42)
@pytest.mark.parametrize("justified", [True, False])
def test_a_review_by_somebody_else_is_on_the_ledger(town: Town, *, justified: bool) -> None:
    """Given a second person's finding, then nothing waits, and the ledger has what they found."""
    own_id = assert_danger(town, CITY)
    review = {"emergency_id": own_id, "justified": justified, "note": "架空の所見ちりぬるを"}
    with refused("reviewer-is-asserter"):
        town.offer("emergencies.review", CITY, **review)
    town.offer("emergencies.review", HEAD, **review)

    assert waiting(town) == ()
    (entry,) = ledger(town)
    assert (entry.act, entry.emergency_id) == ("emergency_reviewed", own_id)
    assert entry.effect == ("full" if justified else "withheld")
    assert (entry.subjects, entry.actor) == ((SON,), HEAD)
    assert "所見" not in entry.canonical().decode()
    with town.at_work() as tx:
        state = tx.load(EMERGENCY, own_id).state
    assert state is not None
    assert (state.details.end == entry.at) is not justified
    store = town.conference.store
    store.rebuild_views()
    assert views.unreviewed_emergencies(store, DEMO_MUNICIPALITY) == []
    assert views.emergencies_about(store, [SON]) == [own_id]


@pytest.mark.rule(42)
def test_a_refused_review_leaves_nothing_on_the_ledger(town: Town) -> None:
    """Given a review that is refused, then neither record nor ledger has it."""
    own_id = assert_danger(town)
    with refused("note-missing"):
        town.offer("emergencies.review", HEAD, emergency_id=own_id, justified=False, note="  ")

    assert ledger(town) == []
    assert len(waiting(town)) == 1


@pytest.mark.rule(42)
def test_both_elements_are_asked_of_the_private_body_that_asserts(town: Town) -> None:
    """Given the npo, then difficulty of consent is needed; given the city, not."""
    with refused("consent-not-hard"):
        assert_danger(town, consent_hard_to_obtain=False)
    assert_danger(town, CITY, consent_hard_to_obtain=False)


@pytest.mark.parametrize("role", ["member", "counsellor", "auditor"])
def test_only_the_secretariat_reviews(town: Town, role: Role) -> None:
    """Others are refused before anything is read."""
    by = worker("city", role, "-other")
    with refused("role-not-entitled"):
        town.offer("emergencies.unreviewed", by, municipality=DEMO_MUNICIPALITY)
    with refused("role-not-entitled"):
        town.offer("emergencies.review", by, emergency_id=SON, justified=True)


def test_a_secretariat_outside_reviews_nothing(town: Town) -> None:
    """Given somebody who does not do the municipality's work, then they see no emergency of it."""
    own_id = assert_danger(town)
    outside = worker("clinic", "secretariat")

    with refused("not-of-this-municipality"):
        town.offer("emergencies.unreviewed", outside, municipality=DEMO_MUNICIPALITY)
    with refused("emergency-not-found"):
        town.offer("emergencies.review", outside, emergency_id=own_id, justified=True)


def test_an_emergency_may_have_begun_a_moment_ago(town: Town) -> None:
    """Given what happened before it was recorded, then it holds from then."""
    began: datetime = town.now - timedelta(minutes=20)
    assert_danger(town, start=began)

    (line,) = waiting(town)
    assert line.start == began
