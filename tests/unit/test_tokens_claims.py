"""What an issuer's claims mean: whom a mapping makes of somebody, and whom of nobody."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from shared.identity import Actor
from shared.refusal import Refusal
from shared.secret_key import create_secret_key
from shared.tokens.claims import Claims, ClaimsFile, read_claims_file
from shared.tokens.worker_key import pseudonym_with

ROOT = Path(__file__).parents[2]
MAPPED = """
person: [address, mail]
person_is_hidden: true
agency: department
roles: [realm_access, roles]
meanings:
  - {value: 相談, role: counsellor, purpose: consultation}
  - {value: 事務局, role: secretariat, purpose: support_system_review}
  - {value: 監査, role: auditor, purpose: audit, agency: audit-office}
"""
SAID: dict[str, Any] = {
    "address": {"mail": "hanako@example.jp"},
    "department": "a-1",
    "realm_access": {"roles": ["事務局", "相談", "ほか"]},
}


@pytest.fixture
def mapped(tmp_path: Path) -> ClaimsFile:
    """A town hall's own claims."""
    path = tmp_path / "claims.yaml"
    path.write_text(MAPPED, encoding="utf-8")
    return read_claims_file(path)


def plain(told: str) -> str:
    """An id that shows in a test what it was made of."""
    return f"w-{len(told)}"


def refused(file: ClaimsFile, claims: dict[str, Any]) -> str:
    """Why claims make nobody of somebody."""
    with pytest.raises(Refusal) as error:
        Claims(file, plain).actors(claims)
    assert "hanako" not in str(error.value)
    return error.value.code


def test_groups_become_roles_with_their_purpose_and_agency(mapped: ClaimsFile) -> None:
    """In the order of the file; groups that are nobody's business are passed over."""
    assert Claims(mapped, plain).actors(SAID) == (
        Actor(person="w-17", agency="a-1", role="counsellor", purpose="consultation"),
        Actor(person="w-17", agency="a-1", role="secretariat", purpose="support_system_review"),
    )
    audit = SAID | {"realm_access": {"roles": "監査"}}
    (auditor,) = Claims(mapped, plain).actors(audit)
    assert (auditor.agency, auditor.role) == ("audit-office", "auditor")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"realm_access": {"roles": ["ほか"]}}, "token-without-role"),
        ({"realm_access": {"roles": []}}, "token-without-role"),
        ({"realm_access": {"roles": [{"x": 1}]}}, "token-without-role"),
        ({"realm_access": "相談"}, "token-without-role"),
        ({"realm_access": None}, "token-without-role"),
        ({"department": None}, "token-invalid"),
        ({"department": ["a-1"]}, "token-invalid"),
        ({"department": "福祉課"}, "token-invalid"),
        ({"address": {}}, "token-invalid"),
        ({"address": {"mail": ""}}, "token-invalid"),
        ({"address": {"mail": ["x"]}}, "token-invalid"),
    ],
)
def test_what_is_not_said_rightly_makes_nobody(
    mapped: ClaimsFile, changed: dict[str, Any], code: str
) -> None:
    """No group that means anything, no agency, no person."""
    assert refused(mapped, SAID | changed) == code


def test_personal_data_is_no_id(mapped: ClaimsFile) -> None:
    """Where nobody has said that it is to be hidden, a mail address or a name is refused."""
    file = mapped.model_copy(update={"person_is_hidden": False})
    assert refused(file, SAID) == "person-not-opaque"
    assert refused(file, SAID | {"address": {"mail": "架空 花子"}}) == "person-not-opaque"
    opaque = SAID | {"address": {"mail": "7f3c"}}
    assert Claims(file, None).actors(opaque)[0].person == "7f3c"


def test_an_id_is_hidden_with_a_key(mapped: ClaimsFile, tmp_path: Path) -> None:
    """The same person has the same id; another issuer, key or person another; no key, none."""
    first, second = tmp_path / "first", tmp_path / "second"
    for path in (first, second):
        create_secret_key(path)
    ids = set()
    for key, issuer, said in (
        (first, "https://a.example", "hanako@example.jp"),
        (first, "https://a.example", "taro@example.jp"),
        (first, "https://a.exampl", "ehanako@example.jp"),
        (second, "https://a.example", "hanako@example.jp"),
    ):
        pseudonym = pseudonym_with(key, issuer)
        assert pseudonym is not None
        again = pseudonym_with(key, issuer)
        assert again is not None
        assert pseudonym(said) == again(said)
        ids.add(pseudonym(said))
    assert len(ids) == 4
    with pytest.raises(Refusal) as error:
        Claims(mapped, pseudonym_with(None, "https://a.example")).actors(SAID)
    assert error.value.code == "worker-key-missing"


def test_a_key_is_private_and_whole(tmp_path: Path) -> None:
    """Missing, cut, or readable by others: nobody is made of anybody."""
    key = tmp_path / "key"
    for content, mode, code in (
        (None, 0o600, "worker-key-unreadable"),
        (b"c2hvcnQ=", 0o600, "worker-key-unreadable"),
        (b"\xff\xfe", 0o600, "worker-key-unreadable"),
        (b"c2hvcnQ=", 0o644, "key-file-permissions"),
    ):
        if content is not None:
            key.write_bytes(content)
            key.chmod(mode)
        with pytest.raises(Refusal) as error:
            pseudonym_with(key, "https://a.example")
        assert error.value.code == code


@pytest.mark.parametrize(
    "text",
    [
        "person: ''",
        "roles: []",
        "unknown: x",
        "meanings: [{value: x, role: mayor, purpose: y}]",
        "meanings: [{value: x, role: service, purpose: y}]",
        "meanings: [{value: x, role: member}]",
        "meanings: [{value: x, role: member, purpose: 会議}]",
        "- x",
        "{",
        "!!python/object/apply:os.system [x]",
        "a: &a [*a]",
        "person_is_hidden: maybe",
    ],
)
def test_a_mapping_that_says_something_else_is_refused(tmp_path: Path, text: str) -> None:
    """A misspelt name, an unknown role, no YAML: whose matter it is, is told."""
    path = tmp_path / "claims.yaml"
    path.write_text(text, encoding="utf-8")
    for one in (path, tmp_path / "missing.yaml", tmp_path):
        with pytest.raises(Refusal) as error:
            read_claims_file(one)
        assert error.value.code == "claims-file-unreadable"
        assert text not in str(error.value)


def test_the_file_that_is_delivered_is_what_holds_without_one() -> None:
    """Its examples are comments; what stands there is the default."""
    delivered = ROOT / "deploy/issuer/claims.yaml"
    assert read_claims_file(delivered) == read_claims_file(None)
    text = delivered.read_text(encoding="utf-8")
    example = "\n".join(line[2:] for line in text.splitlines() if line.startswith("#|"))
    assert ClaimsFile.model_validate(yaml.safe_load(example)).meanings
