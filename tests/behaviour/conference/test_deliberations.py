"""協議 on a real store: minutes, role division, unmet needs, seeking consent; on both databases."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from services.conference.domain.conference import CONFERENCE, AgendaItemRemoved
from services.conference.domain.deliberation import deliberation_id
from services.conference.domain.item import ITEM
from services.conference.published import publish
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.facts.conference import UnmetNeedFound
from shared.refusal import Refusal
from tests.behaviour.sharing import ledger
from tests.behaviour.town import SECRETARIAT, Town, named, town_with_a_meeting, worker
from tests.conftest import NewPlace

NPO, CLINIC, SHAKYO = worker("npo"), worker("clinic"), worker("shakyo")
OTHER_SECRETARIAT = worker("shakyo", "secretariat")
WHERE = {"conference_id": named("meeting"), "agenda_id": named("matter")}
SAID = "会議で話された架空の内容いろはにほ"
ABOUT_BOTH = "母と息子の架空のやりとりへとちりぬ"
TASK = "週に一度訪ねるという架空の役割るをわか"
NOTE = "夜に行ける場所がないという架空の不足よたれ"
SOUGHT = {
    "categories": ("consultation",),
    "recipients": (named("npo"),),
    "purposes": ("information_exchange",),
}


@pytest.fixture
def town(tmp_path: Path, new_place: NewPlace) -> Town:
    """A town with a meeting about a grown son, on SQLite, then on PostgreSQL."""
    return town_with_a_meeting(tmp_path / "home", new_place())


def refused(code: str) -> pytest.RaisesExc[Refusal]:
    """Expect a refusal with this code."""
    return pytest.raises(Refusal, check=lambda refusal: refusal.code == code)


def paragraph(text: str = SAID, **told: Any) -> dict[str, Any]:
    """One paragraph of the minutes."""
    return {"text": text, "category": "consultation", "source_kind": "assessment", **told}


def write(town: Town, *paragraphs: dict[str, Any], by: Any = SECRETARIAT) -> list[UUID]:
    """The secretariat writes minutes."""
    return list(town.offer("minutes.write", by, **WHERE, paragraphs=paragraphs))


def divide(town: Town, *agencies: str, due_on: date | None = None) -> list[UUID]:
    """The secretariat records that agencies took something on."""
    tasks = [{"agency_id": named(one), "task": TASK, "due_on": due_on} for one in agencies]
    return list(town.offer("roles.divide", SECRETARIAT, **WHERE, tasks=tasks))


def seek(town: Town, **told: Any) -> UUID:
    """The npo is to seek the son's consent."""
    request = {"person_id": named("son"), "seeker_id": named("npo"), "sought": SOUGHT, **told}
    return UUID(str(town.offer("consent-tasks.set", SECRETARIAT, **WHERE, **request)))


def stored(town: Town, *streams: UUID) -> str:
    """What lies in the store of some aggregates."""
    return "".join(
        one.event.model_dump_json(context={"at_rest": True})
        for stream in streams
        for one in town.conference.store.history(stream)
    )


@pytest.mark.rule(23, 34)
def test_every_paragraph_is_an_item_learned_at_the_table(town: Town) -> None:
    """Given minutes, then each paragraph is the convener's, with its source and provenance."""
    both = (named("son"), named("mother"))
    items = write(town, paragraph(), paragraph(ABOUT_BOTH, subjects=both, category="family"))

    listed = town.offer("minutes.list", SECRETARIAT, **WHERE)
    assert [one.item_id for one in listed.paragraphs] == items
    assert [one.category for one in listed.paragraphs] == ["consultation", "family"]
    states = [town.conference.store.load(ITEM, one).state for one in items]
    told = [one.details for one in states if one]
    assert [one.subjects for one in told] == [(named("son"),), both]
    assert {(one.holder_id, one.provenance, one.purpose, one.source_kind) for one in told} == {
        (named("city"), named("matter"), "information_exchange", "assessment")
    }
    assert SAID not in stored(town, *items, deliberation_id(named("matter")))


@pytest.mark.rule(18)
def test_minutes_are_read_in_packets_and_nowhere_else(town: Town) -> None:
    """Given minutes laid before their item, then who is granted them reads them, others do not."""
    (item,) = write(town, paragraph())
    town.offer("items.offer", SECRETARIAT, **WHERE, item_id=item)
    built = {
        one.recipient_id: one.packet_id for one in town.offer("packets.build", SECRETARIAT, **WHERE)
    }

    document = town.offer("packets.open", NPO, packet_id=built[named("npo")])
    assert SAID in document.model_dump_json()
    assert named("shakyo") not in built
    with refused("item-not-found"):
        town.offer("items.show", CLINIC, item_id=item)


