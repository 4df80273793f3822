"""Which of placement's events leave the service, and in what shape: ids, codes and dates only.

Every module says it for the events of one aggregate; whatever none of them names stays here.
"""

from services.placement.published import (
    employments,
    erasure,
    incentives,
    needs,
    outcomes,
    programmes,
    referrals,
    steps,
)
from services.placement.published.publish import publish

__all__ = [
    "employments",
    "erasure",
    "incentives",
    "needs",
    "outcomes",
    "programmes",
    "publish",
    "referrals",
    "steps",
]
