"""What is recorded beside an agenda item: what was told on paper, what lacks, whose consent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from services.conference import views
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.facts.intake import ConsultationReceived
from shared.identity import Role
from tests.behaviour.conference.conference_visitor import (
    Visitor,
    done,
    expect_nobody_in_addresses,
    fill,
    refused_at,
    visiting,
)
from tests.behaviour.sharing import ledger
from tests.behaviour.town import SECRETARIAT, Town, named, town_with_a_meeting, worker

NPO = worker("npo")
SON, CASE = str(named("son")), str(named("case"))
BESIDE = f"/meetings/{named('meeting')}/agenda/{named('matter')}/beside"
TOLD = "電話で聞いた架空の内容いろはにほ"
LACKING = "夜に開いている架空の居場所"


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """A town with a meeting about a son, whose case was received at the counter."""
    town = town_with_a_meeting(tmp_path / "home")
    with town.at_work() as tx:
        fact = ConsultationReceived(
            municipality=DEMO_MUNICIPALITY,
            occurred_on=town.now.date(),
            case_id=CASE,
            anonymous=False,
        )
        views.remember_case(tx, fact)
    yield town
    town.conference.close()


def record(visitor: Visitor, act: str, **typed: str | list[str]) -> httpx.Response:
    """Fill in one of the forms beside the agenda item."""
    told = {f"{act}-{name.replace('_', '-')}": text for name, text in typed.items()}
    return fill(visitor, visitor.look(BESIDE), f"{BESIDE}/{act}", **told)


@pytest.mark.parametrize(
    ("path", "role", "status"),
    [
        (BESIDE, "secretariat", 200),
        (BESIDE, "member", 403),
        ("/needs", "secretariat", 200),
        ("/needs", "counsellor", 403),
        ("/consent-tasks", "member", 200),
        ("/consent-tasks", "counsellor", 200),
        ("/consent-tasks", "auditor", 403),
        ("/meetings/record", "secretariat", 200),
        ("/meetings/record", "member", 403),
    ],
)
def test_a_page_is_for_its_roles(town: Town, path: str, role: Role, status: int) -> None:
    """Each page is had by who has its use case, and by nobody else."""
    with visiting(town, worker("city", role)) as visitor:
        assert visitor.look(path).status_code == status


@pytest.mark.rule(19)
def test_another_secretariat_has_none_of_it(town: Town) -> None:
    """Given a member's own secretariat, then what is the convener's is closed to it."""
    with visiting(town, worker("shakyo", "secretariat")) as visitor:
        answer = visitor.look(BESIDE)
        assert answer.status_code == 403
        assert "not-the-convener" in answer.text


@pytest.mark.rule(53)
def test_what_an_agency_told_by_telephone_is_written_down_as_its_own(town: Town) -> None:
    """It becomes the agency's item before the agenda item, and the receipt is on the ledger."""
    with visiting(town, SECRETARIAT) as visitor:
        told = {
            "holder_id": str(named("npo")),
            "subjects": [SON],
            "category": "consultation",
            "source_kind": "observation",
            "text": TOLD,
        }
        refused = record(visitor, "receive", **{**told, "text": ""})
        refused_at(refused, "receive-text")
        expect_nobody_in_addresses(SON, visitor.look(BESIDE))
        done(record(visitor, "receive", **told))
    assert ledger(town)[-1].act == "item_received"
    before = [one.item_id for one in town.offer("items.list", NPO, agenda_id=named("matter"))]
    texts = [town.offer("items.show", NPO, item_id=one).text for one in before]
    assert TOLD in texts


def test_what_lacks_is_recorded_and_counted(town: Town) -> None:
    """With its note in the agenda item; in the count it is a number among others."""
    with visiting(town, SECRETARIAT) as visitor:
        assert "足りない支援の記録はありません" in visitor.look("/needs").text
        done(record(visitor, "need", note=LACKING))
        assert LACKING in visitor.look(BESIDE).text
        counted = visitor.look("/needs")
        assert LACKING not in counted.text
        assert '<td class="number">1</td>' in counted.text
        past = fill(visitor, counted, "/needs", since="2020-04-01", until="2020-04-30")
        assert "足りない支援の記録はありません" in past.text
        refused_at(fill(visitor, counted, "/needs", since="きのう"), "since")


@pytest.mark.rule(27)
def test_consent_is_sought_once_somebody_is_in_contact(town: Town) -> None:
    """Set at the table, met, asked, ended with the answer that the person gave."""
    with visiting(town, SECRETARIAT) as visitor:
        told = {
            "person_id": SON,
            "seeker_id": str(named("npo")),
            "sought_categories": ["consultation"],
            "sought_recipients": [str(named("npo"))],
        }
        refused_at(
            record(visitor, "seek", **{**told, "sought_categories": []}), "seek-sought-categories"
        )
        done(record(visitor, "seek", **told))
        assert "まだ会えていない" in visitor.look(BESIDE).text
    with visiting(town, NPO) as visitor:
        for said in ("会えた", "同意を求めた"):
            done(fill(visitor, visitor.look("/consent-tasks"), "/consent-tasks/advance"))
            assert said in visitor.look("/consent-tasks").text
        page = visitor.look("/consent-tasks")
        (task,) = town.offer("consent-tasks.own", NPO)
        field = f"consent-{task.task_id}"
        refused_at(fill(visitor, page, "/consent-tasks/finish"), field)
        unknown = fill(visitor, page, "/consent-tasks/finish", **{field: str(named("nothing"))})
        assert "answer-not-recorded" in unknown.text
        town.consents("son", "npo", purposes=("information_exchange",))
        given = {field: str(named("son-consent"))}
        done(fill(visitor, page, "/consent-tasks/finish", **given))
        assert "終わっていない課題はありません" in visitor.look("/consent-tasks").text


@pytest.mark.rule(28)
def test_another_conference_is_known_to_be_and_no_more(town: Town) -> None:
    """Of those that the statutes link; it stands beside the agenda item by its name."""
    with visiting(town, SECRETARIAT) as visitor:
        done(record(visitor, "link", legal_mode="shien_kaigi_konkyu_9"))
        assert "生活困窮者自立支援法" in visitor.look(BESIDE).text
        (matter,) = (
            one
            for line in town.offer("conferences.list", SECRETARIAT).conferences
            for one in line.agenda
            if one.agenda_id == named("matter")
        )
    assert matter.links == ("shien_kaigi_konkyu_9",)


def test_a_meeting_held_elsewhere_is_told_afterwards(town: Town) -> None:
    """With its cases chosen or typed; a day to come is refused where it was typed."""
    with visiting(town, SECRETARIAT) as visitor:
        page = visitor.look("/meetings/record")
        assert f'value="{CASE}"' in page.text
        told = {
            "convened_by": "municipality",
            "held_on": str(town.now.date()),
            "case-0": CASE,
            "mode-0": "case_review",
            "purpose-0": "information_exchange",
            "agencies": [str(named("npo"))],
        }
        future = {**told, "held_on": "2030-01-01"}
        refused_at(fill(visitor, page, "/meetings/record", **future), "held_on")
        nothing = fill(visitor, page, "/meetings/record", **{**told, "case-0": ""})
        assert "agenda-empty" in nothing.text
        typed = {**told, "case-0": "", "number-0": CASE}
        done(fill(visitor, page, "/meetings/record", **typed))
        twice = fill(visitor, page, "/meetings/record", **typed)
        assert twice.status_code == 409
