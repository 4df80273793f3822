"""What several pages show of a meeting: itself, its agenda items, who is called how."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from services.conference.application.meetings.lines import ConferenceLine, MatterLine
from services.conference.application.meetings.rosters import RosterLine
from services.conference.law.statutes.legal_modes import LEGAL_MODES
from services.conference.pages.wording import mode_name
from shared.pages import Visit
from shared.pages.writing import number
from shared.refusal import Refusal

MOST = 1_000
"""Lines of a list on one page."""

SHOWN = ("conferences.show", "rosters.list")
"""What a page of a meeting asks for."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting as whoever looks may see it.

    Attributes:
        line: the meeting.
        roster: its roster, for the secretariat.
        own: the agency of whoever looks.
    """

    line: ConferenceLine
    roster: RosterLine | None
    own: str
    names: Mapping[UUID, str | None] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """Its page."""
        return meeting_path(self.line.conference_id)

    @property
    def convening(self) -> bool:
        """Whoever looks is of the agency that convenes it."""
        return str(self.line.convener_id) == self.own

    @property
    def open(self) -> bool:
        """It can still be prepared by whoever looks."""
        return self.convening and self.line.state == "convened" and self.roster is not None

    def name(self, agency_id: UUID) -> str:
        """An agency as it is called on the roster."""
        return called(self.own, self.names, agency_id)

    def members(self) -> list[tuple[str, str]]:
        """The agencies that are members now, with their names, for a choice."""
        stays = self.roster.members if self.roster else ()
        return [(str(one.agency_id), self.name(one.agency_id)) for one in stays if not one.left_at]

    def matter(self, agenda_id: str) -> MatterLine:
        """One agenda item.

        Raises:
            Refusal: ``agenda-item-not-found``.
        """
        for one in self.line.agenda:
            if str(one.agenda_id) == agenda_id:
                return one
        raise Refusal(
            "agenda-item-not-found",
            "その議題は、この会議の議事日程にありません。",
            "会議のページから、議題を選び直してください。",
        )


def called(own: str, names: Mapping[UUID, str | None], agency_id: UUID) -> str:
    """An agency's name; the own one is that, and one whose name is not known here has a number."""
    if str(agency_id) == own:
        return "自機関"
    return names.get(agency_id) or f"機関 {number(agency_id)}"


def every_page(visit: Visit, listing: str, **asked: Any) -> Iterator[Any]:  # noqa: ANN401 - fields of the request
    """All of a list, page after page.

    Args:
        visit: who asks.
        listing: the use case that lists.
        asked: fields of its request besides where a page begins and ends.
    """
    after: str | None = None
    while True:
        page = visit.ask(listing, {"limit": MOST, "after": after, **asked})
        yield page
        after = page.next_after
        if after is None:
            return


def meeting_path(conference_id: UUID | str) -> str:
    """The address of a meeting's page."""
    return f"/conference/pages/meetings/{conference_id}"


def agenda_path(visit: Visit) -> str:
    """The address of the agenda item that the address of this page names."""
    return f"{meeting_path(visit.path['conference_id'])}/agenda/{visit.path['agenda_id']}"


def named(visit: Visit) -> dict[str, Any]:
    """The agenda item that the address names, for a request."""
    return {name: visit.path[name] for name in ("conference_id", "agenda_id")}


def meeting_of(visit: Visit) -> Meeting:
    """The meeting that the address names.

    Raises:
        Refusal: ``conference-not-found``, ``own-agency-not-registered``.
    """
    line = visit.ask("conferences.show", {"conference_id": visit.path["conference_id"]})
    roster = None
    if visit.may("rosters.list"):
        rosters = visit.ask("rosters.list", {"limit": MOST}).rosters
        roster = next((one for one in rosters if one.roster_id == line.roster_id), None)
    names = {one.agency_id: one.name for one in roster.members} if roster else {}
    return Meeting(line, roster, visit.actor.agency, names)


def matter_shown(meeting: Meeting, one: MatterLine) -> dict[str, Any]:
    """An agenda item as pages tell of it."""
    acknowledged = {ack.agency_id for ack in one.acknowledged}
    return {
        "line": one,
        "path": f"{meeting.path}/agenda/{one.agenda_id}",
        "case": number(one.case_id),
        "law": mode_name(one.legal_mode),
        "bound": LEGAL_MODES[one.legal_mode].secrecy is not None,
        "members": [
            {"name": meeting.name(agency), "acknowledged": agency in acknowledged}
            for agency in one.selected
        ],
        "persons": [number(person) for person in one.subjects],
    }
