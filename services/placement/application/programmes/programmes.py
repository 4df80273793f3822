"""Programmes: set up, announced otherwise, ended."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID, uuid4

from services.placement.application.acting import (
    SUPPORTERS,
    acting_for,
    found_by,
    refuse_taken,
)
from services.placement.application.places import refuse_unlisted
from services.placement.application.programmes.forms import (
    AmendProgramme,
    EndProgramme,
    ListProgrammes,
    ProgrammeLine,
    ReopenProgramme,
    SetUpProgramme,
)
from services.placement.domain.programme import (
    PROGRAMME,
    Programme,
    ProgrammeEvent,
    ProgrammeState,
    amend_programme,
    end_programme,
    existing_programme,
    reopen_programme,
    set_up_programme,
)
from services.placement.views.programmes import programmes_of
from shared.desk import Desk
from shared.identity import Actor, Role
from shared.paging import listed
from shared.store import Transaction
from shared.use_case import use_case

KEEPERS: tuple[Role, ...] = (*SUPPORTERS, "secretariat")
"""Who keeps programmes and their sessions."""


class Programmes:
    """What is recorded of programmes.

    Args:
        desk: store, keys, clock.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @use_case("programmes.set-up", "居場所などの事業の開設", roles=KEEPERS)
    def set_up(self, actor: Actor, request: SetUpProgramme) -> UUID:
        """Begin a programme; return its id.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``,
                ``resource-not-found``, ``programme-exists``.
            InvalidInput: ``unknown-code``, ``ages-reversed``.
        """
        programme_id = request.programme_id or uuid4()
        with self._desk.transaction(actor) as tx:
            acting_for(tx, actor, request.municipality)
            refuse_unlisted(tx, request.municipality, request.resource_id)
            stream = tx.load(PROGRAMME, programme_id)
            refuse_taken(request.municipality, stream.state)
            events = set_up_programme(
                stream.state, request.municipality, Programme.carried_by(request)
            )
            tx.append(PROGRAMME, stream, *events)
        return programme_id

    @use_case("programmes.amend", "居場所などの事業の変更", roles=KEEPERS)
    def amend(self, actor: Actor, request: AmendProgramme) -> None:
        """Announce it otherwise.

        Raises:
            Refusal: ``own-agency-not-registered``, ``programme-not-found``,
                ``resource-not-found``, ``stale-version``.
            InvalidInput: ``unknown-code``, ``ages-reversed``.
        """

        def amended(tx: Transaction, at: ProgrammeState) -> tuple[ProgrammeEvent, ...]:
            refuse_unlisted(tx, at.municipality, request.resource_id)
            return amend_programme(at, Programme.carried_by(request))

        self._step(actor, request, amended)

    @use_case("programmes.end", "居場所などの事業の廃止", roles=KEEPERS)
    def end(self, actor: Actor, request: EndProgramme) -> None:
        """End it; what was held stays on record.

        Raises:
            Refusal: ``own-agency-not-registered``, ``programme-not-found``, ``programme-ended``,
                ``stale-version``.
        """
        self._step(actor, request, lambda _tx, at: end_programme(at, on=request.on))

    @use_case("programmes.reopen", "居場所などの事業の再開", roles=KEEPERS)
    def reopen(self, actor: Actor, request: ReopenProgramme) -> None:
        """Let it go on.

        Raises:
            Refusal: ``own-agency-not-registered``, ``programme-not-found``,
                ``programme-not-ended``, ``stale-version``.
        """
        self._step(actor, request, lambda _tx, at: reopen_programme(at))

    @use_case("programmes.list", "居場所などの事業の一覧", roles=KEEPERS, kind="query")
    @listed("programme_id")
    def list_programmes(self, actor: Actor, request: ListProgrammes) -> list[ProgrammeLine]:
        """The programmes of a municipality; those that ended, too.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``.
        """
        with self._desk.transaction(actor) as tx:
            acting_for(tx, actor, request.municipality)
            return [ProgrammeLine(**dict(row)) for row in programmes_of(tx, request.municipality)]

    def _step(
        self,
        actor: Actor,
        request: AmendProgramme | EndProgramme | ReopenProgramme,
        rule: Callable[[Transaction, ProgrammeState], tuple[ProgrammeEvent, ...]],
    ) -> None:
        with self._desk.transaction(actor) as tx:
            stream = tx.load(PROGRAMME, request.programme_id)
            at = existing_programme(found_by(tx, actor, stream.state))
            stream.expect_version(request.expected_version)
            tx.append(PROGRAMME, stream, *rule(tx, at))
