"""How a law is tried: on many invented worlds, and on ever smaller ones once it is broken."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from inspect import signature
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from services.conference.law.reading import InvalidWorldError, read_world
from services.conference.law.world import World
from tests.properties.law_worlds import ORDER, Cells, Document, named

Check = Callable[[Document, Random], None]
"""Asserts something of a world, with chance of its own."""

Certain = Callable[[Document], None]
"""Asserts something of a world."""

_TRIES = 1500


def law(one_in: int) -> Callable[[Check | Certain], Callable[[int], None]]:
    """Make a test of a check: it holds in this share of all the worlds to be invented.

    Args:
        one_in: 20 means every twentieth world.
    """

    def mark(check: Any) -> Callable[[int], None]:
        chance = len(signature(check).parameters) > 1

        def test(worlds: int) -> None:
            tried: Check = check if chance else lambda document, _: check(document)
            hold(tried, worlds // one_in, check.__name__)

        test.__name__, test.__doc__, test.__module__ = (
            check.__name__,
            check.__doc__,
            check.__module__,
        )
        return test

    return mark


def hold(check: Check, count: int, title: str) -> None:
    """Try a check on a number of worlds; a world that breaks it is told as small as it gets."""

    @settings(
        max_examples=max(count, 1),
        phases=[Phase.generate],
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.integers(0, 2**64 - 1))
    def on_one(number: int) -> None:
        seed = f"{title} {number}"
        broken = _broken(check, named(seed), seed)
        if broken:
            small = smallest(
                named(seed), lambda less: _is_valid(less) and _fails(check, less, seed)
            )
            shown = json.dumps(small, ensure_ascii=False)
            pytest.fail(f"{seed!r}: {broken}\n{_broken(check, copied(small), seed)}\n{shown}")

    on_one()


def _broken(check: Check, document: Document, seed: str) -> str:
    """What a check has to say against a world."""
    try:
        check(document, Random(seed))  # noqa: S311 - chance that can be repeated
    except AssertionError as broken:
        return str(broken) or "broken"
    return ""


def _is_valid(document: Document) -> bool:
    try:
        valid(document)
    except InvalidWorldError:
        return False
    return True


def _fails(check: Check, document: Document, seed: str) -> bool:
    """Whether a smaller world still breaks the law; one that leaves nothing to try does not."""
    try:
        return bool(_broken(check, copied(document), seed))
    except (InvalidWorldError, LookupError):
        return False


def smallest(document: Document, breaks: Callable[[Document], bool]) -> Document:
    """Take away one thing after the other as long as what is left still breaks the law."""
    tries = 0
    found = True
    while found and tries < _TRIES:
        found = False
        for less in _prunings(document):
            tries += 1
            if breaks(less):
                document, found = less, True
                break
    return document


def _prunings(part: Any) -> Iterator[Any]:
    """Every document that has one element or one field less."""
    if isinstance(part, dict):
        for key, value in part.items():
            yield {name: one for name, one in part.items() if name != key}
            for less in _prunings(value):
                yield {**part, key: less}
    elif isinstance(part, list):
        for place, value in enumerate(part):
            yield [*part[:place], *part[place + 1 :]]
            for less in _prunings(value):
                yield [*part[:place], less, *part[place + 1 :]]


def never_more(after: Cells, before: Cells) -> None:
    """No cell shows more than it did."""
    for cell, decision in after.items():
        was = before[cell]
        assert ORDER[decision.effect] <= ORDER[was.effect], (
            f"{cell}: {was.effect} {was.basis} became {decision.effect} {decision.basis}"
        )


def valid(document: Document) -> World:
    """The world that a document describes."""
    return read_world(json.dumps(document, ensure_ascii=False))


def changed(document: Document, **parts: Any) -> Document:
    """A world in which some parts are others; the rest is shared."""
    return {**document, **parts}


def copied(document: Document) -> Document:
    """A copy of a world that shares nothing with it."""
    copy: Document = json.loads(json.dumps(document))
    return copy


def instant(text: str) -> datetime:
    """An instant as written in a document."""
    return datetime.fromisoformat(text)


def begun(text: str | None, document: Document) -> bool:
    """Whether a moment has come at the instant of a world."""
    return text is not None and instant(text) <= instant(document["at"])


def in_force(part: Document, document: Document) -> bool:
    """Whether something dated holds at the instant of a world."""
    return begun(part["from"], document) and not begun(part["to"], document)
