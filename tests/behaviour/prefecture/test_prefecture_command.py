"""``tsunagu prefecture`` and ``tsunagu submit``: enrolment, joining, and what is seen there."""

from __future__ import annotations

import base64
import json
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from services.command.embedded.nats_server import free_port
from services.command.embedded.prefecture_home import prefecture_folder
from services.command.embedded.system import System
from services.stats.application.returns import IssueReturn
from services.stats.prefecture.handlers import handle
from services.stats.prefecture.register import REGISTER_FILE
from shared.broker.prefecture_config import LEAF_FILE
from shared.facts import conference
from shared.facts.stats import ReturnSubmitted
from shared.identity import service_actor
from shared.merkle.checkpoint import Checkpoint, sign_checkpoint
from shared.settings import Home
from tests.behaviour.prefecture_world import APRIL, MAY, STATISTICIAN, Hub, Town

TSUNAGU = Path(sys.executable).parent / "tsunagu"
WITHIN_SECONDS = 60.0
PERIOD = ("--from", APRIL[0].isoformat(), "--to", APRIL[1].isoformat())
WHO = ("--as", "statistician", "--agency", "a-1", "--worker", "w-1")


def run(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command on a folder."""
    return subprocess.run(
        [str(TSUNAGU), *arguments],
        env=os.environ | {"TSUNAGU_HOME": str(home)},
        check=False,
        capture_output=True,
        text=True,
        timeout=WITHIN_SECONDS,
    )


def answer(home: Path, *arguments: str) -> Any:
    """What the command answers a machine; it has to succeed."""
    done = run(home, *arguments, "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout)


def refusal(home: Path, *arguments: str) -> str:
    """With which code the command refuses."""
    done = run(home, *arguments, "--json")
    assert done.returncode == 2, done.stdout + done.stderr
    return str(json.loads(done.stdout)["error"])


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    """A hub whose server does not run."""
    made = Hub(tmp_path / "hub")
    yield made
    made.service.close()


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """A municipality whose server does not run."""
    made = Town("990019", tmp_path / "town")
    yield made
    made.stats.close()


def arrive(hub: Hub, town: Town) -> None:
    """Let everything that a municipality has submitted arrive."""
    for received in town.published():
        with hub.service.store.transaction(service_actor("stats", "inbox"), town.now) as tx:
            handle(tx, received)


def sign(town: Town, size: int, root: int) -> None:
    """Let stats hear of a checkpoint of the municipality's ledger."""
    checkpoint = Checkpoint(town.ledger.name, size, bytes([root]) * 32)
    note = sign_checkpoint(checkpoint, [town.ledger]).encode()
    town.take_in(
        conference.CheckpointSigned(
            municipality=town.code,
            occurred_on=APRIL[0],
            ledger_id="3f3b9a08-3c0a-5825-b718-86ee4eb7f937",
            origin=checkpoint.origin,
            size=size,
            root=checkpoint.root.hex(),
            note=base64.b64encode(note).decode(),
        )
    )


def test_what_is_handed_over_is_for_one_pair_of_eyes(tmp_path: Path) -> None:
    """The file is private, the register holds public keys only, and nobody is enrolled twice."""
    home, file = tmp_path / "hub", tmp_path / "town.json"
    enrol = ("prefecture", "enrol", "990019", "--url", "tls://ken.example:7422", "--out", str(file))
    answer(home, *enrol)
    seed = json.loads(file.read_text())["seed"]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    kept = [one for one in home.rglob("*") if one.is_file()]
    assert kept
    assert not any(seed.encode() in one.read_bytes() for one in kept)
    assert refusal(home, *enrol) == "already-enrolled"
    assert json.loads(file.read_text())["seed"] == seed
    answer(home, "prefecture", "renew", *enrol[2:])
    assert json.loads(file.read_text())["seed"] != seed


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("enrol", "990018", "--url", "tls://a:1", "--out", "x"), "check-digit"),
        (("enrol", "990019", "--url", "http://a", "--out", "x"), "url-unreadable"),
        (("enrol", "990019", "--url", "nats-leaf://ken:7422", "--out", "x"), "url-unreadable"),
        (("renew", "990019", "--url", "tls://a:1", "--out", "x"), "not-enrolled"),
        (("join", "/dev/null"), "file-not-private"),
        (("join", "/nowhere.json"), "file-unreadable"),
        (("compare", "--template", "basic", *PERIOD), "nobody-reported"),
    ],
)
def test_what_cannot_be_is_refused_in_japanese(
    tmp_path: Path, arguments: tuple[str, ...], code: str
) -> None:
    """Each refusal has a code, and changes nothing."""
    assert refusal(tmp_path, "prefecture", *arguments) == code


def test_a_door_without_tls_opens_on_this_machine_only(tmp_path: Path) -> None:
    """``up`` is for one machine; nothing is started for whoever asks for more."""
    done = run(tmp_path / "ken", "prefecture", "up", "--listen", "0.0.0.0:7422")
    assert done.returncode == 2
    assert "listen-not-local" in done.stderr
    assert not (tmp_path / "ken").exists()


