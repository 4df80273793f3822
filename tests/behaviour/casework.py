"""What people do with one fictional case, from the counter to a job that holds."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from services.conference.app import Conference
from services.conference.application import ConferenceNote
from services.conference.domain.conference import AgendaItem
from services.intake.app import Intake
from services.intake.application import ContactNote, PersonDetails
from services.placement.app import Placement
from services.placement.application.employments import RecordCheckpoint, StartEmployment
from services.placement.application.referrals import (
    OfferReferral,
    ReferralArrived,
    ReferralStep,
)
from services.placement.domain.employment import Checkpoint, CheckpointMonth
from shared.calendar import months_after
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.identity import Actor
from tests.town_hall import SECRETARIAT, TOWN_HALL

WORKER = Actor(person="w-1", agency="a-1", role="counsellor", purpose="consultation")
SUPPORTER = Actor(
    person="w-2", agency=str(TOWN_HALL), role="employment_supporter", purpose="retention"
)
CONFIDENTIAL = "架空の相談内容・三味線座布団"
"""What is said at the counter, in words that stand nowhere else."""


def receive(intake: Intake, on: date) -> tuple[UUID, UUID]:
    """相談受付 of a fictional person; return the case and the person."""
    details = PersonDetails(name="架空 花子", gender="female")
    person = intake.application.register_person(WORKER, DEMO_MUNICIPALITY, details)
    note = ContactNote(
        on=on, method="visit_office", consulter="person", content=CONFIDENTIAL, age=31
    )
    return intake.application.receive(WORKER, DEMO_MUNICIPALITY, note, (person,)), person


def confer(conference: Conference, case: UUID, on: date) -> None:
    """支援会議開催 under 社会福祉法106条の6, which needs no consent; the town has settled."""
    item = AgendaItem(
        case_id=case,
        legal_mode="shien_kaigi_106_6",
        with_consent=False,
        purpose="information_exchange",
    )
    note = ConferenceNote(
        municipality=DEMO_MUNICIPALITY,
        convened_by="municipality",
        held_on=on,
        agenda=(item,),
    )
    conference.application.meetings.hold_conference(SECRETARIAT, note)


def hand_on(placement: Placement, case: UUID, person: UUID, on: date) -> None:
    """打診 → 受理 → つなぎ完了."""
    work = placement.application.referrals
    to = OfferReferral(
        municipality=DEMO_MUNICIPALITY, case_id=case, person_id=person, destination="farm", on=on
    )
    referral = work.offer(SUPPORTER, to)
    work.accept(SUPPORTER, ReferralStep(referral_id=referral, on=on + timedelta(days=3)))
    arrived = ReferralArrived(referral_id=referral, on=on + timedelta(days=7), outcome="started")
    work.complete(SUPPORTER, arrived)


def hold_the_job(placement: Placement, case: UUID, person: UUID, on: date) -> None:
    """就職, and the checkpoints that lead to 就労定着."""
    work = placement.application.employments
    who = StartEmployment(
        municipality=DEMO_MUNICIPALITY, case_id=case, person_id=person, kind="non_regular", on=on
    )
    job = work.start(SUPPORTER, who)
    months: tuple[CheckpointMonth, ...] = (1, 3, 6)
    for month in months:
        found = Checkpoint(month=month, status="continuing", checked_on=months_after(on, month))
        work.check(SUPPORTER, RecordCheckpoint(employment_id=job, checkpoint=found))
