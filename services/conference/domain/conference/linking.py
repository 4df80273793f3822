"""会議の連携: that another conference deals with the same case, and no more (law rule 28).

社会福祉法106条の6第5項, 生活困窮者自立支援法9条5項: the 支援会議 of both acts and the 調整会議 of
生活保護法27条の3 of one municipality link with each other. To have heard of another conference is
no basis for anything that was said there.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from services.conference.domain.conference.events import ConferenceLinked, Matter
from services.conference.domain.conference.state import ConferenceState
from services.conference.domain.conference.underway import underway
from services.conference.law.statutes.legal_modes import legal_mode
from services.conference.law.statutes.provision import REFORM_OF_2024
from shared.calendar import jst_date
from shared.refusal import Refusal

LINKED_MODES = frozenset({"shien_kaigi_106_6", "shien_kaigi_konkyu_9", "chosei_kaigi"})
"""The conferences that their statutes ask to link with each other."""


def are_linked(one: str, other: str, day: date) -> bool:
    """Whether the statutes ask conferences of two legal modes to link with each other on a day."""
    return one != other and {one, other} <= LINKED_MODES and day >= REFORM_OF_2024


def link(
    conference: ConferenceState | None, agenda_id: UUID, mode: str, other_id: UUID | None = None
) -> tuple[ConferenceLinked, ...]:
    """Note that another conference deals with the case of an agenda item.

    Args:
        conference: the sitting.
        agenda_id: its agenda item.
        mode: what the other conference is.
        other_id: the other conference, where this system knows it.

    Raises:
        Refusal: ``conference-not-found``; ``conference-held``; ``agenda-item-not-found``;
            ``not-to-be-linked``.
        InvalidInput: ``unknown-legal-mode``.
    """
    meeting = underway(conference)
    matter = meeting.matter(agenda_id)
    other = legal_mode(mode).code
    if not are_linked(matter.matter.legal_mode, other, jst_date(meeting.call.planned_for)):
        raise Refusal(
            "not-to-be-linked",
            "互いにあることを知らせ合えるのは、社会福祉法の支援会議、生活困窮者自立支援法の支援会議、"
            "調整会議の間だけです（社会福祉法106条の6第5項、生活困窮者自立支援法9条5項）。",
            "ほかの会議にあることを伝えるには、本人の同意など、別の根拠が要ります。",
        )
    if other in matter.links:
        return ()
    return (
        ConferenceLinked(
            municipality=meeting.municipality,
            agenda_id=agenda_id,
            legal_mode=other,
            other_id=other_id,
        ),
    )


def counterparts(other: ConferenceState | None, matter: Matter, day: date) -> Mapping[UUID, str]:
    """The agenda items of another conference that are to be linked with a matter, by their law.

    Args:
        other: the other conference.
        matter: what is discussed here.
        day: the planned day here (JST).
    """
    return {
        agenda_id: one.matter.legal_mode
        for agenda_id, one in (other.agenda if other else {}).items()
        if one.matter.case_id == matter.case_id
        and not one.removed
        and are_linked(matter.legal_mode, one.matter.legal_mode, day)
    }
