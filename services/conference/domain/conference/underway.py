"""What every rule of a meeting begins with: it was called, and is not over."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from services.conference.domain.conference.events import Call
from services.conference.domain.conference.state import ConferenceState, MatterState
from shared.codes.municipality import MunicipalityCode
from shared.refusal import Refusal


class Underway(NamedTuple):
    """A conference that was called and has not been held."""

    municipality: MunicipalityCode
    call: Call
    state: ConferenceState

    def matter(self, agenda_id: UUID) -> MatterState:
        """An agenda item that is on the agenda.

        Raises:
            Refusal: ``agenda-item-not-found``.
        """
        found = self.state.agenda.get(agenda_id)
        if found is None or found.removed:
            raise Refusal(
                "agenda-item-not-found",
                "その議題は、この会議の議事日程にありません。",
                "会議と議題の指定を確かめてください。",
            )
        return found

    @property
    def matters(self) -> dict[UUID, MatterState]:
        """What is on the agenda, in order."""
        return {key: one for key, one in self.state.agenda.items() if not one.removed}


def conference_not_found() -> Refusal:
    """What is answered where there is no conference, or none that the asker may know of."""
    return Refusal(
        "conference-not-found",
        "その会議は記録されていません。",
        "会議の指定を確かめてください。",
    )


def underway(conference: ConferenceState | None) -> Underway:
    """The conference, as long as anything can still be done about it.

    Raises:
        Refusal: ``conference-not-found``; ``conference-held``.
    """
    if conference is None:
        raise conference_not_found()
    if conference.call is None or conference.held_on is not None:
        raise Refusal(
            "conference-held",
            "この会議の開催は、すでに記録されています。",
            "続きを検討するときは、次の会議を招集してください。",
        )
    return Underway(conference.municipality, conference.call, conference)
