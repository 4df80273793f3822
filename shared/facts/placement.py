"""What placement publishes: つなぎ完了, 就職, 就労定着."""

from __future__ import annotations

from pydantic import AwareDatetime, BaseModel, ConfigDict

from shared.codes.municipality import MunicipalityCode
from shared.facts.fact import Age, Code, Fact, FreeCode, OpaqueId, fact


class ReferralFact(Fact):
    """A step of a referral (つなぎ).

    Attributes:
        referral_id: the referral.
        person_id: who is handed on; ``None`` if the referral is about a household.
        destination: kind of destination, code list ``agency_kinds`` or a municipality's own word.
    """

    case_id: OpaqueId
    referral_id: OpaqueId
    person_id: OpaqueId | None
    destination: FreeCode | Code


@fact("placement", "referral-offered", "打診")
class ReferralOffered(ReferralFact):
    """A destination was asked whether it would take over or join."""


@fact("placement", "referral-accepted", "受理")
class ReferralAccepted(ReferralFact):
    """The destination agreed; the person has not been there yet."""


@fact("placement", "referral-declined", "不受理")
class ReferralDeclined(ReferralFact):
    """The destination said no; the case stays where it was."""


@fact("placement", "referral-completed", "つなぎ完了")
class ReferralCompleted(ReferralFact):
    """The person arrived: first contact was made and something came of it."""


@fact("placement", "referral-failed", "不調")
class ReferralFailed(ReferralFact):
    """Accepted, but it came to nothing."""


@fact("placement", "referral-first-contact", "初回接触")
class ReferralFirstContact(ReferralFact):
    """The person and the destination have met; what comes of it is open."""


@fact("placement", "referral-withdrawn", "取下げ")
class ReferralWithdrawn(ReferralFact):
    """Taken back by who asked or by the person; no destination has said no."""


@fact("placement", "referral-transferred", "つなぎの移管")
class ReferralTransferred(ReferralFact):
    """Left to the municipality where the person lives now.

    Attributes:
        to_municipality: which.
    """

    to_municipality: MunicipalityCode


@fact("placement", "referral-step-undone", "つなぎの段階の取り消し")
class ReferralStepUndone(ReferralFact):
    """The latest step of a referral did not happen: what was told of it holds no more.

    Attributes:
        step: the name of the fact that told of it (``referral-completed``).
    """

    step: Code


class _EmploymentFact(Fact):
    """A step of one employment.

    Attributes:
        employment_id: the employment.
        person_id: who works.
        kind: code list ``employment_kinds``.
    """

    case_id: OpaqueId
    employment_id: OpaqueId
    person_id: OpaqueId
    kind: Code


@fact("placement", "employment-started", "就職")
class EmploymentStarted(_EmploymentFact):
    """The person took up work."""


@fact("placement", "employment-described", "職場の記録")
class EmploymentDescribed(_EmploymentFact):
    """Where the person works, since this day; it takes the place of what was told before.

    Attributes:
        workplace: what kind of place, code list ``agency_kinds`` or a municipality's own word.
        trait: 主な特性, code list ``work_traits``: one, as 農福連携 counts those it has placed.
        resource_id: the place or employer.
        follows: the employment that this one follows (再就職).
    """

    workplace: FreeCode | Code | None
    trait: Code | None
    resource_id: OpaqueId | None
    follows: OpaqueId | None


@fact("placement", "employment-retained", "就労定着")
class EmploymentRetained(_EmploymentFact):
    """The job held: the rule for 就労定着 was met on this day.

    Attributes:
        months: whole months of continued employment that the rule asked for.
    """

    months: int


@fact("placement", "employment-ended", "離職")
class EmploymentEnded(_EmploymentFact):
    """The person left the job; a step with support of its own, not a failure."""


@fact("placement", "employment-undone", "就職の取り消し")
class EmploymentUndone(_EmploymentFact):
    """Something told of an employment was not so: what was told of it holds no more.

    Attributes:
        step: the name of the fact that told of it (``employment-ended``), of that name the latest.
    """

    step: Code


