"""Erasure on the running system: nothing of an erased person can be read from anything on disk."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from services.intake.application import ContactNote
from shared.facts.fact import SERVICES, Service
from shared.sealing import Erased, Sealed, open_jointly, seal_jointly
from tests.behaviour.disposal_town import CITY, COUNSELLOR, DAY, FIRST, KEEPERS, DisposalTown
from tests.disclosures import entry
from tests.faults.canaries import Canaries, found_below, found_in
from tests.faults.conftest import SEED
from tests.faults.rig import Rig, wait_for
from tests.servers.postgres import PostgresServer

pytestmark = [pytest.mark.faults, pytest.mark.timeout(240)]

PROFILE = ("number", "name", "kana", "address", "phone")
NOTE_LABEL = "conference.sharing.occasion"


def _erase(rig: Rig, worker: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    done = rig.run_command(
        "erase", "--worker", worker, "--agency", str(CITY), "--auditor", *arguments
    )
    assert done.returncode in (0, 2), done.stderr
    return done


def _shown(rig: Rig, erasure_id: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_erase(rig, "w-11", "show", erasure_id, "--json").stdout)
    return found


def _a_life_on_record(town: DisposalTown, canaries: Canaries) -> tuple[UUID, UUID, UUID, Sealed]:
    """Canaries in every field about a son; a mother in the same case, with words of her own."""
    son = town.register(**{name: canaries.make(name) for name in PROFILE})
    mother = town.register(name="架空 花")
    case_id = town.fill_every_field(canaries.make, son)
    town.intake.application.add_person(COUNSELLOR, case_id, mother, DAY)
    joint = town.told_jointly(canaries.make("item"), son, mother)
    town.titled(canaries.make("title"), case_id, son)
    keys = (str(son), str(mother))
    note = seal_jointly(town.conference.sealer, keys, canaries.make("note"), NOTE_LABEL)
    told = entry(1, subjects=(son, mother), at=town.now, recorded_at=town.now, note=note)
    with town.conference.store.transaction(FIRST, town.now) as tx:
        town.conference.application.desk.ledger.record(tx, [told])
    town.end(case_id, canaries.make("evaluation"))
    return son, mother, case_id, joint


def _wrapped(town: DisposalTown, *key_ids: UUID) -> list[bytes]:
    """The wrapped keys as they lie in the key stores."""
    found = [
        key.encode()
        for name in KEEPERS
        for key in town.services[name].sealer.key_store.get([*map(str, key_ids)]).values()
        if key is not None
    ]
    assert len(found) >= 3
    return found


def _files_with(folder: Path, needles: list[bytes]) -> list[str]:
    """The files that hold one of the needles.

    Looked for by another process: closing a database's file would take this one's locks from it.
    """
    wanted = folder.parent / "needles"
    wanted.write_bytes(b"\n".join(needles))
    grep = ["grep", "--recursive", "--files-with-matches", "--text", "--fixed-strings"]
    found = subprocess.run(
        [*grep, "--file", str(wanted), str(folder)], capture_output=True, text=True, check=False
    )
    assert found.returncode in (0, 1), found.stderr
    return found.stdout.splitlines()


@pytest.mark.rule(58)
@pytest.mark.parametrize("dying", KEEPERS)
def test_whoever_dies_between_destroying_and_recording_ends_it_after_a_restart(
    rig: Rig, dying: Service
) -> None:
    """All proofs in the end; no canary and no key in any file, stream, log or output."""
    canaries, town = Canaries(SEED + 58), DisposalTown(rig.home.folder)
    town.found_agencies()
    son, mother, case_id, joint = _a_life_on_record(town, canaries)
    her_note = ContactNote(on=DAY, method="phone", consulter="mother", content="母自身のこと")
    town.intake.application.record_contact(COUNSELLOR, case_id, her_note, mother)
    rig.start_broker()
    rig.start(*(service for service in SERVICES if service != dying))
    rig.start_with_fault(dying, "destroyed", "1")
    rig.settle()
    keys = _wrapped(town, son, case_id)
    assert len(_files_with(rig.home.folder, keys)) >= 2

    reason = rig.home.folder.parent / "reason.txt"
    reason.write_text(canaries.make("reason"), encoding="utf-8")
    early = ("--person", str(son), "--ground", "court_order", "--reason-file", str(reason))
    proposed = json.loads(_erase(rig, "w-11", "propose", *early, "--json").stdout)
    [erasure_id] = proposed["erasure_ids"]
    refused = _erase(rig, "w-11", "approve", erasure_id)
    assert "approver-proposed-it" in refused.stderr
    assert _erase(rig, "w-12", "approve", erasure_id).returncode == 0
    rig.wait_until_killed(dying)
    assert dying in _shown(rig, erasure_id)["missing"]
    rig.start(dying)
    wait_for(lambda: _shown(rig, erasure_id)["status"] == "completed", "every proof")
    rig.settle()

    shown = _shown(rig, erasure_id)
    assert [proof["service"] for proof in shown["proofs"]] == sorted(KEEPERS)
    assert str(son) not in town.readable_keys() | set(_opened(town, son, mother, joint))
    said = refused.stderr + json.dumps(shown) + _erase(rig, "w-11", "show").stdout
    streams = b"".join(
        repr(one.headers).encode() + (one.data or b"")
        for service in SERVICES
        for one in rig.messages_of(service)
    )
    assert b"keys-destroyed" in streams
    assert found_in(said.encode() + streams, canaries.all) == set()
    assert _files_with(rig.home.folder, keys) == []
    assert rig.run_command("audit", "verify").returncode == 0
    read = town.intake.application.read_content(COUNSELLOR, case_id, her_note.contact_id)
    assert read == "母自身のこと"
    town.close()
    assert found_below(rig.home.folder, canaries.all) == {}


def _opened(town: DisposalTown, son: UUID, mother: UUID, joint: Sealed) -> list[str]:
    """Whose joint text still opens."""
    town.conference.sealer.forget(str(son))
    try:
        open_jointly(town.conference.sealer, [str(son), str(mother)], joint, "conference.item.text")
    except Erased:
        return []
    return [str(son)]


@pytest.mark.rule(58)
def test_on_postgres_no_dump_holds_a_key_or_a_word(
    postgres: PostgresServer, tmp_path: Path
) -> None:
    """Every value of every table of events and keys, and the server's own files for the words."""
    databases: list[str] = []

    def new_place() -> tuple[str, str]:
        databases.append(postgres.create_database())
        return postgres.url(databases[-1]), postgres.password

    canaries, town = Canaries(SEED + 59), DisposalTown(tmp_path / "home", new_place)
    town.found_agencies()
    son, mother, case_id, joint = _a_life_on_record(town, canaries)
    town.years_pass(6)
    town.settle()
    keys = _wrapped(town, son, case_id)
    assert any(key in _dump(postgres, databases) for key in keys)

    erasure_id = town.erase(son)

    assert town.offer("erasures.show", FIRST, erasure_id=erasure_id).status == "completed"
    assert not town.readable_keys() & {str(son), str(case_id)}
    assert _opened(town, son, mother, joint) == []
    dump = _dump(postgres, databases)
    assert b"conference.ErasureCompleted" in dump
    assert [key for key in keys if key in dump] == []
    assert found_in(dump, canaries.all) == set()
    with postgres.connect() as connection:
        connection.execute("CHECKPOINT")
        row = connection.execute("SHOW data_directory").fetchone()
    assert row is not None
    assert found_below(Path(row[0]), canaries.all) == {}
    town.close()


def _dump(postgres: PostgresServer, databases: list[str]) -> bytes:
    """Every value of every table of some databases."""
    values: list[bytes] = []
    for database in databases:
        with postgres.connect(database) as connection:
            names = connection.execute(
                "SELECT table_schema, table_name FROM information_schema.tables"
                " WHERE table_schema NOT IN ('pg_catalog', 'information_schema')"
            ).fetchall()
            values += [
                bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
                for schema, name in names
                for row in connection.execute(f'SELECT * FROM "{schema}"."{name}"')  # noqa: S608
                for value in row
            ]
    return b"\n".join(values)
