"""記名の同意: who agrees that what they come to is recorded as theirs."""

from __future__ import annotations

from services.placement.application.acting import found_by
from services.placement.application.programmes.forms import AgreeToName, WithdrawFromName
from services.placement.application.programmes.programmes import KEEPERS
from services.placement.application.programmes.tokens import (
    token_known_on,
    token_of_handle,
    token_of_person,
)
from services.placement.domain.programme import (
    PARTICIPANT,
    PROGRAMME,
    agree_to_name,
    existing_programme,
    withdraw_from_name,
)
from shared.desk import Desk
from shared.identity import Actor
from shared.refusal import Refusal
from shared.use_case import use_case


class Participants:
    """What is recorded of participants.

    Args:
        desk: store, keys, clock.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @use_case("participants.agree", "居場所などでの記名の同意", roles=KEEPERS)
    def agree(self, actor: Actor, request: AgreeToName) -> None:
        """Somebody agrees to be known in one programme; what they came to before stays unnamed.

        Raises:
            Refusal: ``own-agency-not-registered``, ``programme-not-found``,
                ``person-known-in-programme``; and see
                :func:`services.placement.domain.programme.agree_to_name`.
        """
        desk, programme_id = self._desk, request.programme_id
        with desk.transaction(actor) as tx:
            found = found_by(tx, actor, tx.load(PROGRAMME, programme_id).state)
            programme = existing_programme(found)
            if token_known_on(tx, programme_id, request.person_id, None) is not None:
                raise Refusal(
                    "person-known-in-programme",
                    "この人は、この事業で、すでに記名に同意しています。",
                    "呼び名を替えるときは、先に「同意の撤回」を記録してください。",
                )
            token = (
                token_of_person(desk.sealer, programme_id, request.person_id)
                if request.handle is None
                else token_of_handle(desk.sealer, programme_id, request.handle)
            )
            stream = tx.load(PARTICIPANT, token)
            events = agree_to_name(
                stream.state,
                programme.municipality,
                programme_id,
                request.person_id,
                on=request.on,
                today=desk.today,
            )
            tx.append(PARTICIPANT, stream, *events)

    @use_case("participants.withdraw", "居場所などでの記名の同意の撤回", roles=KEEPERS)
    def withdraw(self, actor: Actor, request: WithdrawFromName) -> None:
        """Somebody does not want to be known any more; what is on record by then stays.

        Raises:
            Refusal: ``own-agency-not-registered``, ``programme-not-found``; and see
                :func:`services.placement.domain.programme.withdraw_from_name`.
        """
        desk, programme_id = self._desk, request.programme_id
        with desk.transaction(actor) as tx:
            existing_programme(found_by(tx, actor, tx.load(PROGRAMME, programme_id).state))
            known = token_known_on(tx, programme_id, request.person_id, None)
            token = known or token_of_person(desk.sealer, programme_id, request.person_id)
            stream = tx.load(PARTICIPANT, token)
            events = withdraw_from_name(stream.state, on=request.on, today=desk.today)
            tx.append(PARTICIPANT, stream, *events)
