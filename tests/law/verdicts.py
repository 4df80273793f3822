"""What a test says of a decision."""

from __future__ import annotations

from services.conference.law.decision import Decision
from services.conference.law.rule import Finding, Limit


def assert_withheld(decision: Decision, *because: Finding | Limit) -> None:
    """Nothing is shown, and these reasons are given with their rules."""
    assert (decision.effect, decision.basis) == ("withheld", ()), decision
    _assert_told(decision, because)


def assert_blurred(decision: Decision, on: tuple[str, ...], *because: Finding | Limit) -> None:
    """A generalised wording is shown on exactly these bases, and these reasons are given."""
    assert (decision.effect, decision.basis) == ("blurred", on), decision
    _assert_told(decision, because)


def assert_full(decision: Decision, *on: str) -> None:
    """The text is shown on exactly these bases."""
    assert (decision.effect, decision.basis) == ("full", on), decision


def _assert_told(decision: Decision, because: tuple[Finding | Limit, ...]) -> None:
    for one in because:
        assert one.reason in decision.reasons, decision
        assert set(one.rules) <= set(decision.rules), decision
