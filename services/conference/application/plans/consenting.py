"""本人の同意: what the answers on record come to for one plan (law rules 3–14)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import NamedTuple, get_args
from uuid import UUID

from services.conference.docket import Now, agenda_sitting, open_docket
from services.conference.domain.packet import ConsentCited
from services.conference.domain.table import Table
from services.conference.law.bases.consent.carrying import carrying
from services.conference.law.bases.consent.reasons import REFUSED, WITHDRAWN
from services.conference.law.bases.consent.standing import Consents
from services.conference.law.vocabulary import Category
from services.conference.law.world import Agency
from shared.sealing import Sealer
from shared.store import Transaction


class PlanConsent(NamedTuple):
    """What the persons answered.

    Attributes:
        cited: the answers that carry the plan; empty unless everybody's does.
        refused: somebody's answer that counts is no, or was withdrawn.
    """

    cited: tuple[ConsentCited, ...]
    refused: bool


def consent_to_plan(
    tx: Transaction, sealer: Sealer, table: Table, subjects: tuple[UUID, ...], at: datetime
) -> PlanConsent:
    """Weigh the answers of everybody a plan is about, as the law weighs them.

    A person consents to the plan who lets it be made: at least one kind of information about them
    may be used for the purpose and under the law of the agenda item, by one who sits at the table.

    Args:
        tx: the open transaction.
        sealer: opens dates of birth: whether somebody may answer for themselves depends on them.
        table: the agenda item as which the plan was proposed.
        subjects: everybody the plan says something about.
        at: the instant.
    """
    sitting = agenda_sitting(Now(tx), table.conference_id, table.agenda_id)
    about = sitting.law.model_copy(update={"subjects": tuple(map(str, subjects))})
    docket = open_docket(
        Now(tx),
        sealer,
        replace(sitting, law=about),
        items={},
        recipients=sorted(table.agencies(at)),
        at=at,
    )
    world = docket.world
    consents = Consents(world, world.profile.options_at(world.at))
    there = [one for one in world.agencies if one.id in world.recipients]
    answers = {one: _answers(consents, str(one), there) for one in subjects}
    refused = any(
        not cited and _said_no(consents, str(one), there) for one, cited in answers.items()
    )
    everybody = all(answers.values())
    cited = dict.fromkeys(one for each in answers.values() for one in each)
    return PlanConsent(tuple(cited) if everybody else (), refused)


def _answers(consents: Consents, subject: str, there: list[Agency]) -> tuple[ConsentCited, ...]:
    found = (
        ConsentCited(consent_id=UUID(one.id), version=one.version)
        for category in get_args(Category)
        for agency in there
        for one in carrying(consents, subject, category, agency)
    )
    return tuple(dict.fromkeys(found))


def _said_no(consents: Consents, subject: str, there: list[Agency]) -> bool:
    return any(
        consents.standing(subject, category, agency).finding in (REFUSED, WITHDRAWN)
        for category in get_args(Category)
        for agency in there
    )
