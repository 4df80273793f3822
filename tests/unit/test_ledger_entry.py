"""An entry's canonical bytes: what the Merkle tree is made over is the same for ever."""

from __future__ import annotations

import json
import re
from pathlib import Path
from uuid import UUID

import pytest
import yaml
from pydantic import ValidationError

from services.conference.ledger.entry import Act, Entry
from services.conference.ledger.index import terms
from services.conference.ledger.labels import ACT_LABELS
from services.conference.ledger.rule_titles import RULE_TITLES, titles
from shared.sealing import Sealed
from tests.disclosures import entry

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "contracts" / "golden" / "ledger" / "entry.json"


def full_entry() -> Entry:
    """An entry in which every field has a value."""
    return entry(
        1,
        subjects=(UUID(int=2), UUID(int=1)),
        obligations=("view_only", "secrecy_notice"),
        emergency_id=UUID(int=9),
        note=Sealed("person-1", bytes(12), bytes(20)),
    )


def test_the_bytes_of_an_entry_are_what_they_were_when_it_was_signed() -> None:
    """The golden bytes are written back byte for byte, and nothing reorders what they hold."""
    golden = GOLDEN.read_bytes().rstrip(b"\n")

    assert full_entry().canonical() == golden
    assert Entry.read(golden).canonical() == golden


def test_the_bytes_are_canonical_json() -> None:
    """Keys stand in order and nothing stands between the tokens, as in RFC 8785."""
    canonical = full_entry().canonical().decode()

    again = json.dumps(
        json.loads(canonical), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    assert canonical == again
    assert "個人情報保護法" in canonical


def test_a_sealed_note_stays_ciphertext_in_the_bytes_and_hidden_elsewhere() -> None:
    """The tree is made over the ciphertext; a printed entry shows nothing of it."""
    one = full_entry()
    assert one.note is not None

    assert one.note.at_rest() in one.canonical().decode()
    assert one.note.at_rest() not in one.model_dump_json()
    assert one.note.at_rest() not in repr(one)


def test_what_is_no_entry_is_refused_without_repeating_it() -> None:
    """The error of a damaged entry shows no value."""
    with pytest.raises(ValidationError) as refused:
        Entry.read(b'{"entry_id":"secret-words"}')

    assert "secret-words" not in str(refused.value)


def test_every_act_and_every_rule_has_a_name() -> None:
    """The acts' labels and the register's titles are complete, and the titles are its own."""
    register = yaml.safe_load((ROOT / "docs" / "law" / "rules.yaml").read_text())["rules"]

    assert set(ACT_LABELS) == set(Act.__args__)  # type: ignore[attr-defined]
    assert {one["number"]: one["title"] for one in register} == dict(RULE_TITLES)
    assert titles((1, 999)) == (RULE_TITLES[1], "規則999")


def test_no_term_of_the_index_holds_more_than_ids_and_codes() -> None:
    """A term is a letter for its kind, then ids or one code; never ciphertext or a citation."""
    for term in terms(full_entry()):
        kind, rest = term[:1], term[1:]
        assert re.fullmatch(rb"[a-z]", kind)
        is_ids = len(rest) in (0, 16, 32)
        assert is_ids or re.fullmatch(rb"[a-z0-9_-]{1,100}", rest), kind
