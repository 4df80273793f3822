"""The secrecy notice: the duty in force that day, and what a breach costs in the words of that day.

Law rules 24, 25, 70, 71.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

from services.conference.law.statutes.provision import in_force
from services.conference.law.statutes.provisions import PENALTIES, PROVISIONS

Office = Literal[
    "juso_entrusted",
    "konkyu_entrusted",
    "kikan_entrusted",
    "elder_abuse_entrusted",
    "personal_information_handler",
    "local_officer",
    "commissioner",
]
"""Who is bound by office, in any meeting and outside it: 重層・自立相談支援など・基幹相談支援
センター・高齢者虐待対応の受託者、個人情報の取扱いに従事する者、地方公務員、民生委員・児童委員."""

Bound = Literal["member", Office]
"""Who is bound: those who take part in the meeting (会議の事務に従事する者), or by office."""

BY_OFFICE: Mapping[Office, str] = {
    "juso_entrusted": "juso.entrusted_secrecy",
    "konkyu_entrusted": "konkyu.entrusted_secrecy",
    "kikan_entrusted": "kikan.entrusted_secrecy",
    "elder_abuse_entrusted": "elder_abuse.entrusted_secrecy",
    "personal_information_handler": "appi.67",
    "local_officer": "staff.local_officer",
    "commissioner": "staff.commissioner",
}
"""The provision that binds each office."""


def notice_on(key: str, day: date) -> str | None:
    """The notice to print or to show on a day.

    Args:
        key: of a provision that imposes secrecy (``shien_kaigi.secrecy``).
        day: the day (JST).

    Returns:
        The notice, or ``None`` when no such duty was in force on that day.

    Raises:
        KeyError: there is no such provision.
    """
    duty = PROVISIONS[key]
    citation = in_force(duty.cited, day)
    if citation is None or duty.secrecy is None:
        return None
    sentences = [f"{duty.secrecy.told}（{citation.text}）", duty.secrecy.afterwards]
    if duty.penalty and (penalty := PENALTIES[duty.penalty].wording_on(day)):
        sentences.append(f"違反には{penalty}が定められています")
    return "".join(f"{one}。" for one in sentences if one)


def notice_by_office_on(office: Office, day: date) -> str | None:
    """The notice for somebody who is bound by office, whatever the meeting.

    Args:
        office: the office.
        day: the day (JST).
    """
    return notice_on(BY_OFFICE[office], day)
