"""守秘の確認: before first access, with the text in force that day (law rules 24, 25).

The duty itself is the statute's (社会福祉法106条の6第6項 and its sisters) and binds without any
acknowledgement. Where no statute imposes it there is nothing to acknowledge, and none is made up.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from services.conference.domain.conference.events import SecrecyAcknowledged
from services.conference.domain.conference.membership import attends_for
from services.conference.domain.conference.state import ConferenceState
from services.conference.domain.conference.underway import underway
from services.conference.domain.roster import RosterState, existing
from services.conference.law.statutes.legal_modes import legal_mode
from shared.calendar import jst_date
from shared.identity import Opaque
from shared.refusal import Refusal


def notice_of(mode: str, day: date) -> str:
    """The secrecy notice of a legal mode on a day.

    Raises:
        Refusal: ``no-secrecy-duty``.
    """
    chosen = legal_mode(mode)
    notice = chosen.secrecy_notice_on(day)
    if notice is None:
        raise Refusal(
            "no-secrecy-duty",
            f"{chosen.name}の出席者に守秘を義務付ける規定は、この日の法律にはありません。",
            "確認するものはありません。守秘が要るときは、機関から誓約書を受け取り、"
            "機関の登録に記録してください。",
        )
    return notice


def acknowledge(
    conference: ConferenceState | None,
    agenda_id: UUID,
    agency_id: UUID,
    attendee: Opaque,
    roster: RosterState | None,
    *,
    now: datetime,
) -> tuple[SecrecyAcknowledged, ...]:
    """Record that an attendee acknowledged the duty for an agenda item, with the text of the day.

    Args:
        conference: the sitting.
        agenda_id: for which agenda item.
        agency_id: for whom they attend.
        attendee: who.
        roster: of which standing meeting it is a sitting.
        now: when.

    Raises:
        Refusal: ``conference-not-found``; ``conference-held``; ``agenda-item-not-found``;
            ``attendee-not-registered``; ``agency-not-selected``; ``no-secrecy-duty``.
    """
    meeting = underway(conference)
    matter = meeting.matter(agenda_id)
    roster = existing(roster)
    if attends_for(meeting.state, roster, attendee, now) != agency_id:
        raise Refusal(
            "attendee-not-registered",
            "この会議の出席者として登録されていません。",
            "代理の方も、先に出席者として登録してください。",
        )
    if agency_id != meeting.call.convener_id and agency_id not in matter.selected:
        raise Refusal(
            "agency-not-selected",
            "あなたの機関は、この議題の構成員に選ばれていません。",
            "事務局に確かめてください。",
        )
    notice = notice_of(matter.matter.legal_mode, jst_date(now))
    agency, at = matter.acknowledged.get(attendee, (None, now))
    if agency == agency_id and at >= meeting.state.registered_at[attendee]:
        return ()
    return (
        SecrecyAcknowledged(
            municipality=meeting.municipality,
            agenda_id=agenda_id,
            agency_id=agency_id,
            attendee=attendee,
            notice=notice,
            acknowledged_at=now,
        ),
    )
