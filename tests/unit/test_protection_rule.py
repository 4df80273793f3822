"""Rules of protection: thresholds, the population tiers of the 介護DB, and their names."""

import pytest

from services.stats.domain.protection import (
    ProtectionRule,
    Rounding,
    Zeros,
    rule_for_population,
    rule_of_level,
)


@pytest.mark.rule(64)
@pytest.mark.parametrize(
    ("inhabitants", "level"),
    [
        (0, "withheld"),
        (1_999, "withheld"),
        (2_000, "suppressed-20"),
        (24_999, "suppressed-20"),
        (25_000, "suppressed-10"),
        (831_949, "suppressed-10"),
    ],
)
def test_smaller_municipalities_tell_less(inhabitants: int, level: str) -> None:
    """Nothing below 2,000 inhabitants, nothing below 20 up to 25,000, nothing below 10 above."""
    assert rule_for_population(inhabitants).level == level


def test_there_is_no_negative_number_of_inhabitants() -> None:
    """A negative number is an error of whoever asks."""
    with pytest.raises(ValueError, match="negative"):
        rule_for_population(-1)


@pytest.mark.rule(64)
def test_one_to_nine_are_small_unless_said_otherwise() -> None:
    """The default is the one of the law reference: 10 is told, 9 is not, and 0 is told."""
    assert ProtectionRule() == ProtectionRule(threshold=10, zeros=Zeros.SHOWN)


def test_a_threshold_below_two_protects_nothing() -> None:
    """A threshold of 1 keeps back nothing: the configuration is wrong."""
    with pytest.raises(ValueError, match="at least 2"):
        ProtectionRule(threshold=1)


@pytest.mark.parametrize(
    "rule",
    [
        *(ProtectionRule(threshold=20, zeros=zeros) for zeros in Zeros),
        *(ProtectionRule(rounding=rounding) for rounding in Rounding),
        ProtectionRule(published=False),
    ],
)
def test_a_rule_is_found_again_by_its_name(rule: ProtectionRule) -> None:
    """A stored publication names its protection, and the name says all that matters."""
    assert rule_of_level(rule.level) == rule


def test_a_name_that_no_rule_has_is_refused() -> None:
    """A publication of an unknown kind cannot be protected against."""
    with pytest.raises(ValueError, match="no protection"):
        rule_of_level("suppressed")
