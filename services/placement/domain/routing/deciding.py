"""Deciding on proposals: a human chooses, and what no rule proposed is chosen with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.placement.domain.days import refuse_future
from services.placement.domain.routing.events import (
    Choice,
    Proposed,
    RoutingDecided,
    RoutingDecision,
)
from services.placement.routing.proposals import Proposal, Proposals
from shared.codes import AGENCY_KINDS, ROUTING_MODES
from shared.codes.municipality import MunicipalityCode
from shared.refusal import InvalidInput, Refusal
from shared.store.aggregate import Aggregate
from shared.store.event import Event


@dataclass(frozen=True, slots=True)
class RoutingState:
    """A decision; there is one in each stream.

    Attributes:
        municipality: whose case.
        decision: what was looked at, and what came of it.
        rules_id: the rules that proposed.
    """

    municipality: MunicipalityCode
    decision: RoutingDecision
    rules_id: str


def evolve(state: RoutingState | None, event: Event) -> RoutingState:
    """Return the decision after an event.

    Raises:
        LookupError: the history is damaged; the event has no place in it.
    """
    match event:
        case RoutingDecided() if state is None:
            decision = RoutingDecision.carried_by(event)
            return RoutingState(event.municipality, decision, event.rules_id)
    raise LookupError(f"{event.TOPIC} has no place in this decision's history")


ROUTING: Aggregate[RoutingState] = Aggregate("routing", evolve)


def decide_routing(
    state: RoutingState | None,
    municipality: MunicipalityCode,
    decision: RoutingDecision,
    proposals: Proposals,
    *,
    today: date,
) -> tuple[RoutingDecided, ...]:
    """Record what somebody decided on the proposals of the day.

    Args:
        state: ``None`` for a decision nobody has recorded.
        municipality: whose case.
        decision: what was chosen, or why nothing was.
        proposals: what the municipality's rules proposed for this situation.
        today: the day of recording (JST).

    Raises:
        Refusal: ``routing-exists``.
        InvalidInput: ``date-in-future``; ``routing-undecided``: nothing chosen and no reason, or
            both; ``choice-not-proposed``; ``choice-unexplained``: neither proposed nor explained;
            ``unknown-code``.
    """
    if state is not None:
        raise Refusal(
            "routing-exists",
            "この検討の結果は、すでに記録されています。",
            "もう一度検討したときは、新しい検討として記録してください。",
        )
    refuse_future("検討した日", decision.on, today)
    _check_one_of_both(decision)
    for choice in decision.chosen:
        _check_choice(choice, decision, proposals)
    return (
        RoutingDecided(
            municipality=municipality,
            rules_id=proposals.rules,
            rules_from=proposals.version_from,
            proposed=tuple(Proposed(rule=one.rule, place=one.place) for one in proposals.proposals),
            none_fitted=proposals.none_fits,
            **dict(decision),
        ),
    )


def _check_one_of_both(decision: RoutingDecision) -> None:
    if bool(decision.chosen) == (decision.why_none is not None):
        raise InvalidInput(
            "つなぎ先",
            "routing-undecided",
            "つなぎ先か、どれも選ばなかった理由の、どちらか一方が要ります。",
            "候補から選ぶか、選ばなかった理由（候補がない・本人が望まない・この窓口が続ける・"
            "今ではない・その他）を一つ指定してください。",
        )


def _check_choice(choice: Choice, decision: RoutingDecision, proposals: Proposals) -> None:
    AGENCY_KINDS.by_code(choice.kind)
    ROUTING_MODES.by_code(choice.mode)
    if choice.rule is None and choice.place is None:
        if decision.note is None:
            raise InvalidInput(
                "選んだ理由",
                "choice-unexplained",
                "候補にないつなぎ先を選ぶには、理由が要ります。",
                "理由を書くか、候補の中から選んでください。",
            )
    elif not any(_is(one, choice) for one in proposals.proposals):
        named = "・".join(dict.fromkeys(one.name for one in proposals.proposals))
        raise InvalidInput(
            "つなぎ先",
            "choice-not-proposed",
            "選んだつなぎ先が、この状況の候補にありません。",
            f"候補は {named or 'ありません'}。"
            "候補にないところは、規則を指定せず、理由を書いて選んでください。",
        )


def _is(proposal: Proposal, choice: Choice) -> bool:
    """A choice is a proposal: its rule, place and kind, with a concrete place that fits, if any."""
    same = (proposal.rule, proposal.place, proposal.kind) == (
        choice.rule,
        choice.place,
        choice.kind,
    )
    concrete = choice.resource_id is None or any(
        one.id == str(choice.resource_id) for one in proposal.found
    )
    return same and concrete
