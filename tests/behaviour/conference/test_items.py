"""Items on a real store: own ones only, laid before a conference by choice, corrected openly."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from services.conference.views import items_about, items_before, items_ever_before
from shared.calendar import jst_date
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.refusal import Refusal
from tests.behaviour.sharing import MATTER, ledger
from tests.behaviour.town import AUDITOR, SECRETARIAT, Town, named, town_with_a_meeting, worker
from tests.conftest import NewPlace
from tests.refusals import refused

TEXT, CORRECTED, INSTEAD = "架空の本文・金輪際三輪車", "架空の訂正・水魚水行末", "朝の連絡は控える"
CLINIC, NPO, SHAKYO, CITY = worker("clinic"), worker("npo"), worker("shakyo"), worker("city")
TOLD = {
    "subjects": (named("son"),),
    "category": "work",
    "source_kind": "person_statement",
    "text": TEXT,
    "generalised": INSTEAD,
    "purpose": "employment_support",
}


@pytest.fixture
def town(tmp_path: Path, new_place: NewPlace) -> Town:
    """A town with a meeting, on SQLite, then on PostgreSQL."""
    return town_with_a_meeting(tmp_path / "home", new_place())


def contribute(town: Town, who: Any = NPO, **told: Any) -> UUID:
    """The npo records what the son said about work."""
    return UUID(str(town.offer("items.contribute", who, **{**TOLD, **told}).item_id))


def shown(town: Town, item_id: UUID, who: Any = NPO) -> Any:
    """Open an item."""
    return town.offer("items.show", who, item_id=item_id)


def listed(town: Town, who: Any = NPO, **filters: Any) -> list[UUID]:
    """The ids in somebody's list."""
    return [one.item_id for one in town.offer("items.list", who, **filters)]


@pytest.mark.rule(34)
def test_an_agency_records_and_reads_its_own_item(town: Town) -> None:
    """Given an item, then its holder lists and opens it with source, mark and purpose."""
    item_id = contribute(town, item_id=named("job"), flags=("do_not_tell_person",))
    (line,) = town.offer("items.list", NPO)
    item = shown(town, item_id)

    assert item_id == named("job")
    assert (item.text, item.generalised, item.version) == (TEXT, INSTEAD, 1)
    assert (item.source_kind, item.flags) == ("person_statement", ("do_not_tell_person",))
    assert line.model_dump() == {name: getattr(item, name) for name in type(line).model_fields}


@pytest.mark.rule(1, 54)
def test_who_opens_an_own_item_is_on_record_and_who_lists_is_not(town: Town) -> None:
    """Given an own item, then each opening leaves an entry about it; a list or a refusal none."""
    item_id = contribute(town)
    listed(town)
    with refused("item-not-found"):
        shown(town, item_id, SHAKYO)
    assert ledger(town) == []

    shown(town, item_id)
    shown(town, item_id)

    first, second = ledger(town)
    assert first.entry_id != second.entry_id
    assert (first.act, first.basis, first.effect, first.actor) == (
        "record_read",
        ("own_record",),
        "full",
        NPO,
    )
    assert {first.holder_id, first.recipient_id} == {named("npo")}
    assert first.subjects == (named("son"),)
    assert [(one.item_id, one.revision) for one in first.items] == [(item_id, 1)]
    assert town.offer("items.past-recipients", NPO, item_id=item_id).agencies == ()
    asked = {"municipality": DEMO_MUNICIPALITY, "entry_id": first.entry_id}
    assert town.offer("audit.lawful", AUDITOR, **asked).verdict == "as_lawful"


def test_what_cannot_be_read_any_more_leaves_no_reading(town: Town) -> None:
    """Given an erased subject, when the item is opened, then it is refused and nothing entered."""
    item_id = contribute(town)
    town.sealer.destroy(str(named("son")))

    with refused("person-erased"):
        shown(town, item_id)
    assert ledger(town) == []


