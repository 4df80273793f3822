"""Two municipal rules side by side."""

from __future__ import annotations

import pytest

from services.conference.law.comparison import compare
from services.conference.law.world import Profile
from tests.law.records import with_consent
from tests.law.worlds import conference_world, item, read, with_profile

WORLD = conference_world()


def rule(**options: object) -> Profile:
    """A municipal rule like that of the conference world, with options changed."""
    return read(with_profile(WORLD, **options)).profile


@pytest.mark.rule(15)
def test_only_cells_that_differ_are_told() -> None:
    """A stricter rule closes what the first one opened, and the own record stays as it was."""
    world = read(WORLD | {"recipients": ["npo", "clinic"]})
    (difference,) = compare(world, rule(), rule(without_consent="never"))
    assert (difference.first.effect, difference.second.effect) == ("full", "withheld")
    document = difference.document()
    assert (document["item"], document["recipient"]) == ("note", "npo")
    assert document["first"] == difference.first.document()
    assert document["second"] == difference.second.document()


def test_the_worlds_own_rule_is_left_aside() -> None:
    """Only the two rules handed in are compared."""
    world = read(with_profile(WORLD, without_consent="never") | {"recipients": ["npo"]})
    assert compare(world, rule(), rule()) == []
    assert len(compare(world, rule(), rule(without_consent="never"))) == 1


def test_a_difference_in_basis_or_obligations_is_one() -> None:
    """The same effect on another basis, or with another duty, is told; another reason is not."""
    world = read(with_consent(WORLD) | {"recipients": ["npo"]})
    (basis,) = compare(world, rule(), rule(blur_without_consent=["consultation"]))
    assert basis.first.basis == ("consent", "conference_106_6")
    assert basis.second.basis == ("consent",)
    bare = read(WORLD | {"recipients": ["npo"]})
    (duty,) = compare(bare, rule(), rule(flag_no_consent=False))
    assert duty.first.effect == duty.second.effect
    assert duty.first.basis == duty.second.basis
    closed = [rule(without_consent="never"), rule(without_consent="only_when_not_obtainable")]
    assert compare(bare, *closed) == []


def test_differences_stand_in_the_order_of_the_world() -> None:
    """Items first, then recipients."""
    world = read(WORLD | {"items": [item("b"), item("a")], "recipients": ["npo"]})
    differences = compare(world, rule(), rule(without_consent="never"))
    assert [one.first.item for one in differences] == ["b", "a"]
