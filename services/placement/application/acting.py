"""For which agency and which municipality somebody acts: who asks decides, no request."""

from __future__ import annotations

from shared.acting_agency import Acting, acting, acting_for, found_by, refuse_taken
from shared.identity import Role

__all__ = ["SUPPORTERS", "Acting", "acting", "acting_for", "found_by", "refuse_taken"]

SUPPORTERS: tuple[Role, ...] = ("counsellor", "employment_supporter")
"""Who stands beside a person on the way: 相談員・就労支援員."""