@pytest.mark.rule(54)
def test_curiosity_among_own_items_is_noticed(town: Town) -> None:
    """Given a worker who opens items about one person after the other, then the audit lists it."""
    people = ("son", "mother", "uncle")
    town.person("uncle", None)
    items = [contribute(town, subjects=(named(one),)) for one in people]
    for item_id in items:
        shown(town, item_id)

    today = jst_date(town.now)
    found = town.offer(
        "audit.unusual-reading",
        AUDITOR,
        municipality=DEMO_MUNICIPALITY,
        first=today,
        last=today,
        many_in_an_hour=len(people),
    )
    assert {(one.worker, one.reason) for one in found.readings} == {(NPO.person, "many_in_an_hour")}


def test_another_agencys_item_does_not_exist(town: Town) -> None:
    """Given the npo's item, then nobody else lists, opens, corrects, offers or asks who saw it."""
    which = {"item_id": contribute(town)}
    attempts = {
        "items.show": which,
        "items.past-recipients": which,
        "items.correct": {**which, "text": CORRECTED},
        "items.offer": {**which, **MATTER},
        "items.take-back": {**which, "agenda_id": named("matter")},
    }
    for who in (SHAKYO, CLINIC, CITY, SECRETARIAT):
        assert which["item_id"] not in listed(town, who)
        for use_case, request in attempts.items():
            with refused("item-not-found"):
                town.offer(use_case, who, **request)


@pytest.mark.parametrize("role", ["statistician", "auditor", "prefecture", "operator"])
def test_who_works_for_no_holder_has_no_items(town: Town, role: Any) -> None:
    """Given a role that holds nothing, then neither list nor item is there for it."""
    item_id = contribute(town)
    with refused("role-not-entitled"):
        listed(town, worker("npo", role))
    with refused("role-not-entitled"):
        shown(town, item_id, worker("npo", role))


def test_an_agency_nobody_registered_records_nothing(town: Town) -> None:
    """When the actor's agency is not registered, then nothing is recorded."""
    with refused("own-agency-not-registered"):
        contribute(town, worker("nobody"))


def test_an_unknown_person_gets_neither_item_nor_key(town: Town) -> None:
    """When nobody described a person, then the item is refused and no key is made."""
    with refused("person-not-found"):
        contribute(town, subjects=(named("son"), named("stranger")))

    assert town.sealer.key_store.get([str(named("stranger"))]) == {}
    assert listed(town) == []


def test_a_wording_that_would_not_be_used_is_told_at_once(town: Town) -> None:
    """When the own wording repeats the text or is missing, then the answer says so, unquoted."""
    good = town.offer("items.contribute", NPO, **TOLD)
    bad = town.offer("items.contribute", NPO, **{**TOLD, "generalised": TEXT})
    none = town.offer("items.contribute", NPO, **{**TOLD, "generalised": "　"})

    assert (good.generalised_usable, good.why) == (True, None)
    assert (bad.generalised_usable, none.generalised_usable) == (False, False)
    assert TEXT not in bad.model_dump_json()
    assert shown(town, none.item_id).generalised is None


def test_lists_are_by_agenda_item_and_by_person_and_go_on(town: Town) -> None:
    """Given three items, then each filter finds its own, and pages hold every one once."""
    job = contribute(town)
    both = contribute(town, subjects=(named("son"), named("mother")), category="family")
    contribute(town, subjects=(named("mother"),))
    town.offer("items.offer", NPO, item_id=job, **MATTER)

    assert listed(town, agenda_id=named("matter")) == [job]
    assert set(listed(town, person_id=named("son"))) == {job, both}
    first = town.offer("items.list", NPO, limit=2)
    rest = town.offer("items.list", NPO, limit=2, after=first.next_after)
    assert [one.item_id for one in (*first, *rest)] == listed(town)
    assert rest.next_after is None
    assert len(listed(town)) == 3


