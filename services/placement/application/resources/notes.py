"""受入れの配慮・経緯: what the municipality's own agencies know of a place, and nobody else.

An employer who took somebody on and had trouble, or who must not be asked again this year: such a
note helps the next person, and would harm the place if it went round. It names no person. It is
sealed under the resource's own key; no list, fact or file that goes out has it.
"""

from __future__ import annotations

from services.placement.application.acting import acting, found_by
from services.placement.application.resources.entering import enter_notes, refuse_about_own
from services.placement.application.resources.forms import RecordNotes, ShownNotes, WhichResource
from services.placement.application.resources.reaching import KEEPERS
from services.placement.domain.resource import NOTES_LABEL, RESOURCE, existing
from shared.desk import Desk
from shared.identity import Actor
from shared.use_case import use_case


class ResourceNotes:
    """What is to be minded of a place.

    Args:
        desk: store, keys, clock.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @use_case("resource-notes.record", "受入れの配慮・経緯の記録", roles=KEEPERS)
    def record(self, actor: Actor, request: RecordNotes) -> None:
        """Replace what is noted.

        Raises:
            Refusal: ``own-agency-not-registered``, ``resource-not-found``,
                ``notes-about-own-agency``, ``stale-version``.
        """
        with self._desk.transaction(actor) as tx:
            stream = tx.load(RESOURCE, request.resource_id)
            existing(found_by(tx, actor, stream.state))
            stream.expect_version(request.expected_version)
            enter_notes(tx, self._desk, acting(tx, actor), stream, request.notes)

    @use_case(
        "resource-notes.show",
        "受入れの配慮・経緯の表示",
        roles=KEEPERS,
        kind="query",
    )
    def show(self, actor: Actor, request: WhichResource) -> ShownNotes:
        """What is to be minded, for the municipality's own agencies.

        Raises:
            Refusal: ``own-agency-not-registered``, ``resource-not-found``,
                ``notes-about-own-agency``.
        """
        with self._desk.transaction(actor) as tx:
            stream = tx.load(RESOURCE, request.resource_id)
            current = existing(found_by(tx, actor, stream.state))
            refuse_about_own(acting(tx, actor), current)
        notes = current.notes
        return ShownNotes(
            resource_id=stream.id,
            version=stream.version,
            notes=self._desk.sealer.open(notes, NOTES_LABEL) if notes else None,
        )
