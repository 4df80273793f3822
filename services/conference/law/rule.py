"""What a rule says when it fires, and the mark that ties a function to the numbers of its rules.

The numbers are those of ``docs/law.md``: every rule that a decision obeys is a function marked with
:func:`rule`, and a test fails when a number has neither a function nor a place where it is open.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple, TypeVar

from services.conference.law.vocabulary import BASES, Basis

F = TypeVar("F", bound=Callable[..., object])


class Finding(NamedTuple):
    """A rule that fired.

    Attributes:
        rules: numbers of ``docs/law.md``.
        reason: one plain Japanese sentence; it quotes nothing of any item.
    """

    rules: tuple[int, ...]
    reason: str


class Limit(NamedTuple):
    """A rule that fired and lowers what some bases give.

    Attributes:
        rules: numbers of ``docs/law.md``.
        reason: one plain Japanese sentence.
        cap: the most that remains.
        binds: the bases it binds.
    """

    rules: tuple[int, ...]
    reason: str
    cap: Literal["withheld", "blurred"]
    binds: frozenset[Basis]


def every_basis_but(*spared: Basis) -> frozenset[Basis]:
    """All bases except some."""
    return frozenset(BASES) - frozenset(spared)


def rule(*numbers: int) -> Callable[[F], F]:
    """Mark a function as the place where rules are decided."""

    def mark(function: F) -> F:
        function.__dict__["rules"] = numbers
        return function

    return mark


def rules_of(function: object) -> tuple[int, ...]:
    """The numbers a function is marked with; none if it is no rule."""
    numbers: tuple[int, ...] = getattr(function, "rules", ())
    return numbers if callable(function) else ()
