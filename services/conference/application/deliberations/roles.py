"""役割分担: who takes what on, and what becomes of it."""

from __future__ import annotations

from uuid import UUID, uuid4

from services.conference import views
from services.conference.application.acting import acting
from services.conference.application.deliberations.forms import (
    DivideRoles,
    EndRole,
    OwnTasks,
    RoleListed,
    RoleTaskText,
    TaskListed,
)
from services.conference.application.deliberations.place import (
    convener_place,
    task_in_hand,
)
from services.conference.application.desk import Desk
from services.conference.application.disclosure.packet_forms import AgendaItemNamed
from services.conference.domain.deliberation import (
    DELIBERATION,
    TASK_LABEL,
    RoleTask,
    deliberation_id,
    divide_roles,
    end_role,
)
from shared.acting import AGENCY_ROLES
from shared.identity import Actor
from shared.paging import listed
from shared.refusal import InvalidInput
from shared.sealing import read_jointly, seal_jointly
from shared.use_case import use_case


class Roles:
    """What the secretariat records of who does what.

    Args:
        desk: store, keys, clock.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @use_case("roles.divide", "役割分担の記録", roles=("secretariat",))
    def divide(self, actor: Actor, request: DivideRoles) -> list[UUID]:
        """Record who takes what on; return the tasks, in order.

        Raises:
            Refusal: ``agenda-item-not-found``, ``stale-version``, ``person-erased``; and see
                :func:`services.conference.domain.deliberation.divide_roles`.
            InvalidInput: ``task-blank``.
        """
        desk = self._desk
        with desk.transaction(actor) as tx:
            now = tx.at
            place = convener_place(tx, actor, request.conference_id, request.agenda_id)
            place.stream.expect_version(request.expected_version)
            tasks = [self._sealed(place.table.subjects, one) for one in request.tasks]
            events = divide_roles(
                place.stream.state, place.table, tasks, by=place.own, at=now, today=desk.today
            )
            tx.append(DELIBERATION, place.stream, *events)
        return [one.task_id for one in tasks]

    @use_case("roles.list", "役割分担の一覧", roles=("secretariat",), kind="query")
    def list_roles(self, actor: Actor, request: AgendaItemNamed) -> list[RoleListed]:
        """Who took what on, to the convener's secretariat.

        Raises:
            Refusal: ``agenda-item-not-found``, ``not-the-convener``.
        """
        desk = self._desk
        with desk.transaction(actor) as tx:
            place = convener_place(tx, actor, request.conference_id, request.agenda_id)
        state = place.stream.state
        return [
            RoleListed(
                task_id=task_id,
                agency_id=one.task.agency_id,
                task=read_jointly(desk.sealer, map(str, one.subjects), one.task.task, TASK_LABEL),
                due_on=one.task.due_on,
                done=one.done,
            )
            for task_id, one in (state.roles.items() if state else ())
        ]

    @use_case("roles.own", "自機関の役割", roles=AGENCY_ROLES, kind="query")
    @listed("due_on", "task_id")
    def own_tasks(self, actor: Actor, _request: OwnTasks) -> list[TaskListed]:
        """The own agency's tasks that have not ended: where they were given, and by when.

        What a task says was agreed at the table and is not shown again outside of packets.

        Raises:
            Refusal: ``own-agency-not-registered``.
        """
        desk = self._desk
        with desk.transaction(actor) as tx:
            own = acting(tx, actor).agency_id
            found = []
            for one in views.role_tasks_of(tx, own):
                state = tx.load(DELIBERATION, deliberation_id(one.agenda_id)).state
                if state is not None:
                    found.append((one, state.roles[one.task_id].task.due_on))
        return [
            TaskListed(
                task_id=one.task_id,
                conference_id=one.conference_id,
                agenda_id=one.agenda_id,
                due_on=due_on,
                overdue=due_on is not None and due_on < desk.today,
            )
            for one, due_on in found
        ]

    @use_case("roles.end", "役割の終わりの記録", roles=AGENCY_ROLES)
    def end(self, actor: Actor, request: EndRole) -> None:
        """Record that a task was done or given up: by who took it on, or by the convener.

        Raises:
            Refusal: ``task-not-found``, ``task-ended``.
        """
        desk = self._desk
        with desk.transaction(actor) as tx:
            task = task_in_hand(tx, actor, views.role_task(tx, request.task_id))
            events = end_role(
                task.stream.state,
                request.task_id,
                done=request.done,
                by=task.own,
                convener_id=task.convener_id,
                today=desk.today,
            )
            tx.append(DELIBERATION, task.stream, *events)

    def _sealed(self, subjects: tuple[UUID, ...], text: RoleTaskText) -> RoleTask:
        if not text.task.strip():
            raise InvalidInput(
                "役割の分担",
                "task-blank",
                "役割の内容が書かれていません。",
                "その機関が何をするかを書いてください。",
            )
        keys = [str(one) for one in subjects]
        return RoleTask(
            task_id=text.task_id or uuid4(),
            agency_id=text.agency_id,
            task=seal_jointly(self._desk.sealer, keys, text.task, TASK_LABEL),
            due_on=text.due_on,
        )
