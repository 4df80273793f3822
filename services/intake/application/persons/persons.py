"""対象者の登録・訂正・閲覧, for the agency that has to do with them."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from services.intake import views
from services.intake.application.counter import COUNSELLORS, Counter
from services.intake.application.door import Eyes, eyes_of
from services.intake.application.looking import put_look_on_record
from services.intake.application.persons.forms import (
    AmendPerson,
    PersonNamed,
    PersonShown,
    RegisterPerson,
)
from services.intake.application.persons.telling import (
    TELLERS_OWN,
    details_told,
    line_of,
    opened,
    readable,
    told_by,
)
from services.intake.application.profiles import PersonDetails
from services.intake.domain.person import PersonState, existing
from shared.identity import Actor
from shared.refusal import Refusal
from shared.store import Stream, Transaction
from shared.use_case import use_case


class Persons:
    """What is recorded and read of persons.

    Args:
        counter: the acts, behind the agency's door.
    """

    def __init__(self, counter: Counter) -> None:
        self._counter = counter

    @use_case("persons.register", "対象者の登録", roles=COUNSELLORS)
    def register(self, actor: Actor, request: RegisterPerson) -> UUID:
        """Register somebody who is not known yet; return their id.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``,
                ``person-exists``, ``id-taken``.
            InvalidInput: ``birth-in-future``, ``date-unreadable``, ``date-impossible``,
                ``date-outside-era``, ``date-too-vague``, ``unknown-code``.
        """
        details = details_told(request, self._counter.today)
        return self._counter.register_person(
            actor, request.municipality, details, request.person_id
        )

    @use_case("persons.amend", "対象者の訂正・補完", roles=COUNSELLORS)
    def amend(self, actor: Actor, request: AmendPerson) -> None:
        """Correct or complete who somebody is.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``,
                ``person-not-found``, ``person-erased``; ``detail-of-another-agency``: what is to
                be taken away was told by another one.
            InvalidInput: ``birth-in-future``, ``date-unreadable``, ``date-impossible``,
                ``date-outside-era``, ``date-too-vague``, ``unknown-code``.
        """
        said = details_told(request, self._counter.today)
        counter, person_id = self._counter, request.person_id

        def changed(tx: Transaction, known: PersonDetails) -> PersonDetails:
            eyes = eyes_of(tx)
            own = told_by(counter.sealer, counter.store.history(person_id), eyes.names)
            if not {one for one in request.take_away if one in TELLERS_OWN} <= own:
                raise Refusal(
                    "detail-of-another-agency",
                    "あなたの機関が伝えたものではない項目は、消せません。",
                    "正しい内容が分かっていれば、その内容に書き直してください。",
                )
            blank = dict.fromkeys(request.take_away)
            return replace(known, **blank).completed_by(said)  # type: ignore[arg-type]

        counter.change_person(actor, person_id, changed, expected=request.expected_version)

    @use_case("persons.show", "対象者", roles=COUNSELLORS, kind="query")
    def show(self, actor: Actor, request: PersonNamed) -> PersonShown:
        """What the own agency knows of a person; that it was read goes on record.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``,
                ``person-not-found``.
        """
        with self._counter.transaction(actor) as tx:
            stream = self._counter.door.person(tx, request.person_id)
            eyes = eyes_of(tx)
            shown = self._shown(tx, eyes, stream)
            put_look_on_record(tx, eyes, "person", person_ids=(stream.id,))
        return shown

    def _shown(self, tx: Transaction, eyes: Eyes, stream: Stream[PersonState]) -> PersonShown:
        sealer, state = self._counter.sealer, existing(stream.state)
        told = told_by(sealer, self._counter.store.history(stream.id), eyes.names)
        known = readable(opened(sealer, state.profile) or PersonDetails(), told)
        cases = tuple(views.cases_held(tx, stream.id, eyes.names))
        return PersonShown(
            **line_of(sealer, stream.id, state).model_dump(),
            number=known.number,
            address=known.address,
            phone=known.phone,
            open_case=state.open_case if state.open_case in cases else None,
            cases=cases,
            version=stream.version,
        )
