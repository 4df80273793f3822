"""Who may ask for a person's data at all (個人情報保護法76条; law rule 60)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.conference.domain.access_request.state import AccessRequestState


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the rules must know beyond the request itself, on the day of the decision.

    Attributes:
        today: the day (JST).
        certainly_minor: the papers show, and no record contradicts, that the person is under 18.
        deceased: the person is known to have died.
        suspected_abuser: the requester is suspected of abusing the person.
    """

    today: date
    certainly_minor: bool = False
    deceased: bool = False
    suspected_abuser: bool = False


def has_power(request: AccessRequestState, here: Circumstances) -> bool:
    """Whether the requester may ask for this person's data at all (76条; law rule 60).

    The person; of a minor, the statutory representative; of a 成年被後見人, the guardian; and
    whoever the person has authorised. A parent as such may not ask for a grown child, nor may
    保佐人 and 補助人 without authorisation. Powers need their proof on record.
    """
    papers = request.requesting
    match papers.requester:
        case "self":
            return papers.identity is not None
        case "minor_representative":
            shown = papers.power is not None and papers.subject_birth is not None
            return shown and here.certainly_minor
        case "adult_guardian" | "voluntary_agent":
            return papers.power is not None
    return False
