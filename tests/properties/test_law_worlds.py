"""The invented worlds are worth trying laws on: valid, varied, and with much to see."""

from __future__ import annotations

from collections import Counter
from typing import get_args

from services.conference.law.vocabulary import (
    BASES,
    OBLIGATIONS,
    AgencyKind,
    Capacity,
    Category,
    ConsentState,
    Convener,
    DeterminationKind,
    Effect,
    Flag,
    HolderClass,
    Mode,
    Power,
    Purpose,
    RepresentativeKind,
)
from services.conference.law.world import ProfileOptions
from tests.properties.law_checks import smallest, valid
from tests.properties.law_worlds import decided, named

_WORDS = (
    AgencyKind, Capacity, Category, ConsentState, Convener, DeterminationKind, Flag, HolderClass,
    Mode, Power, Purpose, RepresentativeKind,
)  # fmt: skip


def test_the_invented_worlds_reach_everything(worlds: int) -> None:
    """Every effect, basis, obligation, code and option occurs, and a third of the cells show."""
    effects, reached, said = Counter[str](), set[str](), set[str]()
    options: dict[str, set[str]] = {name: set() for name in ProfileOptions.model_fields}
    for number in range(max(worlds // 10, 1000)):
        document = named(f"varied {number}")
        said |= words(document)
        in_force = valid(document).profile.options_at(valid(document).at)
        for name, values in options.items():
            values.add(repr(getattr(in_force, name)))
        for one in decided(document).values():
            effects[one.effect] += 1
            reached |= {*one.basis, *one.obligations}
    assert set(effects) == set(get_args(Effect))
    assert reached == {*BASES, *OBLIGATIONS}
    assert not [one for code in _WORDS for one in get_args(code) if one not in said]
    assert not [name for name, values in options.items() if len(values) == 1]
    visible = 1 - effects["withheld"] / effects.total()
    assert 0.3 < visible < 0.5


def words(part: object) -> set[str]:
    """Every text that stands anywhere in a document."""
    if isinstance(part, dict):
        return set().union(*(words(one) for one in part.values()))
    if isinstance(part, list):
        return set().union(*(words(one) for one in part))
    return {part} if isinstance(part, str) else set()


def test_one_number_names_one_world() -> None:
    """The same seed gives the same world, so that a failure can be repeated."""
    assert named("one") == named("one") != named("two")


def test_a_broken_law_is_told_by_a_small_world() -> None:
    """What is not needed to break a law is taken away, and what is needed stays."""
    small = smallest(
        {"a": [1, 2, 3], "b": {"c": "x", "d": [4]}}, lambda less: 2 in less.get("a", [])
    )
    assert small == {"a": [2]}
