"""The chain of referrals that followed each other for one need, back to its beginning."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from services.placement import views
from services.placement.application.referrals.answers import Chain
from services.placement.application.referrals.lines import line_of
from services.placement.domain.referral import round_of
from services.placement.views import ReferralRow
from shared.store import Rows


def chain_of(rows: Rows, referral_id: UUID, today: date) -> Chain:
    """Read the whole chain that a referral is part of.

    What happened in another municipality before is told by its name alone.

    Raises:
        LookupError: there is no such referral.
    """
    first, came_from = _first_of(rows, referral_id)
    chain = sorted(
        _with_followers(rows, first), key=lambda one: one.offered_on or one.standing.since
    )
    how = round_of([one.standing for one in chain])
    return Chain(
        came_from=came_from,
        referrals=tuple(line_of(one, today) for one in chain),
        refusals=how.refusals,
        warning=_warning(how.refusals) if how.is_passed_round else None,
    )


def _first_of(rows: Rows, referral_id: UUID) -> tuple[ReferralRow, str | None]:
    """Where the chain begins in this municipality, and where it comes from."""
    row = views.referral_row(rows, referral_id)
    if row is None:
        raise LookupError("no such referral")
    while row.follows is not None:
        former = views.referral_row(rows, row.follows)
        if former is None or former.municipality != row.municipality:
            return row, former.municipality if former else None
        row = former
    return row, None


def _with_followers(rows: Rows, first: ReferralRow) -> list[ReferralRow]:
    chain = [first]
    for one in chain:  # grows while it is walked
        followers = views.followers_of(rows, one.referral_id)
        chain += [row for row in followers if row.municipality == first.municipality]
    return chain


def _warning(refusals: int) -> str:
    return (
        f"続けて{refusals}か所に断られています。たらい回しにならないよう、"
        "支援会議で、受け持つ機関を話し合ってください。"
    )
