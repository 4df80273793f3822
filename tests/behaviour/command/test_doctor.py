"""``tsunagu doctor`` on a folder at rest that somebody has broken, thing by thing."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from services.command.doctor.disk import MIB, Room, judged, room_on
from services.command.doctor.finding import AREAS, Finding
from services.command.doctor.versions import check_versions
from services.command.exits import Exit
from services.conference.ledger.evidence import create_ledger_key
from shared.sealing import key_encryption_key
from shared.settings import Home
from tests.behaviour.command.broken_folder import (
    LATER,
    NAME,
    codes,
    findings_of,
    folder_in_use,
    stopped,
)
from tests.disclosures import NOON

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A folder in order, which nobody changes."""
    return folder_in_use(tmp_path_factory.mktemp("sound") / "home")


@pytest.fixture
def home(sound: Home, tmp_path: Path) -> Home:
    """A copy of it, to be broken."""
    shutil.copytree(sound.folder, tmp_path / "home")
    return Home(tmp_path / "home")


def change(path: Path, *statements: str) -> None:
    """Change a database behind everybody's back."""
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def doctor(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command itself."""
    asked = {name: value for name, value in os.environ.items() if not name.startswith("TSUNAGU_")}
    return subprocess.run(
        [sys.executable, "-m", "services.command.main", "doctor", *arguments],
        env=asked | {"TSUNAGU_HOME": str(folder)} | environment,
        capture_output=True,
        check=False,
    )


def test_a_folder_in_order_is_found_in_order(sound: Home) -> None:
    """Every area is looked at, and nothing is wrong."""
    found = findings_of(stopped(sound))

    assert codes(found, "wrong") == set()
    assert {one.area for one in found} == set(AREAS) - {"settings"}
    assert {"kek-opens", "witness-equal", "tables-as-declared", "private"} <= codes(found, "ok")


def test_what_is_to_be_done_is_said(home: Home) -> None:
    """Whatever is not in order comes with what to do and with a runbook that is there."""
    home.kek_file.unlink()
    change(home.store("stats"), "DROP TABLE dead_letters")
    found = [one for one in findings_of(stopped(home)) if one.level != "ok"]

    assert found
    for one in found:
        assert one.to_do.endswith("。")
        assert (ROOT / one.runbook).is_file()


def lose_the_key(home: Home) -> None:
    """The key-encryption key is gone."""
    home.kek_file.unlink()


def make_another_key(home: Home) -> None:
    """Somebody made a new one in its place."""
    home.kek_file.unlink()
    key_encryption_key.generate(home.kek_file)


def open_the_key(home: Home) -> None:
    """Everybody on the machine can read it."""
    home.kek_file.chmod(0o644)


def open_the_folder(home: Home) -> None:
    """Everybody can look into the folder."""
    home.folder.chmod(0o755)


def damage_the_key_store(home: Home) -> None:
    """The file of keys is not a database any more."""
    home.key_store("intake").write_bytes(b"x" * 4096)


def lose_a_seed(home: Home) -> None:
    """A user of the broker has no key."""
    (home.credentials / "stats.nk").write_text("x")


def another_ledger_key(home: Home) -> None:
    """The key that signs is that of another ledger."""
    home.ledger_key("conference").unlink()
    create_ledger_key(home.ledger_key("conference"))


def drop_a_table(home: Home) -> None:
    """A read model is gone."""
    change(home.store("placement"), "DROP TABLE resources")


def an_older_shape(home: Home) -> None:
    """A read model was made by another version."""
    change(home.store("intake"), "UPDATE view_shapes SET shape = 'old' WHERE view_name = 'cases'")


def leave_dead_letters(home: Home) -> None:
    """A fact could not take effect."""
    change(
        home.store("stats"),
        "INSERT INTO dead_letters VALUES ('intake:7', 'intake', 7, 's', 't', '{}', '架空花子',"
        " 'impossible', '2026-05-01T00:00:00+00:00')",
    )


def cut_the_ledger(home: Home) -> None:
    """The last disclosure is gone from the database, and the witness has seen it."""
    change(home.store("conference"), "DELETE FROM disclosures_entries WHERE position = 3")


def tear_the_witness(home: Home) -> None:
    """The witness cannot be read."""
    (home.evidence("conference") / "disclosures.witness.jsonl").write_text("x\n")


def lose_the_issuer(home: Home) -> None:
    """The issuer's public keys are gone."""
    home.issuer_jwks.write_text("{}")


@pytest.mark.parametrize(
    ("harm", "expected"),
    [
        (lose_the_key, "key-file-missing"),
        (make_another_key, "kek-of-other-keys"),
        (open_the_key, "open-to-others"),
        (open_the_key, "key-file-permissions"),
        (open_the_folder, "open-to-others"),
        (damage_the_key_store, "key-store-unreadable"),
        (lose_a_seed, "nkey-unreadable"),
        (another_ledger_key, "ledger-key-of-another-log"),
        (drop_a_table, "tables-missing"),
        (an_older_shape, "tables-of-another-version"),
        (leave_dead_letters, "dead-letters"),
        (cut_the_ledger, "witness-differs"),
        (tear_the_witness, "witness-unreadable"),
        (lose_the_issuer, "issuer-keys-unreadable"),
    ],
)
def test_what_was_broken_is_found(home: Home, harm: Callable[[Home], None], expected: str) -> None:
    """Each harm is found under its code, and no secret and nobody's name is in what is said."""
    secrets = [home.kek_file.read_text().strip(), (home.credentials / "intake.nk").read_text()]
    harm(home)
    found = findings_of(stopped(home))
    said = repr(found)

    assert expected in codes(found, "wrong")
    assert NAME not in said
    assert not [one for one in secrets if one.strip() in said]


def test_one_harm_does_not_hide_the_next(home: Home) -> None:
    """What cannot be looked at any more is told as such, and the other areas are looked at."""
    home.store("conference").write_bytes(b"x" * 4096)
    leave_dead_letters(home)
    found = findings_of(stopped(home))

    assert "not-examined" in codes(found, "wrong")
    assert {one.area for one in found} == set(AREAS) - {"settings"}


def test_a_clock_behind_the_records_is_found(sound: Home) -> None:
    """What was recorded last lies an hour ahead of this clock."""
    found = findings_of(stopped(sound), NOON - timedelta(hours=1))
    (one,) = [one for one in found if one.code == "clock-behind-records"]

    assert "60 分" in one.says
    assert "clock-agrees" not in codes(found)


def test_an_old_checkpoint_is_a_caution(home: Home) -> None:
    """Entries that nobody outside could vouch for, days after the last checkpoint."""
    assert "checkpoint-recent" in codes(findings_of(stopped(home)), "ok")
    change(home.store("conference"), "DELETE FROM checkpoints WHERE size > 3")

    assert "checkpoint-recent" in codes(findings_of(stopped(home)), "ok")
    assert "checkpoint-old" in codes(
        findings_of(stopped(home), LATER + timedelta(days=3)), "caution"
    )


@pytest.mark.parametrize(
    ("room", "code"),
    [
        (Room(10_000 * MIB, 1_000_000), "disk-has-room"),
        (Room(10_000 * MIB, None), "disk-has-room"),
        (Room(1_000 * MIB, 1_000_000), "disk-nearly-full"),
        (Room(10_000 * MIB, 5_000), "disk-nearly-full"),
        (Room(100 * MIB, 1_000_000), "disk-full"),
        (Room(10_000 * MIB, 10), "disk-full"),
    ],
)
def test_a_disk_is_full_of_bytes_or_of_files(room: Room, code: str) -> None:
    """Either runs out by itself; where files are not counted, bytes decide."""
    assert judged(Path("/somewhere"), room).code == code


def test_room_is_what_the_system_tells(tmp_path: Path) -> None:
    """The figures are of the folder's own disk, as ``df`` counts them."""
    told = subprocess.check_output(["df", "--output=avail", "-B1", str(tmp_path)]).split()[-1]

    assert abs(room_on(tmp_path).free_bytes - int(told)) < 256 * MIB


def test_other_packages_than_the_locked_ones_are_a_caution(sound: Home, tmp_path: Path) -> None:
    """The package is named with both versions."""
    lock = tmp_path / "requirements.lock"
    lock.write_text("typer==0.0.1 \\\n    --hash=sha256:00\nno-such-package==1.0\n")
    (one,) = [one for one in check_versions(stopped(sound), lock) if one.code == "packages-differ"]

    assert one.level == "caution"
    assert "typer" in one.says
    assert "0.0.1" in one.says
    assert "no-such-package" not in one.says


def listing(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Every file with its mode and content; SQLite's own side files come and go."""
    return {
        str(path): (path.stat().st_mode, path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file() and not path.name.endswith(("-wal", "-shm"))
    }


def test_nothing_is_changed(home: Home, tmp_path: Path) -> None:
    """A folder is as it was; where there is none, none is made."""
    before = listing(home.folder)
    findings_of(stopped(home))

    assert listing(home.folder) == before
    assert doctor(tmp_path / "nowhere").returncode == Exit.DONE
    assert not (tmp_path / "nowhere").exists()


def test_the_command_tells_people_and_machines(home: Home) -> None:
    """Lines with level and way on, or one document; status 1 once something is wrong."""
    before = doctor(home.folder, "--json")
    leave_dead_letters(home)
    people, machine = doctor(home.folder), doctor(home.folder, "--json", "--service", "stats")
    told = json.loads(machine.stdout)

    assert (before.returncode, json.loads(before.stdout)["sound"]) == (Exit.DONE, True)
    assert (people.returncode, machine.returncode) == (Exit.FOUND, Exit.FOUND)
    assert "異常" in people.stdout.decode()
    assert "docs/runbooks/dead-letters.md" in people.stdout.decode()
    assert (told["sound"], told["counts"]["wrong"]) == (False, 1)
    assert set(told["findings"][0]) == set(Finding.__slots__)


def test_settings_that_are_missing_are_found(tmp_path: Path) -> None:
    """On a server whose environment is not complete, that is what is wrong."""
    done = doctor(
        tmp_path, "--json", "--service", "stats", TSUNAGU_DATABASE_URL="postgresql://x@127.0.0.1/x"
    )
    (one,) = json.loads(done.stdout)["findings"]

    assert (done.returncode, one["code"]) == (Exit.FOUND, "setting-missing")
