"""Erasing a person across the services: decided by two, held up by a hold, proven by all."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from services.conference.application.erasure.erasing import keys_about
from services.conference.domain.conference.events import TITLE_LABEL
from services.conference.domain.item import TEXT_LABEL
from services.intake.application import ContactNote, erasing
from services.intake.application.profiles import open_profile
from services.intake.domain.person import PERSON
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.sealing import Erased, open_jointly
from shared.sealing.destruction import destroy_keys
from tests.behaviour.disposal_town import (
    COUNSELLOR,
    DAY,
    ENTRUSTED,
    FIRST,
    KEEPERS,
    SECOND,
    DisposalTown,
    official,
)
from tests.conftest import NewPlace
from tests.refusals import refused


@pytest.fixture
def town(tmp_path: Path) -> Iterator[DisposalTown]:
    """A town on SQLite."""
    made = DisposalTown(tmp_path / "home")
    made.found_agencies()
    yield made
    made.close()


@pytest.fixture
def any_town(tmp_path: Path, new_place: NewPlace) -> Iterator[DisposalTown]:
    """A town on SQLite, then on PostgreSQL, events and keys alike."""
    made = DisposalTown(tmp_path / "home", new_place)
    made.found_agencies()
    yield made
    made.close()


def an_old_case(town: DisposalTown, years: int = 5, age: int = 40) -> tuple[UUID, UUID]:
    """A person whose only case ended so many years, and a day, ago."""
    person_id = town.register(name="架空 太郎")
    case_id = town.receive(person_id, age=age)
    town.end(case_id)
    town.years_pass(years)
    town.settle()
    return person_id, case_id


def due(town: DisposalTown) -> set[UUID]:
    """Who is due."""
    found = town.offer("retention.due", FIRST, municipality=DEMO_MUNICIPALITY)
    return {line.person_id for line in found.lines}


@pytest.mark.rule(58)
def test_everything_about_a_person_becomes_unreadable_in_every_service(
    any_town: DisposalTown,
) -> None:
    """Case texts, profile, anonymous call, joint item, title: gone; the others' own texts stay."""
    town = any_town
    son, mother, said = town.register(name="架空 太郎"), town.register(name="架空 花"), []
    case_id = town.fill_every_field(lambda name: said.append(name) or f"架空{name}", son)
    town.intake.application.add_person(COUNSELLOR, case_id, mother, DAY)
    her_note = ContactNote(on=DAY, method="phone", consulter="mother", content="母自身のこと")
    town.intake.application.record_contact(COUNSELLOR, case_id, her_note, mother)
    joint, hers = (
        town.told_jointly("架空の事情", son, mother),
        town.told_jointly("架空の母", mother),
    )
    conference_id, title = town.titled("架空の家の件", case_id, son)
    town.end(case_id)
    town.years_pass(6)
    town.settle()
    assert due(town) == {son, mother}

    erasure_id = town.erase(son)

    shown = town.offer("erasures.show", SECOND, erasure_id=erasure_id)
    assert (shown.status, shown.missing, shown.overdue) == ("completed", (), False)
    assert [proof.service for proof in shown.proofs] == sorted(KEEPERS)
    intake = town.intake
    state = intake.store.load(PERSON, son).state
    assert state is not None
    with pytest.raises(Erased):
        open_profile(intake.sealer, state.profile)
    for sealed, label, whose in ((joint, TEXT_LABEL, (son, mother)), (title, TITLE_LABEL, None)):
        keys = [str(one) for one in whose] if whose else [str(conference_id)]
        with pytest.raises(Erased):
            open_jointly(town.conference.sealer, keys, sealed, label)
    assert open_jointly(town.conference.sealer, [str(mother)], hers, TEXT_LABEL)
    read = intake.application.read_content(COUNSELLOR, case_id, her_note.contact_id)
    assert read == "母自身のこと"
    assert town.readable_keys() == {str(mother)}
    assert due(town) == {mother}