@pytest.mark.rule(18)
def test_an_item_lies_before_an_agenda_item_until_taken_back(town: Town) -> None:
    """Given an offer, then it lies there in order; taken back it is only history; and again."""
    store, job = town.conference.store, contribute(town)
    before = items_before(store, named("matter"))
    town.offer("items.offer", NPO, item_id=job, **MATTER)
    assert items_before(store, named("matter")) == [*before, job]
    assert shown(town, job).before == (named("matter"),)

    town.offer("items.take-back", NPO, item_id=job, agenda_id=named("matter"))
    assert items_before(store, named("matter")) == before
    assert items_ever_before(store, named("matter")) == [*before, job]
    assert set(items_about(store, named("son"))) == {job, named("illness"), named("talk")}

    town.offer("items.offer", NPO, item_id=job, **MATTER)
    assert items_before(store, named("matter")) == [*before, job]


@pytest.mark.rule(21, 22)
def test_an_item_answers_a_request(town: Town) -> None:
    """Given an answered request, when its item is laid under it, then the law finds its basis."""
    town.requested("matter", "npo", "work", about="son")
    job = contribute(town)
    request_id = named("matter-npo-request")
    town.offer("items.offer", NPO, item_id=job, **MATTER, request_id=request_id)
    board = town.offer("packets.board", SECRETARIAT, **MATTER)

    city = {one.item_id: one.effect for one in board.cells if one.recipient_id == named("city")}
    assert city[job] == "full"


@pytest.mark.rule(33)
def test_a_correction_keeps_the_former_wording_and_names_who_saw_it(town: Town) -> None:
    """Given an item a member was shown, when corrected, then the member is to be told."""
    packets = town.offer("packets.build", SECRETARIAT, **MATTER)
    (mine,) = (one.packet_id for one in packets if one.recipient_id == named("npo"))
    town.offer("packets.open", NPO, packet_id=mine)
    answer = town.offer(
        "items.correct", CLINIC, item_id=named("illness"), text=CORRECTED, expected_version=2
    )
    item = shown(town, named("illness"), CLINIC)
    past = town.offer("items.past-recipients", CLINIC, item_id=named("illness"))

    assert named("npo") in answer.past_recipients
    assert past.agencies == answer.past_recipients
    assert (item.text, item.generalised, item.revision) == (CORRECTED, None, 2)
    topics = [one.event.TOPIC for one in town.conference.store.history(named("illness"))]
    assert topics[0] == "conference.ItemContributed"
    assert topics[-1] == "conference.ItemCorrected"
    with refused("stale-version"):
        town.offer("items.correct", CLINIC, item_id=named("illness"), text=TEXT, expected_version=2)


@pytest.mark.rule(33)
def test_a_correction_nobody_saw_names_nobody(town: Town) -> None:
    """Given an item no other agency was shown, when corrected, then nobody is to be told."""
    job = contribute(town)
    assert town.offer("items.correct", NPO, item_id=job, text=CORRECTED).past_recipients == ()
    with refused("text-blank"):
        town.offer("items.correct", NPO, item_id=job, text="　")


def received(town: Town, who: Any = SECRETARIAT, **told: Any) -> Any:
    """The secretariat writes down what the npo told by telephone."""
    return town.offer("items.receive", who, **{**TOLD, **MATTER, "holder_id": named("npo"), **told})


@pytest.mark.rule(1, 21)
def test_what_the_secretariat_was_told_is_the_agencys_and_on_the_ledger(town: Town) -> None:
    """Given an answered request, when written down, then holder, ledger and basis are right."""
    town.requested("matter", "npo", "work", about="son")
    item_id = received(town, request_id=named("matter-npo-request")).item_id
    (entry,) = ledger(town)

    assert shown(town, item_id).text == TEXT
    with refused("item-not-found"):
        shown(town, item_id, SECRETARIAT)
    assert items_before(town.conference.store, named("matter"))[-1] == item_id
    assert (entry.act, entry.effect, entry.basis) == (
        "item_received",
        "full",
        ("conference_106_6",),
    )
    assert (entry.holder_id, entry.recipient_id) == (named("npo"), named("city"))


@pytest.mark.rule(1)
def test_what_was_told_without_a_basis_is_on_record_as_such(town: Town) -> None:
    """Given nobody had asked, when the secretariat was told, then the entry has no basis."""
    received(town)
    (entry,) = ledger(town)

    assert (entry.act, entry.effect, entry.basis, entry.citations) == (
        "item_received",
        "full",
        (),
        (),
    )


