"""Invented worlds put on record: every part of one as the events that would have led to it.

What a record cannot hold is smoothed first: a request without its necessity, an acknowledgement
outside any membership, one version of a consent withdrawn and another not.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, date, datetime, timedelta
from typing import Any, get_args
from uuid import UUID, uuid5

from services.conference.app import Conference
from services.conference.domain.agency import AGENCY, AgencyRegistered
from services.conference.domain.conference import (
    CONFERENCE,
    AgendaItemPlaced,
    Agreement,
    AttendeeRegistered,
    ConferenceConvened,
    InformationRequested,
    MembersSelected,
    RequestAnswered,
    SecrecyAcknowledged,
)
from services.conference.domain.conference.events import NECESSITY_LABEL
from services.conference.domain.consent import (
    CONSENTS,
    ConsentAnswered,
    ConsentWithdrawn,
    Exclusions,
    Scope,
    Witness,
    consents_id,
)
from services.conference.domain.determination import (
    DETERMINATION,
    EMERGENCY,
    REASON_LABEL,
    DeterminationMade,
    EmergencyAsserted,
)
from services.conference.domain.item import (
    GENERALISED_LABEL,
    ITEM,
    TEXT_LABEL,
    ItemContributed,
    ItemOffered,
)
from services.conference.domain.municipality import (
    MUNICIPALITY,
    MunicipalityDescribed,
    Period,
    municipality_id,
)
from services.conference.domain.person import (
    BIRTH_LABEL,
    DEATH_LABEL,
    PERSON,
    PersonDescribed,
    Representative,
    Wish,
)
from services.conference.domain.roster import ROSTER, MemberJoined, MemberLeft, RosterOpened
from services.conference.domain.sharing import SHARING, SharingIntended
from services.conference.law.statutes.legal_modes import Purpose
from services.conference.law.world import World
from shared.identity import Actor
from shared.sealing import Sealed, seal_jointly
from shared.store import Aggregate, Event, Transaction
from tests.properties.law_worlds import Document

RECORDER = Actor(person="w-record", agency="a-record", role="service", purpose="conference")
_WORLDS = UUID("5be2f8d4-1f4a-5c25-9c7e-6d6b0a4c9d10")


def recordable(document: Document) -> Document:
    """The world as far as a record can hold it."""
    smooth = deepcopy(document)
    meeting = smooth["conference"]
    meeting["requests"] = [one for one in meeting["requests"] if (one["necessity"] or "").strip()]
    if meeting["legal_mode"] != "casework" and meeting["purpose"] not in get_args(Purpose):
        meeting["purpose"] = "support_system_review"
    selected = {one["agency"] for one in meeting["members"] if one["selected"]}
    for member in meeting["members"]:
        member["selected"] = member["agency"] in selected
        if not _acknowledged_in_force(member):
            member["secrecy_acknowledged_at"] = None
    _one_stay_at_a_time(meeting["members"])
    withdrawn = {
        one["id"]: one["withdrawn_at"] for one in smooth["consents"] if one["withdrawn_at"]
    }
    for consent in smooth["consents"]:
        if consent["state"] in {"given", "refused"}:
            consent["withdrawn_at"] = withdrawn.get(consent["id"])
    if (emergency := smooth.get("emergency")) and not _concerns(smooth, emergency):
        smooth["emergency"] = None
    for one in [*smooth["determinations"], *([e] if (e := smooth.get("emergency")) else [])]:
        one["reason"] = one["reason"] if (one["reason"] or "").strip() else None
    return smooth


def _concerns(document: Document, emergency: Document) -> bool:
    """Whether an emergency is about somebody the matter is about."""
    meeting = document["conference"]
    about = [*meeting["subjects"], *(one for item in document["items"] for one in item["subjects"])]
    about += [one for request in meeting["requests"] for one in request["subjects"]]
    return not set(about).isdisjoint(emergency["subjects"])


def _acknowledged_in_force(member: Document) -> bool:
    at = member["secrecy_acknowledged_at"]
    if at is None:
        return False
    left = member["left_at"]
    return _instant(member["joined_at"]) <= _instant(at) and (
        left is None or _instant(at) < _instant(left)
    )


def _one_stay_at_a_time(members: list[Document]) -> None:
    """An agency is on a roster once at a time: of several memberships the first is kept."""
    seen: set[str] = set()
    for member in list(members):
        if member["agency"] in seen:
            members.remove(member)
        seen.add(member["agency"])


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


class Recording:
    """One world on its way into a conference service.

    Args:
        service: whose record.
        name: of the world; its ids follow from it.
        document: a world that :func:`recordable` has smoothed.
    """

    def __init__(self, service: Conference, name: str, document: Document) -> None:
        self._service = service
        self._space = uuid5(_WORLDS, name)
        self.document = document
        self.world = World.model_validate_json(json.dumps(document))
        self.municipality = document["municipality"]["code"]

    def id(self, name: str) -> UUID:
        """What a name of the world is called on record."""
        return uuid5(self._space, name)

    @property
    def conference_id(self) -> UUID:
        """The conference, or the act of sharing."""
        return self.id("#conference")

    @property
    def agenda_id(self) -> UUID:
        """The agenda item, or the act of sharing."""
        return self.id(self.world.conference.id)

    def reader(self, agency: str) -> Actor:
        """Somebody who reads for an agency."""
        person = f"w-{self.id(agency)}"
        return Actor(
            person=person, agency=str(self.id(agency)), role="member", purpose="conference"
        )

    def record(self) -> None:
        """Append everything, in one transaction."""
        with self._service.store.transaction(RECORDER, self.world.at) as tx:
            for aggregate, stream_id, event in self._events():
                self._append(tx, aggregate, stream_id, event)

    def _append(
        self, tx: Transaction, aggregate: Aggregate[Any], stream_id: UUID, event: Event
    ) -> None:
        tx.append(aggregate, tx.load(aggregate, stream_id), event)

    def _events(self) -> Iterator[tuple[Aggregate[Any], UUID, Event]]:
        yield MUNICIPALITY, municipality_id(self.municipality), self._described()
        for agency in self.document["agencies"]:
            yield AGENCY, self.id(agency["id"]), self._agency(agency)
        for person in self.document["persons"]:
            yield PERSON, self.id(person["id"]), self._person(person)
        for consent in self.document["consents"]:
            yield from self._consent(consent)
        if self.document["conference"]["legal_mode"] == "casework":
            yield SHARING, self.agenda_id, self._sharing()
        else:
            yield from self._meeting()
        for item in self.document["items"]:
            yield from self._item(item)
        for one in self.document["determinations"]:
            yield DETERMINATION, self.id(f"determination-{one['id']}"), self._determination(one)
        if self.document.get("emergency"):
            emergency = self._emergency(self.document["emergency"])
            yield EMERGENCY, self.id("#emergency"), emergency

    def _described(self) -> Event:
        told = self.document["municipality"]
        return MunicipalityDescribed(
            municipality=self.municipality,
            runs_juso=tuple(self._period(one) for one in told["runs_juso"]),
            welfare_office=told["welfare_office"],
            profile=json.dumps(self.document["profile"], ensure_ascii=False),
        )

    def _period(self, told: Document) -> Period:
        end = told["to"]
        return Period(start=_instant(told["from"]), end=_instant(end) if end else None)

    def _agency(self, told: Document) -> Event:
        undertaking = told.get("secrecy_undertaking_at")
        person = told.get("person")
        return AgencyRegistered(
            municipality=self.municipality,
            name=None if told["kind"] == "person_self" else "架空の機関",
            kind=told["kind"],
            holder_class=told["holder_class"],
            internal=told["internal_to_municipality"],
            local_area=told["local_area"],
            entrusted=self._period(told["entrusted"]) if told.get("entrusted") else None,
            secrecy_undertaking_at=_instant(undertaking) if undertaking else None,
            yotaikyo_member=told.get("yotaikyo_member", False),
            person_id=self.id(person) if person else None,
        )

    def _person(self, told: Document) -> Event:
        key = self.id(told["id"])
        died = told.get("died_on")
        return PersonDescribed(
            municipality=self.municipality,
            birth=self._sealed((key,), told["birth_date"], BIRTH_LABEL),
            died_on=self._sealed((key,), died, DEATH_LABEL),
            role=told["role"],
            household_id=self.id(told["household"]) if told["household"] else None,
            representatives=tuple(
                Representative(
                    by=self.id(one["by"]),
                    kind=one["kind"],
                    powers=tuple(one["powers"]),
                    suspected_abuser=one.get("suspected_abuser", False),
                    **dict(self._period(one)),
                )
                for one in told.get("representatives", ())
            ),
            suspected_abuser_of=self._ids(told.get("suspected_abuser_of", ())),
            protected_address=told.get("protected_address", False),
            economically_needy=told.get("economically_needy"),
            specified_expectant_mother=told.get("specified_expectant_mother", False),
            registered_yotaikyo=told.get("registered_yotaikyo", False),
            anonymous=told.get("anonymous", False),
            refuses_local_area=told.get("refuses_local_area"),
            wishes=tuple(
                Wish(purpose=one["purpose"], confirmed_at=_instant(one["confirmed_at"]))
                for one in told.get("wishes", ())
            ),
        )

    def _consent(self, told: Document) -> Iterator[tuple[Aggregate[Any], UUID, Event]]:
        person = self.id(told["subject"])
        consent_id = self.id(f"consent-{told['id']}")
        scope, excluded = told["scope"], told.get("exclusions") or {}
        witness = told.get("witness")
        stream = consents_id(person)
        answered = ConsentAnswered(
            municipality=self.municipality,
            person_id=person,
            consent_id=consent_id,
            version=told["version"],
            given_by=self.id(told["given_by"]) if told["given_by"] else None,
            capacity=told["capacity"],
            state=told["state"],
            method=told["method"],
            witness=witness
            and Witness(
                heard_by=self._sealed((person,), witness["heard_by"], "witness"),
                at=_instant(witness["at"]),
            ),
            reason=self._sealed((person,), told.get("reason"), "reason"),
            scope=scope
            and Scope(
                categories=tuple(scope["categories"]),
                recipients=self._ids(scope["recipients"]),
                recipient_kinds=tuple(scope["recipient_kinds"]),
                purposes=tuple(scope["purposes"]),
                modes=scope["modes"] and tuple(scope["modes"]),
                agenda_items=scope["conferences"] and self._ids(scope["conferences"]),
            ),
            exclusions=Exclusions(
                categories=tuple(excluded.get("categories", ())),
                recipients=self._ids(excluded.get("recipients", ())),
                recipient_kinds=tuple(excluded.get("recipient_kinds", ())),
            ),
            answered_at=_instant(told["from"]),
            **dict(self._period(told)),
        )
        yield CONSENTS, stream, answered
        if told["withdrawn_at"]:
            yield (
                CONSENTS,
                stream,
                ConsentWithdrawn(
                    municipality=self.municipality,
                    person_id=person,
                    consent_id=consent_id,
                    version=told["version"],
                    withdrawn_at=_instant(told["withdrawn_at"]),
                    withdrawn_by=person,
                    method="oral",
                ),
            )

    def _sharing(self) -> Event:
        told = self.document["conference"]
        return SharingIntended(
            municipality=self.municipality,
            case_id=self.id("#case"),
            purpose=told["purpose"],
            subjects=self._ids(told["subjects"]),
            recipients=self._ids(self.document["recipients"]),
        )

    def _meeting(self) -> Iterator[tuple[Aggregate[Any], UUID, Event]]:
        told, here = self.document["conference"], self.municipality
        roster, conference, agenda = self.id("#roster"), self.conference_id, self.agenda_id
        modes = (told["legal_mode"],)
        yield (
            ROSTER,
            roster,
            RosterOpened(municipality=here, local_name="架空の会議", legal_modes=modes),
        )
        for one in told["members"]:
            joined = {"agency_id": self.id(one["agency"]), "joined_at": _instant(one["joined_at"])}
            yield ROSTER, roster, MemberJoined(municipality=here, **joined)
            if one["left_at"]:
                left = {"agency_id": joined["agency_id"], "left_at": _instant(one["left_at"])}
                yield ROSTER, roster, MemberLeft(municipality=here, **left)
        yield (
            CONFERENCE,
            conference,
            ConferenceConvened(
                municipality=here,
                roster_id=roster,
                convened_by=told["convened_by"]["kind"],
                convener_id=self.id(told["convened_by"]["agency"]),
                planned_for=self.world.at + timedelta(days=1),
            ),
        )
        agreement = told.get("agreement")
        yield (
            CONFERENCE,
            conference,
            AgendaItemPlaced(
                municipality=here,
                agenda_id=agenda,
                case_id=self.id("#case"),
                legal_mode=told["legal_mode"],
                purpose=told["purpose"],
                subjects=self._ids(told["subjects"]),
                agreement=agreement
                and Agreement(
                    agreement_id=self.id(agreement["id"]),
                    parties=self._ids(agreement["parties"]),
                    period=self._period(agreement),
                ),
            ),
        )
        chosen = [one["agency"] for one in told["members"] if one["selected"]]
        yield (
            CONFERENCE,
            conference,
            MembersSelected(municipality=here, agenda_id=agenda, agencies=self._ids(chosen)),
        )
        for one in told["members"]:
            yield from self._attendance(one)
        for one in told["requests"]:
            yield from self._request(one)

    def _attendance(self, told: Document) -> Iterator[tuple[Aggregate[Any], UUID, Event]]:
        attendee = self.reader(told["agency"]).person
        common: dict[str, Any] = {
            "municipality": self.municipality,
            "agency_id": self.id(told["agency"]),
            "attendee": attendee,
        }
        registered = AttendeeRegistered(
            substitute=False, registered_at=_instant(told["joined_at"]), **common
        )
        yield CONFERENCE, self.conference_id, registered
        if told["secrecy_acknowledged_at"]:
            yield (
                CONFERENCE,
                self.conference_id,
                SecrecyAcknowledged(
                    agenda_id=self.agenda_id,
                    notice="守秘義務の説明",
                    acknowledged_at=_instant(told["secrecy_acknowledged_at"]),
                    **common,
                ),
            )

    def _request(self, told: Document) -> Iterator[tuple[Aggregate[Any], UUID, Event]]:
        about = self._ids(told["subjects"] or self.document["conference"]["subjects"])
        request_id = self.id(f"request-{told['id']}")
        necessity = self._sealed(about, told["necessity"], NECESSITY_LABEL)
        yield (
            CONFERENCE,
            self.conference_id,
            InformationRequested(
                municipality=self.municipality,
                agenda_id=self.agenda_id,
                request_id=request_id,
                made_at=_instant(told["made_at"]),
                to_agency=self.id(told["to_agency"]),
                subjects=self._ids(told["subjects"]),
                household_id=self.id(told["household"]) if told["household"] else None,
                categories=tuple(told["categories"]),
                necessity=necessity,
                due_on=date(2099, 1, 1),
            ),
        )
        if told["answer"]:
            yield (
                CONFERENCE,
                self.conference_id,
                RequestAnswered(
                    municipality=self.municipality,
                    request_id=request_id,
                    answer=told["answer"],
                    provided=tuple(told.get("provided", ())),
                ),
            )

    def _item(self, told: Document) -> Iterator[tuple[Aggregate[Any], UUID, Event]]:
        subjects = self._ids(told["subjects"])
        item_id = self.id(told["id"])
        yield (
            ITEM,
            item_id,
            ItemContributed(
                municipality=self.municipality,
                subjects=subjects,
                category=told["category"],
                holder_id=self.id(told["holder"]),
                source_kind=told["source_kind"],
                provenance=self.id(told["provenance"]) if told["provenance"] else None,
                flags=tuple(told["flags"]),
                purpose=told["purpose"],
                text=self._sealed(subjects, told["text"], TEXT_LABEL),
                generalised=self._sealed(subjects, told["generalised"], GENERALISED_LABEL),
            ),
        )
        offered = ItemOffered(municipality=self.municipality, agenda_id=self.agenda_id)
        yield ITEM, item_id, offered

    def _determination(self, told: Document) -> Event:
        subjects = self._ids(told["subjects"])
        return DeterminationMade(
            municipality=self.municipality,
            kind=told["kind"],
            holder_id=self.id(told["holder"]),
            subjects=subjects,
            categories=tuple(told["categories"]),
            recipients=self._ids(told["recipients"]),
            reason=self._sealed(subjects, told["reason"], REASON_LABEL),
            approved_by=self.id(told["approved_by"]) if told["approved_by"] else None,
            consent_difficult=told.get("consent_difficult", False),
            victim_kind=told.get("victim_kind"),
            requested_by=told.get("requested_by"),
            answer=told.get("answer"),
            **dict(self._period(told)),
        )

    def _emergency(self, told: Document) -> Event:
        subjects = self._ids(told["subjects"])
        return EmergencyAsserted(
            municipality=self.municipality,
            danger=told["danger"],
            consent_hard_to_obtain=told["consent_hard_to_obtain"],
            reason=self._sealed(subjects, told["reason"], REASON_LABEL),
            asserted_by=self.id(told["asserted_by"]) if told["asserted_by"] else None,
            responders=self._ids(told["responders"]),
            subjects=subjects,
            categories=tuple(told["categories"]),
            worker="w-asserter",
            review_due=datetime(2099, 1, 1, tzinfo=UTC),
            **dict(self._period(told)),
        )

    def _ids(self, names: Any) -> tuple[UUID, ...]:
        return tuple(self.id(one) for one in names)

    def _sealed(self, people: tuple[UUID, ...], text: str | None, label: str) -> Sealed | None:
        if not text:
            return None
        return seal_jointly(self._service.sealer, map(str, people), text, label)
