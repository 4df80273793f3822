"""Use cases: declared once, offered by name, guarded by role, read without repeating a value."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from pydantic import Field

from shared.identity import Actor, Role
from shared.refusal import InvalidInput, Refusal
from shared.use_case import Request, offered_by, read_request, use_case


class Greeting(Request):
    """A greeting."""

    name: str = Field(repr=False)
    at: datetime | None = None


class Counter:
    """Where somebody is greeted."""

    @use_case("greetings.say", "あいさつ", roles=("counsellor",))
    def say(self, actor: Actor, request: Greeting) -> str:
        """Greet."""
        return f"{actor.person}:{len(request.name)}"

    def not_offered(self) -> None:
        """Nothing that anybody may call from outside."""


class Echo:
    """Another part with the same ability."""

    @use_case("greetings.say", "あいさつ", roles=("member",))
    def say(self, _actor: Actor, request: Greeting) -> str:
        """Greet."""
        return request.name


def somebody(role: Role) -> Actor:
    """Somebody in a role."""
    return Actor(person="w-1", agency="a-1", role=role, purpose="consultation")


def test_what_is_declared_is_offered_by_its_name() -> None:
    """Given a part, then its use cases are found with title, roles, request and answer."""
    ((name, (one, call)),) = offered_by(Counter()).items()

    assert (name, one.title, one.kind) == ("greetings.say", "あいさつ", "command")
    assert (one.request, one.answer) == (Greeting, str)
    assert call(somebody("counsellor"), Greeting(name="架空")) == "w-1:2"


def test_a_role_that_is_not_entitled_is_refused() -> None:
    """When somebody of another role calls, also directly, then it is refused with who may."""
    with pytest.raises(Refusal) as no:
        Counter().say(somebody("member"), Greeting(name="架空"))

    assert no.value.code == "role-not-entitled"
    assert "相談員" in no.value.remedy


def test_two_use_cases_never_share_a_name() -> None:
    """Given two parts with one name, then they are not offered."""
    with pytest.raises(ValueError, match=r"greetings\.say"):
        offered_by(Counter(), Echo())


@pytest.mark.parametrize(
    ("document", "field"),
    [
        ({"name": "架空 太郎", "more": 1}, "more"),
        ({}, "name"),
        ({"name": ["架空 太郎"]}, "name"),
        ({"name": "架空 太郎", "at": "0001-01-01T00:00:00Z"}, "(全体)"),
        ({"name": "架空 太郎", "at": "9999-12-31T23:59:59Z"}, "(全体)"),
        ("架空 太郎", "(全体)"),
    ],
)
def test_a_bad_request_names_its_field_and_no_value(document: object, field: str) -> None:
    """When a request cannot be read, then the field is named and nothing of it repeated."""
    with pytest.raises(InvalidInput) as no:
        read_request(Greeting, document)

    assert (no.value.code, no.value.field) == ("request-unreadable", field)
    assert "架空" not in str(no.value)


def test_a_confidential_field_is_not_shown() -> None:
    """Given a request, then its representation leaves out what is confidential."""
    assert "架空" not in repr(Greeting(name="架空 太郎", at=datetime(2026, 6, 1, tzinfo=UTC)))