def test_a_municipality_joins_and_leaves(tmp_path: Path) -> None:
    """Joining writes one private file beside the broker's configuration; leaving takes it away."""
    hub, town, file = tmp_path / "hub", tmp_path / "town", tmp_path / "town.json"
    url = "tls://ken.example:7422"
    ca = tmp_path / "ca.crt"
    ca.write_text("-----BEGIN CERTIFICATE-----\n")
    handed = ("--url", url, "--out", str(file), "--ca", str(ca))
    answer(hub, "prefecture", "enrol", "990019", *handed)
    answer(town, "prefecture", "join", str(file))
    leaf = town / "nats" / LEAF_FILE
    assert stat.S_IMODE(leaf.stat().st_mode) == 0o600
    assert url in leaf.read_text()
    assert (town / "nats" / "prefecture_ca.crt").read_text() == ca.read_text()
    assert answer(town, "prefecture", "leave") == {"left": True}
    assert not leaf.exists()
    assert answer(town, "prefecture", "leave") == {"left": False}


def test_who_has_reported_and_who_is_missing_is_shown(hub: Hub, town: Town) -> None:
    """Of those in the register; a period for which nobody has reported can be asked for as well."""
    for code in (town.code, "011002"):
        hub.enrol(code)
    town.report(APRIL, cases=3)
    arrive(hub, town)
    told = answer(hub.folder, "prefecture", "status")
    (april,) = told["returns"]
    assert [one["municipality"] for one in april["reported"]] == [town.code]
    assert [one["municipality"] for one in april["missing"]] == ["011002"]
    shown = run(hub.folder, "prefecture", "status").stdout
    assert "まだ" in shown
    assert "取扱注意" in shown
    days = ("--from", MAY[0].isoformat(), "--to", MAY[1].isoformat())
    (may,) = answer(hub.folder, "prefecture", "status", "--template", "basic", *days)["returns"]
    assert (may["reported"], len(may["missing"])) == ([], 2)


def test_figures_are_compared_by_population_and_what_is_unknown_is_not_0(
    hub: Hub, town: Town
) -> None:
    """The table is the prefecture's own; who is not in it has an unknown rate."""
    for code in (town.code, "011002"):
        hub.enrol(code)
    town.report(APRIL, cases=3)
    arrive(hub, town)
    table = hub.register_folder / "population.csv"
    asked = ("prefecture", "compare", "--template", "basic", *PERIOD, "--table", "新規ケース数")
    unknown = answer(hub.folder, *asked)["figures"][0]["municipalities"]
    assert [(one["value"], one["per_100000"]) for one in unknown] == [(None, None), (3, None)]
    shown = run(hub.folder, *asked).stdout
    assert "不明" in shown
    assert "取扱注意" in shown
    assert answer(hub.folder, *asked)["figures"][0]["handling"] == "取扱注意"
    table.write_text('団体コード,人口,基準日\n990019,"45,000",2026-01-01\n', encoding="cp932")
    known = answer(hub.folder, *asked)["figures"][0]["municipalities"]
    assert [one["per_100000"] for one in known] == [None, 6.7]
    table.write_text("団体コード,人口\n990019,多数\n", encoding="utf-8")
    assert refusal(hub.folder, *asked) == "population-unreadable"
    assert refusal(hub.folder, *asked[:-1], "ない表", "--population", "/dev/null") in {
        "population-empty", "population-unreadable",
    }  # fmt: skip


def test_the_words_of_a_municipality_do_nothing_to_the_terminal(hub: Hub, town: Town) -> None:
    """An escape sequence could rewrite the rows of others; a direction mark turns figures round."""
    town.report(APRIL)
    (sent,) = town.published()
    document = json.loads(sent.fact.model_dump_json())
    document["title"] = "集計\x1b[2J\x1b[1;1H\u202e"
    document["tables"][0]["name"] = "延件数\x1b[8m"
    hostile = replace(sent, fact=ReturnSubmitted.model_validate(document))
    with hub.service.store.transaction(service_actor("stats", "inbox"), town.now) as tx:
        handle(tx, hostile)
    for asked in (("status",), ("compare", "--template", "basic", *PERIOD)):
        shown = run(hub.folder, "prefecture", *asked)
        assert shown.returncode == 0
        assert "集計" in shown.stdout or "延件数" in shown.stdout
        assert not {"\x1b", "\u202e"} & set(shown.stdout)


