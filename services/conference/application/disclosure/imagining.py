"""もし: the docket of a matter with a consent or a law that it does not have."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace
from uuid import UUID, uuid5

from services.conference.application.disclosure.packet_forms import WhatIf
from services.conference.docket import Docket
from services.conference.docket.dated import during
from services.conference.law import world as law
from shared.acting import not_of_this_municipality
from shared.refusal import InvalidInput


def refuse_unless_imaginable(
    request: WhatIf, docket: Docket, concerned: Container[UUID], *, informed: bool
) -> None:
    """Refuse what cannot be imagined, or not by whoever asks.

    Args:
        request: what is asked.
        docket: the matter as it stands.
        concerned: the persons whom the asker knows to be concerned.
        informed: the asker is told the reasons of decisions in full.

    Raises:
        Refusal: ``not-of-this-municipality``.
        InvalidInput: ``nothing-imagined``, ``not-on-the-board``, ``agreement-missing``.
    """
    if not informed:
        raise not_of_this_municipality()
    if not request.consenting and request.legal_mode is None:
        raise InvalidInput(
            "consenting",
            "nothing-imagined",
            "何を変えて判断するかが選ばれていません。",
            "同意すると仮定する人か、別の根拠を選んでください。",
        )
    if any(person not in concerned for person in request.consenting):
        raise InvalidInput(
            "consenting",
            "not-on-the-board",
            "この会議ボードに出ていない人が選ばれています。",
            "会議ボードに出ている対象者から選んでください。",
        )
    if request.legal_mode == "agreement" and docket.sitting.law.agreement is None:
        raise InvalidInput(
            "legal_mode",
            "agreement-missing",
            "この議題には協定がないため、協定による会議としては判断できません。",
            "ほかの根拠を選んでください。",
        )


def imagine(docket: Docket, request: WhatIf) -> Docket:
    """The docket as it would be.

    Args:
        docket: as it stands.
        request: who would consent, and which law it would be.
    """
    world = docket.world
    conference = world.conference.model_copy(
        update={"legal_mode": request.legal_mode or world.conference.legal_mode}
    )
    world = world.model_copy(update={"conference": conference})
    would = {str(person) for person in request.consenting}
    consents = (
        *(one for one in world.consents if one.subject not in would),
        *(_consent(world, person) for person in sorted(would)),
    )
    return replace(docket, world=world.model_copy(update={"consents": consents}))


def _consent(world: law.World, person: str) -> law.Consent:
    """The consent that a person would give now: to all of this, to everybody here, by themself."""
    return law.Consent(
        id=str(uuid5(UUID(person), "imagined")),
        version=1,
        subject=person,
        given_by=person,
        capacity="self",
        state="given",
        method="written",
        scope=law.Scope(
            categories=tuple(dict.fromkeys(one.category for one in world.items)) or ("other",),
            recipients=world.recipients,
            recipient_kinds=(),
            purposes=(world.conference.purpose,),
            modes=(world.conference.legal_mode,),
            conferences=None,
        ),
        withdrawn_at=None,
        **during(world.at, None),
    )
