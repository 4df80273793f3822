"""開示請求: whoever is not entitled learns nothing of a request, nor from what lies on disk."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from services.intake.application.everything import Everything as IntakeEverything
from services.placement.everything import Everything as PlacementEverything
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.personal_records import EverythingAbout
from shared.refusal import Refusal
from tests.behaviour.conference.access_requests.offices import (
    CANARIES,
    NEXT_DOOR,
    TODAY,
    Offices,
    everything,
    withheld,
)
from tests.behaviour.town import SECRETARIAT, named, worker
from tests.faults.canaries import found_in


def test_what_another_municipality_holds_is_not_told(offices: Offices) -> None:
    """Each answers for its own records: asked for another's, the same stores tell nothing."""
    counter = IntakeEverything(offices.intake.store, offices.intake.sealer)
    work = PlacementEverything(offices.placement.store, offices.placement.sealer)
    for municipality, expected in ((DEMO_MUNICIPALITY, True), ("011002", False)):
        asked = EverythingAbout(
            municipality=municipality, person_id=offices.person, case_ids=(offices.case,)
        )
        assert bool(counter.everything_about(SECRETARIAT, asked)) is expected
        assert bool(work.everything_about(SECRETARIAT, asked)) is expected


def test_a_file_about_somebody_else_is_not_taken_in(offices: Offices) -> None:
    """Neither another person's records nor another service's pass for what was asked for."""
    access_id = offices.receive(offices.person)
    asked = EverythingAbout(municipality=DEMO_MUNICIPALITY, person_id=offices.mother)
    records = IntakeEverything(offices.intake.store, offices.intake.sealer).everything_about(
        SECRETARIAT, asked
    )
    told = {"access_id": access_id, "person_id": offices.mother, "records": records}

    for service, code in (("intake", "wrong-person"), ("placement", "wrong-service")):
        with pytest.raises(Refusal) as no:
            offices.ask("collect", service=service, **told)
        assert no.value.code == code


def test_nobody_but_the_secretariat_reads_or_decides(offices: Offices) -> None:
    """A member, an auditor and a counsellor have no way to the contents."""
    access_id, _ = everything(offices)
    for role in ("member", "auditor", "counsellor", "operator"):
        who = SECRETARIAT.model_copy(update={"role": role})
        for use_case in ("access.read", "access.review", "access.deliver", "access.collect-own"):
            with pytest.raises(Refusal) as no:
                offices.town.offer(use_case, who, access_id=access_id)
            assert no.value.code == "role-not-entitled"
        for service in (offices.intake, offices.placement):
            room = IntakeEverything if service is offices.intake else PlacementEverything
            with pytest.raises(Refusal):
                room(service.store, service.sealer).everything_about(
                    who, EverythingAbout(municipality=DEMO_MUNICIPALITY, person_id=offices.person)
                )


ABOUT_ONE: dict[str, dict[str, Any]] = {
    "show": {},
    "read": {},
    "review": {},
    "collect-own": {},
    "deliver": {},
    "collect": {"person_id": uuid4(), "service": "intake", "records": ()},
    "decide": {"outcome": "refused", "reason": "架空の理由"},
    "ask-correction": {"missing": "架空の書類", "asked_on": TODAY},
    "correct": {"corrected_on": TODAY, "identity": "架空の確認"},
    "extend": {"days": 30, "reason": "架空の理由", "noticed_on": TODAY},
    "ask-third-party": {"party_id": uuid4(), "record_ids": (), "answer_by": date(2026, 6, 20)},
    "third-party-answered": {"opinion_id": uuid4(), "opposes": True, "answered_on": TODAY},
}
"""Everything that can be done with one request for access."""


@pytest.mark.parametrize("use_case", sorted(ABOUT_ONE))
def test_another_municipalitys_request_is_answered_as_one_that_is_not_there(
    offices: Offices, use_case: str
) -> None:
    """Whatever a neighbouring town hall tries, it learns neither that nor how far a request is."""
    offices.town.agency(
        "hall", "municipal_department", "public", internal=True, municipality=NEXT_DOOR
    )
    here = offices.receive(offices.person)
    refusals = []
    for access_id in (here, uuid4()):
        with pytest.raises(Refusal) as no:
            offices.town.offer(
                f"access.{use_case}",
                worker("hall", "secretariat"),
                access_id=access_id,
                expected_version=99,
                **ABOUT_ONE[use_case],
            )
        refusals.append((no.value.code, str(no.value)))

    assert refusals[0] == refusals[1]
    assert refusals[0][0] == "access-request-not-found"


def test_an_id_that_another_municipality_uses_is_only_taken(offices: Offices) -> None:
    """When a neighbour chooses the id of a request here, then it is not told what has that id."""
    here = offices.receive(offices.person)
    offices.town.agency(
        "hall", "municipal_department", "public", internal=True, municipality=NEXT_DOOR
    )
    theirs = uuid4()
    with pytest.raises(Refusal) as no:
        offices.town.offer(
            "access.receive",
            worker("hall", "secretariat"),
            access_id=here,
            municipality=NEXT_DOOR,
            person_id=theirs,
            requester="self",
            requester_id=theirs,
            described="架空の請求",
            received_on=TODAY,
        )

    assert no.value.code == "id-taken"
    with pytest.raises(Refusal) as again:
        offices.receive(offices.person, access_id=here)
    assert again.value.code == "access-request-exists"


def test_nothing_of_it_lies_on_disk_in_plain(offices: Offices, tmp_path: Path) -> None:
    """Gathered, reviewed, decided and delivered: no canary in any file of the folder."""
    access_id, found = everything(offices)
    parts = withheld(*(one for one in found if one.marks))
    secret = "審査の理由カナリア10"
    offices.ask("decide", access_id=access_id, outcome="partial", reason=secret, parts=parts)
    answer = offices.ask("deliver", access_id=access_id)

    assert CANARIES[0] in answer.model_dump_json()
    wanted = (*CANARIES, secret, "運転免許証で確認", "私についての記録すべて")
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files
    assert not {path.name for path in files if found_in(path.read_bytes(), wanted)}
    assert "カナリア" not in repr(answer) + repr(found)


def test_the_command_gathers_from_private_files_and_refuses_open_ones(
    offices: Offices, tmp_path: Path
) -> None:
    """Each service writes its part for its owner alone; one that others can read is refused."""
    access_id = offices.receive(offices.person)
    who = ["--worker", "w-1", "--agency", str(named("city"))]

    def tsunagu(*words: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "services.command.main", "access", *map(str, words), *who]
        return subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=False,
            env={"TSUNAGU_HOME": str(tmp_path), "PATH": "", "PYTHONPATH": "."},
            cwd=Path(__file__).parents[2],
        )

    parts = []
    for service in ("intake", "placement"):
        target = tmp_path / f"{service}.json"
        made = tsunagu("export-part", target, "--service", service, "--person", offices.person)
        assert made.returncode == 0, made.stderr
        assert target.stat().st_mode & 0o777 == 0o600
        parts.append(target)

    parts[0].chmod(0o644)
    assert "file-not-private" in tsunagu("collect", access_id, *parts).stderr
    parts[0].chmod(0o600)
    collected = tsunagu("collect", access_id, *parts)
    assert collected.returncode == 0, collected.stderr
    assert "まだ集めていない" not in collected.stdout

    listed = tsunagu("list", "--municipality", DEMO_MUNICIPALITY, "--json")
    assert [one["access_id"] for one in json.loads(listed.stdout)] == [str(access_id)]
    assert "カナリア" not in collected.stdout + collected.stderr + listed.stdout
