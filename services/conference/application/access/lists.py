"""開示請求: which there are, how far each has come, and how many days are left."""

from __future__ import annotations

from uuid import UUID

from services.conference import views
from services.conference.application.access.replies import AccessDetail, AccessLine, OpinionLine
from services.conference.application.access.shapes import AccessesOf, OfAccess
from services.conference.application.acting import acting_for, found_by
from services.conference.application.desk import Desk
from services.conference.domain import access_request
from services.conference.domain.access_request import ACCESS_REQUEST, Opinion
from shared.identity import Actor
from shared.paging import listed
from shared.use_case import use_case


class AccessLists:
    """Looking requests for access up; what was gathered is not shown here.

    Args:
        desk: store, clock.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @use_case("access.list", "開示請求の一覧", roles=("secretariat", "auditor"), kind="query")
    @listed("due_on", "access_id")
    def list_all(self, actor: Actor, request: AccessesOf) -> list[AccessLine]:
        """The municipality's requests, the most urgent first, with the days that are left.

        Raises:
            Refusal: ``not-of-this-municipality``.
        """
        return self._lines(actor, request)

    @use_case(
        "access.overdue", "期限を過ぎた開示請求", roles=("secretariat", "auditor"), kind="query"
    )
    @listed("due_on", "access_id")
    def list_overdue(self, actor: Actor, request: AccessesOf) -> list[AccessLine]:
        """The undecided requests whose term is over.

        Raises:
            Refusal: ``not-of-this-municipality``.
        """
        lines = self._lines(actor, request)
        return [one for one in lines if one.days_left is not None and one.days_left < 0]

    @use_case("access.show", "開示請求の状況", roles=("secretariat", "auditor"), kind="query")
    def show(self, actor: Actor, request: OfAccess) -> AccessDetail:
        """One request as it stands.

        Raises:
            Refusal: ``own-agency-not-registered``; ``access-request-not-found``, also for one to
                another municipality.
        """
        with self._desk.transaction(actor) as tx:
            stream = tx.load(ACCESS_REQUEST, request.access_id)
            state = access_request.existing(found_by(tx, actor, stream.state))
            rows = views.access_requests_of(tx, state.municipality)
        parts = tuple(state.parts)
        return AccessDetail(
            line=next(self._line(row) for row in rows if row.access_id == request.access_id),
            version=stream.version,
            missing_services=state.missing_services,
            collected=len(parts),
            to_be_decided=sum(bool(one.marks) for one in parts),
            opinions_open=sum(one.opposes is None for one in state.opinions.values()),
            opinions=tuple(_opinion(one, asked) for one, asked in state.opinions.items()),
            extended=state.extended,
            rest_by=state.rest_by,
            hand_over_from=access_request.earliest_handing(state),
        )

    def _lines(self, actor: Actor, request: AccessesOf) -> list[AccessLine]:
        with self._desk.transaction(actor) as tx:
            now = tx.at
            acting_for(tx, actor, request.municipality, now)
            found = views.access_requests_of(tx, request.municipality)
        return [self._line(row) for row in found]

    def _line(self, row: views.AccessRow) -> AccessLine:
        running = row.status == "open"
        return AccessLine.model_validate(
            {
                "access_id": row.access_id,
                "requester": row.requester,
                "received_on": row.received_on,
                "due_on": None if row.status == "correcting" else row.due_on,
                "days_left": (row.due_on - self._desk.today).days if running else None,
                "standing": row.status,
                "outcome": row.outcome,
            }
        )


def _opinion(opinion_id: UUID, asked: Opinion) -> OpinionLine:
    return OpinionLine(
        opinion_id=opinion_id,
        party_id=asked.party_id,
        pieces=len(asked.record_ids),
        asked_on=asked.asked_on,
        answer_by=asked.answer_by,
        opposes=asked.opposes,
    )
