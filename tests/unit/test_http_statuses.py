"""Statuses: what kind of no a refusal is, told from its code."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from services.conference.http import catalogue
from services.conference.http.statuses import STATUSES
from shared.http.problem import problem_of
from shared.http.routes import path_of
from shared.http.statuses import COMMON, Statuses
from shared.refusal import InvalidInput, Refusal
from shared.tokens.unauthenticated import Unauthenticated

ROOT = Path(__file__).parents[2]


def refusal(code: str) -> Refusal:
    """A refusal with a code."""
    return Refusal(code, "理由。", "次の手立て。")


def codes_in_the_code() -> set[str]:
    """Every text that could be a refusal's code."""
    found: set[str] = set()
    for folder in ("services", "shared"):
        for path in (ROOT / folder).rglob("*.py"):
            if path.parts[-2:] == ("http", "statuses.py"):
                continue
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    found.add(node.value)
    return found


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("request-unreadable", 400),
        ("role-not-entitled", 403),
        ("not-the-convener", 403),
        ("conference-not-found", 404),
        ("case-unknown", 404),
        ("roster-exists", 409),
        ("stale-version", 409),
        ("stale-board", 409),
        ("already-withdrawn", 409),
        ("access-already-decided", 409),
        ("conference-held", 409),
        ("consent-required", 422),
        ("planned-in-past", 422),
        ("issuer-keys-unreadable", 503),
        ("evidence-unwritable", 503),
    ],
)
def test_a_code_has_the_status_of_its_kind(code: str, status: int) -> None:
    """Unreadable, not theirs, unknown, in the way, refused by rule, out of order."""
    assert STATUSES.of(refusal(code)) == status


def test_whoever_is_nobody_is_told_to_say_who_they_are() -> None:
    """Whatever the code, who is not vouched for is 401."""
    assert Statuses().of(Unauthenticated("roster-exists", "", "")) == 401


def test_every_listed_code_is_one_that_something_refuses_with() -> None:
    """A code that was renamed takes its status along."""
    assert sorted({*COMMON, *STATUSES.own} - codes_in_the_code()) == []


def test_a_problem_names_the_field_and_no_value() -> None:
    """A wrong input tells its field; another refusal has none."""
    wrong = InvalidInput("birth", "birth-in-future", "理由。", "次の手立て。")

    assert problem_of(wrong, 422).field == "birth"
    assert problem_of(refusal("x"), 422).model_dump(exclude_none=True) == {
        "type": "urn:tsunagu:problem:x",
        "title": "理由。",
        "status": 422,
        "code": "x",
        "message": "理由。",
        "remedy": "次の手立て。",
    }


def test_every_use_case_has_an_address_and_shapes_of_its_own() -> None:
    """None is left out because its request or answer cannot be described."""
    paths = {path_of("conference", name) for name in catalogue()}

    assert len(paths) == len(catalogue()) > 100
    for name, one in catalogue().items():
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*", name)
        assert TypeAdapter(one.request).json_schema()["additionalProperties"] is False
        assert TypeAdapter(one.answer).json_schema(mode="serialization")
        assert one.roles
