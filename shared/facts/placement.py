"""What placement publishes: つなぎ完了, 就職, 就労定着."""

from __future__ import annotations

from pydantic import AwareDatetime

from shared.facts.fact import Code, Fact, FreeCode, OpaqueId, fact


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
