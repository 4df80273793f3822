"""On which side somebody sits when a step or an employment is talked over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.placement.application.acting import SUPPORTERS, acting
from services.placement.application.feedback.forms import OnStepOrEmployment
from services.placement.application.places import runs
from services.placement.domain.employment import EMPLOYMENT
from services.placement.domain.feedback import Subject, feedback_not_found
from services.placement.domain.step import STEP
from shared.identity import Actor
from shared.store import Transaction


@dataclass(frozen=True, slots=True)
class Seat:
    """What is talked over, and from which side.

    Attributes:
        municipality: whose case it is.
        subject: what it is on.
        began_on: since when there is something to say of it.
        agency_id: for which agency.
        supports: it does the municipality's work; otherwise it runs the workplace.
    """

    municipality: str
    subject: Subject
    began_on: date | None
    agency_id: UUID
    supports: bool


@dataclass(frozen=True, slots=True)
class _Matter:
    """A step or an employment, as far as it matters here."""

    municipality: str
    subject: Subject
    began_on: date | None
    workplace_id: UUID | None


def seat_of(tx: Transaction, actor: Actor, request: OnStepOrEmployment) -> Seat:
    """The side on which somebody sits; for everybody else there is nothing to talk over.

    Raises:
        Refusal: ``own-agency-not-registered``; ``feedback-not-found``.
    """
    own = acting(tx, actor)
    matter = _matter(tx, request)
    if matter is None:
        raise feedback_not_found()
    supports = actor.role in SUPPORTERS and own.works_for(matter.municipality, tx.at)
    if not supports and not runs(tx, own.agency_id, matter.workplace_id):
        raise feedback_not_found()
    return Seat(matter.municipality, matter.subject, matter.began_on, own.agency_id, supports)


def _matter(tx: Transaction, request: OnStepOrEmployment) -> _Matter | None:
    if request.about == "step":
        taken = tx.load(STEP, request.about_id).state
        if taken is None or taken.undone:
            return None
        who = Subject(
            case_id=taken.step.case_id, person_id=taken.step.person_id, about_id=request.about_id
        )
        return _Matter(taken.municipality, who, taken.started_on, taken.step.resource_id)
    job = tx.load(EMPLOYMENT, request.about_id).state
    if job is None or job.undone:
        return None
    who = Subject(
        case_id=job.employment.case_id,
        person_id=job.employment.person_id,
        about_id=request.about_id,
    )
    return _Matter(job.municipality, who, job.started_on, job.workplace.employer_id)
