"""One person's answers and withdrawals, as use cases record and the law reads them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from services.conference.docket import Laid, Now, Sitting, open_docket
from services.conference.docket.docket import Docket
from services.conference.domain.item import ItemDetails
from services.conference.domain.person import Representative
from services.conference.law import world as law
from services.conference.law.vocabulary import Category
from services.conference.law.world.conference import ConvenedBy
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.refusal import Refusal
from tests.behaviour.town import Town, named, worker

CITY = worker("city", "secretariat")
AGENCIES = ("city", "npo", "clinic", "tax")
CATEGORIES: tuple[Category, ...] = ("health", "consultation")
PURPOSES = ("information_exchange", "referral")
MODES = ("casework", "shien_kaigi_106_6", "juso_kaigi")
ORDER = {"withheld": 0, "blurred": 1, "full": 2}
AFTERWARDS = (timedelta(0), timedelta(hours=1), timedelta(days=1), timedelta(days=400))
WIDE: dict[str, Any] = {
    "categories": CATEGORIES,
    "recipients": tuple(named(one) for one in AGENCIES),
    "purposes": PURPOSES,
}
SOUND: dict[str, Any] = {
    "state": "given",
    "capacity": "self",
    "method": "written",
    "scope": WIDE,
    "exclusions": {},
    "again": False,
    "later": 0,
    "lasts": None,
}
"""A consent to everything, with which every history begins."""


class History:
    """What one fictional person and their relative go through.

    Args:
        town: where.
        birth: the person's date of birth.
    """

    def __init__(self, town: Town, birth: str | None) -> None:
        self.town = town
        self.person, self.relative, self.consents = uuid4(), uuid4(), list[UUID]()
        kinds = ("parental_authority", "adult_guardian", "curator")
        by = {"by": self.relative, "powers": ("welfare_contract",), "start": town.now}
        town.offer(
            "persons.describe",
            CITY,
            person_id=self.person,
            municipality=DEMO_MUNICIPALITY,
            role="person_concerned",
            birth=birth,
            representatives=[Representative(kind=one, **by) for one in kinds],  # type: ignore[arg-type]
        )
        for kind in ("public_need", "best_interest"):
            town.offer(
                "determinations.make",
                CITY,
                kind=kind,
                subjects=(self.person,),
                categories=CATEGORIES,
                recipients=(named("tax"),),
                reason="架空の理由",
                approved_by=uuid4(),
            )

    def answer(self, told: dict[str, Any]) -> None:
        """Something is answered; what the rules refuse has not happened."""
        told = dict(told)
        nobody, own = told["state"] == "not_obtainable", told["capacity"] == "self"
        again, later, lasts = told.pop("again"), told.pop("later"), told.pop("lasts")
        start = self.town.now + timedelta(minutes=1 + later)
        told |= {
            "given_by": self.person if own else self.relative,
            "consent_id": self.consents[-1] if again and self.consents else uuid4(),
            "start": start,
            "end": start + timedelta(minutes=lasts) if lasts else None,
            "witness": {"heard_by": "架空の人", "at": start} if told["method"] == "oral" else None,
            "explained_by": uuid4(),
            "explanation_version": "1",
            "identity_check": "架空",
            "relation_evidence": "架空",
        }
        if nobody:
            told |= {"given_by": None, "capacity": None, "method": None, "reason": "架空"}
        try:
            recorded = self.town.offer("consents.answer", CITY, person_id=self.person, **told)
        except Refusal as refusal:
            assert refusal.code in {"consent-withdrawn", "starts-before-former"}  # noqa: PT017
        else:
            self.consents.append(recorded.consent_id)

    def withdraw(self, number: int) -> UUID | None:
        """One of the consents is taken back, if it is one and was not before."""
        if not self.consents:
            return None
        consent_id = self.consents[number % len(self.consents)]
        told = {"consent_id": consent_id, "withdrawn_by": self.person, "method": "oral"}
        try:
            self.town.offer("consents.withdraw", CITY, **told)
        except Refusal as refusal:
            harmless = {"already-withdrawn", "nothing-to-withdraw", "withdrawal-before-start"}
            assert refusal.code in harmless  # noqa: PT017
            return None
        return consent_id

    def dockets(self, now: datetime) -> Iterator[Docket]:
        """What the law reads of every matter, now and afterwards."""
        items = {
            UUID(int=2 * one + other): Laid(self._item(holder, category), 1)
            for one, holder in enumerate(("city", "clinic"))
            for other, category in enumerate(CATEGORIES)
        }
        for mode in MODES:
            for purpose in PURPOSES if mode == "casework" else PURPOSES[:1]:
                for afterwards in AFTERWARDS:
                    with self.town.at_work() as tx:
                        yield open_docket(
                            Now(tx),
                            self.town.sealer,
                            self._sitting(mode, purpose, now),
                            items=items,
                            recipients=[named(one) for one in AGENCIES],
                            at=now + afterwards,
                        )

    def _item(self, holder: str, category: Category) -> ItemDetails:
        return ItemDetails(
            subjects=(self.person,),
            category=category,
            holder_id=named(holder),
            source_kind="observation",
            purpose="consultation",
        )

    def _sitting(self, mode: str, purpose: str, now: datetime) -> Sitting:
        meeting = mode != "casework"
        since = now - timedelta(days=1)
        member = {"selected": True, "joined_at": since, "left_at": None}
        request = {
            "subjects": (str(self.person),),
            "household": None,
            "categories": CATEGORIES,
            "necessity": "記録あり",
            "made_at": since,
            "answer": "all",
            "provided": (),
        }
        return Sitting(
            municipality=DEMO_MUNICIPALITY,
            conference_id=None,
            case_id=self.person,
            convener_id=named("city") if meeting else None,
            law=law.Conference(
                id=str(UUID(int=99)),
                legal_mode=mode,
                convened_by=ConvenedBy(agency=str(named("city")), kind="municipality")
                if meeting
                else None,
                purpose=purpose,
                subjects=(str(self.person),),
                members=tuple(
                    law.Member(agency=str(named(one)), secrecy_acknowledged_at=since, **member)
                    for one in AGENCIES
                    if meeting
                ),
                requests=tuple(
                    law.Request(id=one, to_agency=str(named(one)), **request)
                    for one in ("city", "clinic")
                    if meeting
                ),
            ),
        )

    def shown(self, now: datetime) -> list[int]:
        """How much of every cell of every matter is shown."""
        return [
            ORDER[decision.effect] for docket in self.dockets(now) for decision in docket.decisions
        ]
