"""What is asked about somewhere to go, and what comes back."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.placement.application.words import LONGEST_NOTE
from services.placement.domain.routing import Choice, WhyNone
from services.placement.routing.changes import Changes
from services.placement.routing.proposals import Proposals
from services.placement.routing.situation import Situation
from shared.codes.municipality import MunicipalityCode
from shared.facts.fact import Code
from shared.plain_document import LARGEST
from shared.use_case import Request


class AdoptRules(Request):
    """ルールの採用: a rule file, or one of the program's own by its id; one of both.

    Attributes:
        municipality: whose.
        name: id of a file that comes with the program.
        document: a rule file, as text.
    """

    municipality: MunicipalityCode
    name: Code | None = None
    document: str | None = Field(default=None, max_length=LARGEST)


class WhichRules(Request):
    """The rules of a municipality."""

    municipality: MunicipalityCode


class ProposeRouting(Request):
    """つなぎ先の候補: where may somebody go?

    Attributes:
        municipality: whose rules and places.
        situation: what is known, in codes.
        on: the day; ``None`` for today.
    """

    municipality: MunicipalityCode
    situation: Situation
    on: date | None = None


class DecideRouting(Request):
    """つなぎ先の決定: what was chosen among the proposals for a situation, or why nothing was.

    Attributes:
        routing_id: chosen by who asks, or made here.
        on: the day; ``None`` for today.
        note: why, in words; needed for a place that no rule named.
    """

    routing_id: UUID | None = None
    municipality: MunicipalityCode
    case_id: UUID
    person_id: UUID | None = None
    situation: Situation
    on: date | None = None
    chosen: tuple[Choice, ...] = ()
    why_none: WhyNone | None = None
    note: str | None = Field(default=None, max_length=LONGEST_NOTE, repr=False)


class LookAgain(Request):
    """再検討: something was found later; what does that change?

    Attributes:
        routing_id: the decision that was made before it.
        situation: everything that is known now.
    """

    routing_id: UUID
    situation: Situation


class ListRoutings(Request):
    """What was decided in a case about somewhere to go."""

    municipality: MunicipalityCode
    case_id: UUID


class CaseRouting(Request):
    """What was decided before."""

    routing_id: UUID


class Answer(BaseModel):
    """What comes back."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)


class RulesAdopted(Answer):
    """The rules a municipality works by.

    Attributes:
        rules_id: the rule file's own id.
        name: its name.
        description: in a sentence or two.
        document: the file.
    """

    rules_id: str
    name: str
    description: str
    document: str


class SecondLook(Answer):
    """The proposals of today, and what is different from what was proposed before."""

    proposals: Proposals
    changes: Changes


class RoutingLine(Answer):
    """A decision in a list: ids, codes and its day.

    Attributes:
        routing_id: which.
        person_id: who was to go; ``None`` for a household.
        on: the day.
        chosen: where to; empty where nothing was chosen.
        why_none: why not; ``None`` if something was.
    """

    routing_id: UUID
    person_id: UUID | None
    on: date
    chosen: tuple[Choice, ...]
    why_none: WhyNone | None


class RoutingListed(Answer):
    """A decision; its note is ``None`` if there is none or the person was erased."""

    municipality: MunicipalityCode
    case_id: UUID
    person_id: UUID | None
    on: date
    situation: Situation
    rules_id: str
    chosen: tuple[Choice, ...]
    why_none: WhyNone | None
    note: str | None = Field(repr=False)
