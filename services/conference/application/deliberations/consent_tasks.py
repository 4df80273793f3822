"""同意を得る課題: who asks the person, once they are in contact (law rule 27)."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID, uuid4

from services.conference import views
from services.conference.application.acting import acting
from services.conference.application.deliberations.forms import (
    AdvanceConsentTask,
    ConsentTaskListed,
    FinishConsentTask,
    OwnTasks,
    SetConsentTask,
)
from services.conference.application.deliberations.place import convener_place, task_in_hand
from services.conference.application.desk import Desk
from services.conference.application.disclosure.packet_forms import AgendaItemNamed
from services.conference.domain.agency import AGENCY
from services.conference.domain.consent import CONSENTS, consents_id
from services.conference.domain.deliberation import (
    DELIBERATION,
    ConsentTask,
    ConsentTaskState,
    advance_consent_task,
    deliberation_id,
    finish_consent_task,
    set_consent_task,
    task_not_found,
)
from services.conference.law.vocabulary import AgencyKind
from services.conference.views import TaskPlace
from shared.acting import AGENCY_ROLES
from shared.identity import Actor
from shared.paging import listed
from shared.store import Transaction
from shared.use_case import use_case


class ConsentTasks:
    """What is recorded of seeking consent.

    Args:
        desk: store, keys, clock.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @use_case("consent-tasks.set", "同意を得る課題の設定", roles=("secretariat",))
    def set_task(self, actor: Actor, request: SetConsentTask) -> UUID:
        """Give somebody at the table the task to seek a person's consent; return its id.

        Raises:
            Refusal: ``agenda-item-not-found``; and see
                :func:`services.conference.domain.deliberation.set_consent_task`.
        """
        desk = self._desk
        task = ConsentTask(
            task_id=request.task_id or uuid4(),
            person_id=request.person_id,
            seeker_id=request.seeker_id,
            sought=request.sought,
            due_on=request.due_on,
        )
        with desk.transaction(actor) as tx:
            now = tx.at
            place = convener_place(tx, actor, request.conference_id, request.agenda_id)
            events = set_consent_task(
                place.stream.state, place.table, task, by=place.own, at=now, today=desk.today
            )
            tx.append(DELIBERATION, place.stream, *events)
        return task.task_id

    @use_case("consent-tasks.advance", "同意を得る課題の進み", roles=AGENCY_ROLES)
    def advance(self, actor: Actor, request: AdvanceConsentTask) -> None:
        """Record that the person is in contact, or that they were asked.

        Raises:
            Refusal: see :func:`services.conference.domain.deliberation.advance_consent_task`.
        """
        desk = self._desk
        with desk.transaction(actor) as tx:
            task = task_in_hand(tx, actor, views.consent_task(tx, request.task_id))
            events = advance_consent_task(
                task.stream.state,
                request.task_id,
                request.step,
                by=task.own,
                convener_id=task.convener_id,
                on=request.on or desk.today,
                today=desk.today,
            )
            tx.append(DELIBERATION, task.stream, *events)

    @use_case("consent-tasks.finish", "同意を得る課題の終わり", roles=AGENCY_ROLES)
    def finish(self, actor: Actor, request: FinishConsentTask) -> None:
        """End a task with the person's answer on record: it was given, or refused.

        Raises:
            Refusal: see :func:`services.conference.domain.deliberation.finish_consent_task`.
        """
        desk = self._desk
        with desk.transaction(actor) as tx:
            task = task_in_hand(tx, actor, views.consent_task(tx, request.task_id))
            state = task.stream.state
            given = state.consent_tasks.get(request.task_id) if state else None
            if given is None:
                raise task_not_found()
            events = finish_consent_task(
                state,
                request.task_id,
                tx.load(CONSENTS, consents_id(given.task.person_id)).state,
                request.consent_id,
                _kinds(tx, given.task.sought.recipients),
                by=task.own,
                convener_id=task.convener_id,
                today=desk.today,
            )
            tx.append(DELIBERATION, task.stream, *events)

    @use_case("consent-tasks.list", "同意を得る課題の一覧", roles=("secretariat",), kind="query")
    def list_tasks(self, actor: Actor, request: AgendaItemNamed) -> list[ConsentTaskListed]:
        """The tasks of an agenda item, to the convener's secretariat.

        Raises:
            Refusal: ``agenda-item-not-found``, ``not-the-convener``.
        """
        with self._desk.transaction(actor) as tx:
            place = convener_place(tx, actor, request.conference_id, request.agenda_id)
        state = place.stream.state
        return [
            _listed(TaskPlace(task_id, request.conference_id, request.agenda_id), one)
            for task_id, one in (state.consent_tasks.items() if state else ())
        ]

    @use_case("consent-tasks.own", "自機関の同意を得る課題", roles=AGENCY_ROLES, kind="query")
    @listed("due_on", "task_id")
    def own_tasks(self, actor: Actor, _request: OwnTasks) -> list[ConsentTaskListed]:
        """The tasks that the own agency has not ended, the most urgent first.

        Raises:
            Refusal: ``own-agency-not-registered``.
        """
        found = []
        with self._desk.transaction(actor) as tx:
            own = acting(tx, actor).agency_id
            for one in views.consent_tasks_of(tx, own):
                state = tx.load(DELIBERATION, deliberation_id(one.agenda_id)).state
                if state is not None:
                    found.append(_listed(one, state.consent_tasks[one.task_id]))
        return found


def _kinds(tx: Transaction, agencies: Iterable[UUID]) -> dict[UUID, AgencyKind]:
    """What kind of agency each is, as far as it is registered."""
    states = {one: tx.load(AGENCY, one).state for one in agencies}
    return {one: state.details.kind for one, state in states.items() if state}


def _listed(where: TaskPlace, one: ConsentTaskState) -> ConsentTaskListed:
    return ConsentTaskListed(
        task_id=where.task_id,
        conference_id=where.conference_id,
        agenda_id=where.agenda_id,
        person_id=one.task.person_id,
        seeker_id=one.task.seeker_id,
        sought=one.task.sought,
        status=one.status,
        due_on=one.task.due_on,
        consent_id=one.consent_id,
    )
