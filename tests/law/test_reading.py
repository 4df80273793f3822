"""From a document to a world, or to the one error that says what is wrong and where."""

from __future__ import annotations

import json
from typing import get_args

import pytest

from services.conference.law.reading import (
    InvalidWorldError,
    error_types,
    json_pointer,
    parse,
    read_world,
)
from services.conference.law.vocabulary import Category
from services.conference.law.world import Item, Municipality
from tests.law.documents import NAME, changed, error_of, without
from tests.law.records import with_consent
from tests.law.worlds import (
    casework_world,
    conference_world,
    item,
    read,
    with_item,
    with_part,
    with_person,
    with_profile,
)

WORLD = conference_world()


def test_a_valid_document_is_a_world() -> None:
    """Text and UTF-8 bytes are read alike."""
    text = json.dumps(WORLD, ensure_ascii=False)
    assert read_world(text) == read_world(text.encode())


@pytest.mark.parametrize("field", ["contract", "at", "persons", "conference", "recipients"])
def test_a_missing_field_is_named(field: str) -> None:
    """The path leads to where the field should be."""
    error = error_of(without(WORLD, field))
    assert (error.error, error.path) == ("schema", f"/{field}")
    assert error.message == "必要な項目がありません。"


WRONG = [
    ("/contract", "tsunagu-world/2", "決められたコードのどれでもありません。"),
    ("/at", "2026-06-15", "日時を読み取れません。"),
    ("/at", "2026-06-15T12:00:00", "日時を読み取れません。"),
    ("/at", 1781000000, "日時を読み取れません。"),
    ("/at", "2026-06-15t12:00:00z", "日時を読み取れません。"),
    ("/at", "2026-13-15T12:00:00Z", "日時を読み取れません。"),
    ("/at", "2026-06-15T12:00:00.1234567Z", "日時を読み取れません。"),
    ("/at", "２０２６-06-15T12:00:00Z", "日時を読み取れません。"),
    ("/items/0/category", NAME, "決められたコードのどれでもありません。"),
    ("/items/0/category", None, "決められたコードのどれでもありません。"),
    ("/conference/legal_mode", NAME, "決められたコードのどれでもありません。"),
    ("/agencies/0/kind", NAME, "決められたコードのどれでもありません。"),
    ("/items/0/id", NAME, "書き方が決まりに合いません。"),
    ("/items/0/id", "-a", "書き方が決まりに合いません。"),
    ("/items/0/id", "a" * 65, "書き方が決まりに合いません。"),
    ("/items/0/id", 7, "文字列ではありません。"),
    ("/items/0/text", "", "空にはできません。"),
    ("/items/0/subjects", [], "一つ以上が必要です。"),
    ("/items/0/subjects", ["son", "son"], "同じものが二度書かれています。"),
    ("/items/0/flags", ["individual_number"] * 2, "同じものが二度書かれています。"),
    ("/items/0/subjects", "son", "配列ではありません。"),
    ("/persons", [], "一つ以上が必要です。"),
    ("/persons/0/birth_date", "1986/04/02", "書き方が決まりに合いません。"),
    ("/persons/0/died_on", "2026-06", "日付を読み取れません。"),
    ("/persons/0/died_on", "2026-02-30", "日付を読み取れません。"),
    ("/persons/0/died_on", 20260615, "日付を読み取れません。"),
    ("/persons/0/died_on", "20260615", "日付を読み取れません。"),
    ("/persons/0/died_on", "2026-W25-1", "日付を読み取れません。"),
    ("/persons/0/protected_address", "yes", "true か false ではありません。"),
    ("/municipality/welfare_office", 1, "true か false ではありません。"),
    ("/municipality/code", "1310", "書き方が決まりに合いません。"),
    ("/municipality/runs_juso", {}, "配列ではありません。"),
    ("/profile/versions/0/consent_valid_days", 0, "値が小さすぎます。"),
    ("/profile/versions/0/consent_valid_days", 1.5, "整数ではありません。"),
    ("/profile/versions/0/consent_valid_days", "365", "整数ではありません。"),
    ("/profile/versions/0/minor_consent_age", 11, "値が小さすぎます。"),
    ("/profile/versions/0/minor_consent_age", 19, "値が大きすぎます。"),
    ("/profile/versions/0/minimise", [], "オブジェクト（名前と値の組）ではありません。"),
    ("/profile/versions/0/source", "", "空にはできません。"),
    ("/conference", [], "オブジェクト（名前と値の組）ではありません。"),
]


