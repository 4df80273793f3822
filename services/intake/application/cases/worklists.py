"""担当の一覧: which cases an agency has, and which of them somebody should look at."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from services.intake import views
from services.intake.application.cases.shown import CaseLine, Due, ListCases, Show, Worklist
from services.intake.application.counter import LOOKING_ON, Counter
from services.intake.application.door import eyes_on
from services.intake.application.looking import put_look_on_record
from services.intake.application.persons.forms import PersonLine
from services.intake.application.persons.telling import line_of
from services.intake.domain.case import Standing
from services.intake.domain.person import PERSON, PersonState, existing
from services.intake.views import Wanted, WorkRow
from shared.identity import Actor
from shared.refusal import InvalidInput
from shared.store import Stream
from shared.use_case import use_case

_STANDINGS: dict[Show, tuple[Standing, ...]] = {
    "due": (Standing.OPEN, Standing.SUSPENDED),
    "open": (Standing.OPEN,),
    "suspended": (Standing.SUSPENDED,),
    "ended": (Standing.CLOSED, Standing.TRANSFERRED, Standing.LINKED),
    "all": tuple(Standing),
}


class Worklists:
    """Lists cases.

    Args:
        counter: store, keys, clock.
    """

    def __init__(self, counter: Counter) -> None:
        self._counter = counter

    @use_case("cases.list", "ケースの一覧", roles=LOOKING_ON, kind="query")
    def list(self, actor: Actor, request: ListCases) -> Worklist:
        """A page of the own agency's cases; whose names were shown goes on record.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``.
            InvalidInput: ``cursor-unreadable``.
        """
        after = _place(request.after)
        with self._counter.transaction(actor) as tx:
            eyes, today = eyes_on(tx, request.municipality), self._counter.today
            worker_id, due = self._counter.worker_of(actor), request.show == "due"
            days = (request.quiet_after_days, request.resting_after_days)
            quiet, resting = (today - timedelta(days=one) for one in days)
            wanted = Wanted(
                municipality=request.municipality,
                names=eyes.names,
                standings=_STANDINGS[request.show],
                worker_id=worker_id if request.mine else None,
                quiet_before=quiet if due else None,
                resting_before=resting if due else None,
                after=after,
            )
            found = views.worklist(tx, wanted, request.limit + 1)
            rows, more = found[: request.limit], len(found) > request.limit
            named = (row.main_subject for row in rows)
            members = tx.load_all(PERSON, (one for one in named if one is not None))
            put_look_on_record(tx, eyes, "worklist", person_ids=members)
        # Only now: nobody who wants to write has to wait while names are opened.
        subjects, before = self._subjects(members), {"quiet": quiet, "resting": resting}
        return Worklist(
            cases=tuple(self._line(row, subjects, today, before, worker_id) for row in rows),
            next_after=f"{rows[-1].last_moved_on.isoformat()}_{rows[-1].case_id}" if more else None,
            quiet_after_days=request.quiet_after_days,
            resting_after_days=request.resting_after_days,
        )

    def _line(
        self,
        row: WorkRow,
        subjects: Mapping[UUID, PersonLine],
        today: date,
        before: Mapping[str, date],
        worker_id: UUID,
    ) -> CaseLine:
        return CaseLine(
            case_id=row.case_id,
            main_subject=subjects[row.main_subject] if row.main_subject is not None else None,
            standing=row.standing,
            standing_since=row.standing_since,
            opened_on=row.opened_on,
            anonymous=row.anonymous,
            last_contact_on=row.last_contact_on,
            quiet_days=(today - row.last_moved_on).days,
            due=_due(row, before["quiet"], before["resting"]),
            in_charge=row.worker_id is not None,
            mine=row.worker_id == worker_id,
        )

    def _subjects(self, members: Mapping[UUID, Stream[PersonState]]) -> dict[UUID, PersonLine]:
        """Whom the lines name; for a page of lines no case is read from its beginning."""
        self._counter.sealer.bring_keys(map(str, members))
        return {
            one: line_of(self._counter.sealer, one, existing(member.state))
            for one, member in members.items()
        }


def _due(row: WorkRow, quiet: date, resting: date) -> Due | None:
    if row.standing is Standing.OPEN and row.last_moved_on < quiet:
        return "contact"
    if row.standing is Standing.SUSPENDED and row.last_moved_on < resting:
        return "look_again"
    return None


def _place(after: str | None) -> tuple[date, UUID] | None:
    """Where a page begins.

    Raises:
        InvalidInput: ``cursor-unreadable``.
    """
    if after is None:
        return None
    day, _, case_id = after.partition("_")
    try:
        return date.fromisoformat(day), UUID(case_id)
    except ValueError:
        raise InvalidInput(
            "after",
            "cursor-unreadable",
            "一覧の続きの印を読み取れません。",
            "一覧の最初から、開き直してください。",
        ) from None
