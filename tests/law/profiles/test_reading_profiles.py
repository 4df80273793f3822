"""Reading a profile: both forms, plain values, and one precise error."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from services.conference.law.reading import InvalidWorldError
from services.conference.profiles import load_profile, read_profile
from shared.refusal import InvalidInput

NAME = "山田花子"

BARE = """
id: mine
versions:
  - {from: "2024-04-01T00:00:00+09:00", to: 2025-04-01, without_consent: never}
  - from: 2025-04-01
    to: null
    without_consent: allowed
    minor_consent_age: 16
    consent_valid_days: null
    flag_no_consent: false
"""


def one_version(**options: object) -> str:
    """A profile of one version."""
    version = {"from": "2024-04-01", "to": None} | options
    return json.dumps({"id": "mine", "versions": [version]}, ensure_ascii=False)


def error_of(text: str) -> dict[str, str]:
    """The document that reading ends in; it quotes no value."""
    with pytest.raises(InvalidWorldError) as raised:
        read_profile(text)
    document = raised.value.document()
    assert NAME not in document["message"]
    assert document["path"].startswith("/profile")
    return document


def test_a_bare_profile_is_read() -> None:
    """The profile of a world is a file as well; it has no story and no warnings."""
    file = read_profile(BARE)
    first, second = file.profile.versions
    assert (file.name, file.description, file.source, file.warnings) == ("mine", "", "", ())
    assert first.end == second.start
    assert second.without_consent == "allowed"
    assert (second.minor_consent_age, second.consent_valid_days) == (16, None)
    assert second.flag_no_consent is False


def test_json_and_yaml_say_the_same() -> None:
    """A JSON document, indented with tabs or not, and YAML in braces are read alike."""
    document = json.loads(one_version(without_consent="allowed"))
    written = (
        json.dumps(document),
        "\n" + json.dumps(document, indent="\t"),
        "{id: mine, versions: [{from: 2024-04-01, to: null, without_consent: allowed}]}",
        "id: mine\nversions:\n- from: 2024-04-01\n  to: ~\n  without_consent: 'allowed'\n",
    )
    assert len({read_profile(one).profile.model_dump_json() for one in written}) == 1


def test_a_moment_keeps_its_own_offset() -> None:
    """Only a bare day is taken for midnight in Japan."""
    (version,) = read_profile(one_version(**{"from": "2024-04-01T00:00:00Z"})).profile.versions
    assert version.start.isoformat() == "2024-04-01T00:00:00+00:00"
    (version,) = read_profile(one_version()).profile.versions
    assert version.start.isoformat() == "2024-03-31T15:00:00+00:00"


@pytest.mark.parametrize("day", ["2024-13-01", "2024-02-30", "2024-4-1", "令和6年4月1日"])
def test_a_day_that_does_not_exist_is_no_day(day: str) -> None:
    """Neither is a day in another spelling."""
    error = error_of(f"id: mine\nversions: [{{from: {day}, to: null}}]")
    assert (error["error"], error["path"]) == ("schema", "/profile/versions/0/from")


@pytest.mark.parametrize("word", ["yes", "no", "on", "off", "はい", "1"])
def test_only_true_and_false_are_truth(word: str) -> None:
    """``no`` is a word and not a no."""
    text = f"id: mine\nversions: [{{from: 2024-04-01, to: null, flag_no_consent: {word}}}]"
    assert error_of(text) == {
        "error": "schema",
        "path": "/profile/versions/0/flag_no_consent",
        "message": "true か false ではありません。",
    }


@pytest.mark.parametrize(
    ("text", "path", "told"),
    [
        ("", "/profile", "オブジェクト"),
        ("- mine", "/profile", "オブジェクト"),
        ("id: [mine", "/profile", "読めません"),
        ("{'id': }}", "/profile", "読めません"),
        ("id: mine\n---\nid: other", "/profile", "読めません"),
        ("id: \x00", "/profile", "読めません"),
        (r'id: "\U00110000"', "/profile", "読めません"),
        (r'id: "\UFFFFFFFF"', "/profile", "読めません"),
        ("id: &all mine\nversions: []", "/profile", "目印"),
        ("id: mine\nversions: *all", "/profile", "目印"),
        ("id: !!binary bWluZQ==\nversions: []", "/profile/id", "型の指定"),
        ("id: !!python/object:os.system x", "/profile/id", "型の指定"),
        ("? [a]\n: b", "/profile", "名前は、文字で"),
        ("id: mine\nid: other", "/profile/id", "二度"),
        ('{"id": "mine", "id": "other"}', "/profile", "二度"),
        ('{"id": 5, "versions": []}', "/profile/id", "文字列"),
        ('{"id": NaN, "versions": NaN}', "/profile/versions", "配列"),
        ("[" * 17 + "]" * 17, "/profile", "深すぎ"),
        ("[" * 60_000, "/profile", "深すぎ"),
        ("- " * 30_000, "/profile", "深すぎ"),
        ('{"id":' * 10_000, "/profile", "深すぎ"),
        ("# " + "長" * 70_000, "/profile", "大きすぎ"),
        ("id: mine", "/profile/versions", "必要な項目"),
        ("id: mine\nversions: [x]", "/profile/versions/0", "オブジェクト"),
        ("id: mine\nversions: 5", "/profile/versions", "配列"),
        ("id: mine\nversions: [{from: 2024-04-01}]", "/profile/versions/0/to", "必要な項目"),
        ("id: mine\nversions: []\npractices: [{code: x}]", "/profile/practices/0/code", "コード"),
        ("id: mine\nversions: []\ndescription: 5", "/profile/description", "文字列"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place(text: str, path: str, told: str) -> None:
    """One error, a place and a sentence, and nothing is decided."""
    error = error_of(text)
    assert (error["error"], error["path"]) == ("schema", path)
    assert told in error["message"]


def test_an_alias_bomb_is_refused_at_once() -> None:
    """A few lines of YAML cannot become billions of nodes."""
    levels = [f"k{n}: &k{n} [{', '.join([f'*k{n - 1}'] * 9)}]" for n in range(1, 40)]
    bomb = "\n".join(["k0: &k0 [x]", *levels])
    assert "参照" in error_of(bomb)["message"]


@pytest.mark.parametrize(
    ("option", "path"),
    [
        ({"blur_without_consent": ["health", NAME]}, "blur_without_consent/1"),
        ({"minimise": {"referral": ["gossip"]}}, "minimise/referral/0"),
        ({"minimise": {"gossip": []}}, "minimise/gossip"),
        ({"excluded_kinds_without_consent": ["family"]}, "excluded_kinds_without_consent/0"),
    ],
)
def test_an_unknown_code_is_named_by_its_place(option: dict[str, object], path: str) -> None:
    """A category, a purpose or a kind of agency that does not exist."""
    error = error_of(one_version(**option))
    assert (error["error"], error["path"]) == ("schema", f"/profile/versions/0/{path}")
    assert error["message"] == "決められたコードのどれでもありません。"


@pytest.mark.parametrize("last", ["2025-04-02", "2025-05-01", "null"])
def test_versions_that_overlap_are_refused(last: str) -> None:
    """At no instant can two rules hold."""
    text = f"""
    id: mine
    versions: [{{from: 2025-04-01, to: null}}, {{from: 2024-04-01, to: {last}}}]
    """
    error = error_of(text)
    assert (error["error"], error["path"]) == ("overlapping_periods", "/profile/versions/0")


@pytest.mark.parametrize("last", ["2024-04-01", "2024-03-31"])
def test_a_version_that_ends_as_it_begins_is_refused(last: str) -> None:
    """A period holds from its first instant until, not including, its last."""
    error = error_of(one_version(to=last))
    assert (error["error"], error["path"]) == ("empty_period", "/profile/versions/0/to")


def test_a_file_is_loaded_by_its_place(tmp_path: Path) -> None:
    """A municipality tries out its own rule; a byte order mark does not matter."""
    path = tmp_path / "ours.yaml"
    path.write_text(f"name: わが町\n{BARE}", encoding="utf-8-sig")
    assert load_profile(path).name == load_profile(str(path)).name == "わが町"


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_a_file_that_is_not_there_or_no_text_is_refused(
    tmp_path: Path, content: bytes | None
) -> None:
    """Neither an id of ours nor a readable file."""
    path = tmp_path / f"{NAME}.yaml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InvalidInput) as raised:
        load_profile(path)
    assert raised.value.code == "profile-unreadable"
    assert NAME not in str(raised.value)
