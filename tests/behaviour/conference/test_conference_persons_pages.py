"""公的な判断, 緊急 and 口頭での共有 as pages: recorded about chosen people, seen by whom."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.identity import Actor, Role
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

COUNSELLOR, NPO, CLINIC = worker("city", "counsellor"), worker("npo"), worker("clinic")
HEAD = worker("city", "secretariat", "-head")
SON, CASE = str(named("son")), str(named("case"))
REASON, HAPPENED = "架空の理由いろはにほへと", "連絡が取れない架空の様子ちりぬるを"


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """A town with a meeting about a son."""
    town = town_with_a_meeting(tmp_path / "home")
    yield town
    town.conference.close()


def about_the_son(visitor: Visitor) -> httpx.Response:
    """The page of what is recorded about the son."""
    return visitor.send("/persons", person=[SON])


def assert_emergency(visitor: Visitor, **typed: str | list[str]) -> httpx.Response:
    """Life is in danger, and the clinic must know about the son's health."""
    told = {
        "emergency-danger": "life",
        "emergency-reason": HAPPENED,
        "emergency-responders": [str(named("clinic"))],
        "emergency-categories": ["health"],
        **typed,
    }
    return fill(visitor, about_the_son(visitor), "/persons/emergency", **told)


@pytest.mark.parametrize(
    ("path", "role", "status"),
    [
        ("/persons", "member", 200),
        ("/persons", "counsellor", 200),
        ("/persons", "employment_supporter", 200),
        ("/persons", "auditor", 403),
        ("/emergencies", "secretariat", 200),
        ("/emergencies", "counsellor", 403),
    ],
)
def test_a_page_is_for_its_roles(town: Town, path: str, role: Role, status: int) -> None:
    """Whoever does the work records; the secretariat reviews; nobody else has either."""
    with visiting(town, worker("city", role)) as visitor:
        assert visitor.look(path).status_code == status


def test_people_are_chosen_and_not_typed(town: Town) -> None:
    """Those of the own meetings are offered, and nobody stands in an address."""
    with visiting(town, SECRETARIAT) as visitor:
        page = visitor.look("/persons")
        assert f'value="{SON}"' in page.text
        refused_at(visitor.send("/persons"), "number")
        refused_at(visitor.send("/persons", number="123"), "number")
        expect_nobody_in_addresses(SON, page, about_the_son(visitor))
    with visiting(town, worker("stranger")) as visitor:
        assert visitor.look("/persons").status_code == 403


@pytest.mark.rule(2, 52)
def test_an_official_decision_is_made_and_ended(town: Town) -> None:
    """With who answers for it and why; a recipient outside learns of it without the reason."""
    with visiting(town, COUNSELLOR) as visitor:
        told = {
            "determine-kind": "in_purpose",
            "determine-categories": ["consultation"],
            "determine-recipients": [str(named("npo"))],
            "determine-reason": REASON,
        }
        unapproved = fill(visitor, about_the_son(visitor), "/persons/determine", **told)
        refused_at(unapproved, "determine-approved-by")
        assert REASON in unapproved.text
        told["determine-approved-by"] = str(named("w-head"))
        made = fill(visitor, about_the_son(visitor), "/persons/determine", **told)
        assert "公的な判断を記録しました" in made.text
        assert REASON in made.text
    with visiting(town, NPO) as visitor:
        seen = about_the_son(visitor)
        assert "利用目的の内の提供" in seen.text
        assert REASON not in seen.text
    with visiting(town, COUNSELLOR) as visitor:
        ended = fill(visitor, about_the_son(visitor), "/persons/end")
        assert "終わらせました" in ended.text
        assert "有効でない" in ended.text


@pytest.mark.rule(44)
def test_a_report_of_abuse_is_known_to_its_parties_alone(town: Town) -> None:
    """Made by the clinic to the city; the npo at the same table finds nothing of it."""
    with visiting(town, CLINIC) as visitor:
        told = {
            "determine-kind": "abuse_report",
            "determine-victim-kind": "disabled",
            "determine-categories": ["abuse"],
            "determine-recipients": [str(named("city"))],
        }
        made = fill(visitor, about_the_son(visitor), "/persons/determine", **told)
        assert "公的な判断を記録しました" in made.text
    with visiting(town, NPO) as visitor:
        assert "知ることのできる公的な判断はありません" in about_the_son(visitor).text