@pytest.mark.rule(58)
def test_each_service_proves_the_same_keys_with_tombstones(town: DisposalTown) -> None:
    """The person's key and the case's; nothing can be sealed for them anywhere again."""
    person_id, case_id = an_old_case(town)
    erasure_id = town.erase(person_id)

    shown = town.offer("erasures.show", SECOND, erasure_id=erasure_id)
    for proof in shown.proofs:
        sealer = town.services[proof.service].sealer
        assert set(proof.key_ids) >= {str(person_id), str(case_id)}
        for key_id in proof.key_ids:
            destroyed_at = sealer.key_store.destroyed_at(key_id)
            assert destroyed_at is not None
            assert destroyed_at <= proof.destroyed_at
            with pytest.raises(Erased):
                sealer.seal(key_id, "架空", "test.text")


@pytest.mark.rule(58)
def test_only_what_is_over_is_due(any_town: DisposalTown) -> None:
    """A suspended, a reopened and a child's case are not, nor is anybody on the very last day."""
    town = any_town
    old, resting, child, back = (town.register(name=f"架空 {one}") for one in "一二三四")
    town.end(town.receive(old))
    town.intake.application.suspend(COUNSELLOR, town.receive(resting), None, DAY)
    town.end(town.receive(child, age=12))
    town.end(back_case := town.receive(back))
    town.years_pass(5)
    town.settle()
    town.now -= timedelta(days=1)
    assert due(town) == set()
    town.now += timedelta(days=1)
    assert due(town) == {old, back}
    town.intake.application.reopen(COUNSELLOR, back_case, None, town.now.date())
    town.settle()

    assert due(town) == {old}
    for kept in (back, resting):
        with refused("person-in-open-case"):
            town.propose(person_id=kept)
    with refused("retention-not-over"):
        town.propose(person_id=child)
    town.years_pass(5)
    assert due(town) == {old, child}


@pytest.mark.rule(58)
def test_a_longer_term_of_the_municipality_counts(town: DisposalTown) -> None:
    """Seven years instead of five, from the next fiscal year; the terms say so."""
    person_id, _ = an_old_case(town)
    assert due(town) == {person_id}
    town.offer(
        "retention.lengthen",
        FIRST,
        municipality=DEMO_MUNICIPALITY,
        class_id="consultation",
        years=7,
        counted_from="next_fiscal_year",
    )

    assert due(town) == set()
    [line] = [
        one
        for one in town.offer("retention.terms", FIRST, municipality=DEMO_MUNICIPALITY).classes
        if one.class_id == "consultation"
    ]
    assert (line.years, line.floor_years, line.counted_from) == (7, 5, "next_fiscal_year")
    with refused("retention-not-over"):
        town.propose(person_id=person_id)


@pytest.mark.rule(58)
def test_the_second_person_is_another_one_of_the_municipality(town: DisposalTown) -> None:
    """Not the proposer, not an entrusted body, not somebody of nowhere."""
    person_id, _ = an_old_case(town)
    [erasure_id] = town.propose(person_id=person_id)

    with refused("approver-proposed-it"):
        town.offer("erasures.approve", FIRST, erasure_id=erasure_id)
    with refused("approver-not-municipal"):
        town.offer("erasures.approve", official("w-3", agency=ENTRUSTED), erasure_id=erasure_id)
    with refused("own-agency-not-registered"):
        town.offer("erasures.approve", official("w-4", agency=uuid4()), erasure_id=erasure_id)
    with refused("role-not-entitled"):
        town.offer("erasures.approve", official("w-5", "counsellor"), erasure_id=erasure_id)
    with refused("stale-version"):
        town.offer("erasures.approve", SECOND, erasure_id=erasure_id, expected_version=7)
    town.settle()
    assert town.intake.sealer.key_store.destroyed_at(str(person_id)) is None


