"""Who keeps and reads the directory of resources, and what of it is sealed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from services.placement.application.resources import (
    AmendResource,
    ConfirmResource,
    FindResources,
    RecordNotes,
    RegisterResource,
    ReopenResource,
    WhichDirectory,
    WhichResource,
    WithdrawResource,
)
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.identity import Actor
from shared.store.database import Database
from shared.use_case import Request
from tests.behaviour.placement.directory_of_resources import (
    ENTRUSTED,
    NEXT_DOOR,
    NEXT_TOWN,
    NPO,
    Town,
    who,
)
from tests.refusals import refusal

TODAY = date(2026, 11, 1)
CONTACT, NOTES = "受入れ窓口カナリア1 000-000-0000", "過去の経緯カナリア2"
DIRECTORY = WhichDirectory(municipality=DEMO_MUNICIPALITY)


@pytest.fixture
def town(tmp_path: Path, database: Database) -> Town:
    """The directory on SQLite, then on PostgreSQL."""
    return Town(tmp_path, database)


def test_contact_and_notes_lie_sealed_and_never_leave(town: Town) -> None:
    """Neither the log, nor a table, nor a fact, nor a list holds either of them."""
    farm = town.enter(contact=CONTACT)
    town.notes.record(who(), RecordNotes(resource_id=farm, notes=NOTES))

    shown = town.directory.show(who(), WhichResource(resource_id=farm))
    assert shown.contact == CONTACT
    assert NOTES not in shown.model_dump_json()
    assert "カナリア" not in repr(shown)
    listed = town.directory.find(who(), FindResources(municipality=DEMO_MUNICIPALITY))
    assert "カナリア" not in listed.model_dump_json()
    assert "カナリア" not in town.written()
    assert town.facts() == []


def test_notes_are_replaced_cleared_and_not_repeated(town: Town) -> None:
    """The same note again is no event; nothing to mind any more is recorded too."""
    farm = town.enter()

    def noted(notes: str | None) -> int:
        town.notes.record(who(), RecordNotes(resource_id=farm, notes=notes))
        return town.notes.show(who(), WhichResource(resource_id=farm)).version

    first = noted(NOTES)
    assert noted(NOTES) == first
    shown = town.notes.show(who(), WhichResource(resource_id=farm))
    assert shown.notes == NOTES
    assert NOTES not in repr(shown)
    assert noted(None) == first + 1
    assert town.notes.show(who(), WhichResource(resource_id=farm)).notes is None


@pytest.mark.parametrize(
    ("actor", "of_one", "of_all"),
    [
        (who(NEXT_DOOR), "resource-not-found", "not-of-this-municipality"),
        (who(NPO), "resource-not-found", "not-of-this-municipality"),
        (who(uuid4()), "own-agency-not-registered", "own-agency-not-registered"),
        (who("a-1"), "own-agency-not-registered", "own-agency-not-registered"),
        (who(role="statistician"), "role-not-entitled", "role-not-entitled"),
        (who(role="prefecture"), "role-not-entitled", "role-not-entitled"),
    ],
    ids=["next-door", "not-entrusted", "unregistered", "no-agency", "statistician", "prefecture"],
)
def test_strangers_neither_keep_nor_read_the_directory(
    town: Town, actor: Actor, of_one: str, of_all: str
) -> None:
    """To them an entry that is there and one that is not are the same."""
    which = WhichResource(resource_id=town.enter())
    one = {"resource_id": which.resource_id}
    described = {"kind": "farm", "name": "架空"}

    def of_each(there: dict[str, Any]) -> list[tuple[Callable[..., object], Request]]:
        return [
            (town.resources.amend, AmendResource.model_validate(there | described)),
            (town.resources.confirm, ConfirmResource.model_validate(there | {"on": TODAY})),
            (town.resources.withdraw, WithdrawResource.model_validate(there | {"on": TODAY})),
            (town.resources.reopen, ReopenResource.model_validate(there | {"on": TODAY})),
            (town.notes.record, RecordNotes.model_validate(there | {"notes": NOTES})),
            (town.notes.show, WhichResource.model_validate(there)),
            (town.directory.show, WhichResource.model_validate(there)),
        ]

    for call, asked in (*of_each(one), *of_each({"resource_id": uuid4()})):
        assert refusal(call, actor, asked) == of_one
    entry = RegisterResource.model_validate({"municipality": DEMO_MUNICIPALITY} | described)
    wish = FindResources(municipality=DEMO_MUNICIPALITY)
    assert refusal(town.resources.register, actor, entry) == of_all
    assert refusal(town.directory.find, actor, wish) == of_all
    assert refusal(town.directory.outdated, actor, DIRECTORY) == of_all


def test_an_id_that_another_town_has_is_taken_and_nothing_more_is_told(town: Town) -> None:
    """Who chooses it learns neither what it is nor whose."""
    farm = town.enter()
    asked = {"municipality": NEXT_TOWN, "kind": "farm", "name": "架空", "resource_id": farm}
    entry = RegisterResource.model_validate(asked)

    assert refusal(town.resources.register, who(NEXT_DOOR), entry) == "id-taken"
    own = entry.model_copy(update={"municipality": DEMO_MUNICIPALITY})
    assert refusal(town.resources.register, who(), own) == "resource-exists"


def test_the_key_of_a_resource_is_no_persons(town: Town) -> None:
    """An erasure that destroys a key of the same id leaves contact and notes readable."""
    farm = town.enter(contact=CONTACT)
    town.desk.sealer.destroy(str(farm))

    assert town.directory.show(who(), WhichResource(resource_id=farm)).contact == CONTACT


def test_who_runs_a_place_may_confirm_it_and_reads_no_notes(town: Town) -> None:
    """The agency sees its own entry and says that it still holds; the rest is the town's."""
    place = town.enter("居場所", "place_to_be", agency_id=NPO, contact=CONTACT)
    which = WhichResource(resource_id=place)
    town.notes.record(who(), RecordNotes(resource_id=place, notes=NOTES))

    town.resources.confirm(who(NPO), ConfirmResource(resource_id=place, on=TODAY, free_places=2))

    assert town.directory.show(who(NPO), which).free_places == 2
    assert refusal(town.notes.show, who(NPO), which) == "resource-not-found"
    amended = AmendResource(resource_id=place, kind="place_to_be", name="改名")
    assert refusal(town.resources.amend, who(NPO), amended) == "resource-not-found"


def test_an_entrusted_agency_keeps_the_directory_while_its_contract_holds(town: Town) -> None:
    """With the contract ends what rests on it; of its own place it reads no notes even before."""
    farm, own = town.enter(), town.enter("直営の居場所", "place_to_be", agency_id=ENTRUSTED)
    which = WhichResource(resource_id=farm)

    town.notes.record(who(ENTRUSTED), RecordNotes(resource_id=farm, notes=NOTES))
    assert town.notes.show(who(ENTRUSTED), which).notes == NOTES
    about_own = WhichResource(resource_id=own)
    assert refusal(town.notes.show, who(ENTRUSTED), about_own) == ("notes-about-own-agency")
    asked = RecordNotes(resource_id=own, notes=NOTES)
    assert refusal(town.notes.record, who(ENTRUSTED), asked) == ("notes-about-own-agency")

    town.now += timedelta(days=31)
    assert refusal(town.notes.show, who(ENTRUSTED), which) == "resource-not-found"
    assert refusal(town.directory.outdated, who(ENTRUSTED), DIRECTORY) == (
        "not-of-this-municipality"
    )
