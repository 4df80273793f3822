"""Looking into the directory of resources: lists, one entry, and what is out of date."""

from __future__ import annotations

from collections.abc import Iterator

from services.placement.application.acting import acting_for
from services.placement.application.resources.forms import (
    FindResources,
    ResourceLine,
    ResourceList,
    ShownResource,
    WhichDirectory,
    WhichResource,
)
from services.placement.application.resources.reaching import READERS, reached_by
from services.placement.domain.resource import CONTACT_LABEL, RESOURCE, existing
from services.placement.views.resources import ResourceRow, outdated_after_days, resources_of
from shared.desk import Desk
from shared.identity import Actor
from shared.paging import listed
from shared.use_case import use_case


class Directory:
    """What is asked of the directory.

    Args:
        desk: store, keys, clock.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @use_case("resources.list", "社会資源の一覧", roles=READERS, kind="query")
    @listed("kind", "name", "resource_id", of="resources")
    def find(self, actor: Actor, request: FindResources) -> ResourceList:
        """The resources that fit every wish, by kind and name; each says whether it is outdated.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``.
        """
        with self._desk.transaction(actor) as tx:
            acting_for(tx, actor, request.municipality)
            rows = resources_of(
                tx, request.municipality, kind=request.kind, withdrawn=request.withdrawn
            )
            days = outdated_after_days(tx, request.municipality)
        fitting = [row for row in rows if _fits(row, request)]
        if request.free_places:
            unknown = sum(row.free_places is None for row in fitting)
            fitting = [row for row in fitting if row.free_places]
        else:
            unknown = 0
        return ResourceList(
            resources=tuple(self._line(row, days) for row in fitting),
            room_unknown=unknown,
            outdated_after_days=days,
        )

    @use_case("resources.outdated", "確認の古い社会資源", roles=READERS, kind="query")
    @listed("?last_confirmed", "name", "resource_id", of="resources")
    def outdated(self, actor: Actor, request: WhichDirectory) -> ResourceList:
        """The resources that somebody should ask again: never asked first, then the oldest.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``.
        """
        with self._desk.transaction(actor) as tx:
            acting_for(tx, actor, request.municipality)
            rows = resources_of(tx, request.municipality)
            days = outdated_after_days(tx, request.municipality)
        lines = (self._line(row, days) for row in sorted(rows, key=_by_last_confirmed))
        return ResourceList(
            resources=tuple(line for line in lines if line.outdated), outdated_after_days=days
        )

    @use_case("resources.show", "社会資源の内容", roles=READERS, kind="query")
    def show(self, actor: Actor, request: WhichResource) -> ShownResource:
        """A resource with whom to call, for the municipality's agencies and who runs it.

        Raises:
            Refusal: ``own-agency-not-registered``, ``resource-not-found``.
        """
        with self._desk.transaction(actor) as tx:
            stream = tx.load(RESOURCE, request.resource_id)
            current = existing(reached_by(tx, actor, stream.state))
            days = outdated_after_days(tx, current.municipality)
        row = ResourceRow(
            resource_id=stream.id,
            municipality=current.municipality,
            last_confirmed=current.confirmed_on,
            free_places=current.free_places,
            withdrawn_on=current.withdrawn_on,
            **dict(current.details),
        )
        sealed = current.contact
        contact = self._desk.sealer.open(sealed, CONTACT_LABEL) if sealed else None
        line = self._line(row, days)
        return ShownResource(version=stream.version, contact=contact, **dict(line))

    def _line(self, row: ResourceRow, days: int) -> ResourceLine:
        outdated = row.withdrawn_on is None and row.is_outdated(self._desk.today, days)
        return ResourceLine(outdated=outdated, **dict(row))


def _fits(row: ResourceRow, wish: FindResources) -> bool:
    return all(_answers(row, wish))


def _answers(row: ResourceRow, wish: FindResources) -> Iterator[bool]:
    yield wish.area is None or row.serves(wish.area)
    yield wish.age is None or row.takes_age(wish.age)
    yield wish.month is None or row.open_in(wish.month)
    yield wish.online is None or row.online == wish.online


def _by_last_confirmed(row: ResourceRow) -> tuple[str, str]:
    return row.last_confirmed.isoformat() if row.last_confirmed else "", row.name
