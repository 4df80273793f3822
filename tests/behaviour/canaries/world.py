"""A running system with a canary in every confidential field of all its services."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from pydantic import TypeAdapter

from docs.http_api import FACES
from services.command.arrival import wait_for_everything
from services.command.embedded.ports import Ports
from services.placement.app import build as build_placement
from shared.calendar import format_wareki, jst_date, system_clock
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.facts.fact import Service
from shared.identity import Actor, Role
from tests.behaviour.canaries.days import BORN
from tests.behaviour.canaries.words import Canaries
from tests.behaviour.lived_in import Asked, LivedIn, lived_in
from tests.behaviour.placement_words import ABOUT_PLACES, Speaker
from tests.behaviour.strangers import settle

LIVED = ("j02", "j04", "j11", "j13-1", "j14", "j16")
TOWN = "J13-1"
"""The journey in whose town the rest is said; it is lived in the municipality of examples."""

WHOSE = {"municipality": DEMO_MUNICIPALITY}
ELSEWHERE = "011002"
_ANY: TypeAdapter[Any] = TypeAdapter(Any)


@dataclass
class CanaryTown:
    """The system, and what was said in it.

    Attributes:
        lived: the system after its journeys.
        canaries: what was said.
        today: the day.
    """

    lived: LivedIn
    canaries: Canaries
    today: str = field(default_factory=lambda: str(jst_date(system_clock())))

    def id_of(self, name: str) -> str:
        """What a name of the town's journey stands for."""
        return str(self.lived.names[TOWN].resolve(f"${name}"))

    def worker(self, role: Role) -> Actor:
        """Somebody of the agency that does the town's work."""
        return Actor(person=f"w-{role}", agency=self.id_of("city"), role=role, purpose="support")

    def say(self, service: Service, name: str, role: Role, /, **request: Any) -> Any:
        """Ask for a use case over HTTP, with a canary in each confidential text of the request."""
        use_case = next(one for one in FACES if one.name == service).catalogue()[name]
        plain = self.canaries.say(service, use_case, _ANY.dump_python(request, mode="json"))
        actor = self.worker(role)
        answer = self.lived.counters[service].told(name, actor, **plain)
        self.lived.asked[service, name] = Asked(actor, plain, TOWN)
        return answer


@contextmanager
def canary_town(folder: Path, seed: int) -> Iterator[CanaryTown]:
    """A system full of canaries, which goes on running for the length of a block."""
    canaries = Canaries(seed)

    def told(journey: Any) -> Any:
        planted = canaries.plant(journey)
        here = {"municipality": DEMO_MUNICIPALITY} if journey.id == TOWN else {}
        return planted.model_copy(update=here)

    with lived_in(folder, *LIVED, told=told) as lived:
        settle(lived, DEMO_MUNICIPALITY)
        town = CanaryTown(lived, canaries)
        gone = _at_the_counter(town)
        _when_somebody_asks_for_their_records(town)
        _about_an_answer(town)
        wait_for_everything(lived.home, Ports.read(lived.home))
        proposed = {"person_id": gone, "ground": "court_order", "reason": "裁判所の決定"}
        town.say("conference", "erasures.propose", "secretariat", **WHOSE, **proposed)
        _at_placements_desk(town)
        yield town


def _details(name: str) -> dict[str, str]:
    return {
        "number": "A-1",
        "name": name,
        "kana": "ミホン",
        "address": "架空市見本町",
        "phone": "000-0000",
        "gender": "male",
        "birth": format_wareki(BORN),
    }


def _at_the_counter(town: CanaryTown) -> str:
    """What is said at intake's counter; tells of somebody whose case was closed there."""
    on = {"on": town.today}
    contact = {**on, "method": "phone", "consulter": "mother", "content": "母からの電話"}

    def say(name: str, /, **request: Any) -> Any:
        return town.say("intake", name, "counsellor", **request)

    def received(name: str) -> str:
        household = [{"details": _details(name)}]
        return str(say("cases.receive", **WHOSE, contact=contact, household=household))

    def main(case_id: str) -> str:
        return str(say("cases.show", case_id=case_id)["persons"][0]["person_id"])

    person = say("persons.register", **WHOSE, **_details("見本 じろう"))
    say("persons.amend", person_id=person, **_details("見本 さぶろう"))
    moved = received("見本 しろう")
    say("cases.transfer-out", case_id=moved, **on, to_municipality=ELSEWHERE,
        basis="appi_69_2_3", reason="転居の引継ぎ")  # fmt: skip
    case = received("見本 ごろう")
    say("contacts.record", case_id=case, **contact)
    say("cases.take-charge", case_id=case, **on)
    say("cases.assess", case_id=case, **on, summary="見立て", factors=["withdrawal"])
    anonymous = say("cases.receive", **WHOSE, contact=contact)
    say("cases.link-anonymous", case_id=anonymous, linked_case_id=case, person_id=main(case), **on,
        reason="話の内容が同じ")  # fmt: skip
    say("cases.suspend", case_id=case, **on, note="しばらく休みたい")
    say("cases.reopen", case_id=case, **on, note="また話したい")
    say("cases.hand-over", case_id=case, **on, worker="w-2", note="朝の電話が苦手")
    closed = received("見本 ろくろう")
    say("cases.close", case_id=closed, **on, reason="goal_achieved", evaluation="通い続けている")
    say("persons.possible-duplicates", **WHOSE, **_but_gender(_details("見本 さぶろう")))
    say("persons.search", **WHOSE, **_but_gender(_details("見本 さぶろう")))
    for name, request in (
        ("persons.show", {"person_id": person}),
        ("cases.show", {"case_id": case}),
        ("cases.sheet", {"case_id": case}),
        ("contacts.list", {"case_id": case}),
        ("cases.list", WHOSE),
    ):
        say(name, **request)
    return main(closed)


