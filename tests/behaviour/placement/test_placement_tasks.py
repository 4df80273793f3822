"""期限を過ぎた課題 on both databases: opened by the calendar, settled by the record, once each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from services.placement.domain.task import TaskEvent
from services.placement.everything import Everything
from services.placement.processes import overdue
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.personal_records import EverythingAbout
from shared.refusal import Refusal
from shared.store import Rows
from tests.behaviour.planned_referrals import PlanDesk, foreseen
from tests.behaviour.referral_desk import NEIGHBOUR, NPO, known, worker
from tests.conftest import NewPlace

ANSWER_WITHIN, OFFER_WITHIN = 14, 14


@pytest.fixture
def desk(tmp_path: Path, new_place: NewPlace) -> PlanDesk:
    """A town's placement; on SQLite, then on PostgreSQL."""
    desk = PlanDesk(tmp_path / "home", new_place())
    desk.settle()
    return desk


def refused(code: str) -> pytest.RaisesExc[Refusal]:
    """Expect a refusal with this code."""
    return pytest.raises(Refusal, check=lambda refusal: refusal.code == code)


def recorded(desk: PlanDesk) -> list[str]:
    """What happened to tasks, in the order of the log."""
    entries = desk.placement.store.log(0, 10_000)
    events = (entry.recorded.event for entry in entries)
    return [one.TOPIC.removeprefix("placement.") for one in events if isinstance(one, TaskEvent)]


def hired(desk: PlanDesk) -> UUID:
    """The son took up work today."""
    return UUID(
        str(
            desk.do(
                "employments.start",
                municipality=DEMO_MUNICIPALITY,
                case_id=known("case"),
                person_id=known("son"),
                kind="regular",
                on=desk.today,
            )
        )
    )


@pytest.mark.rule(51)
def test_what_is_overdue_becomes_a_task_once(desk: PlanDesk) -> None:
    """On the last day there is none; on the next there is one, however often somebody looks."""
    referral_id = desk.offer()
    desk.pass_days(ANSWER_WITHIN)
    desk.look()
    assert desk.tasks() == []
    desk.pass_days(1)
    for _ in range(3):
        assert desk.look() is False

    assert desk.tasks() == [("answer", referral_id, 1)]
    assert recorded(desk) == ["TaskOpened"]


def test_a_task_closes_by_itself_when_the_thing_is_done(desk: PlanDesk) -> None:
    """The answer is on record: nobody has to close the task."""
    desk.offer()
    desk.pass_days(ANSWER_WITHIN + 1)
    desk.look()
    desk.step("accept", desk.board()["offered"][0], NPO)
    desk.look()

    assert desk.tasks() == []
    assert recorded(desk) == ["TaskOpened", "TaskSettled"]


def test_a_task_whose_settling_was_undone_opens_again(desk: PlanDesk) -> None:
    """The answer was a mistake: it is as overdue as before, under the same id."""
    referral_id = desk.offer()
    desk.pass_days(ANSWER_WITHIN + 1)
    desk.look()
    [task] = desk.do("tasks.list", municipality=DEMO_MUNICIPALITY)
    desk.step("accept", referral_id, NPO)
    desk.look()
    desk.step("undo", referral_id, NPO, reason="did_not_happen")
    desk.look()

    [again] = desk.do("tasks.list", municipality=DEMO_MUNICIPALITY)
    assert again.task_id == task.task_id
    assert recorded(desk) == ["TaskOpened", "TaskSettled", "TaskOpened"]


def test_an_overdue_checkpoint_makes_a_task_until_somebody_looks(desk: PlanDesk) -> None:
    """A month after the job began, and again three months after it."""
    job = hired(desk)
    desk.pass_days(31)
    desk.look()
    assert desk.tasks() == [("checkpoint", job, 1)]
    checkpoint = {"month": 1, "status": "continuing", "checked_on": desk.today}
    desk.do("employments.check", employment_id=job, checkpoint=checkpoint)
    desk.look()
    assert desk.tasks() == []
    desk.pass_days(70)
    desk.look()
    assert [kind for kind, _, _ in desk.tasks()] == ["checkpoint"]
    assert recorded(desk) == ["TaskOpened", "TaskSettled", "TaskOpened"]


def test_a_place_whose_entry_is_out_of_date_is_a_task_until_somebody_asks(desk: PlanDesk) -> None:
    """Both the asked and the never asked one, by the town's rule; a withdrawn one is none."""
    told = {"municipality": DEMO_MUNICIPALITY, "kind": "farm"}
    asked = desk.do("resources.register", **told, name="農園（架空）", confirmed_on=desk.today)
    never = desk.do("resources.register", **told, name="牧場（架空）")
    gone = desk.do("resources.register", **told, name="果樹園（架空）")
    desk.do("resources.withdraw", resource_id=gone, on=desk.today)
    rule = {"municipality": DEMO_MUNICIPALITY, "outdated_after_days": 30}
    desk.do("resources.set-freshness", worker("city", "secretariat"), **rule)
    desk.pass_days(30)
    desk.look()
    assert desk.tasks() == []
    desk.pass_days(1)
    desk.look()
    assert sorted(desk.tasks()) == sorted(("confirmation", one, 1) for one in (asked, never))
    desk.do("resources.confirm", resource_id=asked, on=desk.today)
    desk.look()

    [task] = desk.do("tasks.list", municipality=DEMO_MUNICIPALITY, kind="confirmation")
    assert (task.record_id, task.case_id, task.label) == (never, None, "社会資源の最終確認")


