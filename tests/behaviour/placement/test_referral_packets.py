"""つなぎの資料 over a real nats-server: placement asks, conference's law decides."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

import shared.asking.asking as asking_room
from services.command.embedded.nats_server import NatsServer
from services.conference.application.disclosure.referrals import ReferralPackets
from shared.asking import Answerable, Answering
from shared.asking.casework import CASEWORK, CaseworkAsked
from shared.asking.envelope import LARGEST_QUESTION
from shared.broker import BrokerAccess, connected
from shared.broker.credentials import seed_file
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.facts.envelope import Received
from shared.facts.placement import ReferralFact, ReferralOffered, ReferralStepUndone
from shared.identity import Actor, service_actor
from shared.refusal import Refusal
from shared.relay import publications
from tests.behaviour.referral_desk import START, ReferralDesk
from tests.behaviour.road import until
from tests.behaviour.sharing import ledger
from tests.behaviour.town import Town, named, town_with_a_meeting, worker
from tests.refusals import refused

CITY, CLINIC = worker("city", "counsellor"), worker("clinic", "counsellor")
ILLNESS = "架空の病名で通院している・ろはにほ"
WORK = "手順が決まっていれば、ていねいに続けられる・架空の本文"
TALK = "窓口で聞いた、架空の本文ちりぬるをわか"


@dataclass
class Offices:
    """Conference and placement on one broker, each with its own store and user.

    Attributes:
        town: conference's side; its city holds what it heard, an illness, and a way of working.
        desk: placement's side.
        server: the broker between them.
        credentials: of its users.
    """

    town: Town
    desk: ReferralDesk
    server: NatsServer
    credentials: Path

    def access(self, user: str) -> BrokerAccess:
        """How a user reaches the broker."""
        return access_of(self.server, self.credentials, user)

    @asynccontextmanager
    async def answering(self, *answers: Answerable) -> AsyncIterator[None]:
        """Conference answers for the length of a block, with its own answers unless given."""
        told = answers or self.town.conference.answers
        async with connected(self.access("conference")) as client:
            task = asyncio.ensure_future(Answering(told, client).run())
            await client.flush()
            try:
                yield
            finally:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)

    def offer(self, to: str = "npo", destination: str = "npo", **told: Any) -> UUID:
        """The city asks an agency to take the son over."""
        return self.desk.offer(
            CITY,
            case_id=named("case"),
            person_id=named("son"),
            to_agency_id=named(to),
            **{"destination": destination, **told},
        )

    async def prepare(self, referral_id: UUID, *items: str, by: Actor = CITY) -> Any:
        """Ask for the packet, as a worker's request would, in a thread of its own."""
        return await asyncio.to_thread(
            self.desk.do,
            "referrals.prepare-packet",
            by,
            referral_id=referral_id,
            items=tuple(named(one) for one in items or ("talk",)),
        )

    def effects(self, prepared: Any) -> dict[str, str]:
        """What was decided, by the items' names."""
        names = {named(one): one for one in ("talk", "sickness", "working")}
        return {names[one.item_id]: one.effect for one in prepared.items}

    def opened(self, packet_id: UUID, agency: str) -> list[UUID]:
        """The items that a receiver reads when it opens a packet in conference."""
        document = self.town.offer("packets.open", worker(agency), packet_id=packet_id)
        return [line.item_id for line in document.lines]

    def conference_hears(self) -> None:
        """Carry what placement has published since to conference."""
        source, reader = self.desk.placement, self.town.conference
        assert reader.handle is not None
        heard = reader.store.tracked("placement")
        told = list(publications(source.store, source.publish, scanned=heard, previous=0))
        for position, received in told:
            if received is None:
                continue
            actor = service_actor("conference", "inbox")
            with reader.store.transaction(actor, self.town.now, cause=f"t:{position}") as tx:
                reader.handle(tx, received)
                tx.track("placement", position)

    def conference_is_told(self, fact: ReferralFact) -> None:
        """Let a fact behind everything published so far arrive in conference."""
        reader = self.town.conference
        assert reader.handle is not None
        with reader.store.transaction(service_actor("conference", "inbox"), self.town.now) as tx:
            last = reader.store.tracked("placement") or 0
            reader.handle(tx, Received(last + 1, last, self.town.now, fact))

    def packets(self, referral_id: UUID) -> list[UUID]:
        """The packets that the referral knows of."""
        return [one.packet_id for one in self.desk.show(referral_id, CITY).packets]


def access_of(server: NatsServer, credentials: Path, user: str) -> BrokerAccess:
    """How a user reaches a broker."""
    return BrokerAccess(f"nats://127.0.0.1:{server.port}", user, seed_file(credentials, user))


