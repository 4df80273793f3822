"""Keeping the directory of resources 社会資源."""

from __future__ import annotations

from uuid import UUID, uuid4

from services.placement.application.acting import acting_for, found_by
from services.placement.application.resources.entering import (
    enter_amended,
    enter_confirmed,
    enter_new,
)
from services.placement.application.resources.forms import (
    AmendResource,
    ConfirmResource,
    RegisterResource,
    ReopenResource,
    SetFreshness,
    WithdrawResource,
)
from services.placement.application.resources.reaching import (
    KEEPERS,
    READERS,
    reached_by,
    refuse_listed,
)
from services.placement.domain.resource import (
    FRESHNESS,
    RESOURCE,
    ResourceDetails,
    existing,
    freshness_id,
    refuse_undated,
    reopen_resource,
    set_freshness,
    withdraw_resource,
)
from shared.desk import Desk
from shared.identity import Actor
from shared.use_case import use_case


class Resources:
    """What is entered into the directory.

    Args:
        desk: store, keys, clock.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @use_case("resources.register", "社会資源の登録", roles=KEEPERS)
    def register(self, actor: Actor, request: RegisterResource) -> UUID:
        """Enter a resource; return its id.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``,
                ``confirmation-day-missing``; and see :func:`enter_new`, :func:`enter_confirmed`.
        """
        resource_id, details = request.resource_id or uuid4(), ResourceDetails.carried_by(request)
        refuse_undated(request.confirmed_on, request.free_places)
        with self._desk.transaction(actor) as tx:
            acting_for(tx, actor, request.municipality)
            stream = tx.load(RESOURCE, resource_id)
            stream = enter_new(
                tx, self._desk, stream, request.municipality, details, request.contact
            )
            if request.confirmed_on is not None:
                enter_confirmed(tx, self._desk, stream, request.confirmed_on, request.free_places)
        return resource_id

    @use_case("resources.amend", "社会資源の変更", roles=KEEPERS)
    def amend(self, actor: Actor, request: AmendResource) -> None:
        """Replace what is known of a resource.

        Raises:
            Refusal: ``own-agency-not-registered``, ``resource-not-found``, ``stale-version``; and
                see :func:`enter_amended`.
        """
        with self._desk.transaction(actor) as tx:
            stream = tx.load(RESOURCE, request.resource_id)
            existing(found_by(tx, actor, stream.state))
            stream.expect_version(request.expected_version)
            details = ResourceDetails.carried_by(request)
            enter_amended(tx, self._desk, stream, details, request.contact)

    @use_case("resources.confirm", "社会資源の最終確認", roles=READERS)
    def confirm(self, actor: Actor, request: ConfirmResource) -> None:
        """Somebody asked the place; the agency that runs it may say so itself.

        Raises:
            Refusal: ``own-agency-not-registered``, ``resource-not-found``, ``stale-version``; and
                see :func:`enter_confirmed`.
        """
        with self._desk.transaction(actor) as tx:
            stream = tx.load(RESOURCE, request.resource_id)
            existing(reached_by(tx, actor, stream.state))
            stream.expect_version(request.expected_version)
            enter_confirmed(tx, self._desk, stream, request.on, request.free_places)

    @use_case("resources.withdraw", "社会資源の取下げ", roles=KEEPERS)
    def withdraw(self, actor: Actor, request: WithdrawResource) -> None:
        """Nobody is referred there any more.

        Raises:
            Refusal: ``own-agency-not-registered``, ``stale-version``; and see
                :func:`services.placement.domain.resource.withdraw_resource`.
        """
        with self._desk.transaction(actor) as tx:
            stream = tx.load(RESOURCE, request.resource_id)
            current = existing(found_by(tx, actor, stream.state))
            stream.expect_version(request.expected_version)
            withdrawn = withdraw_resource(current, on=request.on, today=self._desk.today)
            tx.append(RESOURCE, stream, *withdrawn)

    @use_case("resources.reopen", "社会資源の再開", roles=KEEPERS)
    def reopen(self, actor: Actor, request: ReopenResource) -> None:
        """People are referred there again.

        Raises:
            Refusal: ``own-agency-not-registered``, ``stale-version``, ``resource-listed``: the
                place was entered anew in the meantime; and see
                :func:`services.placement.domain.resource.reopen_resource`.
        """
        with self._desk.transaction(actor) as tx:
            stream = tx.load(RESOURCE, request.resource_id)
            current = existing(found_by(tx, actor, stream.state))
            stream.expect_version(request.expected_version)
            events = reopen_resource(current, on=request.on, today=self._desk.today)
            refuse_listed(tx, current.municipality, current.details)
            tx.append(RESOURCE, stream, *events)

    @use_case("resources.set-freshness", "社会資源の確認の期限", roles=("secretariat",))
    def set_freshness(self, actor: Actor, request: SetFreshness) -> None:
        """Say after how many days without asking an entry is out of date.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``.
        """
        with self._desk.transaction(actor) as tx:
            acting_for(tx, actor, request.municipality)
            stream = tx.load(FRESHNESS, freshness_id(request.municipality))
            rule = set_freshness(
                stream.state,
                request.municipality,
                outdated_after_days=request.outdated_after_days,
            )
            tx.append(FRESHNESS, stream, *rule)