def shared(town: Town) -> dict[UUID, UUID]:
    """The packets of the minutes, by recipient."""
    built = town.offer("minutes.share", SECRETARIAT, **WHERE)
    return {one.recipient_id: one.packet_id for one in built}


@pytest.mark.rule(18, 19, 26)
def test_after_the_meeting_its_members_read_the_minutes_and_nothing_else_of_it(town: Town) -> None:
    """Given a meeting that is over, then who sat there reads its minutes; its papers are expired.

    A paragraph about somebody of whom nothing may be shown stays with the convener.
    """
    (before,) = [
        one.packet_id
        for one in town.offer("packets.build", SECRETARIAT, **WHERE)
        if one.recipient_id == named("npo")
    ]
    town.held()
    write(town, paragraph(), paragraph(ABOUT_BOTH, subjects=(named("mother"),), category="family"))
    with refused("conference-over"):
        town.offer("packets.build", SECRETARIAT, **WHERE)
    with refused("packet-expired"):
        town.offer("packets.open", NPO, packet_id=before)

    packets = shared(town)

    assert set(packets) == {named("city"), named("npo")}
    (line,) = town.offer("packets.open", NPO, packet_id=packets[named("npo")]).lines
    assert line.wording == SAID
    assert [one.packet_id for one in town.offer("packets.list", NPO)] == [packets[named("npo")]]
    read = town.offer("packets.open", worker("city"), packet_id=packets[named("city")])
    assert {one.wording for one in read.lines} == {SAID, ABOUT_BOTH}
    for stranger in (SHAKYO, CLINIC):
        with refused("packet-not-found"):
            town.offer("packets.open", stranger, packet_id=packets[named("npo")])


@pytest.mark.rule(24, 26)
def test_minutes_are_shown_as_decided_at_each_reading(town: Town) -> None:
    """A correction shows, a new sharing replaces the former, and who has left reads nothing."""
    town.held()
    (item,) = write(town, paragraph())
    first = shared(town)[named("npo")]
    town.offer("items.correct", SECRETARIAT, item_id=item, text=ABOUT_BOTH)
    assert ABOUT_BOTH in town.offer("packets.open", NPO, packet_id=first).model_dump_json()

    write(town, paragraph())
    second = shared(town)[named("npo")]
    with refused("packet-ended"):
        town.offer("packets.open", NPO, packet_id=first)
    assert len(town.offer("packets.open", NPO, packet_id=second).lines) == 2

    town.leaves("npo")
    town.now += timedelta(minutes=1)
    with refused("attendee-not-registered"):
        town.offer("packets.open", NPO, packet_id=second)
    acts = {(one.act, one.effect) for one in ledger(town) if one.recipient_id == named("npo")}
    assert acts == {
        ("packet_built", "full"),
        ("packet_opened", "full"),
        ("packet_opened", "withheld"),
    }


def test_minutes_are_shared_by_the_convener_when_they_are_written_and_the_meeting_is_over(
    town: Town,
) -> None:
    """When it is too early, nothing is written, or somebody else tries, then nothing is built."""
    write(town, paragraph())
    with refused("conference-not-held"):
        shared(town)
    with refused("not-the-convener"):
        town.offer("minutes.share", OTHER_SECRETARIAT, **WHERE)
    town.placed("quiet", "son", selected=("npo",))
    town.held()

    with refused("minutes-unwritten"):
        town.offer("minutes.share", SECRETARIAT, **{**WHERE, "agenda_id": named("quiet")})
    assert ledger(town) == []


def test_minutes_are_written_wholly_or_not_at_all(town: Town) -> None:
    """When one paragraph is blank or about a stranger, then none of them is recorded."""
    first = named("first-paragraph")
    with refused("text-blank"):
        write(town, paragraph(item_id=first), paragraph("  "))
    with refused("person-not-found"):
        write(town, paragraph(item_id=first), paragraph(subjects=(named("stranger"),)))

    assert town.conference.store.load(ITEM, first).version == 0
    assert town.offer("minutes.list", SECRETARIAT, **WHERE).paragraphs == ()
    assert town.sealer.key_store.get([str(named("stranger"))]) == {}


