"""Numbers that pages offer; what somebody has only on paper can still be typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from services.conference.domain.conference import CONFERENCE, ConferenceConvened
from shared.codes.municipality import DEMO_MUNICIPALITY
from tests.behaviour.conference.conference_visitor import (
    AT,
    Visitor,
    every_form,
    expect_nobody_in_addresses,
    visiting,
)
from tests.behaviour.sharing import built_for, ledger, tell
from tests.behaviour.town import AUDITOR, SECRETARIAT, Town, named, town_with_a_meeting, worker

SON, MOTHER = (str(named(one)) for one in ("son", "mother"))
AGENDA = f"/meetings/{named('meeting')}/agenda/{named('family')}"
LATER = f"/meetings/{named('later')}"


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """A town with a meeting about a son, of which the npo was told and shown something."""
    town = town_with_a_meeting(tmp_path / "home")
    town.placed("family", "son", "mother", selected=("npo",))
    tell(town)
    town.offer("packets.open", worker("npo"), packet_id=built_for(town, "npo"))
    yield town
    town.conference.close()


def offered(page: str, field: str) -> list[str]:
    """The numbers that a field offers."""
    found = re.search(rf'<datalist id="{field}-known">(.*?)</datalist>', page, re.DOTALL)
    return re.findall('value="([^"]+)"', found[1]) if found else []


def asked(auditor: Visitor, page: str, label: str) -> str:
    """The answer to what a button of a list of entries asks."""
    forms = [form for form in re.findall("<form.*?</form>", page, re.DOTALL) if label in form]
    ((to, fields),) = every_form(forms[0])
    assert to == f"{AT}/audit/entries"
    return auditor.send("/audit/entries", **fields).text


def test_an_auditor_goes_on_from_an_entry_by_buttons(town: Town) -> None:
    """From an entry to the person's other entries, the agenda item's, the packet's, a worker's."""
    with visiting(town, AUDITOR) as auditor:
        every = auditor.send("/audit/entries", question="shared-about", person=SON).text
        assert "ここから調べる" in every
        for label, title in (
            ("のほかの記録", "誰のことが共有されたか"),
            ("議題・提供", "その議題で共有されたもの"),
            ("を見た人", "その資料を誰が見たか"),
            ("が見たもの", "その職員が見たもの"),
        ):
            assert f"<title>{title}" in asked(auditor, every, label)
    with visiting(town, SECRETARIAT) as visitor:
        assert "ここから調べる" not in visitor.look("/erasures").text


def test_who_answered_and_who_explained_are_offered(town: Town) -> None:
    """The others of the agenda item, whoever explained before; the person themselves is not."""
    explainer = str(uuid4())
    with visiting(town, SECRETARIAT) as visitor:
        consents = visitor.send(f"{AGENDA}/consents", person=SON)
        people = offered(consents.text, "given_by")
        assert SON not in people
        assert MOTHER in people
        typed = {
            "person": SON,
            "consent_id": str(uuid4()),
            "state": "given",
            "capacity": "self",
            "method": "written",
            "explained_by": explainer,
            "explanation_version": "2026-1",
            "identity_check": "面識（架空）",
            "categories": ["consultation"],
            "recipients": [str(named("npo"))],
            "purposes": ["information_exchange"],
        }
        assert "同意の答えを記録しました" in visitor.send(f"{AGENDA}/consents/answer", **typed).text
        again = visitor.send(f"{AGENDA}/consents", person=SON)
        assert explainer in offered(again.text, "explained_by")


def test_who_attended_before_is_offered_for_the_next_meeting(town: Town) -> None:
    """To the convener with all of them; whoever is registered already is not offered again."""
    later = ConferenceConvened(
        municipality=DEMO_MUNICIPALITY,
        roster_id=named("meeting-roster"),
        convened_by="municipality",
        convener_id=named("city"),
        planned_for=town.now + timedelta(days=60),
    )
    town.given(CONFERENCE, named("later"), later)
    with visiting(town, SECRETARIAT) as visitor:
        page = visitor.look(LATER)
        known = offered(page.text, "attendee")
        assert worker("npo").person in known
        typed = {"attendee": worker("npo").person, "on_behalf_of": str(named("npo"))}
        assert visitor.send(f"{LATER}/attendees", **typed).status_code == 303
        assert worker("npo").person not in offered(visitor.look(LATER).text, "attendee")


def test_what_was_written_down_about_an_answer_is_read(town: Town) -> None:
    """By a button beside the answer: how somebody was known, who recorded it."""
    town.consents("son", "npo")
    with visiting(town, SECRETARIAT) as visitor:
        consents = visitor.send(f"{AGENDA}/consents", person=SON)
        ((_, fields),) = [
            (to, told) for to, told in every_form(consents.text) if to.endswith("/consents/read")
        ]
        told = visitor.send(f"{AGENDA}/consents/read", **fields)
    assert told.status_code == 200
    assert "記録した職員" in told.text


def test_from_whom_an_agency_holds_something_is_counted(town: Town) -> None:
    """The auditor chooses the agency, and goes on to the entries by a button."""
    with visiting(town, AUDITOR) as auditor:
        page = auditor.send("/audit/held", agency=str(named("npo")))
        assert "機関が誰から得ているか" in page.text
        (fields,) = [
            told for to, told in every_form(page.text) if told.get("question") == "received"
        ][:1]
        assert auditor.send("/audit/entries", **fields).status_code == 200
        assert auditor.send("/audit/held", agency="").status_code == 400
    with visiting(town, SECRETARIAT) as visitor:
        assert visitor.send("/audit/held", agency=str(named("npo"))).status_code == 403


@pytest.mark.rule(53)
def test_what_is_registered_of_somebody_is_read_on_record(town: Town) -> None:
    """By a button of the agenda item's page; the reading is on the ledger, and no address names."""
    with visiting(town, SECRETARIAT) as visitor:
        page = visitor.look(f"{AGENDA}/subjects")
        size = len(ledger(town))
        told = visitor.send(f"{AGENDA}/subjects/read", person_id=MOTHER)
        expect_nobody_in_addresses(MOTHER, page, told)
    assert "昭和30年2月3日" in told.text
    assert "<dd>親</dd>" in told.text
    assert len(ledger(town)) == size + 1
    with visiting(town, worker("npo")) as member:
        assert member.send(f"{AGENDA}/subjects/read", person_id=MOTHER).status_code == 403
