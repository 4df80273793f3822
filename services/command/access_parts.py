"""From a service's store to the conference that gathers everything."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from services.command.opening import intake_opened, placement_opened
from services.intake.application.everything import Everything as IntakeEverything
from services.placement.everything import Everything as PlacementEverything
from shared.identity import Actor
from shared.personal_records import EverythingAbout, HoldingService, PersonalRecord, RecordsFile
from shared.refusal import InvalidInput
from shared.settings import is_configured_by_environment


def everything_in(
    service: HoldingService, actor: Actor, asked: EverythingAbout
) -> tuple[PersonalRecord, ...]:
    """What intake or placement holds about a person, read from its own store."""
    if service == "intake":
        with intake_opened() as intake:
            return IntakeEverything(intake.store, intake.sealer).everything_about(actor, asked)
    with placement_opened() as placement:
        return PlacementEverything(placement.store, placement.sealer).everything_about(actor, asked)


def gathered(actor: Actor, municipality: str, person_id: UUID) -> Iterator[RecordsFile]:
    """What the other services of this folder hold; on separate machines there are none here."""
    if is_configured_by_environment():
        return
    asked = EverythingAbout(municipality=municipality, person_id=person_id)
    intake = everything_in("intake", actor, asked)
    yield RecordsFile(person_id=person_id, service="intake", records=intake)
    cases = tuple({one.case_id for one in intake if one.case_id is not None})
    placement = everything_in("placement", actor, asked.model_copy(update={"case_ids": cases}))
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