@pytest.mark.rule(59)
@pytest.mark.parametrize("whose", ["person", "case", "housemate"])
def test_a_hold_suspends_disposal_at_every_stage(town: DisposalTown, whose: str) -> None:
    """On the person, the case or somebody else in it: neither proposed nor approved."""
    person_id, mother = town.register(name="架空 太郎"), town.register(name="架空 花")
    case_id = town.receive(person_id, mother)
    town.end(case_id)
    town.years_pass(5)
    town.settle()
    [erasure_id] = town.propose(person_id=person_id)
    held = {"person": {"person_id": person_id}, "case": {"case_id": case_id}}
    target = held.get(whose, {"person_id": mother})
    hold_id = town.offer(
        "holds.place",
        FIRST,
        municipality=DEMO_MUNICIPALITY,
        kind="lawsuit",
        reason="架空",
        **target,
    )

    with refused("erasure-held"):
        town.offer("erasures.approve", SECOND, erasure_id=erasure_id)
    with refused("erasure-held"):
        town.propose(person_id=mother)
    [line] = [
        one
        for one in town.offer("retention.due", FIRST, municipality=DEMO_MUNICIPALITY).lines
        if one.person_id == person_id
    ]
    assert (line.holds, line.proposed) == ((hold_id,), True)
    town.offer("holds.lift", SECOND, hold_id=hold_id)
    [lifted] = town.offer(
        "holds.list", FIRST, municipality=DEMO_MUNICIPALITY, in_force_only=False
    ).lines
    assert (lifted.hold_id, lifted.in_force) == (hold_id, False)
    town.offer("erasures.approve", SECOND, erasure_id=erasure_id)
    with refused("erasure-under-way"):
        town.offer(
            "holds.place", FIRST, municipality=DEMO_MUNICIPALITY, kind="audit", reason="架空",
            person_id=person_id,
        )  # fmt: skip


@pytest.mark.rule(58)
def test_everybody_in_a_case_is_proposed_or_nobody(town: DisposalTown) -> None:
    """One proposal for each person; a rejected one may come again."""
    son, mother = town.register(name="架空 太郎"), town.register(name="架空 花")
    case_id = town.receive(son, mother)
    town.end(case_id)
    town.years_pass(5)
    other = town.receive(mother)
    town.settle()
    with refused("person-in-open-case"):
        town.propose(case_id=case_id)
    assert not town.offer("erasures.list", FIRST, municipality=DEMO_MUNICIPALITY).lines
    town.end(other)
    town.years_pass(5)
    town.settle()

    proposed = town.propose(case_id=case_id)
    assert len(proposed) == 2
    with refused("nobody-to-erase"):
        town.propose(case_id=case_id)
    town.offer("erasures.reject", SECOND, erasure_id=proposed[0], reason="to_archive")
    assert len(town.propose(case_id=case_id)) == 1
    listed = town.offer("erasures.list", FIRST, municipality=DEMO_MUNICIPALITY, status="rejected")
    assert [line.erasure_id for line in listed.lines] == [proposed[0]]


@pytest.mark.rule(58)
def test_somebody_who_came_back_in_the_meantime_stops_the_erasure_everywhere(
    town: DisposalTown,
) -> None:
    """Intake reopened the case before the approval reached it: no service destroys anything."""
    person_id, case_id = an_old_case(town)
    [erasure_id] = town.propose(person_id=person_id)
    town.intake.application.reopen(COUNSELLOR, case_id, "また来られた", town.now.date())
    town.offer("erasures.approve", SECOND, erasure_id=erasure_id)
    town.settle()

    assert town.offer("erasures.show", SECOND, erasure_id=erasure_id).status == "stopped"
    for name in KEEPERS:
        assert town.services[name].sealer.key_store.destroyed_at(str(person_id)) is None
    with refused("person-in-open-case"):
        town.propose(person_id=person_id)