@pytest.fixture
def offices(nats_server: NatsServer, tmp_path: Path) -> Iterator[Offices]:
    """A town whose conference knows an npo, a clinic and a shop, and placement beside it."""
    credentials = tmp_path / "credentials"
    town = town_with_a_meeting(tmp_path / "conference")
    town.agency("shop", "employer", "private")
    town.item("sickness", "city", "health", ILLNESS, "son")
    town.item("working", "city", "work", WORK, "son")
    broker = access_of(nats_server, credentials, "placement")
    desk = ReferralDesk(tmp_path / "placement", broker=broker)
    desk.tell(named("city"), "municipal_department", internal=True)
    desk.tell(named("npo"), "npo")
    desk.tell(named("shop"), "employer")
    yield Offices(town, desk, nats_server, credentials)
    desk.placement.close()
    town.conference.close()


async def test_without_consent_nothing_is_given_and_the_reasons_are_told(offices: Offices) -> None:
    """Given no consent, then there is no packet; the refusal gives reasons and is on the ledger."""
    referral = offices.offer()
    async with offices.answering():
        with pytest.raises(Refusal) as no:
            await offices.prepare(referral)

    assert no.value.code == "packet-not-granted"
    assert "同意" in no.value.message
    assert "もう一度" in no.value.remedy
    assert offices.packets(referral) == []
    [entry] = ledger(offices.town)
    assert (entry.effect, entry.recipient_id, entry.matter_id) == (
        "withheld",
        named("npo"),
        referral,
    )
    assert (entry.actor.person, entry.actor.agency) == (CITY.person, CITY.agency)


async def test_with_consent_the_receiver_opens_the_packet_in_conference(offices: Offices) -> None:
    """The referral knows the packet's number; its content lies in conference, for the receiver."""
    offices.town.consents("son", "npo")
    referral = offices.offer()
    async with offices.answering():
        prepared = await offices.prepare(referral, "talk", "working")

    [packet] = prepared.packets
    assert (packet.recipient_id, packet.number) == (named("npo"), 1)
    assert offices.effects(prepared) == {"talk": "full", "working": "withheld"}
    assert offices.packets(referral) == [packet.packet_id]
    assert offices.opened(packet.packet_id, "npo") == [named("talk")]
    assert offices.desk.show(referral, worker("npo")).packets == prepared.packets


async def test_asked_again_the_packet_is_the_same(offices: Offices) -> None:
    """Whoever asks twice, or whose reply was lost, gets the same packet and no second entry."""
    offices.town.consents("son", "npo")
    referral = offices.offer()
    async with offices.answering():
        first = await offices.prepare(referral)
        known = len(ledger(offices.town))
        second = await offices.prepare(referral)

    assert second == first
    assert len(ledger(offices.town)) == known
    assert offices.packets(referral) == [one.packet_id for one in first.packets]


async def test_after_a_no_and_a_consent_the_same_question_is_granted(offices: Offices) -> None:
    """A refusal is no end: with consent on record the referral gets its packet."""
    referral = offices.offer()
    async with offices.answering():
        with refused("packet-not-granted"):
            await offices.prepare(referral)
        offices.town.consents("son", "npo")
        prepared = await offices.prepare(referral)

    assert len(prepared.packets) == 1


async def test_after_a_withdrawal_nothing_is_granted_any_more(offices: Offices) -> None:
    """Given a packet, when the consent is withdrawn, then neither asking nor reading gives."""
    offices.town.consents("son", "npo")
    referral = offices.offer()
    async with offices.answering():
        [packet] = (await offices.prepare(referral)).packets
        offices.town.withdraws("son")
        with refused("packet-not-granted"):
            await offices.prepare(referral)

    assert offices.opened(packet.packet_id, "npo") == []


@pytest.mark.rule(26)
@pytest.mark.parametrize(
    ("step", "told"),
    [
        ("withdraw", {"by": "person", "reason": "person_declines"}),
        ("decline", {"reason": "no_capacity"}),
    ],
)
async def test_a_referral_that_comes_to_nothing_takes_its_packet_along(
    offices: Offices, step: str, told: dict[str, str]
) -> None:
    """Given an end without an arrival, then the destination reads nothing and gets nothing more.

    Once the end is undone, the packet can be asked for anew.
    """
    offices.town.consents("son", "npo")
    referral = offices.offer()
    async with offices.answering():
        [packet] = (await offices.prepare(referral)).packets
        offices.desk.step(step, referral, CITY, **told)
        offices.conference_hears()
        with refused("packet-ended"):
            offices.opened(packet.packet_id, "npo")
        with refused("referral-over"):
            await offices.prepare(referral)

        offices.desk.step("undo", referral, CITY, reason="did_not_happen")
        offices.conference_hears()
        [anew] = (await offices.prepare(referral)).packets

    assert anew.packet_id != packet.packet_id
    assert offices.opened(anew.packet_id, "npo") == [named("talk")]


