"""Documents spoiled in one place, with what is wrong and where."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from random import Random
from typing import Any, NamedTuple

from shared.codes.municipality import check_digit
from tests.properties.law_worlds import Document

Steps = tuple[str | int, ...]


class Spoiled(NamedTuple):
    """A document with one fault.

    Attributes:
        document: the document.
        error: the code it must be refused with.
        path: where the fault stands.
    """

    document: Document
    error: str
    path: Steps


def places(part: Any, path: Steps = ()) -> Iterator[tuple[Steps, Any]]:
    """Every part of a document with its path."""
    yield path, part
    if isinstance(part, dict):
        for key, value in part.items():
            yield from places(value, (*path, key))
    elif isinstance(part, list):
        for place, value in enumerate(part):
            yield from places(value, (*path, place))


def at(document: Any, path: Steps) -> Any:
    """What stands at a place."""
    for step in path:
        document = document[step]
    return document


def put(document: Document, path: Steps, value: Any) -> Document:
    """A copy of a document in which something else stands at a place."""
    other: Document = json.loads(json.dumps(document))
    at(other, path[:-1])[path[-1]] = value
    return other


def pointer(path: Steps) -> str:
    """A path of plain names and numbers as a JSON Pointer."""
    return "".join(f"/{step}" for step in path)


_FREE = {"minimise"}
_OPTIONAL = {
    "title", "name", "local_name", "determinations", "emergency", "agreement", "provided",
    "representatives", "suspected_abuser", "suspected_abuser_of", "protected_address",
    "economically_needy", "specified_expectant_mother", "registered_yotaikyo", "anonymous",
    "refuses_local_area", "wishes", "died_on", "entrusted", "secrecy_undertaking_at",
    "yotaikyo_member", "person", "flags", "witness", "reason", "exclusions", "consent_difficult",
    "victim_kind", "requested_by", "answer", "source",
}  # fmt: skip


def _in_options(path: Steps) -> bool:
    return path[:2] == ("profile", "versions") and len(path) > 3 and path[3] not in {"from", "to"}


def unknown_field(document: Document, picks: Random) -> Spoiled:
    """A field that no part has."""
    path = picks.choice(
        [
            path
            for path, value in places(document)
            if isinstance(value, dict) and not _FREE.intersection(map(str, path))
        ]
    )
    spoiled = put(document, (*path, "佐藤"), 1)
    return Spoiled(spoiled, "schema", (*path, "佐藤"))


def missing_field(document: Document, picks: Random) -> Spoiled:
    """A field that every such part has."""
    path = picks.choice(
        [
            path
            for path, _ in places(document)
            if path
            and isinstance(path[-1], str)
            and path[-1] not in _OPTIONAL
            and "exclusions" not in path
            and not _in_options(path)
        ]
    )
    spoiled = deepcopy(document)
    del at(spoiled, path[:-1])[path[-1]]
    return Spoiled(spoiled, "schema", path)


def wrong_type(document: Document, picks: Random) -> Spoiled:
    """Something of a kind that stands nowhere."""
    path = picks.choice([path for path, _ in places(document) if path])
    other: Any = ["佐藤"] if isinstance(at(document, path), dict) else {"佐藤": 1}
    return Spoiled(put(document, path, picks.choice((other, 1.5))), "schema", path)


def unknown_code(document: Document, picks: Random) -> Spoiled:
    """A code that is on no list."""
    coded = {
        "category", "kind", "holder_class", "legal_mode", "purpose", "state", "role", "method",
        "source_kind", "danger", "capacity", "contract", "without_consent", "victim_kind",
    }  # fmt: skip
    path = picks.choice([path for path, _ in places(document) if path and path[-1] in coded])
    return Spoiled(put(document, path, "佐藤"), "schema", path)


def unreadable_instant(document: Document, picks: Random) -> Spoiled:
    """An instant that is none, or has no offset."""
    bad = ("2026-06-31T10:00:00Z", "2026-06-15T10:00:00", "2026-06-15", "2026-06-15 10:00:00Z")
    worse = (
        "2026-06-15T25:00:00Z",
        "2026-06-15T10:00:00+24:00",
        "",
        "昨日",
        "2026-13-01T00:00:00Z",
    )
    path = picks.choice([path for path, value in places(document) if _is_instant(value)])
    return Spoiled(put(document, path, picks.choice((*bad, *worse))), "schema", path)


def _is_instant(value: Any) -> bool:
    return isinstance(value, str) and value[10:11] == "T"


def check_digit_off(document: Document, _: Random) -> Spoiled:
    """A municipal code whose last digit is another."""
    stem = document["municipality"]["code"][:5]
    wrong = str((int(check_digit(stem)) + 1) % 10)
    path = ("municipality", "code")
    return Spoiled(put(document, path, stem + wrong), "check_digit", path)


def duplicate_id(document: Document, picks: Random) -> Spoiled:
    """Something that stands twice."""
    lists: list[Steps] = [("persons",), ("agencies",), ("items",), ("consents",)]
    lists += [("determinations",), ("conference", "requests")]
    path = picks.choice([one for one in lists if at(document, one)])
    again = deepcopy(at(document, path))
    again.append(picks.choice(again))
    place = (*path, len(again) - 1, "id")
    return Spoiled(put(document, path, again), "duplicate_id", place)


def unknown_reference(document: Document, picks: Random) -> Spoiled:
    """An id that nobody has, where a person or an agency is named."""
    single = {"holder", "agency", "to_agency", "subject", "by", "person"}
    several = {"subjects", "parties", "responders", "suspected_abuser_of", "recipients"}
    named: list[Steps] = []
    for path, value in places(document):
        names = path and (path[-1] in single or path[-2:-1] in {(one,) for one in several})
        if names and isinstance(value, str):
            named.append(path)
    path = picks.choice(named)
    return Spoiled(put(document, path, "nobody"), "unknown_reference", path)


def empty_period(document: Document, picks: Random) -> Spoiled:
    """A period that ends when it begins, written with another offset."""
    path = picks.choice(
        [path for path, value in places(document) if isinstance(value, dict) and "to" in value]
    )
    dated = {
        **at(document, path),
        "from": "2026-01-01T09:00:00+09:00",
        "to": "2026-01-01T00:00:00Z",
    }
    return Spoiled(put(document, path, dated), "empty_period", (*path, "to"))


def overlapping_versions(document: Document, _: Random) -> Spoiled:
    """Two versions of the profile that both hold for a moment."""
    versions = [
        {"from": "2024-01-01T00:00:00Z", "to": "2026-01-01T00:00:00.000001Z"},
        {"from": "2026-01-01T09:00:00+09:00", "to": None},
    ]
    spoiled = put(document, ("profile", "versions"), versions)
    return Spoiled(spoiled, "overlapping_periods", ("profile", "versions", 1))


FAULTS: tuple[Callable[[Document, Random], Spoiled], ...] = (
    unknown_field, missing_field, wrong_type, unknown_code, unreadable_instant, check_digit_off,
    duplicate_id, unknown_reference, empty_period, overlapping_versions,
)  # fmt: skip
