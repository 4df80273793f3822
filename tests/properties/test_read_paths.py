"""Whatever is asked by whomever: nothing is shown that is not granted to them at that instant.

Every query of the catalogue, and every command that shows something, is tried by somebody of every
agency in every role that has it, about everything there is. A new query is tried as soon as it
exists; one that asks for something this test cannot name makes it fail.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID, uuid4

import pytest
from pydantic import TypeAdapter, ValidationError

from services.conference.law.decide import decide
from shared.identity import Actor
from shared.paging import Paged
from shared.refusal import Refusal
from shared.use_case import Bound, UseCase
from tests.behaviour.conference_service import open_conference
from tests.properties.law_worlds import Document, named
from tests.properties.recorded_worlds import Recording, recordable

WORLDS = 8
READING = ("packets.open", "packets.print", "access.read", "access.review", "access.deliver")
"""Commands that show something, besides every ``….show``: that it was seen goes on record."""

PAGED_WORLDS, LONGEST_LIST = 3, 200
GROWS_BY_ASKING = ("audit.asked", "audit.emergencies-without-review")
"""Lists of which every page is a question that the list itself holds, or that is put on record."""

_ANY: TypeAdapter[Any] = TypeAdapter(Any)
_KANA = "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわん"


def meetings() -> Iterator[tuple[str, Document]]:
    """Worlds in which a municipality's own agency has convened a meeting."""
    for number in itertools.count():
        name = f"read-{number}"
        document = recordable(named(name))
        meeting = document["conference"]
        if meeting["legal_mode"] != "casework" and meeting["convened_by"]["kind"] == "municipality":
            yield name, document


def secret(random: Random) -> str:
    """A text whose every run of six characters stands nowhere else."""
    return "".join(random.choice(_KANA) for _ in range(40))


