"""The router: proposes, with the reason; a human decides.

Total: whatever it is told, it answers, and the answer always has somebody who keeps the case.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from services.placement.routing.concrete import fitting
from services.placement.routing.keeping import keeper_of, keeper_without_rules, receiving_window
from services.placement.routing.matching import Match, match, recognised
from services.placement.routing.minding import conflicts_in, notices_for
from services.placement.routing.obligations import obligations_of
from services.placement.routing.proposals import NotProposed, Proposal, Proposals
from services.placement.routing.rule_file import (
    NOT_YET,
    STANDINGS,
    Place,
    Rule,
    RuleFile,
    Version,
)
from services.placement.routing.situation import HIDE, Destination, Situation
from shared.codes import ROUTING_MODES

_ORDER = tuple(STANDINGS)
_HELD = ("keep", "close")
KEPT_HERE = "keep"
"""The group of modes with which nobody is handed on."""


class _Holding(NamedTuple):
    """A rule that holds, and how."""

    rule: Rule
    match: Match


def propose(
    rules: RuleFile, situation: Situation, day: date, destinations: Sequence[Destination] = ()
) -> Proposals:
    """Propose where somebody may go.

    Args:
        rules: the municipality's own.
        situation: what is known.
        day: the day (JST): which version holds, which ages and which season count.
        destinations: concrete places of the directory; more of them never take anything away.
    """
    version = rules.version_on(day)
    if version is None:
        return Proposals(
            rules=rules.id,
            name=rules.name,
            version_from=None,
            in_force=False,
            day=day,
            none_fits=True,
            unanswered=situation.needs,
            notices=notices_for(None, situation, day),
            keeper=keeper_without_rules(),
        )
    about, told = recognised(situation)
    return _of_version(rules, version, _Asked(about, day, destinations), told)


class _Asked(NamedTuple):
    """What is asked."""

    about: Situation
    day: date
    destinations: Sequence[Destination]


def _of_version(
    rules: RuleFile, version: Version, asked: _Asked, told: tuple[str, ...]
) -> Proposals:
    about, day, _ = asked
    holding = _holding(version, about, day)
    stepping_back = _stepping_back(holding)
    standing = [one for one in holding if one.rule.id not in stepping_back]
    hide = HIDE in about.wishes
    proposals = tuple(
        _proposal(rules, version, one, key, asked)
        for one in standing
        for key in one.rule.to
        if not (hide and version.places[key].local)
    )
    hidden = tuple(
        _hidden(one.rule, version.places[key])
        for one in standing
        for key in one.rule.to
        if hide and version.places[key].local
    )
    leading = tuple(one for one in proposals if one.leads_somewhere)
    none_fits = not any(one.hands_on for one in leading)
    return Proposals(
        rules=rules.id,
        name=rules.name,
        version_from=version.start,
        in_force=True,
        day=day,
        proposals=proposals,
        hidden=hidden,
        set_aside=tuple(
            _set_aside(one.rule, version.places[key], stepping_back[one.rule.id])
            for one in holding
            if one.rule.id in stepping_back
            for key in one.rule.to
        ),
        conflicts=conflicts_in(version, about, day, proposals),
        notices=(*told, *notices_for(version, about, day)),
        none_fits=none_fits,
        unanswered=tuple(
            need for need in about.needs if not any(need in one.answers for one in leading)
        ),
        keeper=keeper_of(
            version, about, kept_by=_kept_by(leading), hidden=bool(hidden), none_fits=none_fits
        ),
    )


def _holding(version: Version, about: Situation, day: date) -> list[_Holding]:
    """Every rule that holds: the firmest first, then those that ask for most, then in order."""
    found = [
        _Holding(rule, held)
        for rule in version.rules
        if (held := match(rule.when, about, version, day)) is not None
    ]
    return sorted(found, key=lambda one: (_ORDER.index(one.rule.standing), -one.match.weight))


def _stepping_back(holding: Sequence[_Holding]) -> dict[str, str]:
    """Rules that step back, each with the rule for which it does.

    A rule that steps back itself makes no other step back.
    """
    claims = {
        back: one.rule.id for one in holding for back in one.rule.instead_of if back != one.rule.id
    }
    return {back: instead for back, instead in claims.items() if instead not in claims}


def _proposal(
    rules: RuleFile, version: Version, one: _Holding, key: str, asked: _Asked
) -> Proposal:
    rule, place = one.rule, version.places[key]
    found = fitting(place, version, asked.about, asked.day, one.match.concerns, asked.destinations)
    lasting = rule.standing not in NOT_YET
    receiving = receiving_window(version, asked.about)
    return Proposal(
        rule=rule.id,
        place=key,
        name=place.name,
        kind=place.kind,
        mode=rule.mode,
        hands_on=key != receiving and ROUTING_MODES.by_code(rule.mode).group != KEPT_HERE,
        standing=rule.standing,
        reason=_reason(rules, one),
        concerns=one.match.concerns,
        found=found,
        needs_concrete_place=place.directory,
        answers=tuple(need for need in asked.about.needs if need in rule.when.needs),
        obligations=obligations_of(rule, place, asked.about),
        note=rule.note,
        leads_somewhere=lasting and (bool(found) or not place.directory),
    )


def _reason(rules: RuleFile, one: _Holding) -> str:
    because = "、".join(one.match.because) or "どの相談"
    said = f"{because}に当てはまるため（{rules.name}の規則 {one.rule.id}"
    if one.rule.standing == "established":
        return f"{said}）。"
    return f"{said}、{STANDINGS[one.rule.standing]}）。"


def _hidden(rule: Rule, place: Place) -> NotProposed:
    return NotProposed(
        rule=rule.id,
        name=place.name,
        says="地元の人に知られたくないという希望があるので、候補から外しました。連絡もしません。",
    )


def _set_aside(rule: Rule, place: Place, instead: str) -> NotProposed:
    return NotProposed(
        rule=rule.id, name=place.name, says=f"規則 {instead} が当てはまるので、こちらは使いません。"
    )


def _kept_by(leading: Sequence[Proposal]) -> str | None:
    """The place that a rule of keeping, or of answering at once, names first."""
    return next((one.place for one in leading if one.mode in _HELD), None)
