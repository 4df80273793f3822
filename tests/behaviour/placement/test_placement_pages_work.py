"""Placement's pages of work, places and money: what their forms record, and what they refuse."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest

from services.placement.application.incentives.paper import CAUTION
from shared.codes.municipality import DEMO_MUNICIPALITY
from tests.behaviour.placement.incentive_desk import CLERK, HALL, IncentiveDesk
from tests.behaviour.placement.raided import Raided, filled
from tests.behaviour.placement_visitor import forms_of, visiting
from tests.behaviour.referral_desk import CITY, known, worker

SUPPORTER = worker("city", "employment_supporter")
SECRETARY = worker("city", "secretariat")
SAID = "架空の振り返りのことば・けふこえて"
CASE = f"/cases/{known('case')}"


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Raided]:
    """A desk with one record of each kind, three months on."""
    with filled(tmp_path) as desk:
        yield desk


def test_a_look_at_a_job_is_recorded(town: Raided) -> None:
    """The look that is due stands first and says how late it is; recorded, it is due no more."""
    page = f"/employments/{town.ids['employment_id']}"
    with visiting(town, SUPPORTER) as visitor:
        work = visitor.shown("/work")
        assert work.index("1か月の確認") < work.index("3か月の確認")
        assert "日過ぎています" in work
        assert visitor.forms(page)[f"/placement/pages{page}/check"]["check-checkpoint-month"] == [
            "3"
        ]
        sent = visitor.send(page, f"{page}/check")
        assert sent.status_code == 303, sent.text
        assert "か月の確認" not in visitor.shown("/work")
    shown = town.do("employments.show", employment_id=town.ids["employment_id"])
    assert [(one.month, one.status) for one in shown.checkpoints] == [(3, "continuing")]


def test_a_look_too_early_is_refused_at_its_day(town: Raided) -> None:
    """A look before its months are full, or a change without its gap, is refused at that field."""
    page = f"/employments/{town.ids['employment_id']}"
    with visiting(town, SUPPORTER) as visitor:
        early = visitor.send(page, f"{page}/check", check_checkpoint_month="12")
        changed = visitor.send(page, f"{page}/check", check_checkpoint_status="changed")
    assert early.status_code == 422
    assert 'href="#check-checkpoint-checked-on"' in early.text
    assert changed.status_code == 400
    assert 'href="#check-checkpoint-gap-days"' in changed.text


def test_a_job_ends_and_the_end_is_taken_back(town: Raided) -> None:
    """離職 is recorded by its form, and taken back by another with its reason."""
    page = f"/employments/{town.ids['employment_id']}"
    with visiting(town, SUPPORTER) as visitor:
        assert visitor.send(page, f"{page}/end").status_code == 303
        assert "離職日" in visitor.shown(page)
        undone = visitor.send(page, f"{page}/undo", undo_part="end", undo_reason="wrong_day")
        assert undone.status_code == 303, undone.text
        assert "離職日</dt>" not in visitor.shown(page)


def test_a_day_at_a_step_is_recorded_and_taken_back(town: Raided) -> None:
    """A day somebody was there stands in the step's table until it is taken back."""
    page, step = f"/steps/{town.ids['step_id']}", {"step_id": town.ids["step_id"]}
    with visiting(town, SUPPORTER) as visitor:
        assert visitor.send(page, f"{page}/attend", attend_minutes="90").status_code == 303
        days = town.do("steps.show", **step).attendances
        assert [one.minutes for one in days] == [None, 90]
        part = f"attendance:{days[1].attendance_id}"
        undone = visitor.send(page, f"{page}/undo", undo_part=part, undo_reason="wrong_day")
        assert undone.status_code == 303, undone.text
    assert [one.minutes for one in town.do("steps.show", **step).attendances] == [None]


