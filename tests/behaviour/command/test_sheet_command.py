"""``tsunagu conference sheet`` and ``offer-sheet``: a worker chooses what the conference hears."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from services.command.embedded.system import prepare
from services.conference.domain.conference import CONFERENCE, AgendaItemPlaced
from services.conference.domain.person import PERSON, PersonDescribed
from services.intake.app import build as build_intake
from services.intake.application import ContactNote, PersonDetails
from shared.calendar import jst_date
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.settings import Home
from tests.behaviour.town import Town, named, worker

TSUNAGU = (sys.executable, "-m", "services.command.main", "conference")
NAME, ADDRESS, SAID = "架空 一郎", "架空町一丁目", "架空の相談・青巻紙赤巻紙"
WORDING = "家での様子の相談がありました"
CITY = worker("city", "counsellor")
WHO = ("--as", "counsellor", "--agency", CITY.agency, "--worker", CITY.person)
MATTER = ("--conference", str(named("meeting")), "--agenda", str(named("matter")))


@dataclass
class Desk:
    """A folder with a case at the counter and an agenda item about it.

    Attributes:
        town: the conference's.
        case_id: the case.
        file: where the sheet is written.
    """

    town: Town
    case_id: UUID
    file: Path

    def tsunagu(self, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        """Run the command on the folder, as a worker of the city."""
        environment = os.environ | {"TSUNAGU_HOME": str(self.town.folder)} | settings
        return subprocess.run(
            [*TSUNAGU, *arguments, *WHO],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def write_out(self) -> dict[str, Any]:
        """The sheet as it is written out."""
        done = self.tsunagu("sheet", str(self.case_id), str(self.file))
        assert done.returncode == 0, done.stderr
        told: dict[str, Any] = json.loads(self.file.read_text(encoding="utf-8"))
        return told

    def choose(self, title: str, **said: object) -> None:
        """Choose the piece with this title in a sheet that is written out afresh."""
        told = self.write_out()
        piece = next(one for one in told["pieces"] if one["title"].startswith(title))
        piece |= {"offer": True, **said}
        self.file.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")

    def refused(self, **settings: str) -> str:
        """The code with which the file is refused; nothing lies before the agenda item then."""
        done = self.tsunagu("offer-sheet", str(self.file), *MATTER, "--json", **settings)
        assert done.returncode == 2, done.stdout
        for words in (NAME, ADDRESS, SAID, WORDING):
            assert words not in done.stdout + done.stderr
        return str(json.loads(done.stdout)["code"])

    def held(self) -> list[Any]:
        """What the city has laid before the agenda item."""
        lines = self.town.offer("items.list", CITY, agenda_id=named("matter"))
        return [self.town.offer("items.show", CITY, item_id=one.item_id) for one in lines]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Since yesterday a son is known at the city's counter and to its conference."""
    home = Home(tmp_path / "home")
    prepare(home)
    town = Town(home.folder, now=datetime.now(UTC) - timedelta(days=1))
    intake = build_intake(home.settings("intake"), lambda: town.now)
    details = PersonDetails(name=NAME, address=ADDRESS)
    son = intake.application.register_person(CITY, DEMO_MUNICIPALITY, details)
    note = ContactNote(
        on=jst_date(town.now),
        method="phone",
        consulter="mother",
        content=SAID,
        told_in_confidence=True,
    )
    case_id = intake.application.receive(CITY, DEMO_MUNICIPALITY, note, (son,))
    intake.close()
    town.runs_juso()
    town.agency("city", "municipal_department", "public", internal=True)
    known = PersonDescribed(municipality=DEMO_MUNICIPALITY, role="person_concerned")
    town.given(PERSON, son, known)
    town.convened()
    placed = AgendaItemPlaced(
        municipality=DEMO_MUNICIPALITY,
        agenda_id=named("matter"),
        case_id=case_id,
        legal_mode="shien_kaigi_106_6",
        purpose="information_exchange",
        subjects=(son,),
    )
    town.given(CONFERENCE, named("meeting"), placed)
    return Desk(town, case_id, tmp_path / "sheet.json")