def _but_gender(details: dict[str, str]) -> dict[str, str]:
    return {name: details[name] for name in ("name", "kana", "phone")}


def _when_somebody_asks_for_their_records(town: CanaryTown) -> None:
    son, on = town.id_of("son"), town.today
    asked = {"access_id": str(uuid4())}
    piece = {
        "service": "intake", "kind": "contact", "record_id": str(uuid4()), "title": "相談対応",
        "recorded_at": datetime.now(UTC).isoformat(), "category": "consultation",
        "text": "母の話したこと", "marks": ["family_statement"], "others": [town.id_of("mother")],
    }  # fmt: skip

    def say(name: str, /, **request: Any) -> Any:
        return town.say("conference", f"access.{name}", "secretariat", **asked, **request)

    say("receive", municipality=DEMO_MUNICIPALITY, person_id=son, requester="self",
        requester_id=son, described="私の記録すべて", received_on=on, identity="運転免許証",
        power="委任状")  # fmt: skip
    say("ask-correction", missing="本人確認の書類", asked_on=on)
    say("correct", corrected_on=on, identity="住民票", power="新しい委任状")
    say("collect-own")
    say("collect", person_id=son, service="intake", records=[piece])
    say("collect", person_id=son, service="placement", records=[])
    opinion = say("ask-third-party", party_id=town.id_of("mother"), record_ids=[piece["record_id"]],
                  answer_by=str(jst_date(system_clock()) + timedelta(days=10)))  # fmt: skip
    say("third-party-answered", opinion_id=opinion, opposes=True, opinion="見せないで",
        answered_on=on)  # fmt: skip
    say("extend", days=30, reason="記録が多い", noticed_on=on)
    verdict = {
        "disclosed": "partial", "exemptions": ["third_party"], "footing": "not_exempt",
        "wording": "母からの電話",
    }  # fmt: skip
    parts = [{"record_id": one["record_id"], **verdict} for one in say("review") if one["marks"]]
    say("decide", outcome="partial", reason="家族の話を除く", parts=parts)


def _about_an_answer(town: CanaryTown) -> None:
    mother = town.id_of("mother")
    words = ("identity_check", "relation_evidence", "evidence", "understanding", "aid")
    town.say(
        "conference", "consents.answer", "counsellor", person_id=mother, state="given",
        given_by=mother, capacity="self", method="written", explanation_version="form-1",
        explained_by=str(uuid4()), review_on=str(jst_date(system_clock()) + timedelta(days=300)),
        scope={"categories": ["consultation"], "recipients": [town.id_of("shakyo")],
               "purposes": ["referral"]},
        **dict.fromkeys(words, "窓口で確かめた"),
    )  # fmt: skip


def _at_placements_desk(town: CanaryTown) -> None:
    clerk: Mapping[bool, Role] = {True: "secretariat", False: "employment_supporter"}

    def do(name: str, /, *, secretariat: bool = False, **request: Any) -> Any:
        return town.say("placement", name, clerk[secretariat], **request)

    settings = town.lived.home.settings("placement")
    with closing(build_placement(settings, system_clock)) as placement:
        about = (town.id_of("case"), town.id_of("son"), town.id_of("city"))
        Speaker(
            placement.store, do, lambda name: name, *about, jst_date(system_clock())
        ).say_everything()  # type: ignore[arg-type]
    words = {one: {one[1]: "架空の連絡先"} for one in ABOUT_PLACES}
    place = {"kind": "farm", "name": "架空の畑"}
    made = do("resources.register", **WHOSE, **place, **words["resources.register", "contact"])
    on = {"resource_id": made}
    do("resources.amend", **on, **place, **words["resources.amend", "contact"])
    do("resource-notes.record", **on, **words["resource-notes.record", "notes"])
