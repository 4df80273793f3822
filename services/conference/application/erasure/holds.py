"""Holds 消去の停止: what suspends the disposal of records (law rule 59)."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from pydantic import BaseModel, ConfigDict, Field

from services.conference import views
from services.conference.application.acting import acting_for, found_by
from services.conference.application.desk import Desk
from services.conference.application.erasure.disposal import persons_here
from services.conference.domain.hold import (
    HOLD,
    REASON_LABEL,
    HoldDetails,
    HoldKind,
    existing_hold,
    lift_hold,
    place_hold,
)
from shared.codes.municipality import MunicipalityCode
from shared.identity import Actor
from shared.paging import InPages, Paged, listed
from shared.sealing import seal_jointly
from shared.use_case import Request, use_case


class HoldPlacing(Request):
    """Suspend disposal.

    Attributes:
        municipality: where.
        person_id: whose records; ``None`` for a case.
        case_id: the records of everybody in this case; ``None`` for a person.
        kind: 開示請求・訴訟・監査・会計検査・その他.
        reason: why; sealed at once.
        until: the last day on which it holds; ``None`` until it is lifted.
        hold_id: may be chosen.
    """

    municipality: MunicipalityCode
    person_id: UUID | None = None
    case_id: UUID | None = None
    kind: HoldKind
    reason: str = Field(min_length=1, max_length=4_000, repr=False)
    until: date | None = None
    hold_id: UUID | None = None


class HoldLifting(Request):
    """Let disposal go on."""

    hold_id: UUID
    expected_version: int | None = None


class WhoseHolds(Paged):
    """The holds of a municipality.

    Attributes:
        in_force_only: those that were lifted or have run out are left out.
    """

    municipality: MunicipalityCode
    in_force_only: bool = True


class HoldLine(BaseModel):
    """One hold; its reason is not shown in lists."""

    model_config = ConfigDict(frozen=True)

    hold_id: UUID
    person_id: UUID | None
    case_id: UUID | None
    kind: HoldKind
    until: date | None
    in_force: bool
    version: int


class HoldList(InPages):
    """The holds asked for."""

    model_config = ConfigDict(frozen=True)

    lines: tuple[HoldLine, ...]


class Holds:
    """Placing and lifting holds.

    Args:
        desk: store, keys, clock.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @use_case("holds.place", "消去の停止", roles=("secretariat", "auditor"))
    def place(self, actor: Actor, request: HoldPlacing) -> UUID:
        """Suspend the disposal of somebody's records.

        Raises:
            Refusal: ``own-agency-not-registered``; ``not-of-this-municipality``;
                ``person-without-case``, ``case-unknown``, also for another municipality's;
                ``person-erased``; see :func:`services.conference.domain.hold.place_hold`.
        """
        desk, hold_id = self._desk, request.hold_id or uuid4()
        with desk.transaction(actor) as tx:
            acting_for(tx, actor, request.municipality, tx.at)
            persons = persons_here(tx, request.municipality, request.person_id, request.case_id)
            gone = any(views.erasures_of(tx, one, "approved", "completed") for one in persons)
            keys = [str(one) for one in persons] or [str(request.case_id)]
            details = HoldDetails(
                person_id=request.person_id,
                case_id=request.case_id,
                kind=request.kind,
                reason=seal_jointly(desk.sealer, keys, request.reason, REASON_LABEL),
                until=request.until,
            )
            stream = tx.load(HOLD, hold_id)
            events = place_hold(
                stream.state, request.municipality, details, being_erased=gone, today=desk.today
            )
            tx.append(HOLD, stream, *events)
        return hold_id

    @use_case("holds.lift", "消去の停止の解除", roles=("secretariat", "auditor"))
    def lift(self, actor: Actor, request: HoldLifting) -> None:
        """Let disposal go on.

        Raises:
            Refusal: ``own-agency-not-registered``; ``hold-not-found``, also for another
                municipality's; ``stale-version``; ``hold-lifted-already``.
        """
        with self._desk.transaction(actor) as tx:
            stream = tx.load(HOLD, request.hold_id)
            hold = existing_hold(found_by(tx, actor, stream.state))
            stream.expect_version(request.expected_version)
            tx.append(HOLD, stream, *lift_hold(hold))

    @use_case("holds.list", "消去の停止の一覧", roles=("secretariat", "auditor"), kind="query")
    @listed("hold_id", of="lines")
    def list(self, actor: Actor, request: WhoseHolds) -> HoldList:
        """The holds of a municipality.

        Raises:
            Refusal: ``own-agency-not-registered``; ``not-of-this-municipality``.
        """
        desk = self._desk
        lines = []
        with desk.transaction(actor) as tx:
            now = tx.at
            acting_for(tx, actor, request.municipality, now)
            for hold_id in views.holds_of(tx, request.municipality):
                stream = tx.load(HOLD, hold_id)
                hold = stream.state
                if hold is None or (request.in_force_only and not hold.in_force(desk.today)):
                    continue
                line = HoldLine(
                    hold_id=hold_id,
                    person_id=hold.details.person_id,
                    case_id=hold.details.case_id,
                    kind=hold.details.kind,
                    until=hold.details.until,
                    in_force=hold.in_force(desk.today),
                    version=stream.version,
                )
                lines.append(line)
        return HoldList(lines=tuple(lines))