def test_both_sides_of_a_step_are_written_down(town: Raided) -> None:
    """What the person says is recorded from the step's page; nothing typed is a refusal there."""
    page = f"/steps/{town.ids['step_id']}"
    with visiting(town, SUPPORTER) as visitor:
        empty = visitor.send(page, f"{page}/employer-says")
        said = visitor.send(page, f"{page}/person-says", person_says_person_strengths=SAID)
        assert (empty.status_code, said.status_code) == (422, 303), empty.text
        assert 'href="#employer-says-employer-strengths-that-hold"' in empty.text
        assert SAID in visitor.shown(page)


def test_what_begins_in_a_case_is_recorded_there(town: Raided) -> None:
    """A step, a job, an outcome and a need are recorded from the case's page and listed on it."""
    with visiting(town, SUPPORTER) as visitor:
        for form, typed in (
            ("take-step", {"take_step_kind": "application"}),
            ("plan-step", {"plan_step_kind": "visit"}),
            ("start-employment", {"start_employment_kind": "type_b"}),
            ("reach-outcome", {"reach_outcome_kind": "medical"}),
            ("record-need", {"record_need_gap": "transport"}),
        ):
            sent = visitor.send(CASE, f"{CASE}/{form}", **typed)
            assert sent.status_code == 303, sent.text
        shown = visitor.shown(CASE)
    for told in ("応募", "見学", "就職：B型", "成果：通院", "つなぎ先がない：移動"):
        assert told in shown


def test_a_task_is_done(town: Raided) -> None:
    """A task that was dealt with leaves the list; the second time it is refused kindly."""
    with visiting(town, SUPPORTER) as visitor:
        forms = visitor.forms("/tasks")
        action = f"/tasks/{town.ids['task_id']}/done"
        fields = forms[f"/placement/pages{action}"]
        assert visitor.post(action, fields).status_code == 303
        assert f"/placement/pages{action}" not in visitor.forms("/tasks")
        assert visitor.post(action, fields).status_code == 409


def test_a_place_is_entered_confirmed_and_found(town: Raided) -> None:
    """A new place is entered once, confirmed with its room, and found by what it takes."""
    with visiting(town, SECRETARY) as clerk:
        page = "/resources/new"
        fields = clerk.forms(page)["/placement/pages/resources/register"]
        typed = {
            "register_kind": "farm",
            "register_name": "架空のみかん畑",
            "register_capacity": "4",
        }
        entered = clerk.post("/resources/register", fields, **typed, register_max_age="39")
        assert entered.status_code == 303, entered.text
        place = entered.headers["location"].removeprefix("/placement/pages")
        full = clerk.send(place, f"{place}/confirm", confirm_free_places="9")
        assert full.status_code == 422
        assert 'href="#confirm-free-places"' in full.text
        assert clerk.send(place, f"{place}/confirm", confirm_free_places="2").status_code == 303
        young = clerk.send("/resources", "/resources/find", find_age="20").text
        old = clerk.send("/resources", "/resources/find", find_age="60").text
    assert "架空のみかん畑" in young
    assert "架空のみかん畑" not in old


def test_a_group_meets_and_its_names_stay_there(town: Raided) -> None:
    """A session is counted by role, and a name somebody goes by is on no page afterwards."""
    page = f"/programmes/{town.ids['programme_id']}"
    with visiting(town, SECRETARY) as clerk:
        held = clerk.send(page, f"{page}/hold", hold_people_person="5", hold_people_staff="0")
        assert held.status_code == 303, held.text
        session = held.headers["location"].removeprefix("/placement/pages")
        came = clerk.send(session, f"{session}/attend", attend_handle="架空のあだ名")
        assert came.status_code == 303, came.text
        shown = clerk.shown(session)
        assert "5人" in shown
        assert "架空のあだ名" not in shown + clerk.shown(page)
        wrong = clerk.send(page, f"{page}/hold", hold_people_staff="-1")
        assert 'href="#hold-people-staff"' in wrong.text