@pytest.mark.rule(19)
def test_only_the_convener_writes_and_reads_the_record(town: Town) -> None:
    """When another secretariat writes or lists anything of the deliberation, then it is refused."""
    with refused("not-the-convener"):
        write(town, paragraph(), by=OTHER_SECRETARIAT)
    for query in ("minutes.list", "roles.list", "needs.list", "consent-tasks.list"):
        with refused("not-the-convener"):
            town.offer(query, OTHER_SECRETARIAT, **WHERE)
        with refused("role-not-entitled"):
            town.offer(query, NPO, **WHERE)


def test_two_who_write_at_once_do_not_overwrite_each_other(town: Town) -> None:
    """Given a version that was looked at, when somebody wrote meanwhile, then it is refused."""
    seen = town.offer("minutes.list", SECRETARIAT, **WHERE).version
    write(town, paragraph())

    with refused("stale-version"):
        town.offer(
            "minutes.write",
            SECRETARIAT,
            **WHERE,
            paragraphs=(paragraph(),),
            expected_version=seen,
        )


def test_roles_are_divided_among_those_at_the_table(town: Town) -> None:
    """Given roles, then the convener reads them and each agency knows where it has something."""
    due = town.now.date() + timedelta(days=7)
    at_city, at_npo = divide(town, "city", "npo", due_on=due)

    listed = town.offer("roles.list", SECRETARIAT, **WHERE)
    assert [(one.task_id, one.agency_id, one.task) for one in listed] == [
        (at_city, named("city"), TASK),
        (at_npo, named("npo"), TASK),
    ]
    (own,) = town.offer("roles.own", NPO)
    assert (own.task_id, own.agenda_id, own.due_on, own.overdue) == (
        at_npo,
        named("matter"),
        due,
        False,
    )
    assert TASK not in repr(listed) + stored(town, deliberation_id(named("matter")))
    with refused("agency-off-conference"):
        divide(town, "shakyo")
    with refused("due-date-past"):
        divide(town, "npo", due_on=town.now.date() - timedelta(days=1))


def test_a_role_ends_once_and_for_its_own_agency(town: Town) -> None:
    """Given a task, then others cannot end it, its agency can, and it is on no list any more."""
    (task,) = divide(town, "npo", due_on=town.now.date())
    town.now += timedelta(days=2)
    assert town.offer("roles.own", NPO)[0].overdue

    with refused("task-not-found"):
        town.offer("roles.end", CLINIC, task_id=task, done=True)
    town.offer("roles.end", NPO, task_id=task, done=True)
    with refused("task-ended"):
        town.offer("roles.end", SECRETARIAT, task_id=task, done=False)
    assert town.offer("roles.own", NPO) == []
    assert town.offer("roles.list", SECRETARIAT, **WHERE)[0].done is True


def test_whoever_is_erased_their_tasks_and_needs_are_unreadable(town: Town) -> None:
    """Given an erased person, then that there was something is on record, and not what."""
    divide(town, "npo")
    town.offer("needs.find", SECRETARIAT, **WHERE, gap="place_to_be", note=NOTE)
    town.sealer.destroy(str(named("son")))

    assert town.offer("roles.list", SECRETARIAT, **WHERE)[0].task is None
    assert town.offer("needs.list", SECRETARIAT, **WHERE)[0].note is None


def test_what_is_lacking_is_counted_and_told_without_its_note(town: Town) -> None:
    """Given unmet needs, then they are counted by kind, and only kind, case and day go out."""
    town.offer("needs.find", SECRETARIAT, **WHERE, gap="nights_and_holidays", note=NOTE)
    town.offer("needs.find", SECRETARIAT, **WHERE, gap="place_to_be")
    town.offer("needs.find", SECRETARIAT, **WHERE, gap="nights_and_holidays")

    year = {"municipality": DEMO_MUNICIPALITY, "since": "2026-04-01", "until": "2027-03-31"}
    counted = town.offer("needs.count", SECRETARIAT, **year)
    assert [(one.label, one.found) for one in counted] == [("夜間・休日", 2), ("居場所", 1)]
    assert town.offer("needs.count", SECRETARIAT, **{**year, "since": "2026-07-01"}) == []
    first, *_ = town.offer("needs.list", SECRETARIAT, **WHERE)
    assert (first.note, NOTE in repr(first)) == (NOTE, False)
    facts = [
        publish(one) for one in town.conference.store.history(deliberation_id(named("matter")))
    ]
    fact = facts[0]
    assert isinstance(fact, UnmetNeedFound)
    assert (fact.gap, fact.case_id) == ("nights_and_holidays", str(named("case")))
    with refused("unknown-code"):
        town.offer("needs.find", SECRETARIAT, **WHERE, gap="love")
    with refused("not-of-this-municipality"):
        town.offer("needs.count", OTHER_SECRETARIAT, **year)