async def test_conference_refuses_a_packet_for_a_referral_whose_end_it_has_heard_of(
    offices: Offices,
) -> None:
    """However late a question arrives, no packet is built for a referral that has ended."""
    offices.town.consents("son", "npo")
    referral = offices.offer()
    request = CaseworkAsked(
        municipality=DEMO_MUNICIPALITY,
        referral_id=referral,
        case_id=named("case"),
        purpose="referral",
        subjects=(named("son"),),
        recipient_id=named("npo"),
        items=(named("talk"),),
        actor=CITY,
    )
    offices.desk.step("decline", referral, CITY, reason="no_capacity")
    offices.conference_hears()
    with refused("referral-over"):
        ReferralPackets(offices.town.conference.application.desk).prepare(CITY, request)
    assert ledger(offices.town) == []


@pytest.mark.rule(26)
async def test_an_offer_that_was_not_so_takes_along_what_placement_never_heard_of(
    offices: Offices,
) -> None:
    """Given a packet of which the answer was lost, then undoing the offer calls it back."""
    offices.town.consents("son", "npo")
    referral = offices.offer()
    request = CaseworkAsked(
        municipality=DEMO_MUNICIPALITY,
        referral_id=referral,
        case_id=named("case"),
        purpose="referral",
        subjects=(named("son"),),
        recipient_id=named("npo"),
        items=(named("talk"),),
        actor=CITY,
    )
    answer = ReferralPackets(offices.town.conference.application.desk).prepare(CITY, request)
    [packet] = answer.packets
    assert offices.opened(packet.packet_id, "npo") == [named("talk")]

    offices.conference_hears()
    offices.conference_is_told(
        ReferralStepUndone(
            municipality=DEMO_MUNICIPALITY,
            occurred_on=offices.town.now.date(),
            case_id=str(named("case")),
            referral_id=str(referral),
            person_id=str(named("son")),
            destination="npo",
            step=ReferralOffered.NAME,
        )
    )

    with refused("packet-ended"):
        offices.opened(packet.packet_id, "npo")


@pytest.mark.rule(38)
async def test_an_employer_learns_only_what_was_consented_to_for_this_employer(
    offices: Offices,
) -> None:
    """With consent for work alone, and for this shop by name, health stays withheld."""
    offices.town.consents("son", "shop", categories=("work",), purposes=("employer_disclosure",))
    referral = offices.offer("shop", "employer")
    async with offices.answering():
        prepared = await offices.prepare(referral, "working", "sickness", "talk")

    assert offices.effects(prepared) == {
        "working": "full",
        "sickness": "withheld",
        "talk": "withheld",
    }
    assert prepared.reasons
    [packet] = prepared.packets
    assert offices.opened(packet.packet_id, "shop") == [named("working")]


@pytest.mark.rule(38)
@pytest.mark.parametrize(
    ("recipient", "purpose"), [("npo", "employer_disclosure"), ("shop", "referral")]
)
async def test_a_consent_for_another_receiver_or_purpose_tells_an_employer_nothing(
    offices: Offices, recipient: str, purpose: str
) -> None:
    """Category, recipient and purpose must all be the employer's own."""
    offices.town.consents("son", recipient, categories=("work",), purposes=(purpose,))
    referral = offices.offer("shop", "employer")
    async with offices.answering():
        with refused("packet-not-granted"):
            await offices.prepare(referral, "working")


@pytest.mark.rule(38)
async def test_an_employer_is_an_employer_whatever_the_referral_calls_it(offices: Offices) -> None:
    """A shop that is asked as a mere 居場所 is told for an employer's purpose all the same."""
    offices.town.consents("son", "shop", categories=("work",), purposes=("referral",))
    referral = offices.offer("shop", "community_place")
    async with offices.answering():
        with refused("packet-not-granted"):
            await offices.prepare(referral, "working")


@pytest.mark.rule(38)
async def test_conference_trusts_its_own_register_about_employers(offices: Offices) -> None:
    """Where placement has not heard that an agency is an employer, conference says so."""
    offices.desk.tell(named("shop"), "npo")
    offices.town.consents("son", "shop", categories=("work",), purposes=("referral",))
    referral = offices.offer("shop", "npo")
    async with offices.answering():
        with refused("employer-purpose"):
            await offices.prepare(referral, "working")


async def test_nobody_shares_what_another_agency_holds(offices: Offices) -> None:
    """The clinic's item is answered as if there were none."""
    offices.town.consents("son", "npo")
    referral = offices.offer()
    async with offices.answering():
        with refused("item-not-found"):
            await offices.prepare(referral, "illness")


