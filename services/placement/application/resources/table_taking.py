"""Taking one row of a town's table into the directory.

A row is known again by its number, else by kind, name and area, so that the same file taken in
twice adds nothing. A blank cell takes nothing away. A row that was confirmed earlier than what is
on record changes nothing: an old file does not bring back what was.
"""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from services.placement.application.acting import Acting
from services.placement.application.resources.entering import (
    ResourceStream,
    enter_amended,
    enter_confirmed,
    enter_new,
    enter_notes,
)
from services.placement.application.resources.table_row import ResourceEntry
from services.placement.domain.resource import CONTACT_LABEL, RESOURCE, ResourceState
from services.placement.views.resources import folded, resource_at
from shared.desk import Desk
from shared.refusal import InvalidInput
from shared.store import Transaction


class Fate(StrEnum):
    """What became of a row."""

    REGISTERED = "registered"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    OLDER = "older"


class RowTaker:
    """Takes the rows of one table in.

    Args:
        desk: store, keys, clock.
        municipality: whose directory.
    """

    def __init__(self, desk: Desk, municipality: str) -> None:
        self._desk = desk
        self._municipality = municipality
        self._taken: set[UUID] = set()

    def take(self, tx: Transaction, own: Acting, entry: ResourceEntry) -> Fate:
        """Take in everything one row says.

        Args:
            tx: the open transaction.
            own: the agency that imports.
            entry: the row.

        Raises:
            Refusal: a rule says no; the caller undoes what the row has already done.
        """
        stream = tx.load(RESOURCE, self._id_of(tx, entry))
        self._refuse_twice(stream.id)
        if stream.state is not None and _is_older(entry, stream.state):
            return Fate.OLDER
        after = self._confirm(tx, self._describe(tx, stream, entry), entry)
        if entry.notes is not None:
            after = enter_notes(tx, self._desk, own, after, entry.notes)
        self._taken.add(stream.id)
        if stream.state is None:
            return Fate.REGISTERED
        return Fate.CHANGED if after.version > stream.version else Fate.UNCHANGED

    def _id_of(self, tx: Transaction, entry: ResourceEntry) -> UUID:
        """The entry that a row is about; a new one has an id that follows from what it says."""
        opaque = self._desk.sealer.opaque_uuid
        details = entry.details()
        place = (details.kind, folded(details.name), folded(details.area or ""))
        own = opaque("resource-place", self._municipality, *place)
        if entry.number is not None:
            own = opaque("resource-number", self._municipality, entry.number)
            if tx.load(RESOURCE, own).state is not None:
                return own
        return resource_at(tx, self._municipality, details) or own

    def _refuse_twice(self, resource_id: UUID) -> None:
        if resource_id in self._taken:
            raise InvalidInput(
                "名称",
                "row-twice",
                "同じ社会資源が、この表の前の行にもあります。",
                "一行にまとめるか、名称か地域で区別してください。",
            )

    def _describe(
        self, tx: Transaction, stream: ResourceStream, entry: ResourceEntry
    ) -> ResourceStream:
        desk, current = self._desk, stream.state
        if current is None:
            return enter_new(tx, desk, stream, self._municipality, entry.details(), entry.contact)
        known = desk.sealer.open(current.contact, CONTACT_LABEL) if current.contact else None
        details = entry.details(current.details)
        return enter_amended(tx, desk, stream, details, entry.contact or known)

    def _confirm(
        self, tx: Transaction, stream: ResourceStream, entry: ResourceEntry
    ) -> ResourceStream:
        if entry.confirmed_on is None or stream.state is None:
            return stream
        free, current = entry.free_places, stream.state
        if free is None and current.confirmed_on == entry.confirmed_on:
            free = current.free_places
        return enter_confirmed(tx, self._desk, stream, entry.confirmed_on, free)


def _is_older(entry: ResourceEntry, known: ResourceState) -> bool:
    """Whether somebody has asked the place since the row was written."""
    if entry.confirmed_on is None or known.confirmed_on is None:
        return False
    return entry.confirmed_on < known.confirmed_on
