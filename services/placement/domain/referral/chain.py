"""たらい回し: one need, handed from door to door; shown as the chain of refusals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from services.placement.domain.referral.standing import Standing

WARNING_FROM = 2
"""From so many refusals in a row on, somebody is being sent round."""


class Round(NamedTuple):
    """How a chain stands.

    Attributes:
        refusals: how many destinations in a row have said no since one last agreed.
        is_passed_round: it is a たらい回し.
    """

    refusals: int
    is_passed_round: bool


def round_of(chain: Sequence[Standing]) -> Round:
    """Count the refusals of a chain, oldest first; whoever agrees ends the count."""
    refusals = 0
    for one in chain:
        if one.accepted_on is not None:
            refusals = 0
        elif one.status == "declined":
            refusals += 1
    return Round(refusals, refusals >= WARNING_FROM)
