"""The table: who sits together about one agenda item, as the rules of what is done there ask it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.conference.domain.conference import ConferenceState, MatterState
from services.conference.domain.conference.requesting import (
    agenda_item_not_found,
    placed_matter,
)
from services.conference.domain.roster import RosterState
from shared.codes.municipality import MunicipalityCode
from shared.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Table:
    """Who sits together about one agenda item.

    Attributes:
        conference: the conference.
        conference_id: its id.
        agenda_id: which of its agenda items.
        matter: that agenda item.
        roster: the standing members.
    """

    conference: ConferenceState
    conference_id: UUID
    agenda_id: UUID
    matter: MatterState
    roster: RosterState | None

    @property
    def municipality(self) -> MunicipalityCode:
        """Where it is."""
        return self.conference.municipality

    @property
    def subjects(self) -> tuple[UUID, ...]:
        """The persons the agenda item is about."""
        return self.matter.matter.subjects

    @property
    def case_id(self) -> UUID:
        """The case the agenda item is about."""
        return self.matter.matter.case_id

    @property
    def convener_id(self) -> UUID | None:
        """The agency that convenes it; ``None`` for a conference told only afterwards."""
        return self.conference.call.convener_id if self.conference.call else None

    def agencies(self, at: datetime) -> frozenset[UUID]:
        """The convener and the selected members in force at an instant."""
        members = {
            one
            for one in self.matter.selected
            if self.roster is not None and self.roster.is_member(one, at)
        }
        return frozenset(members | {self.convener_id} if self.convener_id else members)

    def refuse_stranger(self, agency_id: UUID, at: datetime) -> None:
        """Refuse to let somebody speak who does not sit at the table.

        Raises:
            Refusal: ``not-of-this-conference``; ``agenda-item-not-found`` for whoever is no member
                of the standing meeting either, and need not know that there is a conference.
        """
        if agency_id in self.agencies(at):
            return
        if self.roster is None or not self.roster.is_member(agency_id, at):
            raise agenda_item_not_found()
        raise Refusal(
            "not-of-this-conference",
            "あなたの機関は、この議題の招集者にも、選ばれた構成員にもなっていません。",
            "会議の事務局に、構成員の選定を依頼してください。",
        )

    def refuse_other_than_convener(self, agency_id: UUID) -> None:
        """Refuse who does not act for the agency that convenes the conference.

        Raises:
            Refusal: ``not-the-convener``.
        """
        if agency_id != self.convener_id:
            raise Refusal(
                "not-the-convener",
                "この会議の記録を扱えるのは、会議を招集した機関の事務局だけです。",
                "招集した機関の事務局に依頼してください。",
            )

    def refuse_off_conference(self, agency_id: UUID, at: datetime) -> None:
        """Refuse to give something to do to an agency that does not sit at the table.

        Raises:
            Refusal: ``agency-off-conference``.
        """
        if agency_id not in self.agencies(at):
            raise Refusal(
                "agency-off-conference",
                "この議題の招集者でも、選ばれた構成員でもない機関です。",
                "先に構成員から選ぶか、ほかの機関を指定してください。",
            )


def table_of(
    conference: ConferenceState | None,
    conference_id: UUID,
    agenda_id: UUID,
    roster: RosterState | None,
) -> Table:
    """Who sits together about an agenda item.

    Raises:
        Refusal: ``agenda-item-not-found``.
    """
    matter = placed_matter(conference, agenda_id)
    if conference is None:
        raise LookupError("an agenda item has a conference")
    return Table(conference, conference_id, agenda_id, matter, roster)
