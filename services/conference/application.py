"""What a conference's secretariat can do; each use case is one transaction."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid4

from services.conference import views
from services.conference.domain.conference import (
    CONFERENCE,
    AgendaItem,
    Meeting,
    Surroundings,
    hold_conference,
)
from services.conference.domain.plan import PLAN, Decision, Goal, Plan, RoleShare, decide_plan
from services.conference.law.statutes.legal_modes import Body
from shared.calendar import Clock, jst_date
from shared.identity import Actor
from shared.sealing import Sealed, Sealer
from shared.store import EventStore


@dataclass(frozen=True, slots=True)
class MunicipalityDuties:
    """What a municipality runs; its own decision, and a condition of some legal modes.

    Attributes:
        runs_juso: 重層的支援体制整備事業 (社会福祉法106条の4).
        welfare_office: it has a 福祉事務所 of its own (生活困窮者自立支援法9条).
    """

    runs_juso: bool
    welfare_office: bool


@dataclass(frozen=True, slots=True)
class ConferenceNote:
    """A conference as the secretariat tells it; the title is in the clear until sealed here."""

    municipality: str
    legal_mode: str
    convened_by: Body
    held_on: date
    agenda: tuple[AgendaItem, ...]
    agencies: tuple[UUID, ...] = ()
    title: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """The five contents of a plan (社会福祉法施行規則34条の7) in the clear, until sealed here.

    Attributes:
        will_and_issues: 1号 生活に対する意向・解決すべき課題.
        goals: 2号 目標とその達成時期.
        services: 3号 支援の種類・内容・留意事項.
        roles: 4号 支援関係機関それぞれの役割, by agency.
        integration: 5号 一体的に提供するための方策.
    """

    will_and_issues: str = field(repr=False)
    goals: tuple[tuple[str, date | None], ...] = field(repr=False)
    services: str = field(repr=False)
    roles: tuple[tuple[UUID, str], ...] = field(repr=False)
    integration: str = field(repr=False)


class ConferenceApplication:
    """Conference's use cases.

    Args:
        store: events and views.
        sealer: the service's keys.
        clock: the instant of recording.
        duties: what the municipality runs.
    """

    def __init__(
        self, store: EventStore, sealer: Sealer, clock: Clock, duties: MunicipalityDuties
    ) -> None:
        self.store = store
        self.sealer = sealer
        self.clock = clock
        self.duties = duties

    @property
    def today(self) -> date:
        """The day of recording in Japan."""
        return jst_date(self.clock())

    def hold_conference(self, actor: Actor, note: ConferenceNote) -> UUID:
        """支援会議開催: record that a conference was held; return its id.

        Raises:
            Refusal: see :func:`services.conference.domain.conference.hold_conference`.
        """
        conference_id = uuid4()
        title = note.title and self.sealer.seal(
            str(conference_id), note.title, "conference.meeting.title"
        )
        meeting = Meeting(
            legal_mode=note.legal_mode,
            convened_by=note.convened_by,
            held_on=note.held_on,
            title=title or None,
            agenda=note.agenda,
            agencies=note.agencies,
        )
        with self.store.transaction(actor, self.clock()) as tx:
            here = Surroundings(
                municipality=note.municipality,
                runs_juso=self.duties.runs_juso,
                welfare_office=self.duties.welfare_office,
                known_cases=views.known_cases(
                    tx, note.municipality, [item.case_id for item in note.agenda]
                ),
            )
            stream = tx.load(CONFERENCE, conference_id)
            events = hold_conference(stream.state, meeting, here, today=self.today)
            tx.append(CONFERENCE, stream, *events)
        return conference_id

    def decide_plan(
        self,
        actor: Actor,
        case_id: UUID,
        conference_id: UUID,
        draft: PlanDraft,
        *,
        by: Body,
        decided_on: date,
        consented_on: date | None,
        next_review: date | None,
    ) -> UUID:
        """支援決定: record the municipality's decision on a plan; return the plan's id.

        Raises:
            Refusal: see :func:`services.conference.domain.plan.decide_plan`.
        """
        plan_id = uuid4()

        def seal(text: str, name: str) -> Sealed | None:
            return self.sealer.seal(str(plan_id), text, f"conference.plan.{name}") if text else None

        goals = ((seal(text, "goal"), due) for text, due in draft.goals)
        roles = ((agency, seal(task, "role")) for agency, task in draft.roles)
        plan = Plan(
            case_id=case_id,
            conference_id=conference_id,
            decided_on=decided_on,
            consented_on=consented_on,
            next_review=next_review,
            will_and_issues=seal(draft.will_and_issues, "will_and_issues"),
            goals=tuple(Goal(text=text, due=due) for text, due in goals if text),
            services=seal(draft.services, "services"),
            roles=tuple(RoleShare(agency_id=agency, task=task) for agency, task in roles if task),
            integration=seal(draft.integration, "integration"),
        )
        with self.store.transaction(actor, self.clock()) as tx:
            stream = tx.load(PLAN, plan_id)
            decision = Decision(
                by=by,
                conference=tx.load(CONFERENCE, conference_id).state,
                first=not views.has_plan(tx, case_id),
                today=self.today,
            )
            tx.append(PLAN, stream, *decide_plan(stream.state, plan, decision))
        return plan_id
