"""What is asked of persons, and what comes back."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.intake.ledger.row import LONGEST_ADDRESS, LONGEST_NAME, LONGEST_NUMBER
from shared.codes.municipality import MunicipalityCode
from shared.facts.fact import Code
from shared.use_case import Request

Clue = Literal["name", "kana", "phone", "birth"]
"""By what a person is found: 氏名・フリガナ・電話・生年月日."""

Detail = Literal["number", "name", "kana", "address", "phone", "birth"]
"""A part of a profile that can be taken away again."""


class PersonTold(Request):
    """Who somebody is, as far as they tell.

    Attributes:
        number: 対象者番号, the municipality's own.
        name: 氏名, with 外字 and variants as written.
        kana: フリガナ.
        address: 住所.
        phone: 電話.
        birth: 生年月日 as it is told: 「昭和50年4月1日」「S50.4.1」「昭和50年頃」
            「1975-04」; 不明 or nothing if nobody knows.
        gender: code list ``genders``.
    """

    number: str | None = Field(default=None, repr=False, max_length=LONGEST_NUMBER)
    name: str | None = Field(default=None, repr=False, max_length=LONGEST_NAME)
    kana: str | None = Field(default=None, repr=False, max_length=LONGEST_NAME)
    address: str | None = Field(default=None, repr=False, max_length=LONGEST_ADDRESS)
    phone: str | None = Field(default=None, repr=False, max_length=LONGEST_NAME)
    birth: str | None = Field(default=None, repr=False, max_length=LONGEST_NAME)
    gender: Code = "unknown"


class RegisterPerson(PersonTold):
    """登録 of somebody who is not known yet.

    Attributes:
        municipality: where.
        person_id: the id they are to have; ``None`` for a new one.
    """

    municipality: MunicipalityCode
    person_id: UUID | None = None


class AmendPerson(PersonTold):
    """訂正・補完: what is given replaces what was known; what is not given stays.

    Attributes:
        person_id: whom.
        take_away: what is not so and has nothing in its place.
        expected_version: version of the profile that was looked at.
    """

    person_id: UUID
    take_away: tuple[Detail, ...] = ()
    expected_version: int | None = None


class PersonNamed(Request):
    """Which person."""

    person_id: UUID


class SearchPersons(Request):
    """Whom to look for; everything that is given has to fit.

    Attributes:
        municipality: where.
        name: 氏名, whole.
        kana: フリガナ, whole, in either kana.
        phone: 電話.
        birth: 生年月日, to the day.
    """

    municipality: MunicipalityCode
    name: str | None = Field(default=None, repr=False, max_length=LONGEST_NAME)
    kana: str | None = Field(default=None, repr=False, max_length=LONGEST_NAME)
    phone: str | None = Field(default=None, repr=False, max_length=LONGEST_NAME)
    birth: str | None = Field(default=None, repr=False, max_length=LONGEST_NAME)


class PersonLine(BaseModel):
    """A person in a list, a search or a case.

    Attributes:
        person_id: who.
        name: 氏名; ``None`` if nobody told it, or once it was erased.
        kana: フリガナ.
        birth: 生年月日 as users read it.
        gender: code list ``genders``.
        erased: what was known was erased.
    """

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    person_id: UUID
    name: str | None = Field(repr=False)
    kana: str | None = Field(repr=False)
    birth: str | None = Field(repr=False)
    gender: Code
    erased: bool = False


class PersonFound(PersonLine):
    """Somebody whom a search found, or who may be the one at the counter.

    Attributes:
        agrees: in what they agree with what was asked.
        differs: in what both say something and disagree.
        open_case: the open case of the own agency's that they are in.
        cases: every case of the own agency's that they were ever in.
    """

    agrees: tuple[Clue, ...]
    differs: tuple[Clue, ...]
    open_case: UUID | None
    cases: tuple[UUID, ...]


class PersonShown(PersonLine):
    """What the own agency knows of a person.

    Attributes:
        number: 対象者番号, if the own agency told it; so 住所 and 電話.
        address: 住所.
        phone: 電話.
        open_case: the open case of the own agency's that they are in.
        cases: every case of the own agency's that they were ever in.
        version: of the profile, to amend what was looked at.
    """

    number: str | None = Field(repr=False)
    address: str | None = Field(repr=False)
    phone: str | None = Field(repr=False)
    open_case: UUID | None
    cases: tuple[UUID, ...]
    version: int