@pytest.mark.rule(42)
def test_an_emergency_is_asserted_at_once_and_reviewed_by_another(town: Town) -> None:
    """Nothing stops it but what is missing; who asserted it finds no way to review it."""
    with visiting(town, SECRETARIAT) as visitor:
        refused_at(
            assert_emergency(visitor, **{"emergency-responders": []}), "emergency-responders"
        )
        assert "緊急の申し立てを記録しました" in assert_emergency(visitor).text
        own = visitor.look("/emergencies")
        assert HAPPENED in own.text
        assert not [to for to, _ in every_form(own.text) if to == f"{AT}/emergencies/review"]
    with visiting(town, HEAD) as visitor:
        page = visitor.look("/emergencies")
        (fields,) = [told for to, told in every_form(page.text) if to == f"{AT}/emergencies/review"]
        which = fields["emergency_id"]
        unjust = {f"justified-{which}": "false"}
        refused_at(fill(visitor, page, "/emergencies/review", **unjust), f"note-{which}")
        done(fill(visitor, page, "/emergencies/review", **{f"justified-{which}": "true"}))
        assert "待っている緊急の申し立てはありません" in visitor.look("/emergencies").text
    assert [one.act for one in ledger(town)][-1] == "emergency_reviewed"


@pytest.mark.rule(53)
def test_what_was_told_by_mouth_is_taken_down_lawful_or_not(town: Town) -> None:
    """The answer says at once what the law says of it; it is on the ledger either way."""
    with visiting(town, COUNSELLOR) as visitor:
        told = {
            "tell-recipient-id": str(named("npo")),
            "tell-categories": ["health"],
            "tell-purpose": "referral",
        }
        caseless = fill(visitor, about_the_son(visitor), "/persons/tell", **told)
        refused_at(caseless, "tell-case-id")
        told["tell-case-id"] = CASE
        noted = fill(visitor, about_the_son(visitor), "/persons/tell", **told)
        assert "伝えたことを記録しました" in noted.text
        assert "法律の根拠のないものがあります" in noted.text
        assert ledger(town)[-1].act == "oral"


@pytest.mark.rule(53)
def test_the_agenda_item_gives_the_case(town: Town) -> None:
    """Chosen among the meetings about these people, it spares the case's number."""
    with visiting(town, SECRETARIAT) as visitor:
        page = about_the_son(visitor)
        matter = f"{named('meeting')} {named('matter')} {CASE}"
        assert f'value="{matter}"' in page.text
        told = {
            "tell-recipient-id": str(named("npo")),
            "tell-categories": ["consultation"],
            "tell-purpose": "information_exchange",
            "tell-matter": matter,
        }
        assert "伝えたことを記録しました" in fill(visitor, page, "/persons/tell", **told).text
        read = {
            "read-record-categories": ["consultation"],
            "read-record-purpose": "consultation",
            "read-record-matter": matter,
        }
        answer = fill(visitor, about_the_son(visitor), "/persons/read-record", **read)
        assert "読んだことを記録しました" in answer.text
    assert ledger(town)[-1].act == "record_read"


def test_another_towns_people_are_not_there(town: Town) -> None:
    """A number that is nobody's here is answered like one of another town: nothing is known."""
    with visiting(town, SECRETARIAT) as visitor:
        page = visitor.send("/persons", number=str(named("nobody")))
        assert "知ることのできる公的な判断はありません" in page.text
        told = {
            "emergency-danger": "life",
            "emergency-reason": HAPPENED,
            "emergency-responders": [str(named("clinic"))],
            "emergency-categories": ["health"],
        }
        refused = fill(visitor, page, "/persons/emergency", **told)
        assert "person-not-described" in refused.text
    unreviewed = town.offer("emergencies.unreviewed", HEAD, municipality=DEMO_MUNICIPALITY)
    assert unreviewed.emergencies == ()


def test_a_member_meets_agencies_by_their_numbers(town: Town) -> None:
    """Whoever may not read the register chooses among those at the table, and may type others."""
    member: Actor = CLINIC
    with visiting(town, member) as visitor:
        page = about_the_son(visitor)
        assert "会議を招集した機関" in page.text
        told = assert_emergency(
            visitor,
            **{
                "emergency-responders": [],
                "emergency-more": str(named("npo")),
                "emergency-consent-hard-to-obtain": "true",
            },
        )
        assert "緊急の申し立てを記録しました" in told.text


@pytest.mark.rule(53)
def test_a_packet_is_made_without_a_meeting(town: Town) -> None:
    """Of ticked information, for those who may have it; what is not granted is recorded."""
    told = {
        "prepare-items": [str(named("talk"))],
        "prepare-recipients": [str(named("npo"))],
        "prepare-purpose": "referral",
        "prepare-case-id": CASE,
    }
    with visiting(town, COUNSELLOR) as visitor:
        page = about_the_son(visitor)
        assert f'value="{named("talk")}"' in page.text
        assert f'value="{named("illness")}"' not in page.text
        refused = fill(visitor, page, "/persons/prepare", **told)
        assert "資料はできませんでした" in refused.text
        assert ledger(town)[-1].effect == "withheld"
        town.consents("son", "npo")
        made = fill(visitor, about_the_son(visitor), "/persons/prepare", **told)
        assert "資料のできた相手" in made.text
    assert town.offer("packets.list", NPO)