def test_somewhere_to_go_is_proposed_and_chosen(town: Raided) -> None:
    """The rules propose with a reason; what is chosen is decided once, then asked for."""
    place = {"kind": "farm", "name": "架空の農園", "municipality": DEMO_MUNICIPALITY}
    farm = town.do("resources.register", **place)
    with visiting(town) as city:
        page = f"{CASE}/routing"
        typed = {"routing_age": "24", "routing_situation_signs": ["both_sides_agree"]}
        proposals = city.send(page, page, **typed)
        assert "に当てはまるため" in proposals.text
        forms = forms_of(proposals.text)
        chosen = forms[f"/placement/pages{page}/choose"]
        chosen = {name: texts[:1] for name, texts in chosen.items()}
        chosen["chosen-resource_id"] = [str(farm)]
        before = town.position()
        offer = city.post(f"{page}/choose", chosen)
        again = city.post(f"{page}/choose", chosen)
        assert offer.status_code == again.status_code == 200, offer.text
        assert town.position() == before + 1
        fields = forms_of(offer.text)[f"/placement/pages{CASE}/offer"]
        assert fields["offer-resource-id"] == [str(farm)]
        sent = city.post(f"{CASE}/offer", fields)
        twice = city.post(f"{CASE}/offer", fields)
    assert sent.headers["location"] == twice.headers["location"]
    referral = town.show(sent.headers["location"].rpartition("/")[2])
    assert (referral.line.resource_id, referral.line.destination) == (farm, "farm")


def test_that_there_is_nowhere_to_go_is_recorded(town: Raided) -> None:
    """「つなぎ先がない」 is on record as a decision and as a need of its case, told in the list."""
    with visiting(town) as city:
        page = f"{CASE}/routing"
        fields = forms_of(city.send(page, page).text)[f"/placement/pages{page}/none"]
        fields = {name: texts[:1] for name, texts in fields.items()}
        sent = city.post(f"{page}/none", fields, none_gap="home_visit", none_note=SAID)
        assert sent.status_code == 303, sent.text
        shown = city.shown("/needs")
    assert "訪問" in shown
    period = {"since": town.today - timedelta(days=1), "until": town.today}
    found = town.do("needs.list", CITY, municipality=DEMO_MUNICIPALITY, **period)
    assert [(one.gap, one.note, one.routing_id is None) for one in found] == [
        ("home_visit", SAID, False)
    ]


def test_a_month_is_drafted_issued_and_taken_away(tmp_path: Path) -> None:
    """Who was there is listed, the draft says what it comes to, and its Excel names nobody."""
    desk = IncentiveDesk(tmp_path / "home")
    desk.settle()
    desk.attend(1, 2)
    with visiting(desk, HALL) as supporter, visiting(desk, CLERK) as clerk:
        month = clerk.send("/incentives", "/incentives/month", month_month="2021-09")
        assert str(known("son"))[:8].upper() in month.text
        asked = {"form_token": [clerk.token], "draft-month": ["2021-09"]}
        asked["draft-person-id"] = [str(known("son"))]
        draft = clerk.post("/incentives/draft", asked)
        fields = forms_of(draft.text)["/placement/pages/incentives/issue"]
        theirs = supporter.post("/incentives/draft", asked | {"form_token": [supporter.token]})
        assert "/placement/pages/incentives/issue" not in forms_of(theirs.text)
        issued = clerk.post("/incentives/issue", fields)
        assert issued.status_code == 303, issued.text
        at = issued.headers["location"].removeprefix("/placement/pages")
        file = clerk.look(f"{at}/excel")
        assert "明細" in clerk.shown(at)
    assert file.headers["content-disposition"].startswith("attachment; filename*=UTF-8''")
    sheet = openpyxl.load_workbook(io.BytesIO(file.content)).active
    assert sheet is not None
    cells = [cell.value for row in sheet.iter_rows() for cell in row]
    assert CAUTION in cells
    assert str(known("son")) not in str(cells)
    desk.placement.close()
