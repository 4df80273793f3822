"""The steps of a referral つなぎ."""

from __future__ import annotations

from shared.codes.municipality import MunicipalityCode
from shared.facts.fact import Code, Fact, FreeCode, OpaqueId, fact


class ReferralFact(Fact):
    """A step of a referral (つなぎ).

    Attributes:
        referral_id: the referral.
        person_id: who is handed on; ``None`` if the referral names nobody.
        destination: kind of destination, code list ``agency_kinds`` or a municipality's own word.
    """

    case_id: OpaqueId
    referral_id: OpaqueId
    person_id: OpaqueId | None
    destination: FreeCode | Code


@fact("placement", "referral-offered", "打診", version=2)
class ReferralOffered(ReferralFact):
    """A destination was asked whether it would take over or join.

    Attributes:
        whom: つないだ相手, code list ``referral_whom``; where it is not told, the person concerned
            if a person is named, and the household if nobody is.
    """

    whom: Code | None = None


@fact("placement", "referral-offered", "打診（旧版）")
class ReferralOfferedV1(ReferralFact):
    """A destination was asked; published until version 2 and still read."""


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
