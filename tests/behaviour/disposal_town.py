"""A fictional town whose records grow old: intake, conference and placement in one folder.

Facts are carried from log to handler as the inbox does it, in one transaction with the position;
the broker's own part is tried elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, cast
from uuid import UUID, uuid4

from services.command.wiring import build
from services.conference.app import Conference
from services.conference.domain.conference import (
    CONFERENCE,
    AgendaItemPlaced,
    ConferenceConvened,
)
from services.conference.domain.conference.events import TITLE_LABEL
from services.conference.domain.item import ITEM, TEXT_LABEL, ItemContributed
from services.conference.ledger.evidence import create_ledger_key
from services.conference.views.erasures import may_seal, sealed_in
from services.intake.app import Intake
from services.intake.application import ContactNote, PersonDetails
from services.intake.domain import case
from services.placement.app import Placement
from shared.broker.topology import SUBSCRIPTIONS
from shared.calendar import JST
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.facts.envelope import Received
from shared.facts.fact import Service as ServiceName
from shared.identity import Actor, Role, service_actor
from shared.refusal import Refusal
from shared.relay import publications
from shared.sealing import Erased, Sealed, key_encryption_key, seal_jointly
from shared.service import Service
from shared.settings import Home
from tests.behaviour.placement_words import Speaker
from tests.conftest import NewPlace

CITY = UUID("6a4f1b1e-52a7-4f2e-9d4c-7b1f6f3b0c11")
ENTRUSTED = UUID("0f9f5c0a-3a58-4a0b-8a0e-2d9c1b7a5e22")
COUNSELLOR = Actor(person="w-1", agency="a-1", role="counsellor", purpose="consultation")
SUPPORTER = Actor(person="w-2", agency=str(CITY), role="employment_supporter", purpose="retention")
DAY = date(2020, 4, 1)
KEEPERS: tuple[ServiceName, ...] = ("intake", "conference", "placement")


def official(person: str, role: Role = "secretariat", agency: UUID = CITY) -> Actor:
    """Somebody who decides on disposal."""
    return Actor(person=person, agency=str(agency), role=role, purpose="disposal")


FIRST, SECOND = official("w-11"), official("w-12", "auditor")
OPERATOR = official("w-0", "operator")


@dataclass
class DisposalTown:
    """Three services and a clock.

    Attributes:
        folder: their home.
        new_place: makes empty databases; ``None`` for SQLite in the folder.
        now: the instant of recording.
    """

    folder: Path
    new_place: NewPlace | None = None
    now: datetime = datetime(2020, 4, 2, 9, tzinfo=JST)
    services: dict[ServiceName, Service] = field(init=False)

    def __post_init__(self) -> None:
        home = Home(self.folder)
        if not home.kek_file.exists():
            key_encryption_key.generate(home.kek_file)
            create_ledger_key(home.ledger_key("conference"))
        self.services = {}
        for name in KEEPERS:
            settings = home.settings(name)
            if self.new_place is not None:
                (store, password), (keys, keys_password) = self.new_place(), self.new_place()
                settings = replace(
                    settings,
                    database_url=store,
                    database_password=password,
                    keys_url=keys,
                    keys_password=keys_password,
                )
            self.services[name] = build(settings, lambda: self.now)
            self.services[name].migrate()

    def whose_case_is_long_over(self) -> UUID:
        """Somebody whose only case ended five years, and a day, ago."""
        person_id = self.register(name="架空 太郎")
        self.end(self.receive(person_id))
        self.years_pass(5)
        self.settle()
        return person_id

    def close(self) -> None:
        """Give the databases back."""
        for service in self.services.values():
            service.close()

    @property
    def intake(self) -> Intake:
        """The counter."""
        return cast("Intake", self.services["intake"])

    @property
    def conference(self) -> Conference:
        """The conference."""
        return cast("Conference", self.services["conference"])

    @property
    def placement(self) -> Placement:
        """Placement."""
        return cast("Placement", self.services["placement"])

    def offer(self, use_case: str, actor: Actor, **request: Any) -> Any:
        """Call a use case of the conference by its name, a minute later."""
        self.now += timedelta(minutes=1)
        described, call = self.conference.application.use_cases()[use_case]
        return call(actor, described.request(**request))

    def found_agencies(self) -> None:
        """The city's own department, and a body it has entrusted."""
        common = {"municipality": DEMO_MUNICIPALITY, "kind": "municipal_department"}
        self.offer(
            "agencies.register", OPERATOR, **common, agency_id=CITY, name="架空市福祉課",
            holder_class="public", internal=True,
        )  # fmt: skip
        self.offer(
            "agencies.register", OPERATOR, **common, agency_id=ENTRUSTED, name="架空社協",
            holder_class="private", internal=False,
            entrusted={"start": datetime(2020, 4, 1, tzinfo=JST)},
        )  # fmt: skip

    def register(self, **details: str) -> UUID:
        """Somebody fictional."""
        return self.intake.application.register_person(
            COUNSELLOR, DEMO_MUNICIPALITY, PersonDetails(**details)
        )

    def receive(self, *persons: UUID, content: str = "架空の相談", age: int = 40) -> UUID:
        """相談受付 of a household; return its case."""
        note = ContactNote(on=DAY, method="phone", consulter="mother", content=content, age=age)
        return self.intake.application.receive(COUNSELLOR, DEMO_MUNICIPALITY, note, persons)

    def end(self, case_id: UUID, evaluation: str = "落ち着いた。") -> None:
        """終結 on the day of today."""
        on = self.now.date()
        self.intake.application.close(COUNSELLOR, case_id, "goal_achieved", evaluation, on)

    def years_pass(self, years: int) -> None:
        """Time passes, and a day more."""
        self.now = self.now.replace(year=self.now.year + years) + timedelta(days=1)

    def carry_facts(self, *readers: ServiceName) -> int:
        """Carry what has been published once to the readers; return how many facts there were."""
        carried = 0
        for reader in readers or KEEPERS:
            for source in (one for one in SUBSCRIPTIONS[reader] if one in KEEPERS):
                carried += self._carry(self.services[source], self.services[reader])
        return carried

    def settle(self) -> None:
        """Carry facts until there are no more."""
        while self.carry_facts():
            pass

    def _carry(self, source: Service, reader: Service) -> int:
        assert reader.handle is not None
        carried, scanned = 0, reader.store.tracked(source.name)
        while window := list(
            publications(source.store, source.publish, scanned=scanned, previous=0)
        ):
            for position, received in window:
                scanned = position
                if received is None:
                    continue
                actor = service_actor(reader.name, "inbox")
                with reader.store.transaction(actor, self.now, cause=f"t:{position}") as tx:
                    reader.handle(tx, received)
                    tx.track(source.name, position)
                carried += 1
        return carried

    def facts_of(self, name: ServiceName) -> list[Received]:
        """What a service has published, in order."""
        source = self.services[name]
        found = publications(source.store, source.publish, scanned=0, previous=0)
        return [received for _, received in found if received is not None]

    def propose(self, **whom: Any) -> list[UUID]:
        """A proposal of the first official."""
        answer = self.offer("erasures.propose", FIRST, municipality=DEMO_MUNICIPALITY, **whom)
        return list(answer.erasure_ids)

    def erase(self, person_id: UUID) -> UUID:
        """Proposed, approved, and everything carried; return the erasure."""
        [erasure_id] = self.propose(person_id=person_id)
        self.offer("erasures.approve", SECOND, erasure_id=erasure_id)
        self.settle()
        return erasure_id

    def fill_every_field(self, make: Any, person_id: UUID) -> UUID:
        """Every use case of intake and placement that takes a text about a person; the case."""
        use, who = self.intake.application, COUNSELLOR
        case_id = self.receive(person_id, content=make("content"))
        use.assess(who, case_id, make("summary"), factors=(), needs_conference=True, on=DAY)
        use.assign_worker(who, case_id, case.Worker(worker_id=uuid4()), DAY)
        use.hand_over(who, case_id, case.Worker(worker_id=uuid4()), make("handover"), DAY)
        use.suspend(who, case_id, make("suspension"), DAY)
        use.reopen(who, case_id, make("reopening"), DAY)
        anonymous = use.receive(
            who, DEMO_MUNICIPALITY, ContactNote(DAY, "phone", "person", content=make("anonymous"))
        )
        use.link_anonymous(who, anonymous, case_id, person_id, uuid4(), make("link"), DAY)
        self.settle()  # placement hears of the agencies
        Speaker(
            self.placement.store, self._at_placement, make, case_id, person_id, CITY, DAY
        ).say_everything()
        return case_id

    def _at_placement(self, use_case: str, *, secretariat: bool = False, **request: Any) -> Any:
        """Call a use case of placement by its name."""
        described, call = self.placement.application.use_cases()[use_case]
        return call(FIRST if secretariat else SUPPORTER, described.request(**request))

    def told_jointly(self, text: str, *persons: UUID) -> Sealed:
        """An item of the conference about several persons."""
        sealed = seal_jointly(self.conference.sealer, map(str, persons), text, TEXT_LABEL)
        contributed = ItemContributed(
            municipality=DEMO_MUNICIPALITY,
            subjects=persons,
            category="family",
            holder_id=CITY,
            source_kind="observation",
            purpose="consultation",
            text=sealed,
        )
        with self.conference.store.transaction(FIRST, self.now) as tx:
            tx.append(ITEM, tx.load(ITEM, uuid4()), contributed)
        return sealed

    def titled(self, text: str, case_id: UUID, person_id: UUID) -> tuple[UUID, Sealed]:
        """A conference about a case, whose title is sealed under the conference's own id."""
        conference_id = uuid4()
        title = self.conference.sealer.seal(str(conference_id), text, TITLE_LABEL)
        call = ConferenceConvened(
            municipality=DEMO_MUNICIPALITY,
            roster_id=uuid4(),
            convened_by="municipality",
            convener_id=CITY,
            planned_for=self.now,
            title=title,
        )
        placed = AgendaItemPlaced(
            municipality=DEMO_MUNICIPALITY,
            agenda_id=uuid4(),
            case_id=case_id,
            legal_mode="casework",
            purpose="information_exchange",
            subjects=(person_id,),
        )
        with self.conference.store.transaction(FIRST, self.now) as tx:
            tx.append(CONFERENCE, tx.load(CONFERENCE, conference_id), call, placed)
        return conference_id, title

    def readable_keys(self) -> set[str]:
        """The keys under which something in any log can still be opened."""
        found = set()
        for service in self.services.values():
            for logged in service.store.log(0, 10_000):
                event = logged.recorded.event
                for sealed in sealed_in(event) if may_seal(type(event)) else ():
                    try:
                        service.sealer.open(sealed, "no.such.label")
                    except Erased:
                        continue
                    except Refusal:
                        found.add(sealed.key_id)
        return found
