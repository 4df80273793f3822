"""Whether a situation is one that a rule speaks of, and in which words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from services.placement.routing.rule_file import AgeSpan, Version, When
from services.placement.routing.situation import Human, Situation
from shared.codes import (
    CONSULTERS,
    FACTORS,
    GENDERS,
    ROUTING_SIGNS,
    ROUTING_WISHES,
    SUPPORT_NEEDS,
    CodeList,
)

PARENT_FROM, CHILD_FROM, GENERATION = 70, 40, 18
"""8050: a child of 40 or more with somebody of 70 or more who is a generation older."""

_EIGHTY_FIFTY = "8050"
_WHOSE = {"main": "主たる対象者", "household": "同じ世帯の人"}


@dataclass(frozen=True, slots=True)
class Match:
    """A rule that holds.

    Attributes:
        because: what made it hold, in Japanese; empty for a rule that always does.
        concerns: places in :attr:`Situation.people` of those whose age counted.
        weight: how many things it asks for: the more, the more it fits this situation.
    """

    because: tuple[str, ...]
    concerns: tuple[int, ...]
    weight: int


def recognised(situation: Situation) -> tuple[Situation, tuple[str, ...]]:
    """The situation with what its ages tell, and what was told of that."""
    if _EIGHTY_FIFTY in situation.factors or not is_8050(situation.people):
        return situation, ()
    factors = (*situation.factors, _EIGHTY_FIFTY)
    said = "世帯の年齢から、課題に「8050」を加えて探しました。違うときは、年齢を確かめてください。"
    return situation.model_copy(update={"factors": factors}), (said,)


def is_8050(people: tuple[Human, ...]) -> bool:
    """Whether a child of middle age lives with a parent of old age, as far as ages tell."""
    ages = [one.age for one in people if one.age is not None]
    return any(
        child >= CHILD_FROM and parent >= PARENT_FROM and parent - child >= GENERATION
        for child in ages
        for parent in ages
    )


def match(when: When, about: Situation, version: Version, day: date) -> Match | None:
    """How a rule holds for a situation on a day; ``None`` if it does not.

    Args:
        when: what must be so.
        about: the situation.
        version: the rules it stands in; they name its windows and stages.
        day: the day (JST).
    """
    said = tuple(_said(when, about, version, day))
    if None in said:
        return None
    because = tuple(one for one in said if one)
    return Match(because, _concerned(when, about), len(said))


def _said(when: When, about: Situation, version: Version, day: date) -> Iterator[str | None]:
    """For everything stated: the words in which it holds, or ``None`` where it does not."""
    for wanted, present, codes in (
        (when.factors, about.factors, FACTORS),
        (when.needs, about.needs, SUPPORT_NEEDS),
        (when.wishes, about.wishes, ROUTING_WISHES),
        (when.signs, about.signs, ROUTING_SIGNS),
        (when.consulters, _present(about.consulter), CONSULTERS),
        (when.genders, _present(about.gender), GENDERS),
    ):
        if wanted:
            yield _any_of(wanted, present, codes)
    if when.all_factors:
        every = set(when.all_factors) <= set(about.factors)
        yield _any_of(when.all_factors, about.factors, FACTORS) if every else None
    for unwanted, present, codes in (
        (when.unless_factors, about.factors, FACTORS),
        (when.unless_signs, about.signs, ROUTING_SIGNS),
    ):
        if unwanted:
            yield None if set(unwanted) & set(present) else f"{_labels(unwanted, codes)}以外"
    yield from _said_of_people(when, about)
    yield from _said_of_circumstances(when, about, version, day)


def _said_of_people(when: When, about: Situation) -> Iterator[str | None]:
    concerned = _concerned(when, about)
    if when.ages is not None:
        who = "、".join(_person(about.people[one]) for one in concerned)
        yield f"{span_in_words(when.ages)}（{who}）" if concerned else None
    if when.leading is not None:
        pressing = {one.whose for one in about.people if one.urgent}
        if when.leading in pressing:
            yield f"急迫性の高い側（{_WHOSE[when.leading]}）"
        else:
            yield None if pressing else "急迫性の高い側（まだ分からない）"


def _said_of_circumstances(
    when: When, about: Situation, version: Version, day: date
) -> Iterator[str | None]:
    if when.windows:
        here = about.window if about.window in when.windows else None
        yield f"受けた窓口「{version.places[here].name}」" if here else None
    if when.areas:
        yield f"地域「{about.area}」" if about.area in when.areas else None
    if when.months:
        yield f"{day.month}月" if day.month in when.months else None
    if when.stages:
        at = about.stage
        known = at in when.stages and at is not None and at <= len(version.stages)
        yield f"段階「{version.stages[at - 1]}」" if known and at else None


def _concerned(when: When, about: Situation) -> tuple[int, ...]:
    if when.ages is None:
        return ()
    return tuple(n for n, one in enumerate(about.people) if when.ages.holds(one.age))


def _any_of(wanted: tuple[str, ...], present: tuple[str, ...], codes: CodeList) -> str | None:
    found = tuple(one for one in wanted if one in present)
    return _labels(found, codes) if found else None


def _labels(found: tuple[str, ...], codes: CodeList) -> str:
    return "".join(f"「{codes.by_code(one).label}」" for one in found)


def _present(code: str | None) -> tuple[str, ...]:
    return () if code is None else (code,)


def _person(one: Human) -> str:
    return f"{_WHOSE[one.whose]} {one.age}歳"


def span_in_words(ages: AgeSpan) -> str:
    """An age span as people say it: 15歳以上、15～39歳."""
    if ages.first is None:
        return f"{ages.last}歳以下" if ages.last is not None else "年齢が分かる"
    return f"{ages.first}歳以上" if ages.last is None else f"{ages.first}～{ages.last}歳"