@pytest.mark.rule(27)
def test_consent_is_sought_step_by_step_once_the_person_is_in_contact(town: Town) -> None:
    """Given a task, then it goes from contact to asking to the answer on record, and ends."""
    task = seek(town)
    with refused("not-in-contact"):
        town.offer("consent-tasks.advance", NPO, task_id=task, step="asked")
    town.offer("consent-tasks.advance", NPO, task_id=task, step="in_contact")
    with refused("not-asked"):
        town.offer("consent-tasks.finish", NPO, task_id=task, consent_id=named("son-consent"))
    town.offer("consent-tasks.advance", NPO, task_id=task, step="asked")
    assert [one.status for one in town.offer("consent-tasks.own", NPO)] == ["asked"]

    town.consents("son", "npo")
    town.offer("consent-tasks.finish", NPO, task_id=task, consent_id=named("son-consent"))
    (listed,) = town.offer("consent-tasks.list", SECRETARIAT, **WHERE)
    assert (listed.status, listed.consent_id) == ("done", named("son-consent"))
    assert town.offer("consent-tasks.own", NPO) == []
    with refused("task-ended"):
        town.offer("consent-tasks.finish", NPO, task_id=task, consent_id=named("son-consent"))


@pytest.mark.rule(5, 7)
def test_a_task_ends_with_an_answer_and_never_with_silence(town: Town) -> None:
    """Given nothing on record, or a withdrawn answer, then the task goes on; a no ends it."""
    task = seek(town)
    for step in ("in_contact", "asked"):
        town.offer("consent-tasks.advance", NPO, task_id=task, step=step)
    with refused("answer-not-recorded"):
        town.offer("consent-tasks.finish", NPO, task_id=task, consent_id=named("son-consent"))
    town.consents("son", "npo")
    town.withdraws("son")
    with refused("answer-not-recorded"):
        town.offer("consent-tasks.finish", NPO, task_id=task, consent_id=named("son-consent"))

    no = town.offer(
        "consents.answer",
        worker("city", "secretariat"),
        person_id=named("son"),
        state="refused",
        given_by=named("son"),
        capacity="self",
        method="written",
        explained_by=named("w"),
        explanation_version="2026-04",
    )
    town.offer("consent-tasks.finish", NPO, task_id=task, consent_id=no.consent_id)
    assert town.offer("consent-tasks.list", SECRETARIAT, **WHERE)[0].status == "declined"


@pytest.mark.rule(4, 27)
def test_a_narrower_consent_does_not_end_the_task(town: Town) -> None:
    """Given a consent without what was asked for, then the task is still open."""
    task = seek(town, sought={**SOUGHT, "categories": ("consultation", "school")})
    for step in ("in_contact", "asked"):
        town.offer("consent-tasks.advance", NPO, task_id=task, step=step)
    town.consents("son", "npo")

    with refused("answer-does-not-cover"):
        town.offer("consent-tasks.finish", NPO, task_id=task, consent_id=named("son-consent"))


def test_a_task_of_an_item_taken_off_can_still_be_ended(town: Town) -> None:
    """Given an agenda item taken off, then what was agreed before does not stay open for ever."""
    (role,) = divide(town, "npo")
    task = seek(town)
    removed = AgendaItemRemoved(municipality=DEMO_MUNICIPALITY, agenda_id=named("matter"))
    town.given(CONFERENCE, named("meeting"), removed)

    town.offer("roles.end", NPO, task_id=role, done=False)
    town.offer("consent-tasks.advance", NPO, task_id=task, step="in_contact")
    with refused("agenda-item-not-found"):
        write(town, paragraph())


def test_the_views_come_out_of_the_log_again(town: Town) -> None:
    """When the views are rebuilt, then the lists say what they said before."""
    divide(town, "npo")
    seek(town)
    before = [town.offer(query, NPO) for query in ("roles.own", "consent-tasks.own")]

    town.conference.store.rebuild_views()

    assert [town.offer(query, NPO) for query in ("roles.own", "consent-tasks.own")] == before
