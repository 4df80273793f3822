"""Opaque ids: the same for the same number of the municipality, and saying nothing about it.

They are keyed digests (:meth:`shared.sealing.Sealer.opaque_uuid`), so that who holds an id but not
the key can neither read nor guess the number behind it.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from shared.sealing import Sealer


@dataclass(frozen=True, slots=True)
class OpaqueIds:
    """The ids of one municipality's cases, persons, contacts, agencies and workers."""

    sealer: Sealer
    municipality: str

    def _of(self, kind: str, *parts: str) -> UUID:
        return self.sealer.opaque_uuid(kind, self.municipality, *parts)

    def case(self, number: str) -> UUID:
        """The case with a ケース番号."""
        return self._of("case", number)

    def anonymous_case(self, contact_identity: str) -> UUID:
        """The case of a caller without a name, one for each such contact."""
        return self._of("anonymous-case", contact_identity)

    def person(self, number: str) -> UUID:
        """The person with a 対象者番号."""
        return self._of("person", number)

    def contact(self, identity: str) -> UUID:
        """The contact that a ledger's row tells, by everything the row says."""
        return self._of("contact", identity)

    def agency(self, name: str) -> UUID:
        """The agency of a name."""
        return self._of("agency", name)

    def worker(self, agency: str, name: str) -> UUID:
        """The worker of a name in an agency."""
        return self._of("worker", agency, name)

    def referral(self, case_id: UUID, person: str, destination: str, on: str) -> UUID:
        """The hand-over of a person to a kind of destination on a day."""
        return self._of("referral", str(case_id), person, destination, on)

    def employment(self, person_id: UUID, kind: str, started_on: str) -> UUID:
        """The job of a kind that a person took up on a day."""
        return self._of("employment", str(person_id), kind, started_on)
