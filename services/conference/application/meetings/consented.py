"""同意の有無: found out from the answers on record, never told by whoever runs the meeting."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from services.conference.application.meetings.convener import Convened
from services.conference.docket import Now, Sitting, agreement_in_law, open_docket
from services.conference.domain.conference import Matter
from services.conference.law import world as law
from services.conference.law.bases.consent.occasion import consents_to_matter
from services.conference.law.world.conference import ConvenedBy
from shared.sealing import Sealer
from shared.store import Transaction


def consented(
    tx: Transaction,
    sealer: Sealer,
    convened: Convened,
    agenda_id: UUID,
    matter: Matter,
    at: datetime,
) -> bool:
    """Whether everybody an agenda item is about has consented to it, as the law weighs answers.

    Args:
        tx: the open transaction.
        sealer: opens dates of birth: whether somebody may answer for themselves depends on them.
        convened: the conference; the convener and who is a member at the instant take part.
        agenda_id: the agenda item; a consent may have been given for it alone.
        matter: what is discussed.
        at: the instant.
    """
    if matter.legal_mode == "agreement" and matter.agreement is None:
        # No such agenda item is placed; the rule that says so is asked after this.
        return False
    call, roster = convened.meeting.call, convened.roster
    members = (one for one in roster.memberships if roster.is_member(one, at))
    sitting = Sitting(
        municipality=convened.meeting.municipality,
        conference_id=None,
        case_id=matter.case_id,
        convener_id=call.convener_id,
        law=law.Conference(
            id=str(agenda_id),
            legal_mode=matter.legal_mode,
            convened_by=ConvenedBy(agency=str(call.convener_id), kind=call.convened_by),
            purpose=matter.purpose,
            subjects=tuple(map(str, matter.subjects)),
            members=(),
            requests=(),
            agreement=agreement_in_law(matter.agreement) if matter.agreement else None,
        ),
    )
    there = tuple(dict.fromkeys([call.convener_id, *members]))
    docket = open_docket(Now(tx), sealer, sitting, items={}, recipients=there, at=at)
    return consents_to_matter(docket.world)
