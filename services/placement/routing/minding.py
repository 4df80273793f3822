"""What must be minded beside the proposals: what presses first, and what contradicts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from services.placement.routing.matching import match
from services.placement.routing.proposals import Proposal
from services.placement.routing.rule_file import RemarkKind, Version
from services.placement.routing.situation import HIDE, Situation

_ABUSE = (
    "虐待のおそれがあります。つなぎ先を待たずに、通告・通報してください"
    "（児童虐待防止法6条、高齢者虐待防止法7条、障害者虐待防止法7条）。"
)
_VIOLENCE = (
    "配偶者からの暴力のおそれがあります。居どころがどこにも伝わらないようにし、"
    "配偶者暴力相談支援センターか警察につないでください（配偶者暴力防止法6条）。"
)
_LIFE = "命に関わるおそれがあります。つなぎ先を待たずに、安全の確保を先にしてください。"
_URGENT_AND_HIDDEN = (
    "命や身体に差し迫った危険があるときは、希望があっても、地元の機関への連絡が要ることがあります。"
    "そのときは、緊急の提供として理由を記録してください。"
)
_AGES_UNKNOWN = "年齢の分からない人がいるので、年齢で決まるつなぎ先は出ていないことがあります。"


def notices_for(version: Version | None, about: Situation, day: date) -> tuple[str, ...]:
    """What must be known, what presses most first."""
    return (
        *_pressing(about),
        *(_remarks(version, about, day, _BESIDE) if version else ()),
        *(_unknown_ages(version, about) if version else ()),
    )


_BESIDE: tuple[RemarkKind, ...] = (
    "priority",
    "precondition",
    "step",
    "effect",
    "stop",
    "principle",
)


def _pressing(about: Situation) -> Iterator[str]:
    if "abuse" in about.factors:
        yield _ABUSE
    if "dv" in about.factors:
        yield _VIOLENCE
    if "suicide_risk" in about.factors:
        yield _LIFE
    if HIDE in about.wishes and any(one.urgent for one in about.people):
        yield _URGENT_AND_HIDDEN


def _remarks(
    version: Version, about: Situation, day: date, kinds: Sequence[RemarkKind]
) -> Iterator[str]:
    for kind in kinds:
        for one in version.remarks:
            if one.kind == kind and match(one.when, about, version, day) is not None:
                yield one.says


def _unknown_ages(version: Version, about: Situation) -> Iterator[str]:
    by_age = any(one.when.ages is not None for one in version.rules)
    if by_age and (not about.people or any(one.age is None for one in about.people)):
        yield _AGES_UNKNOWN


def conflicts_in(
    version: Version, about: Situation, day: date, proposals: Sequence[Proposal]
) -> tuple[str, ...]:
    """What contradicts or overlaps; both sides stay proposed."""
    return (
        *_overlapping_ages(about, proposals),
        *_more_than_one_takes_over(proposals),
        *_remarks(version, about, day, ("conflict",)),
    )


_ALONE = ("handover", "assign", "exclusive", "reassign", "escalate")
"""Modes after which one place holds the case alone."""


def _overlapping_ages(about: Situation, proposals: Sequence[Proposal]) -> Iterator[str]:
    """Somebody is of an age for which several places are meant."""
    for number, one in enumerate(about.people):
        places = dict.fromkeys(two.name for two in proposals if number in two.concerns)
        if len(places) > 1:
            names = "」と「".join(places)
            yield f"{one.age}歳は、「{names}」の対象に重なります。本人と話して選んでください。"


def _more_than_one_takes_over(proposals: Sequence[Proposal]) -> Iterator[str]:
    """Several would each hold the case alone, for more reasons than one person's age."""
    taking = [one for one in proposals if one.mode in _ALONE and one.leads_somewhere]
    names = dict.fromkeys(one.name for one in taking)
    by_age_alone = all(one.concerns for one in taking)
    if len(names) > 1 and not by_age_alone:
        listed = "」「".join(names)
        yield f"「{listed}」が、それぞれ主に持つことになります。誰が主に持つかを決めてください。"
