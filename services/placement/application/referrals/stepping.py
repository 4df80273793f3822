"""One step of a referral in one transaction, for whichever side may take it."""

from __future__ import annotations

from collections.abc import Callable

from services.placement.application.referrals.forms import ReferralStep
from services.placement.application.referrals.sides import Found, find, sealed_note
from services.placement.domain.referral import REFERRAL, ReferralEvent, ReferralState, Told
from shared.desk import Desk
from shared.identity import Actor
from shared.store import Transaction

Rule = Callable[[ReferralState | None, Told], tuple[ReferralEvent, ...]]
"""A rule of the domain, with what it asks beyond the referral and the telling filled in."""

Check = Callable[[Transaction, Found], None]
"""What is asked before the rule is."""


def nothing_more(_tx: Transaction, _found: Found) -> None:
    """Nothing but the rule is asked."""


class Stepping:
    """Takes steps.

    Args:
        desk: store, keys, clock.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def by_either(
        self, actor: Actor, request: ReferralStep, rule: Rule, check: Check = nothing_more
    ) -> None:
        """A step that the destination takes itself, or the asking side on its behalf.

        Raises:
            Refusal: ``own-agency-not-registered``, ``stale-version``, ``note-without-person``; and
                what the rule refuses.
        """
        with self._desk.transaction(actor) as tx:
            found = find(tx, actor, tx.load(REFERRAL, request.referral_id).state)
            self._take(tx, request, found, rule, check)

    def by_asker(
        self, actor: Actor, request: ReferralStep, rule: Rule, check: Check = nothing_more
    ) -> None:
        """A step of the municipality's own side.

        Raises:
            Refusal: as :meth:`by_either`.
        """
        with self._desk.transaction(actor) as tx:
            found = find(tx, actor, tx.load(REFERRAL, request.referral_id).state)
            own = found if found.is_asker else found._replace(state=None)
            self._take(tx, request, own, rule, check)

    def _take(
        self, tx: Transaction, request: ReferralStep, found: Found, rule: Rule, check: Check
    ) -> None:
        stream, note = tx.load(REFERRAL, request.referral_id), None
        if found.state is not None:
            stream.expect_version(request.expected_version)
            note = sealed_note(self._desk.sealer, found.state.referral, request.note)
        check(tx, found)
        told = Told(request.on, self._desk.today, found.own.agency_id, note)
        tx.append(REFERRAL, stream, *rule(found.state, told))
