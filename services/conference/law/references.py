"""What a document of the right form may still get wrong: ids, periods, the check digit.

Each check yields a :class:`Flaw`; the order of :data:`CHECKS` is the order in which they are told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import Literal, NamedTuple

from services.conference.law.world import Profile, World
from services.conference.law.world.moment import Dated, Part
from shared.codes.municipality import check_digit

Steps = tuple[str | int, ...]
"""A path as the steps of a JSON Pointer."""

FlawCode = Literal[
    "unknown_reference", "duplicate_id", "empty_period", "overlapping_periods", "check_digit"
]


class Flaw(NamedTuple):
    """One thing that is wrong.

    Attributes:
        code: the contract's error code.
        path: where, as the steps of a JSON Pointer.
        message: one Japanese sentence; it repeats no value of the document.
    """

    code: FlawCode
    path: Steps
    message: str


def check_digit_holds(world: World) -> Iterator[Flaw]:
    """The municipality's code ends in its check digit (JIS X 0401/0402)."""
    code = world.municipality.code
    if check_digit(code[:5]) != code[5]:
        yield Flaw(
            "check_digit",
            ("municipality", "code"),
            "全国地方公共団体コードの検査数字が合いません。6桁のコードを確かめてください。",
        )


def ids_are_unique(world: World) -> Iterator[Flaw]:
    """No id is given twice within one kind; a consent's id stands once per version."""
    lists: tuple[tuple[Steps, str, Iterable[object]], ...] = (
        (("persons",), "人", [one.id for one in world.persons]),
        (("agencies",), "機関", [one.id for one in world.agencies]),
        (("conference", "requests"), "情報提供の求め", [o.id for o in world.conference.requests]),
        (("items",), "情報", [one.id for one in world.items]),
        (("consents",), "同意の同じ版", [(one.id, one.version) for one in world.consents]),
        (("determinations",), "判断の記録", [one.id for one in world.determinations]),
    )
    for path, noun, ids in lists:
        seen: set[object] = set()
        for index, one in enumerate(ids):
            if one in seen:
                yield Flaw(
                    "duplicate_id",
                    (*path, index, "id"),
                    f"{noun}の番号が、前にあるものと重なっています。",
                )
            seen.add(one)


def references_are_known(world: World) -> Iterator[Flaw]:
    """Every id that names a person or an agency names one of this world."""
    persons = frozenset(one.id for one in world.persons)
    agencies = frozenset(one.id for one in world.agencies)
    anybody = persons | agencies
    for path, ids in _persons_named(world):
        yield from _unknown(path, ids, persons, "人")
    for path, ids in _agencies_named(world):
        yield from _unknown(path, ids, agencies, "機関")
    for path, ids in _anybody_named(world):
        yield from _unknown(path, ids, anybody, "人または機関")


def unknown_ids(world: World) -> frozenset[str]:
    """Every id that names a person or an agency that the world does not hold."""
    known = {one.id for one in world.persons} | {one.id for one in world.agencies}
    named: set[str | None] = set()
    for _, ids in (*_persons_named(world), *_agencies_named(world), *_anybody_named(world)):
        named.update(ids if isinstance(ids, tuple) else (ids,))
    return frozenset(one for one in named if one is not None and one not in known)


Named = Iterator[tuple[Steps, tuple[str | None, ...] | str | None]]


def _persons_named(world: World) -> Named:
    yield ("conference", "subjects"), world.conference.subjects
    for index, request in enumerate(world.conference.requests):
        yield ("conference", "requests", index, "subjects"), request.subjects
    for index, person in enumerate(world.persons):
        yield ("persons", index, "suspected_abuser_of"), person.suspected_abuser_of
    for index, agency in enumerate(world.agencies):
        yield ("agencies", index, "person"), agency.person
    for index, item in enumerate(world.items):
        yield ("items", index, "subjects"), item.subjects
    for index, consent in enumerate(world.consents):
        yield ("consents", index, "subject"), consent.subject
    for index, determination in enumerate(world.determinations):
        yield ("determinations", index, "subjects"), determination.subjects
    if world.emergency is not None:
        yield ("emergency", "subjects"), world.emergency.subjects


