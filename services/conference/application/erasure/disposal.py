"""How a person stands towards disposal: cases, terms, holds, gathered from the read models."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.conference import views
from services.conference.application.acting import acting_for
from services.conference.application.desk import Desk
from services.conference.application.holders import described
from services.conference.domain.erasure import (
    Decision,
    Standing,
    case_unknown,
    person_without_case,
)
from services.conference.domain.municipality import municipality_id
from services.conference.domain.retention import (
    RETENTION_RULE,
    Expiry,
    Recorded,
    RetentionRuleState,
    expiries,
    kept_until,
    retention_rule_id,
)
from services.conference.ledger import index
from services.conference.ledger.reading import latest
from services.conference.retention import ClassId
from shared.calendar import jst_date
from shared.identity import Actor
from shared.store import Rows, Transaction


@dataclass(frozen=True, slots=True)
class Disposal:
    """What keeps a person's records, and until when.

    Attributes:
        standing: as the rules must know it.
        cases: every case they are or were in.
        terms: until when each class is kept.
        holds: holds in force on them, their cases and whoever is in one.
        access_pending: a 開示請求 about one of them is not answered yet.
    """

    standing: Standing
    cases: tuple[UUID, ...]
    terms: tuple[Expiry, ...]
    holds: tuple[UUID, ...]
    access_pending: bool


def rule_of(tx: Transaction, municipality: str) -> RetentionRuleState | None:
    """The municipality's own terms."""
    return tx.load(RETENTION_RULE, retention_rule_id(municipality_id(municipality))).state


def persons_here(
    tx: Transaction, municipality: str, person_id: UUID | None, case_id: UUID | None
) -> list[UUID]:
    """Whom something is about: a person of a municipality, or everybody in a case of it.

    Raises:
        Refusal: ``person-without-case``, ``case-unknown``: also for another municipality's.
    """
    if case_id is not None:
        if not views.known_cases(tx, municipality, [case_id]):
            raise case_unknown()
        return views.persons_of_case(tx, case_id)
    if person_id is None:
        return []
    in_a_case = any(
        one.municipality == municipality for one in views.cases_of_person(tx, person_id)
    )
    if not in_a_case and not described(tx, [person_id], municipality):
        raise person_without_case()
    return [person_id]


def disposal_of(
    tx: Transaction, desk: Desk, rule: RetentionRuleState | None, municipality: str, person_id: UUID
) -> Disposal:
    """How a person stands towards disposal at this instant."""
    cases = views.cases_of_person(tx, person_id)
    case_ids = [one.case_id for one in cases]
    together = {one for case_id in case_ids for one in views.persons_of_case(tx, case_id)}
    together.add(person_id)
    in_open_case = any(not one.ended for one in cases)
    closed_on = None if in_open_case else max((one.since for one in cases), default=None)
    terms = expiries(rule, Recorded(closed_on, _last_days(tx, person_id, case_ids)))
    holds = views.holds_on(tx, [*sorted(together), *case_ids], desk.today)
    pending = any(
        views.has_pending_access_request(tx, municipality, one) for one in sorted(together)
    )
    standing = Standing(
        known=any(one.municipality == municipality for one in cases),
        in_open_case=in_open_case,
        held=bool(holds) or pending,
        other_erasure=bool(views.erasures_of(tx, person_id, "proposed", "approved", "completed")),
        kept_until=kept_until(terms),
    )
    return Disposal(standing, tuple(case_ids), terms, tuple(holds), pending)


def _last_days(rows: Rows, person_id: UUID, cases: list[UUID]) -> dict[ClassId, date | None]:
    """The classes that there are records of about a person, with the day of the latest."""
    found: dict[ClassId, date | None] = {"consultation": None}
    found.update(views.last_days(rows, [person_id, *cases]))
    disclosed = last_disclosed_on(rows, person_id)
    if disclosed is not None:
        found["disclosure"] = disclosed
    return found


def last_disclosed_on(rows: Rows, person_id: UUID) -> date | None:
    """The day of the last entry of the ledger about a person; ``None`` if there is none."""
    last = latest(rows, index.subject_key(person_id), None, 1).entries
    return jst_date(last[0].entry.recorded_at) if last else None


def decision_of(tx: Transaction, actor: Actor, municipality: str) -> Decision:
    """Who decides, for which body.

    Raises:
        Refusal: ``own-agency-not-registered``; ``not-of-this-municipality``.
    """
    own = acting_for(tx, actor, municipality, tx.at)
    return Decision(by=actor.person, municipal=own.agency.details.internal, at=tx.at)
