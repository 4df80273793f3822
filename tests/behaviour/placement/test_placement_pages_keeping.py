"""Placement's pages of keeping: places, programmes, rules, workplaces, and what was not so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from services.placement.routing.rules import rule_texts
from shared.codes.municipality import DEMO_MUNICIPALITY
from tests.behaviour.placement.raided import FIRM, NOTED_OF_FIRM, SON_SAYS, Raided, filled
from tests.behaviour.placement_visitor import visiting
from tests.behaviour.referral_desk import known, worker

SUPPORTER, SECRETARY = worker("city", "employment_supporter"), worker("city", "secretariat")
WHOSE = {"municipality": DEMO_MUNICIPALITY}
CASE = f"/cases/{known('case')}"
FIRM_ADDS = "架空の職場のことば・あさき"
MIKAN = "みかん"


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Raided]:
    """A desk with one record of each kind, three months on."""
    with filled(tmp_path) as desk:
        yield desk


def test_a_place_is_amended_without_losing_what_is_known(town: Raided) -> None:
    """The form holds everything that is known; one field is changed, and the rest stays."""
    place = {**WHOSE, "kind": "farm", "name": "架空の畑", "cost": 300, "season": [6, 7]}
    more = {"season_name": "梅雨", "referrers": ["family"], "contact": "架空の電話", "online": True}
    made = town.do("resources.register", SECRETARY, **place, **more)
    page = f"/resources/{made}"
    before = town.do("resources.show", SECRETARY, resource_id=made)
    with visiting(town, SECRETARY) as clerk:
        assert f'href="/placement/pages{page}/amend"' in clerk.shown(page)
        wrong = clerk.send(f"{page}/amend", f"{page}/amend", amend_min_age="60", amend_max_age="20")
        sent = clerk.send(f"{page}/amend", f"{page}/amend", amend_capacity="4")
    assert wrong.status_code == 422
    assert 'value="60"' in wrong.text
    assert sent.status_code == 303, sent.text
    after = town.do("resources.show", SECRETARY, resource_id=made)
    changed = {"capacity": 4, "version": before.version + 1}
    assert after == before.model_copy(update=changed)
    assert after.contact == "架空の電話"


def test_what_to_mind_at_a_place_is_for_the_town_alone(town: Raided) -> None:
    """Who works for the town reads and rewrites it; the place itself is not even shown the page."""
    page = f"/resources/{town.ids['resource_id']}"
    with visiting(town, FIRM) as firm, visiting(town, SUPPORTER) as city:
        refused = firm.look(f"{page}/amend")
        assert NOTED_OF_FIRM in city.shown(f"{page}/amend")
        sent = city.send(f"{page}/amend", f"{page}/notes", notes_notes="")
        assert sent.status_code == 303, sent.text
        assert NOTED_OF_FIRM not in city.shown(f"{page}/amend")
        assert "amend" not in firm.shown(page)
    assert refused.status_code == 403
    assert NOTED_OF_FIRM not in refused.text


def test_the_town_decides_when_a_place_is_to_be_asked_again(town: Raided) -> None:
    """A place confirmed a while ago is listed once the secretariat shortens the time."""
    confirmed = {"resource_id": town.ids["resource_id"], "on": town.today}
    town.do("resources.confirm", SECRETARY, **confirmed)
    town.pass_days(40)
    page = "/resources/outdated"
    with visiting(town, SECRETARY) as clerk, visiting(town, SUPPORTER) as supporter:
        assert "架空の工場" not in supporter.shown(page)
        assert f"/placement/pages{page}/freshness" not in supporter.forms(page)
        sent = clerk.send(page, f"{page}/freshness", freshness_outdated_after_days="30")
        assert sent.status_code == 303, sent.text
        assert "架空の工場" in supporter.shown(page)


def test_a_programme_is_changed_ended_and_reopened(town: Raided) -> None:
    """What was announced stays where it is not changed; an ended programme can go on again."""
    page = f"/programmes/{town.ids['programme_id']}"
    with visiting(town, SECRETARY) as clerk:
        sent = clerk.send(page, f"{page}/amend", amend_schedule="毎週木曜", amend_min_age="15")
        assert sent.status_code == 303, sent.text
        assert clerk.send(page, f"{page}/end").status_code == 303
        assert "から廃止" in clerk.shown(page)
        assert clerk.send(page, f"{page}/reopen").status_code == 303
        assert "から廃止" not in clerk.shown(page)
    (line,) = town.do("programmes.list", SECRETARY, **WHOSE)
    assert (line.name, line.schedule, line.min_age) == ("架空のサロン", "毎週木曜", 15)


def test_a_session_is_corrected_and_an_attendance_taken_back(town: Raided) -> None:
    """Counts are written over with a reason, and who was not there is taken off."""
    page = f"/sessions/{town.ids['session_id']}"
    session = {"session_id": town.ids["session_id"]}
    with visiting(town, SECRETARY) as clerk:
        unreasoned = clerk.send(page, f"{page}/correct", correct_people_person="3")
        assert unreasoned.status_code in (400, 422)
        typed = {"correct_people_person": "3", "correct_reason": "wrong_kind"}
        sent = clerk.send(page, f"{page}/correct", **typed)
        assert sent.status_code == 303, sent.text
        shown = town.do("sessions.show", **session)
        assert [(one.role, one.people) for one in shown.counts] == [("person", 3)]
        gone = {
            "undo_attendance_participant": str(shown.attendees[0].participant),
            "undo_attendance_reason": "did_not_happen",
        }
        sent = clerk.send(page, f"{page}/undo-attendance", **gone)
        assert sent.status_code == 303, sent.text
        assert f"/placement/pages{page}/undo-attendance" not in clerk.forms(page)
    assert town.do("sessions.show", **session).attendees == ()


def test_somebody_agrees_to_be_known_and_withdraws(town: Raided) -> None:
    """From the day they agree, who comes by their 呼び名 is on record as them; after it, nobody."""
    where = {"programme_id": town.ids["programme_id"]}

    def came() -> list[object]:
        session = {"session_id": town.do("sessions.hold", on=town.today, **where)}
        town.do("sessions.attend", role="person", handle=MIKAN, **session)
        return [one.person_id for one in town.do("sessions.show", **session).attendees]

    assert came() == [None]
    with visiting(town, SUPPORTER) as visitor:
        chosen = {"programme_id": str(town.ids["programme_id"]), "person_id": str(known("son"))}
        agreed = {f"agree-to-name-{name.replace('_', '-')}": told for name, told in chosen.items()}
        sent = visitor.send(
            CASE, f"{CASE}/agree-to-name", **agreed, **{"agree-to-name-handle": MIKAN}
        )
        assert sent.status_code == 303, sent.text
        assert MIKAN not in sent.headers["location"]
        assert came() == [known("son")]
        left = {f"withdraw-name-{name.replace('_', '-')}": told for name, told in chosen.items()}
        again = visitor.send(
            CASE, f"{CASE}/agree-to-name", **agreed, **{"agree-to-name-handle": MIKAN}
        )
        assert again.status_code == 409
        assert MIKAN in again.text
        sent = visitor.send(CASE, f"{CASE}/withdraw-name", **left)
        assert sent.status_code == 303, sent.text
    assert came() == [None]


def test_an_outcome_and_a_need_are_taken_back(town: Raided) -> None:
    """Each is chosen by kind and day, goes with a reason, and stands on the page no more."""
    with visiting(town, SUPPORTER) as visitor:
        shown = visitor.shown(CASE)
        assert "成果：" in shown
        assert "つなぎ先がない：" in shown
        for act, part, about in (
            ("undo-outcome", "outcome-id", town.ids["outcome_id"]),
            ("undo-need", "need-id", town.ids["need_id"]),
        ):
            unreasoned = visitor.send(CASE, f"{CASE}/{act}", **{f"{act}-{part}": str(about)})
            assert unreasoned.status_code in (400, 422)
            typed = {f"{act}-{part}": str(about), f"{act}-reason": "did_not_happen"}
            sent = visitor.send(CASE, f"{CASE}/{act}", **typed)
            assert sent.status_code == 303, sent.text
        shown = visitor.shown(CASE)
        assert "成果：" not in shown
        assert "つなぎ先がない：" not in shown
        assert f"/placement/pages{CASE}/undo-need" not in visitor.forms(CASE)


def test_rules_are_looked_at_before_they_are_adopted(town: Raided) -> None:
    """What would be added and gone is told first, and nothing changes until it is adopted."""
    with visiting(town, SECRETARY) as clerk:
        assert "安芸市" in clerk.shown("/rules")
        compared = clerk.send("/rules", "/rules/compare", compare_name="municipality-01")
        assert compared.status_code == 200
        for told in ("加わる規則", "なくなる規則", "B型の農園", "採用しない"):
            assert told in compared.text
        assert town.do("routing-rules.show", SECRETARY, **WHOSE).rules_id == "aki"
        adopted = clerk.send_from(compared.text, "/rules/adopt")
        assert adopted.status_code == 303, adopted.text
    assert town.do("routing-rules.show", SECRETARY, **WHOSE).rules_id == "municipality-01"


def test_own_rules_are_read_and_what_is_wrong_is_told(town: Raided) -> None:
    """A pasted file is compared like any other; a broken one, both or neither, stays typed."""
    own = rule_texts()["aki"].replace("name: 安芸市", "name: 架空の市")
    with visiting(town, SECRETARY) as clerk:
        broken = clerk.send("/rules", "/rules/compare", compare_document="id: [")
        neither = clerk.send("/rules", "/rules/compare")
        both = clerk.send("/rules", "/rules/compare", compare_name="aki", compare_document=own)
        same = clerk.send("/rules", "/rules/compare", compare_document=own)
        adopted = clerk.send_from(same.text, "/rules/adopt")
    assert {broken.status_code, neither.status_code, both.status_code} <= {400, 422}
    assert "id: [" in broken.text
    assert "変わるところはありません" in same.text
    assert adopted.status_code == 303, adopted.text
    shown = town.do("routing-rules.show", SECRETARY, **WHOSE)
    assert (shown.name, shown.document) == ("架空の市", own.strip())


def test_a_workplace_says_its_own_and_takes_it_back(town: Raided) -> None:
    """By the address that it is handed it writes and reads its own words, and nobody else's."""
    step = town.ids["step_id"]
    page = f"/feedback/step/{step}"
    with visiting(town, SUPPORTER) as supporter:
        assert f"/placement/pages{page}" in supporter.shown(f"/steps/{step}")
    with visiting(town, FIRM) as firm:
        empty = firm.send(page, f"{page}/employer-says")
        assert empty.status_code in (400, 422)
        sent = firm.send(page, f"{page}/employer-says", employer_says_employer_cautions=FIRM_ADDS)
        assert sent.status_code == 303, sent.text
        shown = firm.shown(page)
        assert FIRM_ADDS in shown
        for hidden in (SON_SAYS, str(known("case")), str(known("son"))):
            assert hidden not in shown
        mine = town.do("feedback.show", FIRM, about_id=step)[-1]
        taken = firm.send(
            page,
            f"{page}/take-back",
            take_back_feedback_id=str(mine.feedback_id),
            take_back_reason="did_not_happen",
        )
        assert taken.status_code == 303, taken.text
        assert FIRM_ADDS not in firm.shown(page)
    with visiting(town, worker("shop", "member")) as stranger:
        assert stranger.look(page).status_code == 404
        assert stranger.look(f"/feedback/step/{uuid4()}").status_code == 404