class _StepFact(Fact):
    """A step towards work (見学・体験・応募 …).

    Attributes:
        step_id: the step.
        person_id: who takes it.
        kind: code list ``step_kinds``.
        resource_id: the place or employer, if there is one.
        programme: the programme it is taken in, if there is one.
    """

    case_id: OpaqueId
    step_id: OpaqueId
    person_id: OpaqueId
    kind: Code
    resource_id: OpaqueId | None
    programme: Code | None


@fact("placement", "step-taken", "一歩の開始")
class StepTaken(_StepFact):
    """The person took the step; of an application (応募) this is the day they applied."""


@fact("placement", "step-attended", "参加した日")
class StepAttended(_StepFact):
    """The person was there on this day.

    Attributes:
        attendance_id: the day's own id.
        minutes: how long; ``None`` where only days count.
    """

    attendance_id: OpaqueId
    minutes: int | None


@fact("placement", "step-finished", "一歩の終了")
class StepFinished(_StepFact):
    """The step counts as finished; where the programme asks for it, after a 振り返り.

    Attributes:
        result: code list ``step_outcomes``; ``hired`` is 採用.
    """

    result: Code


@fact("placement", "step-undone", "一歩の取り消し")
class StepUndone(_StepFact):
    """Something told of a step was not so: what was told of it holds no more.

    Attributes:
        step: the name of the fact that told of it (``step-taken``), of that name the latest.
        attendance_id: of a day: which.
    """

    step: Code
    attendance_id: OpaqueId | None


class _OutcomeFact(Fact):
    """An outcome that is no job.

    Attributes:
        outcome_id: the outcome.
        person_id: who reached it; ``None`` if it is the household's.
        kind: code list ``outcome_kinds``.
    """

    case_id: OpaqueId
    outcome_id: OpaqueId
    person_id: OpaqueId | None
    kind: Code


@fact("placement", "outcome-reached", "成果")
class OutcomeReached(_OutcomeFact):
    """Somebody reached something that is no job and counts as it is (居場所・通院・復学 …)."""


@fact("placement", "outcome-undone", "成果の取り消し")
class OutcomeUndone(_OutcomeFact):
    """The outcome was not so: what was told of it holds no more."""


@fact("placement", "unmet-need-found", "つなぎ先がない")
class PlacementUnmetNeedFound(Fact):
    """On the way to somewhere, nothing was found that meets what a case needs.

    Attributes:
        need_id: this finding.
        gap: code list ``resource_gaps``: what is lacking.
    """

    case_id: OpaqueId
    need_id: OpaqueId
    gap: Code


class SessionCount(BaseModel):
    """So many people of a kind at a session.

    Attributes:
        role: code list ``attendee_roles``.
        first_age: whole years from which on; ``None`` from birth on.
        last_age: whole years up to which, inclusive; ``None`` without end; without either, nobody
            asked how old they are.
        people: how many.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    role: Code
    first_age: Age | None
    last_age: Age | None
    people: int


class _SessionFact(Fact):
    """A session of a programme (居場所・家族会・学習支援).

    Attributes:
        session_id: the session.
        programme_id: the programme.
        kind: its kind, code list ``resource_kinds``.
    """

    session_id: OpaqueId
    programme_id: OpaqueId
    kind: Code


@fact("placement", "session-held", "居場所などの開催", subject="session_id")
class SessionHeld(_SessionFact):
    """It was held on this day; takes the place of what was told of this session before.

    Attributes:
        counts: how many came; empty where nobody counted, which is not 0.
    """

    counts: tuple[SessionCount, ...]


@fact("placement", "session-undone", "居場所などの開催の取り消し", subject="session_id")
class SessionUndone(_SessionFact):
    """The session was not held: what was told of it holds no more."""


@fact("placement", "keys-destroyed", "鍵の消去", subject="person_id")
class PlacementKeysDestroyed(Fact):
    """Everything that placement had sealed about an erased person cannot be opened any more.

    Attributes:
        erasure_id: the erasure that conference approved.
        key_ids: the keys that were destroyed.
        destroyed_at: the latest instant on their tombstones; opening was refused afterwards.
    """

    erasure_id: OpaqueId
    person_id: OpaqueId
    key_ids: tuple[OpaqueId, ...]
    destroyed_at: AwareDatetime
