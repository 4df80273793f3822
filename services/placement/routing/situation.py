"""What the router is told: the situation in codes, and the concrete places that there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from shared.facts.fact import Age, Code, FreeCode
from shared.store.event import Detail

Whose = Literal["main", "household"]
"""主たる対象者・同じ世帯の人."""

Consent = Literal["given", "refused", "not_obtainable", "not_asked"]
"""The person's own answer; code list ``consent_states``."""


class Human(Detail):
    """Somebody in the household.

    Attributes:
        age: whole years on the day; ``None`` if unknown.
        whose: the person the case is mainly about, or another of the household.
        urgent: their need presses most 急迫している.
    """

    age: Age | None = None
    whose: Whose = "main"
    urgent: bool = False


class Situation(Detail):
    """What is known of a household when somewhere to go is looked for; codes only.

    A code that a list does not know matches no rule.

    Attributes:
        factors: 課題, code list ``factors``.
        people: everybody whose age counts: in an 8050 household the parent and the child.
        needs: 必要な支援, code list ``support_needs``.
        wishes: code list ``routing_wishes``.
        signs: what was seen beside the factors, code list ``routing_signs``.
        consulter: who came, code list ``consulters``.
        gender: of the person, code list ``genders``.
        window: which window took it in, by the rule file's own name for it.
        area: where they live, in the words of the rule file or of the directory of places.
        stage: how far the support has come, by the number of the rule file's stages.
        consent: the person's own answer to being handed on.
        family_agrees: the family wants the support for itself; no consent of the person.
    """

    factors: tuple[Code, ...] = ()
    people: tuple[Human, ...] = ()
    needs: tuple[Code, ...] = ()
    wishes: tuple[Code, ...] = ()
    signs: tuple[Code, ...] = ()
    consulter: Code | None = None
    gender: Code | None = None
    window: Code | None = None
    area: FreeCode | None = None
    stage: Annotated[int, Field(ge=1, le=20)] | None = None
    consent: Consent = "not_asked"
    family_agrees: bool = False


HIDE = "hide_from_locals"
"""The wish not to be known of near home (地元の人に知られたくない)."""


@dataclass(frozen=True, slots=True)
class Destination:
    """A concrete place that may take somebody, as the directory of resources knows it.

    Attributes:
        id: its id.
        kind: code list ``agency_kinds``.
        name: how it is called.
        area: where it is; ``None`` for everywhere.
        age_from: youngest age it takes; ``None`` for no limit.
        age_to: oldest age it takes.
        months: in which months it is open (1 to 12); empty for all year.
        free: places left; ``None`` where nobody counts them.
        referrers: who may refer to it: kinds of agencies, ``person``, ``family``; empty for all.
        online: it can be reached from home.
        out_of_date: nobody has confirmed it lately.
    """

    id: str
    kind: str
    name: str
    area: str | None = None
    age_from: int | None = None
    age_to: int | None = None
    months: tuple[int, ...] = ()
    free: int | None = None
    referrers: tuple[str, ...] = ()
    online: bool = False
    out_of_date: bool = False
