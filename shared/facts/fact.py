"""A published fact: what one service tells the others, without personal data.

Facts hold opaque ids, codes, dates and ages in whole years, and nothing else (promise C2). They
travel as CloudEvents 1.0 (:mod:`shared.facts.envelope`). The catalogue of all facts is what the
inboxes know, what ``docs/events`` is generated from, and what the broker's permissions follow.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, ClassVar, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from shared.codes.municipality import MunicipalityCode

Service = Literal["intake", "conference", "placement", "stats"]
SERVICES: tuple[Service, ...] = ("intake", "conference", "placement", "stats")

OpaqueId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
"""A UUID in its usual writing; says nothing about whom or what it stands for."""

Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]
"""A code of one of the lists in :mod:`shared.codes`."""

FreeCode = Annotated[str, StringConstraints(pattern=r"^[^\d@\s][^@\d]{0,19}$")]
"""A municipality's own code word (経路, つなぎ先の種別): short, without digits or addresses."""

Age = Annotated[int, Field(ge=0, le=130)]
"""Whole years on the day of the fact."""


class Fact(BaseModel):
    """What happened, as far as another service may know it.

    Attributes:
        municipality: 全国地方公共団体コード of the municipality it happened in.
        occurred_on: the day it happened (JST), which may lie before the day it was recorded.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    SERVICE: ClassVar[Service]
    NAME: ClassVar[str]
    VERSION: ClassVar[int]
    TITLE: ClassVar[str]
    SUBJECT: ClassVar[str]

    municipality: MunicipalityCode
    occurred_on: date

    @property
    def subject_id(self) -> str:
        """The id within which the order of facts matters (CloudEvents ``subject``)."""
        return str(getattr(self, self.SUBJECT))


_F = TypeVar("_F", bound=Fact)
_catalogue: dict[tuple[Service, str, int], type[Fact]] = {}


def fact(
    service: Service, name: str, title: str, *, subject: str = "case_id", version: int = 1
) -> Callable[[type[_F]], type[_F]]:
    """Enter a fact into the catalogue.

    Args:
        service: the only service that may publish it.
        name: kebab-case, the last token of its NATS subject.
        title: the Japanese name users read.
        subject: the field whose value orders the facts.
        version: raised when a reader of the former version could misunderstand the new one.
    """

    def enter(fact_class: type[_F]) -> type[_F]:
        key = (service, name, version)
        if key in _catalogue:
            raise ValueError(f"fact {key} is entered twice")
        if subject not in fact_class.model_fields:
            raise ValueError(f"{name} has no field {subject}")
        fact_class.SERVICE, fact_class.NAME, fact_class.VERSION = service, name, version
        fact_class.TITLE, fact_class.SUBJECT = title, subject
        _catalogue[key] = fact_class
        return fact_class

    return enter


def catalogue() -> dict[tuple[Service, str, int], type[Fact]]:
    """Every fact by service, name and version, in order of entry."""
    return dict(_catalogue)