def test_only_the_convener_writes_down_for_others(town: Town) -> None:
    """When another secretariat or a member tries, then nothing is recorded at all."""
    with refused("not-the-convener"):
        received(town, worker("shakyo", "secretariat"))
    with refused("role-not-entitled"):
        received(town, CITY)
    with refused("agency-not-found"):
        received(town, holder_id=named("nobody"))
    town.held()
    with refused("conference-held"):
        received(town)
    assert listed(town) == []
    assert ledger(town) == []


def test_several_items_are_laid_there_together_or_not_at_all(town: Town) -> None:
    """Given two items of which one is refused, then neither is recorded."""
    sheet = {**MATTER, "case_id": named("case")}
    with refused("person-not-found"):
        bad = {**TOLD, "subjects": (named("stranger"),)}
        town.offer("items.contribute-sheet", NPO, **sheet, items=(TOLD, bad))
    with refused("sheet-of-another-case"):
        town.offer("items.contribute-sheet", NPO, **{**sheet, "case_id": named("x")}, items=(TOLD,))
    assert listed(town) == []

    town.offer("items.contribute-sheet", NPO, **sheet, items=(TOLD, {**TOLD, "text": CORRECTED}))
    assert len(listed(town, agenda_id=named("matter"))) == 2


def test_no_wording_stands_in_events_rows_files_errors_or_shapes(
    town: Town, tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """Given items recorded, corrected, received and refused, then their words are nowhere."""
    job = contribute(town)
    town.offer("items.correct", NPO, item_id=job, text=CORRECTED, generalised=INSTEAD)
    received(town)
    item = shown(town, job)
    errors = []
    for bad in ({"subjects": (named("stranger"),)}, {"item_id": job}, {"text": " "}):
        with pytest.raises(Refusal) as no:
            contribute(town, **bad)
        errors.append(f"{no.value!s}{no.value!r}")

    store = town.conference.store
    tables = ("items", "item_subjects", "item_offers")
    rows = [store.rows(f"SELECT * FROM {table}") for table in tables]  # noqa: S608
    told = f"{errors}{rows}{store.history(job)!r}{item!r}{caplog.text}{capfd.readouterr()}"
    files = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    for secret in (TEXT, CORRECTED, INSTEAD):
        assert secret not in told
        assert not [one for one in files if secret.encode() in one]


def test_whoever_of_its_persons_is_erased_an_item_is_unreadable(town: Town) -> None:
    """Given an item about two, when one is erased, then nobody opens it; the list goes on."""
    both = contribute(town, subjects=(named("son"), named("mother")))
    town.sealer.destroy(str(named("mother")))

    with refused("person-erased"):
        shown(town, both)
    with refused("person-erased"):
        town.offer("items.correct", NPO, item_id=both, text=CORRECTED)
    assert listed(town) == [both]


@pytest.mark.rule(19)
def test_an_outsider_learns_nothing_of_an_agenda_item(town: Town) -> None:
    """Given an agency neither member nor asked, when it offers, then there is no agenda item."""
    town.agency("office", "community_group", "private")
    office = worker("office")
    item_id = contribute(town, office)
    off_agenda = contribute(town, office, subjects=(named("mother"),), item_id=named("of-mother"))
    for one in (item_id, off_agenda):
        with refused("agenda-item-not-found"):
            town.offer("items.offer", office, item_id=one, **MATTER)
    for case in ("case", "another-case"):
        with refused("agenda-item-not-found"):
            sheet = {**MATTER, "case_id": named(case), "items": (TOLD,)}
            town.offer("items.contribute-sheet", office, **sheet)


def test_what_the_convener_knows_itself_nobody_told_it(town: Town) -> None:
    """Given an item of the convener's own, when written down as received, then no entry is made."""
    received(town, holder_id=named("city"))

    assert ledger(town) == []
    assert named("talk") in listed(town, CITY)
