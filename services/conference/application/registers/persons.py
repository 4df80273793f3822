"""What the law must know of a person; dates of birth and death are sealed before anything else."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.conference import views
from services.conference.application.acting import acting, acting_for, found_by
from services.conference.application.desk import Desk
from services.conference.application.own_reading import OwnRecord, put_reading_on_record
from services.conference.domain.person import (
    BIRTH_LABEL,
    DEATH_LABEL,
    PERSON,
    PersonDetails,
    PersonState,
    Representative,
    Wish,
    check_life,
    describe_person,
    existing,
    refuse_elsewhere,
)
from services.conference.law.vocabulary import PersonRole
from services.conference.ledger.entry import ItemShared
from shared.codes.municipality import MunicipalityCode
from shared.identity import Actor, Role
from shared.sealing import Erased, Sealed
from shared.store import Transaction
from shared.use_case import Request, use_case

ROLES: tuple[Role, ...] = ("counsellor", "secretariat")


class PersonDescription(Request):
    """What the law must know of a person, wholly; see :class:`PersonDetails`.

    Attributes:
        birth: ``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY``, as far as it is known.
        died_on: date of death.
    """

    person_id: UUID
    municipality: MunicipalityCode
    birth: str | None = Field(
        default=None, repr=False, pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"
    )
    died_on: date | None = Field(default=None, repr=False)
    role: PersonRole
    household_id: UUID | None = None
    representatives: tuple[Representative, ...] = ()
    suspected_abuser_of: tuple[UUID, ...] = ()
    protected_address: bool = False
    economically_needy: bool | None = None
    specified_expectant_mother: bool = False
    registered_yotaikyo: bool = False
    anonymous: bool = False
    refuses_local_area: str | None = None
    wishes: tuple[Wish, ...] = ()
    expected_version: int | None = None


class WhichPerson(Request):
    """One person."""

    person_id: UUID


class DescribedPerson(BaseModel):
    """A person as they are described; dates opened for those who work for the municipality.

    Attributes:
        version: to be given back with the next description.
        erased: their key was destroyed; the dates are gone for good.
        household: everybody else who lives in the same household.
    """

    model_config = ConfigDict(frozen=True)

    person_id: UUID
    municipality: MunicipalityCode
    version: int
    birth: str | None = Field(repr=False)
    died_on: date | None = Field(repr=False)
    erased: bool
    role: PersonRole
    household_id: UUID | None
    household: tuple[UUID, ...]
    representatives: tuple[Representative, ...]
    suspected_abuser_of: tuple[UUID, ...]
    protected_address: bool
    economically_needy: bool | None
    specified_expectant_mother: bool
    registered_yotaikyo: bool
    anonymous: bool
    refuses_local_area: str | None
    wishes: tuple[Wish, ...]


class Persons:
    """What is recorded of persons.

    Args:
        desk: store, keys, clock, ledger.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @use_case("persons.describe", "対象者の登録", roles=ROLES)
    def describe_person(self, actor: Actor, request: PersonDescription) -> UUID:
        """Record what the law must know of a person; return their id.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``; ``id-taken``, also
                for a person of another municipality; ``stale-version``; ``person-erased``; and see
                :func:`services.conference.domain.person.describe_person`.
            InvalidInput: see :func:`services.conference.domain.person.check_life`.
        """
        person_id = request.person_id
        check_life(request.birth, request.died_on, today=self._desk.today)
        with self._desk.transaction(actor) as tx:
            now = tx.at
            acting_for(tx, actor, request.municipality, now)
            stream = tx.load(PERSON, person_id)
            refuse_elsewhere(stream.state, request.municipality)
            stream.expect_version(request.expected_version)
            details = self._sealed(request)
            events = describe_person(
                stream.state, request.municipality, person_id, details, now=now
            )
            tx.append(PERSON, stream, *events)
        return person_id

    @use_case("persons.show", "対象者の登録内容", roles=ROLES)
    def show_person(self, actor: Actor, request: WhichPerson) -> DescribedPerson:
        """What the law knows of a person, for those who do the municipality's work.

        That somebody read it is on record.

        Raises:
            Refusal: ``own-agency-not-registered``; ``person-not-described``, also for a person of
                another municipality: that they are on record there is nobody's business here.
        """
        with self._desk.transaction(actor) as tx:
            stream = tx.load(PERSON, request.person_id)
            person = existing(found_by(tx, actor, stream.state))
            read = OwnRecord(
                municipality=person.municipality,
                holder_id=acting(tx, actor).agency_id,
                subjects=(request.person_id,),
                item=ItemShared(category="identity"),
                purpose="other",
            )
            put_reading_on_record(self._desk, tx, actor, read)
            return self._opened(tx, request.person_id, person, stream.version)

    def _sealed(self, request: PersonDescription) -> PersonDetails:
        plain = {
            name: getattr(request, name)
            for name in PersonDetails.model_fields
            if name not in {"birth", "died_on"}
        }
        died_on = request.died_on.isoformat() if request.died_on else None
        return PersonDetails(
            **{
                **plain,
                "birth": self._seal(request.person_id, request.birth, BIRTH_LABEL),
                "died_on": self._seal(request.person_id, died_on, DEATH_LABEL),
                "suspected_abuser_of": tuple(dict.fromkeys(request.suspected_abuser_of)),
                "representatives": tuple(
                    one.model_copy(update={"powers": tuple(dict.fromkeys(one.powers))})
                    for one in request.representatives
                ),
            }
        )

    def _seal(self, person_id: UUID, text: str | None, label: str) -> Sealed | None:
        return self._desk.sealer.seal(str(person_id), text, label) if text else None

    def _opened(
        self, tx: Transaction, person_id: UUID, person: PersonState, version: int
    ) -> DescribedPerson:
        details, erased, birth, died_on = person.details, False, None, None
        try:
            birth = details.birth and self._desk.sealer.open(details.birth, BIRTH_LABEL)
            died_on = details.died_on and self._desk.sealer.open(details.died_on, DEATH_LABEL)
        except Erased:
            erased = True
        plain = {
            name: getattr(details, name)
            for name in PersonDetails.model_fields
            if name not in {"birth", "died_on"}
        }
        return DescribedPerson(
            person_id=person_id,
            municipality=person.municipality,
            version=version,
            birth=birth,
            died_on=date.fromisoformat(died_on) if died_on else None,
            erased=erased,
            household=tuple(_others_at_home(tx, person_id, details.household_id)),
            **plain,
        )


def _others_at_home(tx: Transaction, person_id: UUID, household_id: UUID | None) -> list[UUID]:
    """Who lives there now; who once did and moved out does not."""
    if household_id is None:
        return []
    return [
        one
        for one in views.household_members(tx, household_id)
        if one != person_id
        and (member := tx.load(PERSON, one).state) is not None
        and member.details.household_id == household_id
    ]