@pytest.mark.rule(58)
def test_an_erased_case_is_not_reopened(town: DisposalTown) -> None:
    """Its texts are gone; who comes back is received anew."""
    person_id, case_id = an_old_case(town)
    town.erase(person_id)

    with refused("case-erased"):
        town.intake.application.reopen(COUNSELLOR, case_id, None, town.now.date())
    with refused("erasure-under-way"):
        town.propose(person_id=person_id)


@pytest.mark.rule(58)
def test_a_proof_that_does_not_come_is_told(town: DisposalTown) -> None:
    """After three days the erasure stands on the list of those that wait, with what is missing."""
    person_id, _ = an_old_case(town)
    [erasure_id] = town.propose(person_id=person_id)
    town.offer("erasures.approve", SECOND, erasure_id=erasure_id)
    town.carry_facts("intake")
    town.carry_facts("conference")
    overdue = {"municipality": DEMO_MUNICIPALITY, "overdue_only": True}
    assert not town.offer("erasures.list", FIRST, **overdue).lines
    town.now = town.now.replace(year=town.now.year + 1)

    [line] = town.offer("erasures.list", FIRST, **overdue).lines
    assert (line.erasure_id, line.missing, line.overdue) == (erasure_id, ("placement",), True)
    town.settle()
    assert not town.offer("erasures.list", FIRST, **overdue).lines


@pytest.mark.rule(58)
def test_dying_between_destroying_and_recording_is_healed(
    any_town: DisposalTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The fact comes again, finds the tombstones, and records their first instant."""
    town = any_town
    person_id, _ = an_old_case(town)
    [erasure_id] = town.propose(person_id=person_id)
    town.offer("erasures.approve", SECOND, erasure_id=erasure_id)

    class Died(BaseException):
        """The process ends here."""

    def dying(*arguments: object) -> None:
        destroy_keys(*arguments)  # type: ignore[arg-type]
        raise Died

    with monkeypatch.context() as patched:
        patched.setattr(erasing, "destroy_keys", dying)
        with pytest.raises(Died):
            town.settle()
    first = town.intake.sealer.key_store.destroyed_at(str(person_id))
    assert first is not None
    assert town.offer("erasures.show", SECOND, erasure_id=erasure_id).status == "approved"
    town.settle()

    shown = town.offer("erasures.show", SECOND, erasure_id=erasure_id)
    assert shown.status == "completed"
    assert town.intake.sealer.key_store.destroyed_at(str(person_id)) == first


@pytest.mark.rule(58)
def test_facts_that_come_again_prove_nothing_twice(town: DisposalTown) -> None:
    """Each service answers once and each proof counts once."""
    person_id, _ = an_old_case(town)
    erasure_id = town.erase(person_id)
    before = {name: one.store.position() for name, one in town.services.items()}

    for source, reader in (
        ("conference", "intake"),
        ("intake", "placement"),
        ("placement", "conference"),
    ):
        handle = town.services[reader].handle
        assert handle is not None
        with town.services[reader].store.transaction(FIRST, town.now) as tx:
            for received in town.facts_of(source):
                if getattr(received.fact, "erasure_id", "") == str(erasure_id):
                    handle(tx, received)

    assert {name: one.store.position() for name, one in town.services.items()} == before


@pytest.mark.rule(58)
def test_the_conference_finds_the_keys_of_whatever_seals_under_its_own_id(
    any_town: DisposalTown,
) -> None:
    """A title sealed under a conference's id goes with the person; another's does not."""
    town = any_town
    person_id, case_id = an_old_case(town)
    conference_id, _ = town.titled("架空の家の件", case_id, person_id)
    stranger, elsewhere = an_old_case(town)
    town.titled("架空の別の件", elsewhere, stranger)

    found = keys_about(town.conference.store, person_id)

    assert found == sorted(map(str, (person_id, case_id, conference_id)))
    town.conference.store.rebuild_views()
    assert keys_about(town.conference.store, person_id) == found
