"""支援プラン as pages: proposed, read on record, decided, looked after; and to whom it shows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from services.conference.domain.conference import CONFERENCE, AgendaItem, ConferenceHeld
from shared.calendar import months_after
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.identity import Actor, Role
from tests.behaviour.conference.conference_visitor import (
    AT,
    done,
    every_form,
    expect_nobody_in_addresses,
    fill,
    refused_at,
    visiting,
)
from tests.behaviour.sharing import ledger
from tests.behaviour.town import SECRETARIAT, Town, named, town_with_a_meeting, worker

NPO, CLINIC = worker("npo"), worker("clinic")
PLANNING = f"/meetings/{named('juso')}/agenda/{named('plan')}"
TASK = "週に一度訪ねるという架空の役割わかよ"
WILL = "少しずつ外に出たいという架空の意向たれそ"
GOAL = "週に一度通うという架空の目標つねなら"
WHOLE = {
    "will_and_issues": WILL,
    "goal-0": GOAL,
    "goal-due-0": "2026-12-31",
    "services": "居場所と訪問という架空の支援むうゐ",
    "integration": "月に一度確かめ合う架空の方策のおく",
    f"role-{named('npo')}": TASK,
}
ABOUT_PLAN = {"categories": ("consultation", "work"), "purposes": ("plan_formation",)}


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """A town with a meeting about a son, and a 重層的支援会議 that is to make a plan for him."""
    town = town_with_a_meeting(tmp_path / "home")
    town.convened("npo", "shakyo", "clinic", conference="juso")
    at_the_table: dict[str, Any] = {"mode": "juso_kaigi", "purpose": "plan_formation"}
    town.placed("plan", "son", selected=("npo", "shakyo"), conference="juso", **at_the_table)
    yield town
    town.conference.close()


def held(town: Town) -> None:
    """The meeting that was to make the plan was held, and discussed the case."""
    item = AgendaItem(
        case_id=named("case"),
        legal_mode="juso_kaigi",
        with_consent=True,
        purpose="plan_formation",
    )
    event = ConferenceHeld(
        municipality=DEMO_MUNICIPALITY,
        convened_by="municipality",
        held_on=town.now.date(),
        agenda=(item,),
    )
    town.given(CONFERENCE, named("juso"), event)


def proposed(town: Town, by: Actor = NPO, **typed: str) -> str:
    """Somebody at the table proposes a whole plan; the path of its page."""
    with visiting(town, by) as visitor:
        page = visitor.look(f"{PLANNING}/plans/new")
        fields = {**WHOLE, "role_of": [str(named("npo"))], **typed}
        return done(fill(visitor, page, f"{PLANNING}/plans/new", **fields))


def decided(town: Town) -> str:
    """A plan that was discussed, consented to and decided on; the path of its page."""
    path = proposed(town)
    town.consents("son", "npo", "city", **ABOUT_PLAN)
    held(town)
    with visiting(town, SECRETARIAT) as visitor:
        read = visitor.send(f"{path}/read")
        done(fill(visitor, read, f"{path}/decide"))
    return path


@pytest.mark.parametrize(
    ("path", "role", "status"),
    [
        (f"{PLANNING}/plans/new", "secretariat", 200),
        (f"{PLANNING}/plans/new", "counsellor", 403),
        ("/plans", "employment_supporter", 200),
        ("/plans", "statistician", 403),
    ],
)
def test_a_page_is_for_its_roles(town: Town, path: str, role: Role, status: int) -> None:
    """Each page is had by who has its use case, and by nobody else."""
    with visiting(town, worker("city", role)) as visitor:
        assert visitor.look(path).status_code == status


@pytest.mark.rule(47)
def test_a_plan_is_proposed_read_rewritten_and_decided(town: Town) -> None:
    """What is open is named, a rewriting is whole, and a decision takes consent and a meeting."""
    path = proposed(town, services="")
    with visiting(town, SECRETARIAT) as visitor:
        outline = visitor.look(path).text
        read = visitor.send(f"{path}/read")
        assert WILL not in outline
        assert WILL in read.text
        assert GOAL in read.text
        assert "まだ書かれていないもの: 支援の種類と内容" in read.text

        form = visitor.send(f"{path}/rewrite")
        undated = fill(
            visitor, form, f"{path}/revise", **{"goal-1": "", "goal-due-1": "2027-01-01"}
        )
        refused_at(undated, "goal-1")
        rewritten = {"services": "架空の支援", "role_of": [str(named("npo"))]}
        assert done(fill(visitor, form, f"{path}/revise", **rewritten)) == path

        early = fill(visitor, visitor.look(path), f"{path}/decide")
        assert "case-not-discussed" in early.text
        town.consents("son", "npo", "city", **ABOUT_PLAN)
        held(town)
        done(fill(visitor, visitor.send(f"{path}/read"), f"{path}/decide"))
        assert "実施中" in visitor.look(path).text
    shown = town.offer("plans.show", SECRETARIAT, plan_id=path.rpartition("/")[2])
    assert (shown.status, shown.services, shown.goals[0].text) == ("active", "架空の支援", GOAL)
    assert shown.roles[0].task == TASK


def test_a_refused_proposal_keeps_what_was_typed(town: Town) -> None:
    """A time without a goal is refused at its row, and everything else stands where it was."""
    path = f"{PLANNING}/plans/new"
    with visiting(town, NPO) as visitor:
        page = visitor.look(path)
        refused = fill(visitor, page, path, **{**WHOLE, "goal-1": "", "goal-due-1": "2027-01-01"})
    refused_at(refused, "goal-1")
    for typed in (WILL, GOAL, TASK, "2027-01-01"):
        assert typed in refused.text


def test_reading_a_plan_is_on_record(town: Town) -> None:
    """The outline is read freely; each look at the contents is an entry of the ledger."""
    path = proposed(town)
    with visiting(town, SECRETARIAT) as visitor:
        before = len(ledger(town))
        visitor.look("/plans")
        visitor.look(path)
        assert len(ledger(town)) == before
        visitor.send(f"{path}/read")
        assert len(ledger(town)) == before + 1
        visitor.send(f"{path}/rewrite")
        assert len(ledger(town)) == before + 2


@pytest.mark.rule(48, 49)
def test_whoever_has_a_role_reviews_and_the_town_alone_ends(town: Town) -> None:
    """An overdue plan stands first; the npo reviews it, and has neither its words nor its end."""
    path = decided(town)
    plan_id = path.rpartition("/")[2]
    town.now += timedelta(days=120)
    with visiting(town, NPO) as member:
        listed = member.look("/plans").text
        assert "見直しの遅れているプラン" in listed
        page = member.look(path)
        assert WILL not in page.text
        actions = {action for action, _ in every_form(page.text)}
        assert f"{AT}{path}/review" in actions
        assert not actions & {f"{AT}{path}/{one}" for one in ("read", "close", "suspend")}
        assert member.send(f"{path}/read").status_code == 403
        nothing = fill(member, page, f"{path}/review")
        refused_at(nothing, "review-result")
        done(fill(member, page, f"{path}/review", **{"review-result": "continue"}))
        assert "見直しの遅れているプラン" not in member.look("/plans").text
    shown = town.offer("plans.show", SECRETARIAT, plan_id=plan_id)
    assert shown.found == "continue"
    assert shown.next_review == months_after(town.now.date(), 3)


@pytest.mark.rule(50)
def test_a_plan_rests_goes_on_and_ends(town: Town) -> None:
    """Each step has its form when it comes into question; an end takes an evaluation."""
    path = decided(town)
    with visiting(town, SECRETARIAT) as visitor:
        done(fill(visitor, visitor.look(path), f"{path}/suspend"))
        resting = visitor.look(path)
        assert "中断中" in resting.text
        assert f'action="{AT}{path}/suspend"' not in resting.text
        done(fill(visitor, resting, f"{path}/resume"))
        closing = {"close-reason": "goal_achieved", "close-conference-id": str(named("juso"))}
        bare = fill(visitor, visitor.look(path), f"{path}/close", **closing)
        assert "closing-without-evaluation" in bare.text
        typed = {**closing, "close-evaluation": "架空の評価"}
        done(fill(visitor, visitor.look(path), f"{path}/close", **typed))
        ended = visitor.look(path).text
    assert "終結" in ended
    assert "/review" not in ended


@pytest.mark.rule(18)
def test_a_plan_is_laid_before_an_agenda_item(town: Town) -> None:
    """What it says becomes an item of the keeper, and lies before the meeting that was chosen."""
    path = proposed(town)
    with visiting(town, SECRETARIAT) as visitor:
        page = visitor.look(path)
        laid = f"{named('juso')} {named('plan')}"
        assert f'value="{laid}"' in page.text
        done(fill(visitor, page, f"{path}/contribute", **{"contribute-laid": laid}))
    (line,) = town.offer("items.list", SECRETARIAT, agenda_id=named("plan"))
    assert line.category == "assessment"


def test_a_plan_of_others_is_not_there(town: Town) -> None:
    """To an agency without a part in it, a plan is neither in the list nor behind its address."""
    path = proposed(town)
    with visiting(town, CLINIC) as stranger:
        assert path not in stranger.look("/plans").text
        assert stranger.look(path).status_code == 404
        assert stranger.send(f"{path}/withdraw").status_code == 404
        assert stranger.look(f"{PLANNING}/plans/new").status_code == 404


def test_no_person_stands_in_an_address_or_a_title(town: Town) -> None:
    """Addresses hold ids of meetings, plans and agenda items alone, titles hold none."""
    path = proposed(town)
    with visiting(town, SECRETARIAT) as visitor:
        pages = [
            visitor.look(f"{PLANNING}/plans/new"),
            visitor.look("/plans"),
            visitor.look(path),
            visitor.send(f"{path}/read"),
            visitor.send(f"{path}/rewrite"),
        ]
    expect_nobody_in_addresses(str(named("son")), *pages)
