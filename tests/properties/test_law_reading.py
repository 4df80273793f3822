"""What is no valid world is refused, with what is wrong and where; whatever is one is decided."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from copy import deepcopy
from random import Random

import pytest
from jsonschema import Draft202012Validator

from services.conference.law.decide import decide
from services.conference.law.reading import InvalidWorldError, read_world
from services.conference.law.world import World
from tests.properties.law_checks import hold, law, valid
from tests.properties.law_mutations import FAULTS, Spoiled, Steps, at, places, pointer, put
from tests.properties.law_worlds import Document, named

_JAPANESE = re.compile(r"[ぁ-ん]")
_SCHEMA = Draft202012Validator(
    World.model_json_schema(by_alias=True), format_checker=Draft202012Validator.FORMAT_CHECKER
)


def refusal(document: Document) -> dict[str, str] | None:
    """The error document that a document is answered with, if it is refused."""
    try:
        read_world(json.dumps(document, ensure_ascii=False))
    except InvalidWorldError as refused:
        return refused.document()
    return None


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_spoiled_document_is_refused_where_it_is_spoiled(
    fault: Callable[[Document, Random], Spoiled], worlds: int
) -> None:
    """Each fault gives its own code, the path to it, and a sentence that repeats no value."""

    def check(document: Document, picks: Random) -> None:
        spoiled = fault(document, picks)
        told = refusal(spoiled.document)
        assert told is not None, spoiled.path
        assert (told["error"], told["path"]) == (spoiled.error, pointer(spoiled.path))
        assert set(told) == {"error", "path", "message"}
        assert _JAPANESE.search(told["message"])
        assert "佐藤" not in told["message"]
        assert told["message"].endswith("。")

    hold(check, worlds // 150, fault.__name__)


_ODDITIES = (
    None, True, 0, 1, 1.0, 1.5, -1, "", " ", "a", "p1", "a1", "i1", "-x", "佐藤", [], ["a1"],
    ["p1", "p1"], {}, {"a": 1}, "2026-06-15T10:00:00Z", "2026-06-15T10:00:00.1234567Z",
    "2026-06-15T10:00:60+09:00", "0000-01-01T00:00:00Z", "9999-12-31T23:59:59-23:59", "2026-06-15",
    "2026", "2026-06", "other", "work", 10**30, "x" * 65,
)  # fmt: skip


def anywhere(document: Document, picks: Random) -> Steps:
    """A place in a document; each kind of place is as likely as any other."""
    kinds: dict[Steps, list[Steps]] = {}
    for path, _ in places(document):
        kind = tuple("#" if isinstance(step, int) else step for step in path)
        kinds.setdefault(kind, []).append(path)
    del kinds[()]
    return picks.choice(kinds[picks.choice(sorted(kinds))])


@law(40)
def test_reading_accepts_what_the_published_schema_accepts(
    document: Document, picks: Random
) -> None:
    """Anything anywhere is refused as ``schema`` exactly when the schema says so."""
    path = anywhere(document, picks)
    if picks.random() < 0.2:
        document = deepcopy(document)
        del at(document, path[:-1])[path[-1]]
    elif isinstance(at(document, path), list) and picks.random() < 0.3:
        document = put(document, path, [])
    else:
        document = put(document, path, picks.choice(_ODDITIES))
    refused = refusal(document)
    accepted = refused is None or refused["error"] != "schema"
    flaws = [f"{one.json_path}: {one.message[:200]}" for one in _SCHEMA.iter_errors(document)]
    assert accepted is not bool(flaws), (path, refused, flaws)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("profile", "versions", 0, "minor_consent_age"), 11),
        (("profile", "versions", 0, "minor_consent_age"), 19),
        (("profile", "versions", 0, "consent_valid_days"), 0),
        (("profile", "versions", 0, "without_consent_modes"), None),
        (("consents", 0, "version"), 0),
        (("items", 0, "subjects"), []),
        (("items", 0, "text"), ""),
        (("persons",), []),
        (("recipients",), ["a1", "a1"]),
    ],
)
def test_the_published_schema_knows_every_limit(path: Steps, value: object) -> None:
    """What is just beyond a limit is refused by the schema as it is by reading."""
    document = named("limits")
    assert refusal(document) is None
    assert _SCHEMA.is_valid(document)
    beyond = put(document, path, value)
    assert refusal(beyond) == {**(refusal(beyond) or {}), "error": "schema"}
    assert not _SCHEMA.is_valid(beyond)


_NONSENSE = (
    "0000-01-01T00:00:00Z", "0000-02-29T00:00:00-23:59", "0001-01-01T00:00:00+23:59",
    "9999-12-31T23:59:60Z", "9999-12-31T23:59:59.999999-23:59", "2016-12-31T23:59:60Z",
    "2026-06-15T10:00:60+09:00", "2026-06-15T10:00:00.000001-00:00",
)  # fmt: skip
_BIRTHS = ("0000", "0000-00", "2026-13-45", "2010-02-30", "9999-12-31", "9999", "0001-01-01", None)


@law(20)
def test_every_valid_world_has_an_answer(document: Document, picks: Random) -> None:
    """The edges of the calendar, impossible births and huge numbers are decided like all else."""
    for path, value in list(places(document)):
        if isinstance(value, str) and value[10:11] == "T" and picks.random() < 0.2:
            document = put(document, path, picks.choice(_NONSENSE))
        elif path and path[-1] == "birth_date" and picks.random() < 0.5:
            document = put(document, path, picks.choice(_BIRTHS))
        elif path and path[-1] == "consent_valid_days":
            document = put(document, path, picks.choice((1, 10**9, 10**30)))
    refused = refusal(document)
    if refused is not None:
        assert refused["error"] in {"empty_period", "overlapping_periods"}, refused
        return
    decisions = decide(valid(document))
    assert len(decisions) == len(document["items"]) * len(document["recipients"])
    assert all(one.reasons and bool(one.basis) is (one.effect != "withheld") for one in decisions)


def test_an_id_ends_where_it_seems_to_end() -> None:
    """An id with a line feed behind it is no id, whatever the dialect of a pattern's end."""
    document = named("line feed")
    with pytest.raises(InvalidWorldError) as refused:
        read_world(json.dumps(put(document, ("items", 0, "id"), "i1\n")))
    assert refused.value.document()["path"] == "/items/0/id"


@pytest.mark.parametrize(
    "text", ["", "{", "null", "[]", "1", '"佐藤"', "{}", "\ufeff{}", "NaN", '{"at": 1, "at": 2}']
)
def test_what_is_no_document_is_refused(text: str) -> None:
    """Whatever is no JSON object, or not a world at all, is refused as ``schema``."""
    with pytest.raises(InvalidWorldError) as refused:
        read_world(text)
    assert refused.value.error == "schema"
    assert "佐藤" not in refused.value.message


def test_bytes_that_are_no_text_are_refused() -> None:
    """A document that is not UTF-8 is refused as ``schema``, wherever the bytes stand."""
    text = json.dumps(named("bytes") | {"title": "見本"}, ensure_ascii=False)
    for spoiled in (b"\xff\xfe", text.encode("utf-16"), text.encode("shift_jis")):
        with pytest.raises(InvalidWorldError) as refused:
            read_world(spoiled)
        assert refused.value.error == "schema"
