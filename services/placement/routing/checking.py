"""What can be wrong with a rule file whose form is right: codes, names, periods, dead rules."""

from __future__ import annotations

from collections.abc import Container, Iterable
from datetime import date, timedelta

from services.placement.routing.proposing import propose
from services.placement.routing.rule_file import AgeSpan, Rule, RuleFile, Version, When
from services.placement.routing.situation import Human, Situation
from shared.codes import (
    AGENCY_KINDS,
    CONSULTERS,
    FACTORS,
    GENDERS,
    ROUTING_MODES,
    ROUTING_SIGNS,
    ROUTING_WISHES,
    SUPPORT_NEEDS,
    CodeList,
)
from shared.document_form import Found, periods
from shared.plain_document import Steps

_CODES: dict[str, CodeList] = {
    "factors": FACTORS,
    "all_factors": FACTORS,
    "unless_factors": FACTORS,
    "needs": SUPPORT_NEEDS,
    "wishes": ROUTING_WISHES,
    "signs": ROUTING_SIGNS,
    "unless_signs": ROUTING_SIGNS,
    "consulters": CONSULTERS,
    "genders": GENDERS,
}
_NO_PLACE = "その名前の場所が、places にありません。"
_NEEDS_PLACE = ("conference", "prefecture", "district")


def flaws(rules: RuleFile) -> Found:
    """Everything that is wrong with codes, names and periods."""
    yield from periods(rules.versions)
    for number, version in enumerate(rules.versions):
        for path, says in _of_version(version):
            yield ("versions", number, *path), says


def _of_version(version: Version) -> Found:
    for key, place in version.places.items():
        if place.kind not in AGENCY_KINDS:
            yield ("places", key, "kind"), _unknown(AGENCY_KINDS)
    yield from _named(version.places, ("own",), [version.own])
    yield from _named(version.places, ("windows",), version.windows)
    if version.own in version.places and version.own not in version.windows:
        yield ("own",), "自分の窓口が、windows にありません。"
    elif version.own in version.places and version.places[version.own].local:
        yield ("own",), "自分の窓口は、地元の窓口（local）でないものにしてください。"
    if version.keeper_if_hidden is not None:
        yield from _named(version.places, ("keeper_if_hidden",), [version.keeper_if_hidden])
        hidden = version.places.get(version.keeper_if_hidden)
        if hidden is not None and hidden.local:
            yield ("keeper_if_hidden",), "地元の窓口は、知られたくない人のケースを持てません。"
    yield from _of_none_fits(version)
    yield from _of_rules(version)
    for number, remark in enumerate(version.remarks):
        yield from _under(("remarks", number, "when"), _of_when(version, remark.when))


def _of_none_fits(version: Version) -> Found:
    none_fits = version.none_fits
    if none_fits.place is not None:
        yield from _named(version.places, ("none_fits", "place"), [none_fits.place])
    elif none_fits.keeper in _NEEDS_PLACE:
        yield ("none_fits", "place"), "この持ち方には、会議・センター・担当者の place が要ります。"


def _of_rules(version: Version) -> Found:
    ids = [one.id for one in version.rules]
    for number, rule in enumerate(version.rules):
        path: Steps = ("rules", number)
        if rule.id in ids[:number]:
            yield (*path, "id"), "同じ名前の規則が、前にもあります。"
        if rule.mode not in ROUTING_MODES:
            yield (*path, "mode"), _unknown(ROUTING_MODES)
        yield from _named(version.places, (*path, "to"), rule.to)
        for back in rule.instead_of:
            if back not in ids or back == rule.id:
                yield (*path, "instead_of"), "その名前の、ほかの規則がありません。"
        yield from _under((*path, "when"), _of_when(version, rule.when))


def _of_when(version: Version, when: When) -> Found:
    for name, codes in _CODES.items():
        if any(one not in codes for one in getattr(when, name)):
            yield (name,), _unknown(codes)
    if when.ages is not None:
        yield from _of_ages(when.ages)
    yield from _named(version.windows, ("windows",), when.windows)
    if any(not 1 <= one <= len(version.stages) for one in when.stages):
        yield ("stages",), "その番号の段階が、stages にありません。"


def _of_ages(ages: AgeSpan) -> Found:
    if ages.first is None and ages.last is None:
        yield ("ages",), "from か to を書いてください。"
    elif ages.first is not None and ages.last is not None and ages.last < ages.first:
        yield ("ages", "to"), "年齢の終わりが、始まりより小さくなっています。"


def _named(known: Container[str], path: Steps, names: Iterable[str]) -> Found:
    if any(one not in known for one in names):
        yield path, _NO_PLACE


def _under(path: Steps, found: Found) -> Found:
    for inner, says in found:
        yield (*path, *inner), says


def _unknown(codes: CodeList) -> str:
    return f"{codes.title}の符号が、一覧にありません。"


def dead_rules(rules: RuleFile) -> Found:
    """Rules that cannot take effect: no situation meets them, or another always steps in."""
    for number, version in enumerate(rules.versions):
        for place, rule in enumerate(version.rules):
            if not _fires(rules, version, rule):
                yield ("versions", number, "rules", place), "この規則は、決して当てはまりません。"


def _fires(rules: RuleFile, version: Version, rule: Rule) -> bool:
    """Whether the simplest situation that a rule speaks of has it proposed."""
    found = propose(rules, witness(rule.when), day_within(version, rule.when))
    return any(one.rule == rule.id for one in found.proposals)


def witness(when: When) -> Situation:
    """The simplest situation that a rule speaks of."""
    humans: list[Human] = []
    if when.ages is not None:
        age = when.ages.first if when.ages.first is not None else when.ages.last
        humans.append(Human(age=age))
    if when.leading is not None:
        humans.append(Human(whose=when.leading, urgent=True))
    return Situation(
        factors=(*when.factors[:1], *when.all_factors),
        people=tuple(humans),
        needs=when.needs[:1],
        wishes=when.wishes[:1],
        signs=when.signs[:1],
        consulter=next(iter(when.consulters), None),
        gender=next(iter(when.genders), None),
        window=next(iter(when.windows), None),
        area=next(iter(when.areas), None),
        stage=next(iter(when.stages), None),
    )


def day_within(version: Version, when: When) -> date:
    """A day on which a version holds, in a month that a rule speaks of."""
    day = version.start or (version.end or date(2026, 4, 1)) - timedelta(days=1)
    step = timedelta(days=1 if version.start is not None else -1)
    while when.months and day.month not in when.months:
        day += step
    return day