def test_the_sheet_is_written_for_its_owner_alone_and_nothing_is_chosen(desk: Desk) -> None:
    """Every piece stands in the file, none is offered, and the terminal shows none of them."""
    done = desk.tsunagu("sheet", str(desk.case_id), str(desk.file), "--json")
    pieces = json.loads(desk.file.read_text(encoding="utf-8"))["pieces"]

    assert json.loads(done.stdout) == {"case_id": str(desk.case_id), "pieces": 3}
    assert {one["text"] for one in pieces} == {NAME, ADDRESS, SAID}
    assert not any(one["offer"] for one in pieces)
    assert desk.file.stat().st_mode & 0o777 == 0o600
    assert not any(words in done.stdout + done.stderr for words in (NAME, ADDRESS, SAID))
    assert desk.refused() == "nothing-chosen"


def test_what_was_chosen_lies_before_the_agenda_item_once(desk: Desk) -> None:
    """The text is intake's, with its marks; the same file a second time adds nothing."""
    desk.choose("相談の内容", generalised=WORDING, flags=[])
    done = desk.tsunagu("offer-sheet", str(desk.file), *MATTER)
    [item] = desk.held()

    assert done.returncode == 0, done.stderr
    assert str(item.item_id) in done.stdout
    assert SAID not in done.stdout + done.stderr
    assert (item.text, item.generalised) == (SAID, WORDING)
    assert (item.source_kind, item.flags) == ("family_statement", ("do_not_tell_person",))
    assert desk.refused() == "item-exists"
    assert len(desk.held()) == 1


@pytest.mark.timeout(360)
def test_a_file_that_cannot_be_relied_on_is_refused(desk: Desk) -> None:
    """A source nobody told, other words than the counter's, a misspelt choice, and open eyes."""
    desk.choose("氏名")
    assert desk.refused() == "source-kind-missing"
    desk.choose("住所", source_kind="observation", text="架空町二丁目")
    assert desk.refused() == "sheet-changed"
    desk.choose("住所", source_kind=ADDRESS)
    assert desk.refused() == "request-unreadable"
    desk.file.write_text(ADDRESS, encoding="utf-8")
    assert desk.refused() == "document-unreadable"
    desk.choose("住所", source_kind="observation")
    desk.file.chmod(0o644)
    assert desk.refused() == "file-not-private"
    assert desk.held() == []


def test_between_two_machines_the_file_carries_the_sheet(desk: Desk, tmp_path: Path) -> None:
    """Where the conference is configured by its environment, it never looks for intake's store."""
    desk.choose("住所", source_kind="observation")
    home = Home(desk.town.folder)
    home.store("intake").rename(tmp_path / "intake.sqlite")
    settings = {
        "TSUNAGU_DATABASE_URL": f"sqlite://{home.store('conference')}",
        "TSUNAGU_KEYS_URL": f"sqlite://{home.key_store('conference')}",
        "TSUNAGU_KEK_FILE": str(home.kek_file),
        "TSUNAGU_NATS_URL": "nats://127.0.0.1:1",
        "TSUNAGU_NATS_SEED_FILE": str(home.credentials / "conference.nk"),
        "TSUNAGU_HTTP_PORT": "1",
        "TSUNAGU_LEDGER_KEY_FILE": str(home.ledger_key("conference")),
        "TSUNAGU_EVIDENCE_FOLDER": str(home.evidence("conference")),
    }
    done = desk.tsunagu("offer-sheet", str(desk.file), *MATTER, "--json", **settings)

    assert done.returncode == 0, done.stderr
    assert [one["item_id"] for one in json.loads(done.stdout)] == [
        str(one.item_id) for one in desk.held()
    ]
    assert [one.text for one in desk.held()] == [ADDRESS]
    assert not home.store("intake").exists()
