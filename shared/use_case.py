"""Use cases: what can be asked of a service, in one form for HTTP, command line and replays.

A use case is a method of an application that takes the actor and one request. Its name, who may
call it and the shape of its request are declared where it is written, so that every way in offers
the same and none offers more.
"""

from __future__ import annotations

import functools
import inspect
import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, Self, TypeVar, get_type_hints

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from shared.identity import ROLE_LABELS, Actor, Role
from shared.refusal import InvalidInput, Refusal

_FIRST_YEAR, _LAST_YEAR = 1868, 2200

Kind = Literal["command", "query"]
"""A command records something; a query answers, and may record that it was asked."""


LONGEST_TEXT = 10_000
"""So many characters has any text of a request at most, unless its field says otherwise."""


class Request(BaseModel):
    """What somebody asks for: immutable, closed, bounded, and silent about its values in errors."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", hide_input_in_errors=True, str_max_length=LONGEST_TEXT
    )

    @model_validator(mode="after")
    def _within_living_memory(self) -> Self:
        """Refuse days that nobody can mean: beyond the ends of the calendar there is none."""
        for name in type(self).model_fields:
            told = getattr(self, name)
            if isinstance(told, date) and not _FIRST_YEAR <= told.year <= _LAST_YEAR:
                raise PydanticCustomError("day_out_of_bounds", "a day that nobody can mean")
        return self


_CODE = re.compile(r"``([a-z]+(?:-[a-z]+)+)``")
_AS_METHOD = re.compile(r"as\s+:meth:`(\w+)`")

R = TypeVar("R", bound=Request)
A = TypeVar("A")


@dataclass(frozen=True, slots=True)
class UseCase:
    """One use case.

    Attributes:
        name: ``noun.verb`` in kebab-case (``consents.answer``).
        title: the Japanese name users read.
        kind: command or query.
        roles: who may call it.
        request: the shape of what is asked.
        answer: what comes back.
        refusals: codes with which it may be refused, as far as its docstring names them.
    """

    name: str
    title: str
    kind: Kind
    roles: frozenset[Role]
    request: type[Request]
    answer: Any
    refusals: tuple[str, ...] = ()

    def expect_role(self, actor: Actor) -> None:
        """Refuse an actor whose role does not have this use case.

        Raises:
            Refusal: ``role-not-entitled``.
        """
        if actor.role not in self.roles:
            entitled = "・".join(ROLE_LABELS[role] for role in sorted(self.roles))
            raise Refusal(
                "role-not-entitled",
                f"「{self.title}」は、あなたの役割ではできません。",
                f"できるのは{entitled}です。該当する方に依頼してください。",
            )


def use_case(
    name: str, title: str, *, roles: Iterable[Role], kind: Kind = "command"
) -> Callable[[Callable[[Any, Actor, R], A]], Callable[[Any, Actor, R], A]]:
    """Declare a method ``(self, actor, request) -> answer`` as a use case.

    Args:
        name: ``noun.verb``.
        title: the Japanese name users read.
        roles: who may call it; everybody else is refused before anything is read.
        kind: command or query.
    """

    def declare(method: Callable[[Any, Actor, R], A]) -> Callable[[Any, Actor, R], A]:
        @functools.wraps(method)
        def guarded(self: Any, actor: Actor, request: R) -> A:  # noqa: ANN401 - any application
            declared(guarded).expect_role(actor)
            return method(self, actor, request)

        parameter = list(inspect.signature(method).parameters)[2]
        setattr(guarded, "__use_case__", (name, title, kind, frozenset(roles), parameter))  # noqa: B010
        return guarded

    return declare


@functools.cache
def declared(method: Callable[..., Any]) -> UseCase:
    """The use case that a method was declared to be.

    Raises:
        AttributeError: it was not.
    """
    name, title, kind, roles, parameter = method.__use_case__  # type: ignore[attr-defined]
    written = inspect.unwrap(method)
    hints = get_type_hints(written)
    return UseCase(
        name,
        title,
        kind,
        roles,
        hints[parameter],
        hints.get("return"),
        tuple(sorted(_refusals_told(written))),
    )


def _refusals_told(method: Callable[..., Any]) -> set[str]:
    """The codes that a docstring names under ``Raises``, or by pointing to another method's."""
    _, _, raises = (inspect.getdoc(method) or "").partition("Raises:")
    codes = set(_CODE.findall(raises))
    of_class = getattr(sys.modules[method.__module__], method.__qualname__.partition(".")[0], None)
    for name in _AS_METHOD.findall(raises):
        other = inspect.unwrap(getattr(of_class, name, method))
        if other is not method:
            codes |= _refusals_told(other)
    return codes


Bound = Callable[[Actor, Any], Any]


def offered_by(*parts: object) -> dict[str, tuple[UseCase, Bound]]:
    """All use cases of the parts of an application, by name.

    Raises:
        ValueError: two have the same name.
    """
    found: dict[str, tuple[UseCase, Bound]] = {}
    for part in parts:
        for _, method in inspect.getmembers(type(part), inspect.isfunction):
            if not hasattr(method, "__use_case__"):
                continue
            one = declared(method)
            if one.name in found:
                raise ValueError(f"two use cases are called {one.name}")
            found[one.name] = (one, getattr(part, method.__name__))
    return found


def read_request(kind: type[R], document: object) -> R:
    """Read a request from a document that came from outside.

    Args:
        kind: the shape.
        document: parsed JSON or YAML.

    Raises:
        InvalidInput: ``request-unreadable``; it names the field and never its value.
    """
    try:
        return kind.model_validate(document)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False, include_context=False)[0]
        field = ".".join(str(part) for part in first["loc"]) or "(全体)"
        raise InvalidInput(
            field,
            "request-unreadable",
            f"項目「{field}」の内容を読み取れません。",
            "項目の有無と書き方を確かめて、入力し直してください。",
        ) from None
