"""What checkpoints prove: a ledger that was cut, rewound or written anew is seen."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta

import pytest

from services.stats.prefecture.domain.comparison import per_100_000
from services.stats.prefecture.domain.ledgers import KeptCheckpoint, findings
from shared.merkle.checkpoint import Checkpoint, sign_checkpoint
from shared.merkle.keys import SigningKey

ORIGIN = "tsunagu/disclosures/town"
KEY = SigningKey(ORIGIN, bytes(32))
OTHER_KEY = SigningKey(ORIGIN, bytes(31) + b"\x01")
BEGAN = datetime(2026, 4, 1, tzinfo=UTC)


def kept(
    size: int, root: int, day: int, *, origin: str = ORIGIN, key: SigningKey = KEY
) -> KeptCheckpoint:
    """A checkpoint as it came on a day."""
    checkpoint = Checkpoint(origin, size, bytes([root]) * 32)
    note = base64.b64encode(sign_checkpoint(checkpoint, [key]).encode()).decode()
    return KeptCheckpoint(origin, size, checkpoint.root.hex(), note, BEGAN + timedelta(days=day))


def alarms(*checkpoints: KeptCheckpoint) -> list[str]:
    """What is found, with the ledger's own key known."""
    return [one.alarm for one in findings(checkpoints, KEY.verifier)]


def test_a_ledger_that_grows_is_honest() -> None:
    """Larger sizes with other roots, and the same one twice, are what an honest ledger shows."""
    assert alarms(kept(3, 1, 0), kept(3, 1, 1), kept(9, 2, 2)) == []


def test_one_size_with_two_roots_is_a_fork() -> None:
    """A log has one root for each size."""
    first, second = kept(3, 1, 0), kept(3, 2, 1)
    (found,) = findings([first, second], KEY.verifier)
    assert (found.alarm, found.at, found.before) == ("fork", second, first)


def test_a_size_that_falls_is_a_rollback_even_if_it_was_there_before() -> None:
    """Going back to an earlier state is seen, though that state was once signed."""
    assert alarms(kept(3, 1, 0), kept(9, 2, 1), kept(3, 1, 2)) == ["rollback"]


def test_a_fork_is_found_behind_a_rollback() -> None:
    """Rewound, and grown again to a size that was seen before, with other entries."""
    found = alarms(kept(3, 1, 0), kept(9, 2, 1), kept(5, 3, 2), kept(9, 4, 3))
    assert found == ["rollback", "fork"]


def test_an_earlier_time_hides_no_rollback() -> None:
    """The municipality says when it submitted; in which order it arrived is what the hub knows."""
    larger, rewound = kept(9, 2, 5), kept(4, 3, 1)
    (found,) = findings([larger, rewound], KEY.verifier)
    assert (found.alarm, found.at, found.before) == ("backdated", rewound, larger)
    other = SigningKey("tsunagu/disclosures/new", bytes(32))
    new = kept(1, 2, 1, origin=other.name, key=other)
    assert "backdated" in {one.alarm for one in findings([larger, new])}


def test_what_arrives_late_is_compared_in_the_order_of_its_submission() -> None:
    """The same one again, with its own time, is no sign of anything."""
    assert alarms(kept(3, 1, 0), kept(9, 2, 1), kept(9, 2, 0)) == []


def test_another_ledger_in_its_place_is_seen() -> None:
    """Beginning anew under another name does not make the old ledger forgotten."""
    other = SigningKey("tsunagu/disclosures/new", bytes(32))
    found = findings([kept(9, 1, 0), kept(1, 2, 1, origin=other.name, key=other)])
    assert [one.alarm for one in found] == ["replaced"]


def test_a_signature_by_another_key_is_seen_where_the_key_is_known() -> None:
    """Without the key nothing is said about signatures; with it a forged one is told."""
    forged = kept(3, 1, 0, key=OTHER_KEY)
    assert alarms(forged) == ["signature"]
    assert findings([forged]) == ()


def test_a_note_that_says_something_else_is_seen() -> None:
    """The values beside the note are those that are signed, or it is told."""
    honest = kept(3, 1, 0)
    larger = KeptCheckpoint(ORIGIN, 4, honest.root, honest.note, honest.submitted_at)
    garbled = KeptCheckpoint(ORIGIN, 3, honest.root, "AAAA", honest.submitted_at)
    assert alarms(larger) == ["unreadable"]
    assert alarms(garbled) == ["unreadable"]


@pytest.mark.parametrize(
    ("value", "population", "rate"),
    [
        (3, 50_000, "6.0"),
        (1, 1_600_000, "0.1"),
        (1, 2_000_001, "0.0"),
        (0, 50_000, "0.0"),
        (None, 50_000, None),
        (3, None, None),
        (3, 0, None),
    ],
)
def test_a_rate_is_told_only_where_both_sides_are_known(
    value: int | None, population: int | None, rate: str | None
) -> None:
    """Halves are rounded up; what is not known is not 0."""
    found = per_100_000(value, population)
    assert (None if found is None else str(found)) == rate
