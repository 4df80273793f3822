"""What another rule file would change: read before it is adopted, by whoever decides on that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from services.placement.routing.keeping import said_if_none_fits
from services.placement.routing.matching import span_in_words
from services.placement.routing.rule_file import (
    STANDINGS,
    ConsentAsked,
    Rule,
    RuleFile,
    Version,
    When,
)
from shared.codes import (
    CONSULTERS,
    FACTORS,
    GENDERS,
    ROUTING_MODES,
    ROUTING_SIGNS,
    ROUTING_WISHES,
    SUPPORT_NEEDS,
    CodeList,
)

_LEADING = {"main": "主たる対象者の急迫性が高い", "household": "同じ世帯の人の急迫性が高い"}
_CONSENT: Mapping[ConsentAsked, str] = {
    "person": "本人の同意がいる",
    "person_or_family": "本人か家族の同意がいる",
    "family": "家族の同意がいる",
    "nobody": "同意を問わない",
}


@dataclass(frozen=True, slots=True)
class RuleTold:
    """One rule as people read it; two that say the same are the same.

    Attributes:
        when: what must be so; empty for always.
        to: where it leads.
        mode: つなぎ方.
        standing: how firm it is.
        asks: whose agreement is asked for, and whether the window stays; empty if nothing is said.
        note: what must be known about it.
    """

    when: str
    to: str
    mode: str
    standing: str
    asks: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Differences:
    """What one rule file has and another has not, on one day.

    Attributes:
        added: rules that are new.
        gone: rules that would hold no more.
        same: so many rules stay as they are.
        says: what else changes, in sentences: who keeps a case, windows, remarks.
        idle: no version of the new file holds on that day.
    """

    added: tuple[RuleTold, ...]
    gone: tuple[RuleTold, ...]
    same: int
    says: tuple[str, ...]
    idle: bool


def differences(before: RuleFile | None, after: RuleFile, day: date) -> Differences:
    """Hold two rule files against each other.

    Args:
        before: by which the municipality works; ``None`` if by none.
        after: which it may adopt.
        day: on which both are looked at (JST).
    """
    old = before.version_on(day) if before else None
    new = after.version_on(day)
    known, told = _rules(old), _rules(new)
    return Differences(
        added=tuple(one for one in told if one not in known),
        gone=tuple(one for one in known if one not in told),
        same=sum(one in known for one in told),
        says=tuple(_said(old, new)),
        idle=new is None,
    )


def _rules(version: Version | None) -> tuple[RuleTold, ...]:
    return tuple(told(one, version) for one in version.rules) if version else ()


def told(rule: Rule, version: Version) -> RuleTold:
    """A rule in words."""
    return RuleTold(
        when="、".join(_when(rule.when, version)),
        to="、".join(version.places[one].name for one in rule.to),
        mode=ROUTING_MODES.by_code(rule.mode).label,
        standing=STANDINGS[rule.standing],
        asks="、".join(_asks(rule)),
        note=rule.note or "",
    )


def _asks(rule: Rule) -> Iterator[str]:
    if rule.consent:
        yield _CONSENT[rule.consent]
    if rule.stays:
        yield "窓口も支援に残る"


def _when(when: When, version: Version) -> Iterator[str]:
    for codes, wanted in (
        (FACTORS, when.factors),
        (SUPPORT_NEEDS, when.needs),
        (ROUTING_WISHES, when.wishes),
        (ROUTING_SIGNS, when.signs),
        (CONSULTERS, when.consulters),
        (GENDERS, when.genders),
    ):
        if wanted:
            yield _any(codes, wanted)
    if when.all_factors:
        yield _any(FACTORS, when.all_factors) + "のすべて"
    for codes, unwanted in ((FACTORS, when.unless_factors), (ROUTING_SIGNS, when.unless_signs)):
        if unwanted:
            yield _any(codes, unwanted) + "以外"
    if when.ages:
        yield span_in_words(when.ages)
    if when.leading:
        yield _LEADING[when.leading]
    yield from _circumstances(when, version)


def _circumstances(when: When, version: Version) -> Iterator[str]:
    if when.windows:
        yield "受けた窓口" + "".join(f"「{version.places[one].name}」" for one in when.windows)
    if when.areas:
        yield "地域" + "".join(f"「{one}」" for one in when.areas)
    if when.months:
        yield "・".join(f"{one}月" for one in when.months)
    if when.stages:
        yield "段階" + "".join(
            f"「{version.stages[one - 1]}」" for one in when.stages if one <= len(version.stages)
        )


def _any(codes: CodeList, wanted: Sequence[str]) -> str:
    return "".join(f"「{codes.by_code(one).label}」" for one in wanted)


def _said(old: Version | None, new: Version | None) -> Iterator[str]:
    if new is None:
        return
    keeps = said_if_none_fits(new)
    if old is None or said_if_none_fits(old) != keeps:
        yield keeps
    for label, had, has in (
        ("受け付ける窓口", _windows(old), _windows(new)),
        ("注意", _remarks(old), _remarks(new)),
    ):
        yield from (f"{label}に加わるもの: {one}" for one in _only(has, had))
        yield from (f"{label}からなくなるもの: {one}" for one in _only(had, has))


def _windows(version: Version | None) -> tuple[str, ...]:
    return tuple(version.places[one].name for one in version.windows) if version else ()


def _remarks(version: Version | None) -> tuple[str, ...]:
    return tuple(one.says for one in version.remarks) if version else ()


def _only(some: Iterable[str], others: Sequence[str]) -> Iterator[str]:
    return (one for one in dict.fromkeys(some) if one not in others)