@pytest.mark.parametrize(("path", "value", "message"), WRONG)
def test_a_wrong_value_is_told_with_its_path(path: str, value: object, message: str) -> None:
    """The message is a Japanese sentence and never repeats the value."""
    padded = with_profile(
        WORLD, consent_valid_days=1, minor_consent_age=15, minimise={}, source="1"
    )
    padded = with_person(padded, "son", died_on=None, protected_address=False)
    padded = with_item(padded, flags=[])
    error = error_of(changed(padded, path, value))
    assert (error.error, error.path) == ("schema", path)
    assert error.message.startswith(message)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("/items/0/subjects", ["son", NAME]),
        ("/profile/versions/0/blur_without_consent", ["health", NAME]),
        ("/conference/requests/0/categories", ["health", NAME]),
    ],
)
def test_a_wrong_element_is_told_with_its_place(path: str, value: list[str]) -> None:
    """The path leads into the list."""
    world = with_profile(WORLD, blur_without_consent=[])
    assert error_of(changed(world, path, value)).path == f"{path}/1"


def test_a_purpose_nobody_knows_is_named_in_minimise() -> None:
    """The key of the table is the last step of the path."""
    error = error_of(with_profile(WORLD, minimise={"holiday": []}))
    assert (error.error, error.path) == ("schema", "/profile/versions/0/minimise/holiday")


@pytest.mark.parametrize("text", ["", "{", "nonsense", "[1,", "\ufeff{}"])
def test_what_is_no_json_is_said_to_be_none(text: str) -> None:
    """The path is the whole document."""
    error = error_of(text)
    assert (error.error, error.path, error.message) == ("schema", "", "JSON として読めません。")


@pytest.mark.parametrize("text", ["[]", "1", '"world"', "null"])
def test_another_kind_of_json_is_no_world(text: str) -> None:
    """A world is an object."""
    error = error_of(text)
    assert (error.error, error.path) == ("schema", "")
    assert error.message == "オブジェクト（名前と値の組）ではありません。"


@pytest.mark.parametrize(
    "path", ["/extra", "/items/0/extra", "/persons/0/extra", "/profile/versions/0/extra"]
)
def test_a_field_that_nobody_knows_is_an_error(path: str) -> None:
    """A misspelt option must not pass for its default."""
    error = error_of(changed(WORLD, path, 1))
    assert (error.error, error.path) == ("schema", path)
    assert error.message.startswith("この場所に書けない項目です。")


@pytest.mark.parametrize("version", [1.0, 2.0, 3])
def test_json_knows_no_integers(version: float) -> None:
    """1.0 is the number 1."""
    assert read(with_consent(WORLD, version=version)).consents[0].version == int(version)


def test_defaults_stand_for_what_may_be_absent() -> None:
    """The optional fields of a world have safe values."""
    world = read(without(without(WORLD, "determinations"), "emergency"))
    assert (world.determinations, world.emergency, world.title) == ((), None, "")


@pytest.mark.parametrize(
    ("steps", "pointer"),
    [((), ""), (("a",), "/a"), (("a", 0, "b"), "/a/0/b"), (("a/b", "c~d"), "/a~1b/c~0d")],
)
def test_a_path_is_a_json_pointer(steps: tuple[str | int, ...], pointer: str) -> None:
    """RFC 6901, its two escapes included."""
    assert json_pointer(steps) == pointer


def test_a_part_can_be_read_by_itself() -> None:
    """The path of an error starts where the part stands in a world."""
    assert parse(Item, json.dumps(item("note"))).id == "note"
    with pytest.raises(InvalidWorldError) as raised:
        parse(Municipality, "{}", under=("municipality",))
    assert raised.value.path == "/municipality/code"
    assert raised.value.__cause__ is None
    assert raised.value.__suppress_context__


def test_every_kind_of_error_has_a_japanese_sentence() -> None:
    """Known kinds of error have their own, and all end in a full stop."""
    assert {"missing", "json_invalid", "needed", "unwanted", "instant"} <= error_types()
    assert read(with_part(WORLD, "municipality", name=NAME))


@pytest.mark.parametrize("category", get_args(Category))
def test_every_category_of_the_contract_is_read(category: str) -> None:
    """The unclassified is a category."""
    assert read(with_item(WORLD, category=category)).items[0].category == category


def test_a_world_may_be_as_small_as_can_be() -> None:
    """One person and one agency are enough."""
    world = casework_world()
    world = with_item(world, holder="city") | {
        "persons": world["persons"][:1],
        "agencies": world["agencies"][:1],
    }
    assert read(world)
    assert error_of(world | {"persons": []}).path == "/persons"
    assert error_of(world | {"agencies": []}).path == "/agencies"


def test_a_witness_has_a_name() -> None:
    """One letter is one; none is an error of form."""
    heard = {"method": "oral", "witness": {"heard_by": "", "at": WORLD["at"]}}
    assert error_of(with_consent(WORLD, **heard)).path == "/consents/0/witness/heard_by"
    named = {"method": "oral", "witness": {"heard_by": "w", "at": WORLD["at"]}}
    assert read(with_consent(WORLD, **named))
