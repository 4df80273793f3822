"""つなぎ先の検討 as a page: what was considered is read back, and looked at again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from shared.codes.municipality import DEMO_MUNICIPALITY
from tests.behaviour.placement.raided import Raided, filled
from tests.behaviour.placement_visitor import forms_of, visiting
from tests.behaviour.referral_desk import known, worker

SUPPORTER = worker("city", "employment_supporter")
SAID = "架空の検討のことば・あさきゆめみし"
CASE = f"/cases/{known('case')}"
BOTH_AGREE = "both_sides_agree"
"""A sign for which the town's rules propose a farm."""


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Raided]:
    """A desk with one record of each kind, three months on."""
    with filled(tmp_path) as desk:
        yield desk


def decided(town: Raided, **situation: Any) -> UUID:
    """Nobody was asked, for a reason that was written down."""
    routing_id: UUID = town.do(
        "routing.decide",
        SUPPORTER,
        municipality=DEMO_MUNICIPALITY,
        case_id=known("case"),
        person_id=known("son"),
        situation={"people": [{"age": 24}], "factors": ["withdrawal"], **situation},
        why_none="not_now",
        note=SAID,
    )
    return routing_id


def test_what_was_considered_is_found_from_its_case_and_read_back(town: Raided) -> None:
    """Whoever takes a case over reads what was known, what came of it and why."""
    page = f"/routings/{decided(town, consulter='mother', family_agrees=True)}"
    with visiting(town, SUPPORTER) as visitor:
        case = visitor.shown(CASE)
        assert f'href="/placement/pages{page}"' in case
        assert "いまではない" in case
        assert SAID not in case
        shown = visitor.shown(page)
    for words in ("24歳", "ひきこもり", "母", "家族自身への支援を望んでいる", "いまではない", SAID):
        assert words in shown


def test_what_was_found_later_is_added_and_told(town: Raided) -> None:
    """The form begins with what was known; what changed stands before the proposals."""
    town.do("resources.register", kind="farm", name="架空の農園", municipality=DEMO_MUNICIPALITY)
    routing = f"/routings/{decided(town)}"
    with visiting(town, SUPPORTER) as visitor:
        known_before = visitor.forms(routing)[f"/placement/pages{routing}/routing"]
        assert known_before["routing-age"] == ["24"]
        assert known_before["routing-situation-factors"] == ["withdrawal"]
        before = town.position()
        nothing = visitor.send(routing, f"{routing}/routing")
        assert "変わったことはありません。" in nothing.text
        found = visitor.send(routing, f"{routing}/routing", routing_situation_signs=[BOTH_AGREE])
        assert "新しい候補: " in found.text
        assert town.position() == before
        chosen = forms_of(found.text)[f"/placement/pages{CASE}/routing/choose"]
        offer = visitor.post(
            f"{CASE}/routing/choose", {name: texts[:1] for name, texts in chosen.items()}
        )
        assert offer.status_code == 200, offer.text
        assert visitor.shown(CASE).count("の検討</a>") == 3


def test_what_the_form_cannot_say_is_looked_for_anew(town: Raided) -> None:
    """A third age or a need that presses is not dropped in silence."""
    urgent = {"people": [{"age": 24, "urgent": True}]}
    routing = f"/routings/{decided(town, **urgent)}"
    with visiting(town, SUPPORTER) as visitor:
        shown = visitor.shown(routing)
    assert "急いでいる" in shown
    assert f"/placement/pages{routing}/routing" not in forms_of(shown)
    assert f'href="/placement/pages{CASE}/routing"' in shown


def test_a_reason_in_words_is_written_with_the_decision(town: Raided) -> None:
    """「いまは、どこにもつながない」 is recorded with why, and read back."""
    with visiting(town, SUPPORTER) as visitor:
        page = f"{CASE}/routing"
        fields = forms_of(visitor.send(page, page, routing_who=str(known("son"))).text)
        leave = {name: texts[:1] for name, texts in fields[f"/placement/pages{page}/leave"].items()}
        sent = visitor.post(f"{page}/leave", leave, leave_why_none="kept_here", leave_note=SAID)
        assert sent.status_code == 303, sent.text
        (line, *_) = town.do(
            "routing.list", SUPPORTER, municipality=DEMO_MUNICIPALITY, case_id=known("case")
        )
        assert line.why_none == "kept_here"
        assert SAID in visitor.shown(f"/routings/{line.routing_id}")
