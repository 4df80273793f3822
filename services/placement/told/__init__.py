"""How every event about somebody is told to them, for their own request (開示請求)."""

from services.placement.told import employments, referrals
from shared.telling import Forms

FORMS: Forms = {**referrals.FORMS, **employments.FORMS}
"""Every event of placement that is about somebody, and how it is told."""

ABOUT_THE_WORK: frozenset[str] = frozenset()
"""Topics of the events that are about places, programmes and rules, and about nobody."""
