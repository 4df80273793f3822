"""When the ledger is signed for others, and how kept checkpoints are read."""

from __future__ import annotations

import base64
from datetime import timedelta
from pathlib import Path

import pytest

from services.conference.domain.audit import (
    LEDGER_DAY,
    SIGNED_AFTER,
    SIGNED_EVERY,
    AuditAsked,
    CheckpointSigned,
    LedgerDay,
    is_due,
    ledger_day_id,
)
from services.conference.ledger.checkpoints import read_checkpoints
from services.conference.ledger.evidence import Evidence, create_ledger_key, log_for_verifying
from services.conference.published import publish
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.facts import conference
from shared.identity import Metadata
from shared.merkle.checkpoint import Checkpoint, sign_checkpoint
from shared.merkle.keys import SigningKey
from shared.refusal import Refusal
from shared.store.recorded import Recorded
from tests.disclosures import AUDITOR, NOON

KEY = SigningKey("tsunagu/disclosures/0011", bytes(32))
NOTES = [sign_checkpoint(Checkpoint(KEY.name, size, bytes(32)), [KEY]) for size in (3, 9)]


@pytest.mark.parametrize(
    ("last", "size", "later", "due"),
    [
        (None, 0, timedelta(0), False),
        (None, 1, timedelta(0), True),
        (5, 5, SIGNED_AFTER * 2, False),
        (5, 6, SIGNED_AFTER - timedelta(seconds=1), False),
        (5, 6, SIGNED_AFTER, True),
        (5, 4 + SIGNED_EVERY, timedelta(0), False),
        (5, 5 + SIGNED_EVERY, timedelta(0), True),
    ],
)
def test_a_grown_ledger_is_signed_after_a_while_or_after_many_entries(
    last: int | None, size: int, later: timedelta, *, due: bool
) -> None:
    """At once on the first entry of a day, and never when nothing has come."""
    before = None if last is None else LedgerDay(last, NOON)

    assert is_due(before, size, NOON + later) is due


def signed(size: int) -> CheckpointSigned:
    """The event of one checkpoint."""
    return CheckpointSigned(
        municipality=DEMO_MUNICIPALITY,
        origin=KEY.name,
        size=size,
        root=bytes(32).hex(),
        note=base64.b64encode(NOTES[0].encode()).decode(),
        signed_at=NOON,
    )


def test_a_day_remembers_what_was_signed_last() -> None:
    """The state is the latest checkpoint; another event has no place in it."""
    assert LEDGER_DAY.fold(None, [signed(3), signed(9)]) == LedgerDay(9, NOON)
    with pytest.raises(LookupError):
        LEDGER_DAY.evolve(None, AuditAsked(municipality=DEMO_MUNICIPALITY, question="audit.asked"))


def test_a_checkpoint_goes_to_the_prefecture_whole() -> None:
    """The fact's note is the one that was signed, byte for byte."""
    day = ledger_day_id(KEY.name, NOON.date())
    fact = publish(Recorded(day, 1, signed(3), Metadata(actor=AUDITOR, recorded_at=NOON)))

    assert isinstance(fact, conference.CheckpointSigned)
    assert base64.b64decode(fact.note).decode() == NOTES[0]
    assert (fact.origin, fact.size) == (KEY.name, 3)


def test_what_was_asked_of_the_ledger_stays_in_the_service() -> None:
    """No fact tells others who asked about whom."""
    asked = AuditAsked(municipality=DEMO_MUNICIPALITY, question="audit.opened", about="w-1")
    day = ledger_day_id(KEY.name, NOON.date())

    assert publish(Recorded(day, 1, asked, Metadata(actor=AUDITOR, recorded_at=NOON))) is None


def test_kept_checkpoints_are_read_as_they_were_written(tmp_path: Path) -> None:
    """One behind the other, with or without the empty line at the end."""
    path = tmp_path / "kept"
    path.write_text("\n".join(NOTES), encoding="utf-8")
    assert read_checkpoints(path) == NOTES
    path.write_text("".join(f"{note}\n" for note in NOTES), encoding="utf-8")
    assert read_checkpoints(path) == NOTES
    path.write_text("", encoding="utf-8")
    assert read_checkpoints(path) == []


@pytest.mark.parametrize("content", [NOTES[0].encode()[:60], b"\xff\xfe", b"a line\n"])
def test_a_file_that_holds_no_checkpoints_is_refused(tmp_path: Path, content: bytes) -> None:
    """It is not taken for an empty one."""
    path = tmp_path / "kept"
    path.write_bytes(content)

    with pytest.raises(Refusal) as refused:
        read_checkpoints(path)
    assert refused.value.code == "checkpoints-unreadable"


def test_a_new_key_signs_on_under_the_old_name_and_both_are_trusted(tmp_path: Path) -> None:
    """After a change of keys the log goes on, and what the old key signed counts still."""
    evidence = Evidence(tmp_path / "key", tmp_path / "evidence")
    old = create_ledger_key(evidence.key_file)
    evidence.publish_key()
    evidence.publish_key()
    evidence.key_file.unlink()
    new = create_ledger_key(evidence.key_file, name=old.name)
    changed = Evidence(evidence.key_file, evidence.folder)
    changed.publish_key()

    assert changed.log.origin == old.name
    assert set(log_for_verifying(changed.public_keys).trusted) == {old.verifier, new.verifier}
    assert len(changed.public_keys.read_text().splitlines()) == 2
    with pytest.raises(Refusal) as refused:
        log_for_verifying(tmp_path / "no-such-file")
    assert refused.value.code == "ledger-public-key-missing"