def test_what_a_plan_foresees_and_nobody_asks_for_is_not_forgotten(desk: PlanDesk) -> None:
    """It is a task from the day after its last; the end of the plan settles it."""
    desk.plan_is_decided(foreseen("npo-1"))
    desk.pass_days(OFFER_WITHIN + 1)
    desk.look()
    assert desk.tasks() == [("offer", known("npo-1"), 1)]
    assert desk.do("tasks.awaited", NPO) == []
    desk.plan_is("closed")
    desk.look()
    assert desk.tasks() == []


def test_what_somebody_dealt_with_is_not_asked_again(desk: PlanDesk) -> None:
    """対応済み is on record with the agency that says so; the calendar does not open it again."""
    desk.offer()
    desk.pass_days(ANSWER_WITHIN + 1)
    desk.look()
    [task] = desk.do("tasks.list", municipality=DEMO_MUNICIPALITY)
    desk.do("tasks.done", worker("contractor"), task_id=task.task_id)
    desk.pass_days(30)
    desk.look()

    assert desk.tasks() == []
    *_, last = desk.placement.store.history(task.task_id)
    assert last.event.said_by == known("contractor")
    with refused("task-not-open"):
        desk.do("tasks.done", task_id=task.task_id)


def test_tasks_are_of_the_town_and_of_nobody_else(desk: PlanDesk) -> None:
    """Another town, an agency without a contract and the wrong role have no tasks here."""
    desk.offer()
    desk.pass_days(ANSWER_WITHIN + 1)
    desk.look()
    [task] = desk.do("tasks.list", municipality=DEMO_MUNICIPALITY)

    with refused("not-of-this-municipality"):
        desk.do("tasks.list", NEIGHBOUR, municipality=DEMO_MUNICIPALITY)
    for stranger in (NEIGHBOUR, worker("shop")):
        with refused("task-not-found"):
            desk.do("tasks.done", stranger, task_id=task.task_id)
    with refused("task-not-found"):
        desk.do("tasks.done", task_id=uuid4())
    with refused("role-not-entitled"):
        desk.do("tasks.done", NPO, task_id=task.task_id)
    desk.now += timedelta(days=60)
    with refused("not-of-this-municipality"):
        desk.do("tasks.list", worker("contractor"), municipality=DEMO_MUNICIPALITY)


def test_who_is_waited_for_sees_it_without_case_and_person(desk: PlanDesk) -> None:
    """The destination knows what it owes, and of whom it learns in packets only."""
    referral_id = desk.offer()
    desk.pass_days(ANSWER_WITHIN + 1)
    desk.look()

    [task] = desk.do("tasks.awaited", NPO)
    assert (task.record_id, task.label) == (referral_id, "つなぎの返事")
    assert (task.case_id, task.person_id) == (None, None)
    assert desk.do("tasks.awaited", worker("shop", "member")) == []


def test_a_task_is_told_to_the_person_it_is_about(desk: PlanDesk) -> None:
    """開示請求 reaches it: what was to be done, and until when."""
    desk.offer()
    desk.pass_days(ANSWER_WITHIN + 1)
    desk.look()
    placement = desk.placement
    everything = Everything(placement.store, placement.sealer)
    asked = EverythingAbout(municipality=DEMO_MUNICIPALITY, person_id=known("son"))
    told = everything.everything_about(worker("city", "secretariat"), asked)
    [task] = [one for one in told if one.kind == "task"]

    assert "すること：つなぎの返事" in task.text


def test_nobody_looks_again_while_nothing_has_changed(
    desk: PlanDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A service at rest reads nothing; a new day, or a new record, is a reason to look."""
    towns: list[str] = []
    really = overdue.differences

    def counted(rows: Rows, municipality: str, today: date) -> Iterator[overdue.Difference]:
        towns.append(municipality)
        return really(rows, municipality, today)

    monkeypatch.setattr(overdue, "differences", counted)
    desk.offer()
    looks = []
    for changed in (lambda: None, lambda: None, lambda: desk.pass_days(1), desk.offer):
        changed()
        desk.look()
        looks.append(len(towns))

    assert looks == [1, 1, 2, 3]


def test_much_that_is_overdue_is_written_piece_by_piece(
    desk: PlanDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A look writes so many tasks at most and says that some are left; none is left out."""
    monkeypatch.setattr(overdue, "AT_ONCE", 2)
    referrals = [desk.offer() for _ in range(5)]
    desk.pass_days(ANSWER_WITHIN + 1)

    assert [desk.look() for _ in range(4)] == [True, True, False, False]
    assert sorted(one for _, one, _ in desk.tasks()) == sorted(referrals)
    assert recorded(desk) == ["TaskOpened"] * 5
    before = desk.placement.store.rows("SELECT * FROM tasks ORDER BY task_id")
    desk.placement.store.rebuild_views()
    assert desk.placement.store.rows("SELECT * FROM tasks ORDER BY task_id") == before
