"""From a service's store, or its private file, to the conference that gathers everything."""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from pydantic import BaseModel

from services.intake.app import build as build_intake
from services.intake.application.everything import Everything as IntakeEverything
from services.intake.ledger.private_file import written_privately
from services.placement.app import build as build_placement
from services.placement.everything import Everything as PlacementEverything
from shared.calendar import Clock, system_clock
from shared.identity import Actor
from shared.personal_records import (
    EverythingAbout,
    HoldingService,
    PersonalRecord,
    RecordsFile,
)
from shared.refusal import InvalidInput, Refusal
from shared.settings import is_configured_by_environment, settings_of_store


def everything_in(
    service: HoldingService, actor: Actor, asked: EverythingAbout, clock: Clock = system_clock
) -> tuple[PersonalRecord, ...]:
    """What intake or placement holds about a person, read from its own store."""
    settings = settings_of_store(service)
    if service == "intake":
        intake = build_intake(settings, clock)
        try:
            return IntakeEverything(intake.store, intake.sealer).everything_about(actor, asked)
        finally:
            intake.close()
    placement = build_placement(settings, clock)
    try:
        return PlacementEverything(placement.store, placement.sealer).everything_about(actor, asked)
    finally:
        placement.close()


def gathered(actor: Actor, person_id: UUID) -> Iterator[RecordsFile]:
    """What the other services of this folder hold; on separate machines there are none here."""
    if is_configured_by_environment():
        return
    intake = everything_in("intake", actor, EverythingAbout(person_id=person_id))
    yield RecordsFile(person_id=person_id, service="intake", records=intake)
    cases = tuple({one.case_id for one in intake if one.case_id is not None})
    asked = EverythingAbout(person_id=person_id, case_ids=cases)
    placement = everything_in("placement", actor, asked)
    yield RecordsFile(person_id=person_id, service="placement", records=placement)


def other_service(name: str) -> HoldingService:
    """Read the name of a service that tells the conference what it holds.

    Raises:
        InvalidInput: ``unknown-service``.
    """
    if name == "intake":
        return "intake"
    if name == "placement":
        return "placement"
    raise InvalidInput(
        "--service",
        "unknown-service",
        "その名前のサービスからは、書き出せません。",
        "intake か placement を指定してください。会議の記録は collect が集めます。",
    )


def read_part(path: Path) -> RecordsFile:
    """Read a private file; one that others can read is refused: somebody may have.

    Raises:
        Refusal: ``file-not-private``.
        InvalidInput: ``file-unreadable``, ``records-file-unreadable``.
    """
    try:
        mode, content = path.stat().st_mode, path.read_bytes()
    except OSError:
        raise InvalidInput(
            "ファイル",
            "file-unreadable",
            "ファイルを開けません。",
            "ファイルの場所と、読む権限を確かめてください。",
        ) from None
    if stat.S_IMODE(mode) & 0o077:
        raise Refusal(
            "file-not-private",
            "個人情報のファイルを、ほかの利用者も読めます。",
            "chmod 600 で、所有者だけが読めるようにしてください。",
        )
    return RecordsFile.read(content)


def write_privately(target: Path, document: BaseModel) -> None:
    """Write a document for its owner's eyes only.

    Raises:
        Refusal: ``file-not-writable``.
    """
    with written_privately(target) as temporary:
        temporary.write_text(document.model_dump_json() + "\n", encoding="utf-8")


def write_list_privately(target: Path, document: list[dict[str, object]]) -> None:
    """Write a list for its owner's eyes only.

    Raises:
        Refusal: ``file-not-writable``.
    """
    with written_privately(target) as temporary:
        text = json.dumps(document, ensure_ascii=False, indent=2)
        temporary.write_text(text + "\n", encoding="utf-8")
