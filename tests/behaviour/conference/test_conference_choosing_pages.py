"""Cases, people and own information chosen on pages: what the service knows, nobody copies."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import httpx
import pytest

from services.conference import views
from services.conference.domain.conference import CONFERENCE, ConferenceConvened
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.facts.intake import ConsultationReceived
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
from tests.behaviour.sharing import ledger
from tests.behaviour.town import SECRETARIAT, Town, named, town_with_a_meeting, worker

SON, MOTHER = (str(named(one)) for one in ("son", "mother"))
CASE, LATER = f"/cases/{named('case')}", f"/meetings/{named('later')}"
REFERRAL = str(named("referral"))
COUNSELLOR = worker("city", "counsellor")


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """A town with one case, which one meeting dealt with; another meeting is still to come."""
    town = town_with_a_meeting(tmp_path / "home")
    with town.at_work() as tx:
        fact = ConsultationReceived(
            municipality=DEMO_MUNICIPALITY,
            occurred_on=town.now.date(),
            case_id=str(named("case")),
            anonymous=False,
        )
        views.remember_case(tx, fact)
    later = ConferenceConvened(
        municipality=DEMO_MUNICIPALITY,
        roster_id=named("meeting-roster"),
        convened_by="municipality",
        convener_id=named("city"),
        planned_for=town.now + timedelta(days=60),
    )
    town.given(CONFERENCE, named("later"), later)
    yield town
    town.conference.close()


def arrived(visitor: Visitor, *people: str) -> httpx.Response:
    """The page to which the button of a case in intake leads."""
    return visitor.send(CASE, person=list(people or (SON, MOTHER)))


def matters(town: Town, meeting: str = "later") -> Any:
    """The agenda of a meeting as its convener sees it."""
    return town.offer("conferences.show", SECRETARIAT, conference_id=named(meeting)).agenda


@pytest.mark.parametrize(
    ("role", "status"), [("secretariat", 200), ("member", 403), ("counsellor", 403)]
)
def test_the_secretariat_alone_takes_a_case_over(town: Town, role: Role, status: int) -> None:
    """Whoever cannot place anything on an agenda has no page of it."""
    with visiting(town, worker("city", role)) as visitor:
        assert arrived(visitor).status_code == status


def test_a_case_is_placed_with_the_people_who_are_ticked(town: Town) -> None:
    """Everybody of the case is offered; only who stays ticked is spoken of, and none is typed."""
    with visiting(town, SECRETARIAT) as visitor:
        page = arrived(visitor)
        expect_nobody_in_addresses(SON, page)
        expect_nobody_in_addresses(MOTHER, page)
        about: dict[str, Any] = {
            "conference_id": str(named("later")),
            "legal_mode": "shien_kaigi_106_6",
            "purpose": "support_system_review",
            "person": [SON, MOTHER],
        }
        nobody = fill(visitor, page, f"{CASE}/agenda", **about, subjects=[])
        refused_at(nobody, "subjects")
        to = done(fill(visitor, page, f"{CASE}/agenda", **about, subjects=[SON]))
        assert visitor.look(to).status_code == 200
    (matter,) = matters(town)
    assert to == f"{LATER}/agenda/{matter.agenda_id}"
    assert (matter.case_id, matter.subjects) == (named("case"), (named("son"),))


def test_a_date_of_birth_comes_along_and_is_confirmed(town: Town) -> None:
    """What the counter wrote down stands in the form; sent on, it is registered and nowhere shown.

    A registration that is there already is not written over, and what cannot be read is refused
    at its field before anything is placed.
    """
    daughter = str(named("daughter"))
    about = {"conference_id": str(named("later")), "legal_mode": "shien_kaigi_106_6",
             "purpose": "support_system_review", "person": [SON, daughter],
             "subjects": [SON, daughter]}  # fmt: skip
    with visiting(town, SECRETARIAT) as visitor:
        page = visitor.send(
            CASE, person=[SON, daughter], birth_of_1="平成元年2月1日", birth_of_2="平成5年5月20日"
        )
        assert 'value="平成5年5月20日"' in page.text
        expect_nobody_in_addresses(daughter, page)
        told = {**about, "role_of_2": "sibling"}
        wrong = fill(visitor, page, f"{CASE}/agenda", **told, birth_of_2="平成5年5月32日")
        refused_at(wrong, "birth-2")
        assert matters(town) == ()
        to = done(fill(visitor, page, f"{CASE}/agenda", **told, birth_of_2="平成5年5月20日"))
        assert "1993" not in to + visitor.look(to).text
    shown = town.offer("persons.show", SECRETARIAT, person_id=daughter)
    assert (shown.birth, shown.role) == ("1993-05-20", "sibling")
    son = town.offer("persons.show", SECRETARIAT, person_id=SON)
    assert not str(son.birth).startswith("1989")


def test_who_is_to_be_registered_later_is_told_so(town: Town) -> None:
    """Given nobody says how somebody belongs there, then the case is placed and that is told."""
    daughter = str(named("daughter"))
    about = {"conference_id": str(named("later")), "legal_mode": "shien_kaigi_106_6",
             "purpose": "support_system_review", "person": [daughter]}  # fmt: skip
    with visiting(town, SECRETARIAT) as visitor:
        page = visitor.send(CASE, person=[daughter])
        sent = fill(visitor, page, f"{CASE}/agenda", **about, subjects=[daughter], role_of_1="")
        assert "対象者を" in unquote(sent.headers["set-cookie"])
        visitor.look(f"{done(sent)}/subjects")
    assert len(matters(town)) == 1


def test_a_case_of_an_earlier_meeting_is_chosen(town: Town) -> None:
    """The meeting's page offers what own meetings dealt with; its people come along."""
    with visiting(town, SECRETARIAT) as visitor:
        page = visitor.look(LATER)
        about = {"legal_mode": "shien_kaigi_106_6", "purpose": "support_system_review"}
        chosen = {**about, "earlier": str(named("matter"))}
        done(fill(visitor, page, f"{LATER}/agenda", **chosen))
        assert 'name="earlier"' not in visitor.look(LATER).text
    (matter,) = matters(town)
    assert (matter.case_id, matter.subjects) == (named("case"), (named("son"),))


def test_own_information_is_ticked_for_a_packet(town: Town) -> None:
    """The list has the own agency's alone and no words; a reading is on record; ticks go on."""
    about = {"person": SON, "referral_id": REFERRAL}
    with visiting(town, COUNSELLOR) as visitor:
        page = visitor.send("/items", **about)
        before = len(ledger(town))
        read = visitor.send("/items/read", item_id=str(named("talk")), **about)
        others = visitor.send("/items/read", item_id=str(named("illness")), **about)
    assert str(named("talk")) in page.text
    assert str(named("illness")) not in page.text
    assert "ちりぬるをわか" not in page.text
    assert "ちりぬるをわか" in read.text
    assert others.status_code == 404
    assert len(ledger(town)) == before + 1
    actions = [action for action, _ in every_form(page.text)]
    assert f"/placement/pages/referrals/{REFERRAL}/packet" in actions
    assert f'formaction="{AT}/items/read"' in page.text
    expect_nobody_in_addresses(SON, page, read)


@pytest.mark.parametrize("referral", ["", "../../session", f"{SON}/x"])
def test_only_a_number_becomes_part_of_an_address(town: Town, referral: str) -> None:
    """Given something else for the referral, when the page is asked for, then it is refused."""
    with visiting(town, COUNSELLOR) as visitor:
        page = visitor.send("/items", person=SON, referral_id=referral)
    assert page.status_code in (400, 422)