def _agencies_named(world: World) -> Named:
    conference = world.conference
    if conference.convened_by is not None:
        yield ("conference", "convened_by", "agency"), conference.convened_by.agency
    for index, member in enumerate(conference.members):
        yield ("conference", "members", index, "agency"), member.agency
    for index, request in enumerate(conference.requests):
        yield ("conference", "requests", index, "to_agency"), request.to_agency
    if conference.agreement is not None:
        yield ("conference", "agreement", "parties"), conference.agreement.parties
    for index, item in enumerate(world.items):
        yield ("items", index, "holder"), item.holder
    for index, consent in enumerate(world.consents):
        if consent.scope is not None:
            yield ("consents", index, "scope", "recipients"), consent.scope.recipients
        yield ("consents", index, "exclusions", "recipients"), consent.exclusions.recipients
    for index, determination in enumerate(world.determinations):
        yield ("determinations", index, "holder"), determination.holder
        yield ("determinations", index, "recipients"), determination.recipients
    if world.emergency is not None:
        yield ("emergency", "responders"), world.emergency.responders
    yield ("recipients",), world.recipients


def _anybody_named(world: World) -> Named:
    for index, person in enumerate(world.persons):
        for place, representative in enumerate(person.representatives):
            yield ("persons", index, "representatives", place, "by"), representative.by
    for index, consent in enumerate(world.consents):
        yield ("consents", index, "given_by"), consent.given_by


def _unknown(
    path: Steps,
    ids: tuple[str | None, ...] | str | None,
    known: frozenset[str],
    noun: str,
) -> Iterator[Flaw]:
    single = not isinstance(ids, tuple)
    for index, one in enumerate(ids if isinstance(ids, tuple) else (ids,)):
        if one is not None and one not in known:
            yield Flaw(
                "unknown_reference",
                path if single else (*path, index),
                f"ここに書かれた番号の{noun}は、この文書にありません。",
            )


def periods_are_not_empty(world: World) -> Iterator[Flaw]:
    """Every period ends after it begins."""
    for path, dated in _periods(world):
        if dated.end is not None and dated.end <= dated.start:
            yield Flaw(
                "empty_period", (*path, "to"), "期間の終わりが、始まりより後になっていません。"
            )


def _periods(part: Part, path: Steps = ()) -> Iterator[tuple[Steps, Dated]]:
    """Every dated part within a part, with its path."""
    if isinstance(part, Dated):
        yield path, part
    for name, value in vars(part).items():
        if isinstance(value, Part):
            yield from _periods(value, (*path, name))
        elif isinstance(value, tuple):
            for index, one in enumerate(value):
                if isinstance(one, Part):
                    yield from _periods(one, (*path, name, index))


def versions_do_not_overlap(world: World) -> Iterator[Flaw]:
    """At no instant are two versions of the profile in force."""
    yield from overlaps(world.profile)


def overlaps(profile: Profile) -> Iterator[Flaw]:
    """The versions of a profile that begin before an earlier one has ended."""
    order = sorted(enumerate(profile.versions), key=lambda one: one[1].start)
    for (_, before), (index, after) in pairwise(order):
        if before.end is None or after.start < before.end:
            yield Flaw(
                "overlapping_periods",
                ("profile", "versions", index),
                "運用ルールの版の期間が、前の版と重なっています。",
            )


CHECKS: tuple[Callable[[World], Iterator[Flaw]], ...] = (
    check_digit_holds,
    ids_are_unique,
    references_are_known,
    periods_are_not_empty,
    versions_do_not_overlap,
)


def first_flaw(world: World) -> Flaw | None:
    """The first thing that is wrong with a world, or ``None``."""
    return next((flaw for check in CHECKS for flaw in check(world)), None)
