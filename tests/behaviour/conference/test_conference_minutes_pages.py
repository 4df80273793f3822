"""会議録 and 役割分担 as pages: who has which, what is recorded, what is read only as decided."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from shared.identity import Role
from tests.behaviour.conference.conference_visitor import (
    AT,
    Visitor,
    done,
    every_form,
    expect_nobody_in_addresses,
    fill,
    refused_at,
    visiting,
)
from tests.behaviour.sharing import MATTER as WHERE
from tests.behaviour.sharing import built_for, ledger
from tests.behaviour.town import SECRETARIAT, Town, named, town_with_a_meeting, worker

NPO, CLINIC, SHAKYO = worker("npo"), worker("clinic"), worker("shakyo")
OTHER_SECRETARIAT = worker("shakyo", "secretariat")
SON = str(named("son"))
ITEM = f"/meetings/{named('meeting')}/agenda/{named('matter')}"
SAID = "会議で話された架空の内容いろはにほ"
MENDED = "言い直した架空の内容へとちりぬるを"
TASK = "週に一度訪ねるという架空の役割わかよ"


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """A town with a meeting about a son."""
    town = town_with_a_meeting(tmp_path / "home")
    yield town
    town.conference.close()


def write(visitor: Visitor, text: str = SAID, **typed: str | list[str]) -> httpx.Response:
    """Write a paragraph of the minutes about the son, what he said himself."""
    told = {"text": text, "source_kind": "person_statement", "about": [SON], **typed}
    return fill(visitor, visitor.look(f"{ITEM}/minutes"), f"{ITEM}/minutes", **told)


@pytest.mark.parametrize(
    ("path", "role", "status"),
    [
        (f"{ITEM}/minutes", "secretariat", 200),
        (f"{ITEM}/minutes", "member", 403),
        (f"{ITEM}/minutes", "auditor", 403),
        (f"{ITEM}/roles", "secretariat", 200),
        (f"{ITEM}/roles", "counsellor", 403),
        ("/tasks", "counsellor", 200),
        ("/tasks", "employment_supporter", 200),
        ("/tasks", "auditor", 403),
    ],
)
def test_a_page_is_for_its_roles(town: Town, path: str, role: Role, status: int) -> None:
    """Each page is had by who has its use case, and by nobody else."""
    with visiting(town, worker("city", role)) as visitor:
        assert visitor.look(path).status_code == status


@pytest.mark.rule(19)
def test_another_secretariat_has_neither_minutes_nor_roles(town: Town) -> None:
    """Given a member's own secretariat, then the convener's records are closed to it."""
    with visiting(town, OTHER_SECRETARIAT) as visitor:
        for room in ("minutes", "roles"):
            answer = visitor.look(f"{ITEM}/{room}")
            assert answer.status_code == 403
            assert "not-the-convener" in answer.text


def test_minutes_are_listed_by_kind_and_read_on_record(town: Town) -> None:
    """A paragraph that was written shows its kind; its words show once reading is on the ledger."""
    with visiting(town, SECRETARIAT) as visitor:
        done(write(visitor))
        listed = visitor.look(f"{ITEM}/minutes").text
        before = len(ledger(town))
        read = visitor.send(f"{ITEM}/minutes/read").text
    assert "相談の内容・経過" in listed
    assert SAID not in listed
    assert SAID in read
    assert len(ledger(town)) == before + 1
    assert ledger(town)[-1].actor.person == SECRETARIAT.person


def test_a_refused_paragraph_keeps_what_was_typed(town: Town) -> None:
    """Without a word, or on a stale page, nothing is recorded and nothing typed is lost."""
    with visiting(town, SECRETARIAT) as visitor:
        first = visitor.look(f"{ITEM}/minutes")
        blank = fill(visitor, first, f"{ITEM}/minutes", text="", generalised="架空の言い換え")
        refused_at(blank, "text")
        assert "架空の言い換え" in blank.text
        done(write(visitor))
        stale = fill(visitor, first, f"{ITEM}/minutes", text=MENDED)
        assert stale.status_code == 409
        assert MENDED in stale.text
    assert len(town.offer("minutes.list", SECRETARIAT, **WHERE).paragraphs) == 1


@pytest.mark.rule(18, 19, 26)
def test_minutes_go_to_the_table_after_the_meeting_alone(town: Town) -> None:
    """Before it nothing goes out; afterwards who sat there has a packet, the others have none."""
    with visiting(town, SECRETARIAT) as visitor:
        done(write(visitor))
        assert "conference-not-held" in visitor.send(f"{ITEM}/minutes/share").text
        assert "/minutes/share" not in visitor.look(f"{ITEM}/minutes").text
        town.held()
        page = visitor.look(f"{ITEM}/minutes")
        done(fill(visitor, page, f"{ITEM}/minutes/share"))
        after = visitor.look(f"{ITEM}/minutes").text
    assert "架空のnpo" in after
    with visiting(town, NPO) as member:
        (action,) = re.findall(r'action="/conference/pages(/packets/[^"]*/open)"', _packets(member))
        assert SAID in member.send(action).text
        assert "届いた資料</a>に並びます" in member.look(f"/meetings/{named('meeting')}").text
    for stranger in (SHAKYO, CLINIC):
        with visiting(town, stranger) as member:
            assert "/open" not in _packets(member)


def _packets(visitor: Visitor) -> str:
    return visitor.look("/packets").text


def test_minutes_are_called_back_from_one_agency(town: Town) -> None:
    """Given minutes that went out, when one packet is called back, then it opens no more."""
    with visiting(town, SECRETARIAT) as visitor:
        done(write(visitor))
        town.held()
        done(visitor.send(f"{ITEM}/minutes/share"))
        built = town.offer("packets.built", SECRETARIAT, **WHERE)
        (packet,) = (one.packet_id for one in built if one.recipient_id == named("npo"))
        done(visitor.send(f"{ITEM}/minutes/call-back", packet_id=str(packet)))
        assert "回収済み" in visitor.look(f"{ITEM}/minutes").text
    with visiting(town, NPO) as member:
        assert "/open" not in _packets(member)


@pytest.mark.rule(26)
def test_minutes_and_packets_of_the_meeting_stand_apart(town: Town) -> None:
    """Each in a table of its own on the minutes' page; the board tells of the meeting's alone."""
    meant = built_for(town, "npo")
    with visiting(town, SECRETARIAT) as visitor:
        done(write(visitor))
        town.held()
        done(visitor.send(f"{ITEM}/minutes/share"))
        built = town.offer("packets.built", SECRETARIAT, **WHERE)
        assert [one.packet_id for one in built if not one.of_minutes].count(meant) == 1
        page = visitor.look(f"{ITEM}/minutes").text
        handed_out, before = page.index("配った会議録"), page.index("会議のために渡した資料")
        assert handed_out < before
        board = visitor.look(f"{ITEM}/board").text
    for one in built:
        place = page.index(f"第{one.number}号")
        assert (handed_out < place < before) == one.of_minutes
        assert (f"第{one.number}号" in board) == (not one.of_minutes)


@pytest.mark.rule(33)
def test_a_correction_keeps_the_former_wording_and_names_who_saw_it(town: Town) -> None:
    """Given a reader of the first version, when it is corrected, the page says whom to tell."""
    with visiting(town, SECRETARIAT) as visitor:
        done(write(visitor))
    town.held()
    built = town.offer("minutes.share", SECRETARIAT, **WHERE)
    (packet,) = (one.packet_id for one in built if one.recipient_id == named("npo"))
    town.offer("packets.open", NPO, packet_id=packet)
    path = f"{ITEM}/minutes/correct"
    with visiting(town, SECRETARIAT) as visitor:
        read = visitor.send(f"{ITEM}/minutes/read")
        blank = fill(visitor, read, path, **{"text-1": ""})
        refused_at(blank, "text-1")
        fields = dict(every_form(read.text))[f"{AT}{path}"]
        corrected = visitor.send(path, **{**fields, "text-1": MENDED})
        again = visitor.send(f"{ITEM}/minutes/read").text
        strange = visitor.send(path, **{**fields, "item_id": str(named("talk"))})
    assert corrected.status_code == 200
    assert "架空のnpo" in corrected.text
    assert MENDED in again
    assert SAID not in again
    assert "第2版" in again
    assert strange.status_code == 404


def test_roles_are_recorded_for_those_who_took_something_on(town: Town) -> None:
    """One line of each agency at the table; only those that are filled in are recorded."""
    due = str(town.now.date() + timedelta(days=7))
    path = f"{ITEM}/roles"
    npo, city = f"task-{named('npo')}", f"due-{named('city')}"
    agencies = [str(named(one)) for one in ("city", "npo", "clinic")]
    with visiting(town, SECRETARIAT) as visitor:
        page = visitor.look(path)
        typed: dict[str, Any] = {"agency": agencies, npo: TASK, f"due-{named('npo')}": due}
        lost = fill(visitor, page, path, **typed, **{city: due})
        refused_at(lost, f"task-{named('city')}")
        past = fill(visitor, page, path, **{**typed, f"due-{named('npo')}": "2020-01-01"})
        refused_at(past, f"due-{named('npo')}")
        assert TASK in past.text
        done(fill(visitor, page, path, **typed))
        twice = fill(visitor, page, path, **typed)
        listed = visitor.look(path).text
    assert "task-exists" in twice.text
    (task,) = town.offer("roles.list", SECRETARIAT, **WHERE)
    assert (task.agency_id, task.task, str(task.due_on)) == (named("npo"), TASK, due)
    assert TASK in listed
    assert "架空のnpo" in listed


def test_an_agency_sees_where_it_has_a_role_and_ends_it(town: Town) -> None:
    """Its own page says where and by when, never what was agreed; the others have nothing there."""
    tasks = [{"agency_id": named("npo"), "task": TASK, "due_on": town.now.date()}]
    town.offer("roles.divide", SECRETARIAT, **WHERE, tasks=tasks)
    town.now += timedelta(days=2)
    with visiting(town, CLINIC) as other:
        assert "終わっていない役割はありません" in other.look("/tasks").text
    with visiting(town, NPO) as visitor:
        page = visitor.look("/tasks")
        assert f'href="{AT}{ITEM}"' in page.text
        assert "期日を過ぎています" in page.text
        assert TASK not in page.text
        forms = [fields for action, fields in every_form(page.text) if action == f"{AT}/tasks/end"]
        assert {one["done"] for one in forms} == {"true", "false"}
        done(visitor.send("/tasks/end", **next(one for one in forms if one["done"] == "true")))
        assert "終わっていない役割はありません" in visitor.look("/tasks").text
    (task,) = town.offer("roles.list", SECRETARIAT, **WHERE)
    assert task.done is True


def test_no_person_stands_in_an_address_or_a_title(town: Town) -> None:
    """Addresses hold ids of meetings and agenda items alone, titles hold none."""
    with visiting(town, SECRETARIAT) as visitor:
        done(write(visitor))
        pages = [
            visitor.look(f"{ITEM}/minutes"),
            visitor.send(f"{ITEM}/minutes/read"),
            visitor.look(f"{ITEM}/roles"),
        ]
    expect_nobody_in_addresses(SON, *pages)
