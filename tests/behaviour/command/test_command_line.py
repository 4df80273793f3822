"""What ``tsunagu`` says to whoever typed what it cannot read: Japanese, and never their words."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from uuid import UUID

import pytest

from services.command.exits import Exit
from shared.codes.municipality import DEMO_MUNICIPALITY

SOMEBODY = "架空花子"
PERSON = str(UUID(int=1))
WHO = ("--worker", "w-1", "--agency", "a-1")


def tsunagu(
    home: Path, *arguments: str, send: str | bytes = ""
) -> subprocess.CompletedProcess[bytes]:
    """Run the command on a folder."""
    return subprocess.run(
        [sys.executable, "-m", "services.command.main", *arguments],
        env=os.environ | {"TSUNAGU_HOME": str(home), "COLUMNS": "200"},
        input=send.encode() if isinstance(send, str) else send,
        capture_output=True,
        check=False,
    )


def refused(home: Path, *arguments: str, send: str | bytes = "") -> str:
    """What is told of a refused command; nothing of what was typed is repeated."""
    done = tsunagu(home, *arguments, send=send)
    assert (done.returncode, done.stdout) == (2, b"")
    told = done.stderr.decode()
    assert SOMEBODY not in told
    return told


@pytest.mark.parametrize(
    ("arguments", "code", "field"),
    [
        ((SOMEBODY,), "command-unreadable", ""),
        (("audit", "about", PERSON, f"--{SOMEBODY}"), "command-unreadable", ""),
        (("audit", "about", PERSON, SOMEBODY), "command-unreadable", ""),
        (("audit", "about"), "option-unreadable", "人の番号"),
        (("audit", "about", PERSON, "--limit", SOMEBODY), "option-unreadable", "--limit"),
        (("audit", "about", PERSON, "--before", "-1"), "option-unreadable", "--before"),
        (("access", "list", "--agency", "a-1"), "option-unreadable", "--worker"),
        (("access", "review", SOMEBODY, "x"), "option-unreadable", "請求の番号"),
        (
            ("access", "list", "--worker", SOMEBODY, "--agency", "a"),
            "actor-unreadable",
            "職員の番号",
        ),
        (("audit", "about", PERSON, "--worker", SOMEBODY), "actor-unreadable", "職員の番号"),
        (
            ("erase", "--worker", "w-1", "--agency", SOMEBODY, "due"),
            "actor-unreadable",
            "機関の番号",
        ),
        (("erase", "due"), "actor-unreadable", "職員の番号"),
    ],
)
def test_what_cannot_be_read_is_told_with_the_way_on(
    tmp_path: Path, arguments: tuple[str, ...], code: str, field: str
) -> None:
    """A code, the field as the user knows it, and where the way of writing is found."""
    told = refused(tmp_path / "home", *arguments)

    assert f"({code})" in told
    assert field in told.splitlines()[0]
    assert "--help" in told or "氏名ではなく" in told


def test_a_machine_is_told_the_same(tmp_path: Path) -> None:
    """With ``--json`` there is one document, with the field by itself."""
    done = tsunagu(tmp_path, "audit", "about", PERSON, "--limit", SOMEBODY, "--json")
    told = json.loads(done.stdout)

    assert (done.returncode, done.stderr) == (2, b"")
    assert (told["error"], told["field"]) == ("option-unreadable", "--limit")
    assert SOMEBODY not in told["message"] + told["remedy"]


def test_a_group_alone_tells_what_there_is(tmp_path: Path) -> None:
    """Without a command the help is shown, in which nothing offers to change somebody's shell."""
    done = tsunagu(tmp_path, "access")

    assert done.returncode == 2
    assert "hand-over" in done.stdout.decode()
    assert "--install-completion" not in done.stdout.decode()
    assert done.stderr == b""


def test_a_reason_does_not_go_on_the_line(tmp_path: Path) -> None:
    """A reason that is sealed comes from a file or from standard input, as UTF-8."""
    hold = ("erase", *WHO, "hold", "--kind", "audit", "--person", PERSON)
    asked = ("--municipality", DEMO_MUNICIPALITY, "--reason-file", "-")

    assert "(command-unreadable)" in refused(tmp_path, *hold, "--reason", SOMEBODY)
    assert "(text-unreadable)" in refused(tmp_path, *hold, *asked, send="理由".encode("cp932"))
    assert "(own-agency-not-registered)" in refused(tmp_path, *hold, *asked, send=SOMEBODY)
    gone = refused(tmp_path, *hold, "--reason-file", str(tmp_path / SOMEBODY))
    assert "(file-unreadable)" in gone


def test_what_no_rule_foresaw_is_told_and_logged_without_its_words(tmp_path: Path) -> None:
    """A status of its own, one sentence for the user, and the place of the fault in the log."""
    for folder in ("run", "logs"):
        (tmp_path / folder).mkdir()
    (tmp_path / "run" / "system.json").write_text(SOMEBODY, encoding="utf-8")
    done = tsunagu(tmp_path, "health", "intake")
    log = (tmp_path / "logs" / "command.log").read_text(encoding="utf-8")

    assert done.returncode == Exit.CRASHED
    assert "思いがけない誤りで止まりました" in done.stderr.decode()
    assert "(internal-error)" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
    assert json.loads(log)["event"] == "process.crashed"
    assert SOMEBODY not in log + done.stderr.decode()


def test_a_service_that_answers_but_does_not_work_is_not_called_silent(tmp_path: Path) -> None:
    """What it says of itself is shown; exit status 1, as where nothing answers."""

    class NotReady(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(HTTPStatus.SERVICE_UNAVAILABLE)
            self.end_headers()
            self.wfile.write(b'{"relays": false}')

        def log_message(self, *_told: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), NotReady)
    ports = {"nats": 1, "http": {"intake": server.server_port, "stats": 1}, "front": 1}
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "system.json").write_text(json.dumps(ports))
    with server, ThreadPoolExecutor() as helper:
        helper.submit(server.handle_request)
        answering = tsunagu(tmp_path, "health", "intake")
    silent = tsunagu(tmp_path, "health", "stats")

    assert (answering.returncode, silent.returncode) == (1, 1)
    assert json.loads(answering.stdout) == {"relays": False}
    assert "まだ働いていません" in answering.stderr.decode()
    assert "応答がありません" in silent.stderr.decode()


def test_brackets_in_a_file_are_text(tmp_path: Path) -> None:
    """A heading that looks like a mark of the screen is printed as it stands."""
    ledger = tmp_path / "[red]台帳.csv"
    ledger.write_text(
        "受付日,ケース番号,方法,相談者,備考[/]\n2026-05-01,K-1,電話,母,x\n", encoding="utf-8"
    )
    done = tsunagu(tmp_path / "home", "import", str(ledger))

    assert done.returncode == 0, done.stderr.decode()
    assert "備考[/]" in done.stdout.decode()