@pytest.mark.rule(55)
async def test_conference_asks_its_own_register_who_may_act(offices: Offices) -> None:
    """Who placement still takes for entrusted is refused where the register knows better."""
    offices.desk.tell(named("clinic"), "medical", entrusted_from=START)
    referral = offices.offer()
    async with offices.answering():
        with refused("not-of-this-municipality"):
            await offices.prepare(referral, "illness", by=CLINIC)


async def test_while_conference_is_away_the_referral_stays_as_it_was(offices: Offices) -> None:
    """With nobody to answer the refusal says so, at once, and nothing is recorded."""
    referral = offices.offer()
    before = offices.desk.show(referral, CITY)
    with pytest.raises(Refusal) as no:
        await offices.prepare(referral)

    assert no.value.code == "conference-not-answering"
    assert "もう一度" in no.value.remedy
    assert offices.desk.show(referral, CITY) == before


async def test_while_the_broker_is_away_nobody_waits_for_ever(
    offices: Offices, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A question has its time; then the worker is told, and the referral stays as it was."""
    monkeypatch.setattr(asking_room, "WITHIN_SECONDS", 0.5)
    referral = offices.offer()
    offices.server.kill()
    with refused("conference-not-answering"):
        await offices.prepare(referral)

    assert offices.packets(referral) == []


async def test_what_passes_over_the_broker_holds_no_word_of_any_item(offices: Offices) -> None:
    """Question and reply hold ids, codes and counts; their texts stay where they are."""
    offices.town.consents("son", "npo")
    passed: list[bytes] = []
    [answerable] = offices.town.conference.answers
    noted = replace(answerable, answer=noting(answerable.answer, passed))
    referral = offices.offer()
    async with offices.answering(noted):
        prepared = await offices.prepare(referral, "talk", "sickness")

    passed.append(prepared.model_dump_json().encode())
    assert len(passed) == 3
    for text in (TALK, ILLNESS):
        assert not any(text in body.decode() for body in passed)


def noting(answer: Any, passed: list[bytes]) -> Any:
    """Answer, and keep what was asked and answered."""

    def noted(told: bytes) -> Any:
        answered = answer(told)
        passed.extend((told, answered.model_dump_json().encode()))
        return answered

    return noted


def question(**changed: Any) -> dict[str, Any]:
    """A question as placement puts it."""
    told = {
        "referral_id": str(uuid4()),
        "municipality": "990019",
        "case_id": str(named("case")),
        "purpose": "referral",
        "subjects": [str(named("son"))],
        "items": [str(named("talk"))],
        "recipient_id": str(named("npo")),
        "actor": CITY.model_dump(),
    }
    return told | changed


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"{", "document-unreadable"),
        (b"[]", "request-unreadable"),
        (json.dumps(question(items=[])).encode(), "request-unreadable"),
        (json.dumps(question(purpose="tax_collection")).encode(), "request-unreadable"),
        (json.dumps(question(more=1)).encode(), "request-unreadable"),
        (b" " * (LARGEST_QUESTION + 1), "request-too-large"),
        (
            json.dumps(question(actor=worker("city", "statistician").model_dump())).encode(),
            "role-not-entitled",
        ),
        (
            json.dumps(question(actor=worker("nobody", "counsellor").model_dump())).encode(),
            "own-agency-not-registered",
        ),
        (json.dumps(question(municipality="011002")).encode(), "not-of-this-municipality"),
        (json.dumps(question(recipient_id=str(uuid4()))).encode(), "agency-not-found"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
async def test_what_cannot_be_answered_is_a_problem_in_japanese(
    offices: Offices, body: bytes, code: str
) -> None:
    """Malformed, too large or not theirs to ask: a problem document, and conference goes on."""
    async with offices.answering(), connected(offices.access("placement")) as client:
        replied = await client.request(CASEWORK.subject, body, timeout=5)
    problem = json.loads(replied.data)["problem"]

    assert problem["code"] == code
    assert problem["message"].endswith("。")
    assert problem["remedy"].endswith("。")
    assert ledger(offices.town) == []


async def test_conference_answers_into_placements_inbox_and_nowhere_else(
    offices: Offices,
) -> None:
    """Nobody has conference publish a fact by asking for the reply to be sent there."""
    heard: list[str] = []

    async def hear(message: Any) -> None:
        heard.append(message.subject)

    async with offices.answering(), connected(offices.access("placement")) as client:
        await client.subscribe("_INBOX_placement.>", cb=hear)
        body = json.dumps(question()).encode()
        for reply in ("tsunagu.990019.conference.forged", "_INBOX_stats.x", ""):
            await client.publish(CASEWORK.subject, body, reply=reply)
        await client.publish(CASEWORK.subject, body, reply="_INBOX_placement.own")
        await until(lambda: bool(heard))

    assert heard == ["_INBOX_placement.own"]
    assert len(ledger(offices.town)) == 1
