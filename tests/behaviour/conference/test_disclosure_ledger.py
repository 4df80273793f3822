"""The disclosure ledger in the service's own database: one commit, one truth, found out."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from uuid import uuid4

import pytest

from services.conference.app import Conference
from services.conference.application.audit.requests import EntryNamed, Everything, Sizes
from services.conference.domain.worker import WORKER, WorkerDescribed, worker_id
from services.conference.ledger import index
from services.conference.ledger.checkpoints import read_checkpoints
from services.conference.ledger.entry import Entry
from services.conference.ledger.evidence import log_for_verifying
from shared.calendar import Clock
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.merkle.checkpoint import open_checkpoint
from shared.merkle.findings import Kind, Report
from shared.merkle.proofs import consistency_holds, inclusion_holds
from shared.merkle.refusals import LogDamaged
from shared.merkle.source import open_source
from shared.merkle.tree import leaf_hash
from shared.merkle.verify import verify
from shared.refusal import Refusal
from shared.sealing import Erased
from shared.store.database import UnitOfWork
from tests.behaviour.conference_service import open_conference
from tests.conftest import NewPlace
from tests.disclosure_questions import AGENCIES, PEOPLE, check_every_question, record
from tests.disclosures import AUDITOR, NOON, drawn, entry, reader
from tests.town_hall import settle

HERE = Everything(municipality=DEMO_MUNICIPALITY)
NOTE_LABEL = "test.note"


class Office:
    """A conference service whose ledger holds a few entries.

    Args:
        folder: its home.
        place: its database.
        clock: the instant of recording.
    """

    def __init__(self, folder: Path, place: tuple[str, str], clock: Clock) -> None:
        self.place = place
        self.service: Conference = open_conference(folder, clock, place)
        settle(self.service.store)
        self.desk = self.service.application.desk
        self.audit = self.service.application.audit
        self.evidence = self.desk.ledger.evidence

    def act(self, *entries: Entry, fails: bool = False) -> None:
        """Do something that is an event and entries, in one transaction."""
        with self.desk.store.transaction(AUDITOR, NOON) as tx:
            self.desk.ledger.record(tx, entries)
            worker = f"w-{uuid4()}"
            surname = self.desk.sealer.seal(str(worker_id(worker)), "架空", "x.y")
            event = WorkerDescribed(municipality=DEMO_MUNICIPALITY, worker=worker, surname=surname)
            tx.append(WORKER, tx.load(WORKER, worker_id(worker)), event)
            if fails:
                raise Refusal("no", "だめです。", "やめてください。")

    def fill(self) -> None:
        """Record twelve entries in four acts."""
        for first in range(0, 12, 3):
            self.act(*(entry(number) for number in range(first, first + 3)))

    def verify(self, *, witness: bool = True, kept: bool = True) -> Report:
        """Verify as somebody does who has the public key only."""
        log = log_for_verifying(self.evidence.public_keys)
        notes = read_checkpoints(self.evidence.checkpoints) if kept else []
        with open_source(log, *self.place) as source:
            return verify(log, source, self.evidence.witness if witness else None, notes)

    def rows_everywhere(self) -> dict[str, object]:
        """Every row of the log and of the index."""
        tables = ("disclosures_entries", "disclosures_nodes", *index.NAMES)
        return {
            name: sorted(
                (sorted((k, str(v)) for k, v in row.items()))
                for row in self.desk.store.rows(f"SELECT * FROM {name}")  # noqa: S608 - ours
            )
            for name in tables
        }

    def as_superuser(self, attack: Callable[[UnitOfWork], None]) -> None:
        """Do anything to the database."""
        with self.desk.store.database.exclusive() as unit:
            attack(unit)


@pytest.fixture
def office(tmp_path: Path, new_place: NewPlace, clock: Clock) -> Iterator[Office]:
    """An office on SQLite, then one on PostgreSQL."""
    office = Office(tmp_path / "home", new_place(), clock)
    yield office
    office.service.close()


def test_an_act_and_its_entries_are_committed_together_or_not_at_all(office: Office) -> None:
    """A refusal after recording leaves no entry, no node, no index row and no event."""
    office.fill()
    before, events = office.rows_everywhere(), office.desk.store.position()

    with pytest.raises(Refusal):
        office.act(entry(100), entry(101, effect="withheld", basis=()), fails=True)

    assert office.rows_everywhere() == before
    assert office.desk.store.position() == events
    office.act(entry(100))
    assert office.desk.ledger.size(office.desk.store) == 13


def test_witness_and_checkpoints_follow_every_commit(office: Office) -> None:
    """Outside of the database stand every leaf hash, and the checkpoints that were published."""
    office.fill()
    report = office.verify(kept=False)

    assert report.is_sound
    assert (report.size, report.witnessed) == (12, 12)
    assert len(read_checkpoints(office.evidence.checkpoints)) == 1

    signed = office.audit.sign_checkpoint(AUDITOR, HERE)
    assert signed.checkpoint == read_checkpoints(office.evidence.checkpoints)[-1]
    assert office.verify(witness=False).witnessed == 12


def test_the_key_file_is_its_owners_alone_and_the_public_half_is_published(office: Office) -> None:
    """Mode 0600; what is handed to the prefecture holds no private key."""
    office.fill()

    assert office.evidence.key_file.stat().st_mode & 0o777 == 0o600
    assert "PRIVATE" not in office.evidence.public_keys.read_text()
    assert str(office.evidence.key.verifier) in office.evidence.public_keys.read_text()


def changed(unit: UnitOfWork) -> None:
    """UPDATE: what was withheld becomes granted."""
    other = entry(5, act="oral").canonical()
    unit.execute(
        "UPDATE disclosures_entries SET entry = :entry, leaf_hash = :leaf WHERE position = 5",
        {"entry": other, "leaf": leaf_hash(other)},
    )


def deleted(unit: UnitOfWork) -> None:
    """DELETE: one disclosure never was."""
    unit.execute("DELETE FROM disclosures_entries WHERE position = 4")


def reordered(unit: UnitOfWork) -> None:
    """Reorder: two entries change places."""
    for old, new in ((6, -1), (7, 6), (-1, 7)):
        unit.execute(
            "UPDATE disclosures_entries SET position = :new WHERE position = :old",
            {"old": old, "new": new},
        )


def truncated(unit: UnitOfWork) -> None:
    """Truncate: the last act never was, with its nodes."""
    unit.execute("DELETE FROM disclosures_entries WHERE position >= 9")
    for level in range(1, 5):
        unit.execute(
            "DELETE FROM disclosures_nodes WHERE level = :level AND node_index >= :first",
            {"level": level, "first": 9 >> level},
        )


def forged(unit: UnitOfWork) -> None:
    """Append: a disclosure that nobody made, under the last signature there is."""
    found = unit.rows("SELECT checkpoint FROM disclosures_entries WHERE position = 11")
    invented = entry(99).canonical()
    unit.execute(
        "INSERT INTO disclosures_entries VALUES (12, :leaf, :entry, :note)",
        {"leaf": leaf_hash(invented), "entry": invented, "note": found[0]["checkpoint"]},
    )


ATTACKS = (
    (changed, Kind.ENTRY_CHANGED, 5),
    (deleted, Kind.ENTRY_MISSING, 4),
    (reordered, Kind.ENTRY_MOVED, 6),
    (truncated, Kind.LOG_TRUNCATED, 9),
    (forged, None, 12),
)
"""What the superuser does, what is found, and from which position on."""


@pytest.mark.parametrize(
    ("attack", "kind", "position"), ATTACKS, ids=[one[0].__name__ for one in ATTACKS]
)
def test_what_the_superuser_does_to_the_ledger_is_found_at_its_position(
    office: Office, attack: Callable[[UnitOfWork], None], kind: Kind | None, position: int
) -> None:
    """Each of the five attacks is named with the first bad position."""
    office.fill()
    assert office.verify().is_sound

    office.as_superuser(attack)
    first = office.verify().first_bad

    assert first is not None
    assert first.first == position
    assert kind in (None, first.kind)


@pytest.mark.parametrize("attack", [truncated, forged], ids=lambda one: one.__name__)
def test_nothing_is_shared_on_a_damaged_ledger(
    office: Office, attack: Callable[[UnitOfWork], None]
) -> None:
    """What was not signed, or is shorter than its index, is refused as ground for the next act."""
    office.fill()
    office.as_superuser(attack)
    before = office.rows_everywhere()

    with pytest.raises(LogDamaged):
        office.act(entry(200))
    assert office.rows_everywhere() == before


def test_an_end_that_was_cut_off_with_its_index_is_still_found(office: Office) -> None:
    """The act goes through, the witness stands, and the verifier names where the log was cut."""
    office.fill()
    office.as_superuser(truncated)
    office.as_superuser(
        lambda unit: unit.execute("DELETE FROM disclosure_terms WHERE position >= 9")
    )
    office.act(entry(200))

    first = office.verify().first_bad
    assert first is not None
    assert (first.kind, first.first) == (Kind.LOG_REWOUND, 9)


def test_erasing_a_person_leaves_the_ledger_valid(office: Office) -> None:
    """The tree is made over ciphertext: with the key goes the plain text, and nothing else."""
    sealed = office.desk.sealer.seal("person-7", "架空の口頭の内容", NOTE_LABEL)
    office.act(entry(1, act="oral", note=sealed))
    office.desk.sealer.destroy("person-7")

    assert office.verify().is_sound
    kept = office.desk.ledger.log.entries(office.desk.store, 0, 1)[0]["entry"]
    note = Entry.read(bytes(kept)).note
    assert note is not None
    with pytest.raises(Erased):
        office.desk.sealer.open(note, NOTE_LABEL)


def test_the_index_is_made_again_from_the_ledger_alone(office: Office) -> None:
    """Whatever was done to the index, it is what it was after ``audit.reindex``."""
    office.fill()
    office.act(
        entry(50, act="record_read", basis=(), consents=(), actor=reader(3)),
        entry(51, effect="withheld", basis=(), consents=()),
        entry(52, act="emergency", emergency_id=uuid4(), basis=("emergency",)),
    )
    before = office.rows_everywhere()
    office.as_superuser(lambda unit: unit.execute("DELETE FROM disclosure_terms"))
    office.as_superuser(lambda unit: unit.execute("UPDATE disclosure_holdings SET entries = 0"))

    assert office.audit.reindex(AUDITOR, HERE).entries == 15
    assert office.rows_everywhere() == before


def test_an_entry_is_proved_to_whoever_has_the_public_key(office: Office) -> None:
    """Bytes, proof and checkpoint fit together, and two sizes are proved to be one history."""
    office.fill()
    named = EntryNamed(municipality=DEMO_MUNICIPALITY, entry_id=entry(4).entry_id)
    proved = office.audit.entry(AUDITOR, named)
    log = log_for_verifying(office.evidence.public_keys)
    signed = open_checkpoint(proved.checkpoint, log.trusted, log.origin)
    leaf = leaf_hash(base64.b64decode(proved.canonical))
    path = [base64.b64decode(one) for one in proved.proof]

    assert signed.size == proved.size == 12
    assert inclusion_holds(leaf, proved.told.position, proved.size, path, signed.root)
    assert not inclusion_holds(leaf, proved.told.position + 1, proved.size, path, signed.root)

    grown = office.audit.consistency(AUDITOR, Sizes(municipality=DEMO_MUNICIPALITY, old_size=5))
    between = [base64.b64decode(one) for one in grown.proof]
    old, new = base64.b64decode(grown.old_root), base64.b64decode(grown.new_root)
    assert new == signed.root
    assert consistency_holds(5, 12, between, old, new)
    assert not consistency_holds(5, 12, between, new, new)


def test_an_entry_that_is_not_there_is_refused(office: Office) -> None:
    """Code, reason and remedy instead of an empty answer."""
    with pytest.raises(Refusal) as refused:
        office.audit.entry(AUDITOR, EntryNamed(municipality=DEMO_MUNICIPALITY, entry_id=uuid4()))
    assert refused.value.code == "ledger-entry-not-found"


def test_past_recipients_are_those_who_were_shown_something(office: Office) -> None:
    """Each once; neither who was refused nor for whom a packet only lies ready."""
    shown, refused, waiting = uuid4(), uuid4(), uuid4()
    office.act(
        entry(1, recipient_id=shown),
        entry(2, recipient_id=shown, items=entry(1).items),
        entry(3, recipient_id=refused, effect="withheld", basis=(), items=entry(1).items),
        entry(4, recipient_id=waiting, act="packet_built", items=entry(1).items),
    )
    consent, item = entry(1).consents[0].consent_id, entry(1).items[0].item_id
    assert item is not None

    ledger, store = office.desk.ledger, office.desk.store
    assert ledger.past_recipients_under_consent(store, consent) == (shown,)
    assert ledger.past_recipients_of_item(store, item) == (shown,)


def test_every_question_is_answered_from_either_database(office: Office) -> None:
    """Page by page, no entry is missed or told to the wrong question."""
    random = Random(7)  # noqa: S311 - seeded entries, no secret
    entries = [drawn(random, number, PEOPLE, AGENCIES) for number in range(80)]
    record(office.service, entries, [1, 7, 3])

    check_every_question(office.service, entries, limit=6)
    office.audit.reindex(AUDITOR, HERE)
    check_every_question(office.service, entries, limit=50)