def test_a_ledger_that_was_rewound_is_shown_with_the_evidence(hub: Hub, town: Town) -> None:
    """The checkpoints travel with the returns; a rollback and a fork are told, with both notes."""
    hub.enrol(town.code, str(town.ledger.verifier))
    for number, (size, root) in enumerate([(4, 1), (9, 2)]):
        sign(town, size, root)
        town.report((APRIL, MAY)[number])
    arrive(hub, town)
    (honest,) = answer(hub.folder, "prefecture", "checkpoints")["ledgers"]
    assert (honest["size"], honest["kept"], honest["verified"]) == (9, 2, True)
    assert honest["alarms"] == []

    town.now = town.now.replace(hour=13)
    sign(town, 4, 3)
    town.report(APRIL)
    arrive(hub, town)
    (found,) = answer(hub.folder, "prefecture", "checkpoints")["ledgers"]
    assert {one["alarm"] for one in found["alarms"]} == {"fork", "rollback"}
    assert all(one["note"] and one["contradicts"] for one in found["alarms"])
    shown = run(hub.folder, "prefecture", "checkpoints").stdout
    assert "巻き戻し" in shown


def test_one_version_with_two_contents_is_shown(hub: Hub, town: Town, tmp_path: Path) -> None:
    """A municipality that has gone back to an older copy and issues a number twice is seen."""
    hub.enrol(town.code)
    copy = Town(town.code, tmp_path / "copy")
    town.report(APRIL, cases=3)
    copy.report(APRIL, cases=4)
    arrive(hub, town)
    arrive(hub, copy)
    arrive(hub, town)
    copy.stats.close()
    (april,) = answer(hub.folder, "prefecture", "status")["returns"]
    assert april["contradicting"] == [town.code]
    assert len(hub.arrived()) == 2
    assert "二通り" in run(hub.folder, "prefecture", "status").stdout


def test_only_stats_can_be_a_prefecture(tmp_path: Path) -> None:
    """Another service in prefecture mode is refused."""
    home = Home(tmp_path)
    home.run.mkdir(parents=True)
    ports = {"nats": 1, "http": {"intake": 1}, "front": 1}
    (home.run / "system.json").write_text(json.dumps(ports))
    done = run(tmp_path, "serve", "intake", "--prefecture")
    assert done.returncode == 2
    assert "no-prefecture" in done.stderr


@pytest.fixture
def prefecture_up(tmp_path: Path) -> Iterator[tuple[Path, int]]:
    """``tsunagu prefecture up`` as a process; its folder and the port for leaf nodes."""
    home, port = tmp_path / "ken", free_port()
    with (tmp_path / "up.log").open("wb") as log:
        process = subprocess.Popen(
            [str(TSUNAGU), "prefecture", "up", "--listen", f"127.0.0.1:{port}"],
            env=os.environ | {"TSUNAGU_HOME": str(home)},
            stdout=log,
            stderr=log,
        )
    try:
        wait_for(lambda: "動いています" in (tmp_path / "up.log").read_text(errors="replace"))
        yield home, port
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)
    assert process.returncode == 0


def wait_for(is_so: Any) -> None:
    """Wait until something is so; fail if it does not become so in time."""
    deadline = time.monotonic() + WITHIN_SECONDS
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.2)


@pytest.mark.timeout(240)
def test_whole_systems_report_to_a_prefecture(
    prefecture_up: tuple[Path, int], tmp_path: Path
) -> None:
    """Enrolled while the hub runs, ``tsunagu up`` of a municipality hands in what was submitted."""
    home, port = prefecture_up
    file = tmp_path / "town.json"
    url = f"nats-leaf://127.0.0.1:{port}"
    answer(home, "prefecture", "enrol", "990019", "--url", url, "--out", str(file))
    town = Town("990019", tmp_path / "town")
    town.a_case_comes_in()
    issue_basic(town)
    town.stats.close()
    answer(town.folder, "prefecture", "join", str(file))
    submit = ("submit", "--template", "basic", *PERIOD, "--municipality", "990019", *WHO)
    assert answer(town.folder, *submit)["handed_in"] is False
    with System(Home(town.folder)).running():
        wait_for(lambda: answer(home, "prefecture", "status")["returns"])
        wait_for(lambda: answer(town.folder, *submit)["handed_in"])
    (april,) = answer(home, "prefecture", "status")["returns"]
    assert [one["version"] for one in april["reported"]] == [1]
    assert answer(home, "prefecture", "status")["put_aside"] == 0


@pytest.mark.timeout(120)
def test_a_register_that_cannot_be_read_leaves_the_hub_as_it_was(
    prefecture_up: tuple[Path, int], tmp_path: Path
) -> None:
    """Given an edit by hand that went wrong, then it is told, and who joined stays joined."""
    home, _ = prefecture_up
    register = prefecture_folder(Home(home)) / REGISTER_FILE
    register.write_text("- municipality: [")
    wait_for(lambda: "前のままです" in (tmp_path / "up.log").read_text(errors="replace"))
    register.unlink()
    wait_for(lambda: "登録が変わりました" in (tmp_path / "up.log").read_text(errors="replace"))


def issue_basic(town: Town) -> None:
    """Issue, and do not submit."""
    asked = IssueReturn(template="basic", municipality=town.code, first=APRIL[0], last=APRIL[1])
    town.stats.application.returns.issue(STATISTICIAN, asked)
