"""What stats publishes: 報告, the prefecture's figures."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import StringConstraints

from shared.facts.fact import Fact, OpaqueId, fact


@fact("stats", "return-issued", "報告", subject="return_id")
class ReturnIssued(Fact):
    """A return was issued; its cells are aggregates.

    Attributes:
        return_id: the return.
        template: id of the report template.
        period_from: first day.
        period_to: last day, inclusive.
        version: 1 for the first, n + 1 when late facts changed it.
        digest: SHA-256 (hex) of the return as it was issued.
    """

    return_id: OpaqueId
    template: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]{1,64}$")]
    period_from: date
    period_to: date
    version: int
    digest: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
