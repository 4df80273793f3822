"""相談対応の記録と閲覧: what an agency noted, it alone reads."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from services.intake.application.contacts.forms import (
    ContactLine,
    ContactNamed,
    ContactRead,
    ContactsOfCase,
    RecordContact,
)
from services.intake.application.counter import COUNSELLORS, Counter
from services.intake.application.door import eyes_of
from services.intake.application.looking import put_look_on_record
from services.intake.application.reception import CONTENT, contact_not_found
from services.intake.domain import case
from services.intake.domain.holding import noted_for
from shared.identity import Actor
from shared.store import Transaction
from shared.use_case import use_case


class Contacts:
    """What is recorded and read of contacts.

    Args:
        counter: the acts, behind the agency's door.
    """

    def __init__(self, counter: Counter) -> None:
        self._counter = counter

    @use_case("contacts.record", "相談対応の記録", roles=COUNSELLORS)
    def record(self, actor: Actor, request: RecordContact) -> UUID:
        """Record a contact in a case of the own agency's; return its id.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``,
                ``case-not-found``, ``case-closed``, ``case-transferred``, ``case-linked``,
                ``person-not-found``, ``person-not-in-case``, ``person-erased``.
            InvalidInput: ``contact-in-future``, ``contact-before-birth``,
                ``joint-agency-twice``, ``unknown-code``.
        """
        return self._counter.record_contact(
            actor,
            request.case_id,
            request.note(actor, self._counter.worker_of(actor)),
            request.person_id,
            expected=request.expected_version,
        )

    @use_case("contacts.list", "相談対応の一覧", roles=COUNSELLORS, kind="query")
    def list(self, actor: Actor, request: ContactsOfCase) -> tuple[ContactLine, ...]:
        """The contacts that the own agency noted in a case, the latest first.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``,
                ``case-not-found``.
        """
        with self._counter.transaction(actor) as tx:
            found = sorted(self._own(tx, request.case_id), key=lambda one: one.on, reverse=True)
            put_look_on_record(tx, eyes_of(tx), "case", case_ids=(request.case_id,))
        return tuple(
            ContactLine(
                **{name: getattr(one, name) for name in _SHOWN},
                has_content=one.content is not None,
            )
            for one in found
        )

    @use_case("contacts.read", "相談の内容", roles=COUNSELLORS, kind="query")
    def read(self, actor: Actor, request: ContactNamed) -> ContactRead:
        """What was said at a contact that the own agency noted; the reading goes on record.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``,
                ``case-not-found``, ``person-erased``; ``contact-not-found``, whether there is
                none or another agency noted it.
        """
        with self._counter.transaction(actor) as tx:
            own = {one.contact_id: one for one in self._own(tx, request.case_id)}
            contact = own.get(request.contact_id)
            if contact is None:
                raise contact_not_found()
            put_look_on_record(
                tx,
                eyes_of(tx),
                "contact",
                person_ids=(contact.person_id,) if contact.person_id else (),
                case_ids=(request.case_id,),
                contact_id=contact.contact_id,
            )
        sealed = contact.content
        return ContactRead(
            contact_id=contact.contact_id,
            content=self._counter.sealer.open(sealed, CONTENT) if sealed else "",
            source=contact.source,
            told_in_confidence=contact.told_in_confidence,
        )

    def _own(self, tx: Transaction, case_id: UUID) -> Iterator[case.ContactRecorded]:
        """The contacts of a case that the own agency noted."""
        self._counter.door.case(tx, case_id)
        names = eyes_of(tx).names
        for recorded in self._counter.store.history(case_id):
            event = recorded.event
            if isinstance(event, case.ContactRecorded) and noted_for(recorded) in names:
                yield event


_SHOWN = tuple(name for name in ContactLine.model_fields if name != "has_content")