class Instant:
    """A clock that stands where it is put."""

    at = datetime(2026, 6, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Where it stands."""
        return self.at


class Asking:
    """One recorded world and everything that can be asked of it.

    Attributes:
        recording: the world on record.
        answers: what was shown to each agency, errors included; with the role that saw it.
    """

    def __init__(self, folder: Path, name: str, document: Document) -> None:
        random = Random(name)  # noqa: S311 - chance that can be repeated, nothing secret
        for item in document["items"]:
            item |= {"text": secret(random), "generalised": None}
        clock = Instant()
        self.folder = folder
        self.service = open_conference(folder, clock)
        self.recording = Recording(self.service, name, document)
        clock.at = self.recording.world.at
        self.recording.record()
        self.offered = self.service.application.use_cases()
        self.answers: list[tuple[str, str, str]] = []
        self.packets: list[UUID] = []

    @property
    def agencies(self) -> list[str]:
        """The names of all agencies."""
        return [one.id for one in self.recording.world.agencies]

    def build(self) -> None:
        """Let the convener's secretariat build packets."""
        convened = self.recording.world.conference.convened_by
        assert convened is not None
        ids = {"conference_id": self.recording.conference_id, "agenda_id": self.recording.agenda_id}
        for packet in self.ask("packets.build", convened.agency, "secretariat", ids) or ():
            self.packets.append(packet.packet_id)

    def ask(self, name: str, agency: str, role: Any, told: dict[str, Any]) -> Any:
        """Call a use case for an agency and keep what was said."""
        use_case, call = self.offered[name]
        person = self.recording.reader(agency).person
        actor = Actor(
            person=person, agency=str(self.recording.id(agency)), role=role, purpose="conference"
        )
        try:
            answer = call(actor, use_case.request(**told))
        except Refusal as refusal:
            self.answers.append((agency, role, str(refusal)))
            return None
        said = json.dumps(_ANY.dump_python(answer, mode="json"), ensure_ascii=False)
        self.answers.append((agency, role, said))
        return answer

    def ask_everything(self) -> None:
        """Try every way to read, by everybody who has it, about everything."""
        ways = [one for one in self.offered.values() if _reads(one)]
        for (use_case, _), agency in itertools.product(ways, self.agencies):
            for role in sorted(use_case.roles):
                for told in self.requests(use_case):
                    self.ask(use_case.name, agency, role, told)

    def requests(self, use_case: UseCase) -> Iterator[dict[str, Any]]:
        """Requests about each thing there is, one kind of thing after the other."""
        known = self.known()
        wanted = [
            name for name, field in use_case.request.model_fields.items() if field.is_required()
        ]
        strange = [name for name in wanted if name not in known]
        assert not strange, f"tell this test what {strange} of {use_case.name} may be"
        for values in itertools.product(*(known[name] for name in wanted)):
            told = dict(zip(wanted, values, strict=True))
            try:
                use_case.request(**told)
            except ValidationError as wrong:
                raise AssertionError(f"{use_case.name}: {wrong.error_count()}") from None
            yield told

    def known(self) -> dict[str, list[Any]]:
        """What the fields of a request may name, by the field's name."""
        recording, world = self.recording, self.recording.world
        persons = [recording.id(one.id) for one in world.persons[:2]]
        agencies = [recording.id(one.id) for one in world.agencies[:3]]
        items = [recording.id(one.id) for one in world.items]
        requests = [recording.id(f"request-{one.id}") for one in world.conference.requests[:2]]
        consents = [recording.id(f"consent-{one.id}") for one in world.consents[:2]]
        nothing = [uuid4()]
        return {
            "municipality": [recording.municipality],
            "conference_id": [recording.conference_id],
            "agenda_id": [recording.agenda_id],
            "matter_id": [recording.agenda_id],
            "person_id": persons,
            "agency_id": agencies,
            "packet_id": self.packets or nothing,
            "item_id": items,
            "request_id": requests or nothing,
            "consent_id": consents or nothing,
            "plan_id": nothing,
            "erasure_id": nothing,
            "access_id": nothing,
            "entry_id": self._entries() or nothing,
            "basis": ["consent", "conference_106_6"],
            "old_size": [1],
            "since": [world.at.date() - timedelta(days=9)],
            "until": [world.at.date() + timedelta(days=9)],
            "first": [world.at.date() - timedelta(days=9)],
            "last": [world.at.date() + timedelta(days=9)],
        }

    def _entries(self) -> list[UUID]:
        ledger, store = self.service.application.desk.ledger, self.service.store
        rows = ledger.log.entries(store, 0, 2)
        return [UUID(json.loads(bytes(row["entry"]))["entry_id"]) for row in rows]


def _reads(offer: tuple[UseCase, Bound]) -> bool:
    use_case = offer[0]
    return use_case.kind == "query" or use_case.name in READING or use_case.name.endswith(".show")


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> list[Asking]:
    """Worlds on record of which everything was asked."""
    worlds = []
    for name, document in itertools.islice(meetings(), WORLDS):
        asking = Asking(tmp_path_factory.mktemp(name) / "home", name, document)
        asking.build()
        asking.ask_everything()
        worlds.append(asking)
    return worlds


def test_nothing_is_read_that_is_not_granted(asked: list[Asking]) -> None:
    """Given any world, then no answer and no error shows a text that its reader is not granted."""
    shown = 0
    for asking in asked:
        granted = {
            (one.item, one.recipient)
            for one in decide(_for_everybody(asking.recording))
            if one.effect == "full"
        }
        for agency, role, said in asking.answers:
            for item in asking.recording.world.items:
                if _gives_away(said, item.text):
                    assert (item.id, agency) in granted, (asking.recording.world.title, role)
                    shown += 1
    assert shown, "nothing was shown to anybody: the test would see nothing"


def test_what_is_withheld_is_not_even_named(asked: list[Asking]) -> None:
    """Given any world, then nobody but an auditor meets the id of an item withheld from them."""
    for asking in asked:
        withheld = {
            (one.item, one.recipient)
            for one in decide(_for_everybody(asking.recording))
            if one.effect == "withheld"
        }
        for agency, role, said in asking.answers:
            for item in asking.recording.world.items:
                if (item.id, agency) in withheld and role != "auditor":
                    assert str(asking.recording.id(item.id)) not in said


def test_pages_show_what_the_list_shows(asked: list[Asking]) -> None:
    """Given any world, then the pages of a list, line by line, are the list that anybody sees."""
    several = 0
    for asking in asked[:PAGED_WORLDS]:
        for (use_case, _), agency in itertools.product(asking.offered.values(), asking.agencies):
            if not issubclass(use_case.request, Paged) or use_case.name in GROWS_BY_ASKING:
                continue
            for role in sorted(use_case.roles):
                for told in asking.requests(use_case):
                    whole = asking.ask(use_case.name, agency, role, told)
                    if whole is not None:
                        assert list(_pages(asking, use_case, agency, role, told)) == _lines(whole)
                        several += len(_lines(whole)) > 1
    assert several, "no list was longer than a page: the test would see nothing"


def _pages(
    asking: Asking, use_case: UseCase, agency: str, role: str, told: dict[str, Any]
) -> Iterator[Any]:
    after = None
    for _ in range(LONGEST_LIST):
        page = asking.ask(use_case.name, agency, role, {**told, "after": after, "limit": 1})
        yield from _lines(page)
        after = page.next_after
        if after is None:
            return
    raise AssertionError(f"{use_case.name} has no end")


def _lines(answer: Any) -> list[Any]:
    """The lines of an answer that is a list, or has one in it."""
    if isinstance(answer, list):
        return list(answer)
    (lines,) = (
        one for name in type(answer).model_fields if isinstance(one := getattr(answer, name), tuple)
    )
    return list(lines)


def test_no_text_is_on_disk(asked: list[Asking]) -> None:
    """Given any world, then no file of the service holds a text, whatever was asked of it."""
    for asking in asked:
        files = [one for one in asking.folder.rglob("*") if one.is_file()]
        assert files
        for path in files:
            content = path.read_bytes()
            for item in asking.recording.world.items:
                assert item.text[:12].encode() not in content, path.name


def _for_everybody(recording: Recording) -> Any:
    """The world with every agency as a recipient."""
    world = recording.world
    return world.model_copy(update={"recipients": tuple(one.id for one in world.agencies)})


def _gives_away(said: str, text: str) -> bool:
    return any(text[start : start + 6] in said for start in range(len(text) - 5))
