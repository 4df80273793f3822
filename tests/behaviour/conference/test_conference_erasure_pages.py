"""保存期間の過ぎた記録 as a page: due, proposed by one, approved by another, and for whom it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.identity import Role
from tests.behaviour.conference.conference_visitor import (
    AT,
    done,
    every_form,
    expect_nobody_in_addresses,
    refused_at,
    visiting,
)
from tests.behaviour.disposal_town import FIRST, SECOND, DisposalTown, official

PROPOSE, APPROVE = "/erasures/propose", "/erasures/approve"


@pytest.fixture
def town(tmp_path: Path) -> Iterator[DisposalTown]:
    """A town with its agencies."""
    made = DisposalTown(tmp_path / "home")
    made.found_agencies()
    yield made
    made.close()


@pytest.fixture
def son(town: DisposalTown) -> UUID:
    """Somebody whose only case ended five years, and a day, ago."""
    return town.whose_case_is_long_over()


def forms(text: str, action: str) -> list[dict[str, Any]]:
    """What stands in the forms of a page that are sent to one address."""
    return [dict(fields) for to, fields in every_form(text) if to == f"{AT}{action}"]


def status(town: DisposalTown) -> list[str]:
    """How the erasures of the town stand."""
    found = town.offer("erasures.list", FIRST, municipality=DEMO_MUNICIPALITY)
    return [one.status for one in found.lines]


@pytest.mark.parametrize(
    ("role", "answer"), [("secretariat", 200), ("auditor", 200), ("counsellor", 403)]
)
def test_the_page_is_for_those_who_decide(town: DisposalTown, role: Role, answer: int) -> None:
    """The secretariat and the auditor decide on disposal; nobody else learns what is due."""
    with visiting(town, official("w-1", role)) as visitor:
        assert visitor.look("/erasures").status_code == answer


@pytest.mark.rule(58)
def test_one_proposes_and_another_approves(town: DisposalTown, son: UUID) -> None:
    """By two buttons of two people; whoever proposed finds no way to approve, and is refused."""
    with visiting(town, FIRST) as first:
        page = first.look("/erasures")
        expect_nobody_in_addresses(str(son), page)
        (due,) = forms(page.text, PROPOSE)[:-1]
        assert due["person"] == str(son)
        done(first.send(PROPOSE, **due))
        proposed = first.look("/erasures").text
        assert forms(proposed, APPROVE) == []
        assert "提案済み" in proposed
    with visiting(town, SECOND) as second:
        (approving,) = forms(second.look("/erasures").text, APPROVE)
        with visiting(town, FIRST) as first:
            assert "approver-proposed-it" in first.send(APPROVE, **approving).text
        assert status(town) == ["proposed"]
        done(second.send(APPROVE, **approving))
        assert "消去中" in second.look("/erasures").text
    town.settle()
    assert status(town) == ["completed"]


def test_a_proposal_is_turned_down_with_a_reason(town: DisposalTown, son: UUID) -> None:
    """The records stay, the page tells it, and they may be proposed again."""
    town.propose(person_id=son)
    with visiting(town, SECOND) as second:
        (rejecting,) = forms(second.look("/erasures").text, "/erasures/reject")
        done(second.send("/erasures/reject", **rejecting))
        after = second.look("/erasures").text
    assert "承認されなかった" in after
    assert status(town) == ["rejected"]
    assert len(forms(after, PROPOSE)) == 2


def test_another_ground_needs_its_reason(town: DisposalTown, son: UUID) -> None:
    """Before the term a decision is told with it; what was typed stays where it is refused."""
    typed = {"person": "123", "ground": "court_order", "reason": "架空の命令"}
    with visiting(town, FIRST) as first:
        wrong = first.send(PROPOSE, **typed)
        refused_at(wrong, "person")
        assert "架空の命令" in wrong.text
        done(first.send(PROPOSE, **{**typed, "person": str(son)}))
    assert status(town) == ["proposed"]


@pytest.mark.rule(58)
def test_an_erasure_shows_the_proofs_of_every_service(town: DisposalTown, son: UUID) -> None:
    """Once all three have answered, the page tells who proposed, who approved and what is gone."""
    (erasure_id,) = town.propose(person_id=son)
    with visiting(town, SECOND) as second:
        (approving,) = forms(second.look("/erasures").text, APPROVE)
        done(second.send(APPROVE, **approving))
        town.settle()
        page = second.look(f"/erasures/{erasure_id}")
        expect_nobody_in_addresses(str(son), page)
    for service in ("相談受付", "支援会議", "つなぎ・就労・定着"):
        assert f">{service}</h3>" in page.text
    assert FIRST.person in page.text
    assert SECOND.person in page.text
    with visiting(town, official("w-1", "counsellor")) as other:
        assert other.look(f"/erasures/{erasure_id}").status_code == 403
