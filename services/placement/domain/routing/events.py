"""What is recorded when somebody has looked for somewhere to go; codes, and sealed words."""

from __future__ import annotations

from datetime import date
from typing import Literal
from uuid import UUID

from services.placement.routing.situation import Situation
from shared.facts.fact import Code
from shared.sealing import Sealed
from shared.store.event import Detail, Event, recorded_as

NOTE_LABEL = "placement.routing.note"

WhyNone = Literal["none_fits", "person_declines", "kept_here", "not_now", "other"]
"""Why no proposal was taken."""


class Proposed(Detail):
    """A proposal, by the rule and the place that it named."""

    rule: Code
    place: Code


class Choice(Detail):
    """Somewhere that was chosen.

    Attributes:
        rule: the rule that proposed it; ``None`` for a place that no rule named.
        place: its name within the rules; ``None`` likewise.
        kind: code list ``agency_kinds``.
        mode: code list ``routing_modes``.
        resource_id: the concrete place, if one was chosen.
    """

    rule: Code | None = None
    place: Code | None = None
    kind: Code
    mode: Code
    resource_id: UUID | None = None


class RoutingDecision(Detail):
    """What was looked at, and what came of it.

    Attributes:
        case_id: in which case.
        person_id: who is to go; ``None`` if it is about a household.
        on: the day (JST).
        situation: what was known.
        chosen: where to; several go on at once.
        why_none: why no proposal was taken; ``None`` if one was.
        note: why, in words, sealed under the person's key.
    """

    case_id: UUID
    person_id: UUID | None = None
    on: date
    situation: Situation
    chosen: tuple[Choice, ...] = ()
    why_none: WhyNone | None = None
    note: Sealed | None = None


@recorded_as("placement.RoutingDecided")
class RoutingDecided(Event, RoutingDecision):
    """つなぎ先の検討: somebody chose among the proposals, or none of them, and said why.

    Attributes:
        rules_id: the rules that proposed.
        rules_from: since when their version holds; ``None`` if the source does not say.
        proposed: everything that was proposed on that day.
        none_fitted: つなぎ先がない: nothing proposed led anywhere.
    """

    rules_id: Code
    rules_from: date | None = None
    proposed: tuple[Proposed, ...] = ()
    none_fitted: bool
