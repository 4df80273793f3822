"""秘匿: what leaves in a publication, so that nobody in it can be recognised (law rule 64).

The way in is :func:`protect`. Pure: no input, no output, no clock; the solver draws no lots.
"""

from services.stats.domain.protection.protect import protect
from services.stats.domain.protection.publication import (
    KEPT_BACK,
    Exposed,
    ProtectedFigure,
    ProtectedTable,
    Publication,
    Status,
)
from services.stats.domain.protection.rule import (
    CARE_DATABASE_TIERS,
    DEFAULT_THRESHOLD,
    ProtectionRule,
    Rounding,
    Zeros,
    rule_for_population,
    rule_of_level,
)
from services.stats.domain.protection.stored import published_again
from services.stats.domain.protection.subject import Axis, Subject, describe

__all__ = [
    "CARE_DATABASE_TIERS",
    "DEFAULT_THRESHOLD",
    "KEPT_BACK",
    "Axis",
    "Exposed",
    "ProtectedFigure",
    "ProtectedTable",
    "ProtectionRule",
    "Publication",
    "Rounding",
    "Status",
    "Subject",
    "Zeros",
    "describe",
    "protect",
    "published_again",
    "rule_for_population",
    "rule_of_level",
]
