"""What conference publishes: 支援会議開催 and what was decided there."""

from __future__ import annotations

from shared.facts.fact import Code, Fact, OpaqueId, fact


@fact("conference", "support-conference-held", "支援会議開催", subject="conference_id")
class SupportConferenceHeld(Fact):
    """A conference took place.

    Attributes:
        legal_mode: code list ``legal_modes``: under which law the items were discussed.
        case_ids: the cases discussed (検討件数 is their number), in agenda order.
        with_consent: number of them discussed with the consent of the persons concerned.
    """

    conference_id: OpaqueId
    legal_mode: Code
    case_ids: tuple[OpaqueId, ...]
    with_consent: int


@fact("conference", "plan-decided", "支援決定")
class PlanDecided(Fact):
    """The municipality decided on a plan (社会福祉法106条の4第2項6号).

    Attributes:
        plan_id: the plan.
        conference_id: where it was discussed.
        first: ``True`` for the first plan of the case, ``False`` for a later one (再プラン).
    """

    case_id: OpaqueId
    plan_id: OpaqueId
    conference_id: OpaqueId
    first: bool
