"""Who is in a case: taken in, its main subject, their consent, 名寄せ."""

from __future__ import annotations

from services.intake.application.cases.forms import LinkAnonymous, NoteConsent, PersonOfCase
from services.intake.application.counter import COUNSELLORS, Counter
from shared.identity import Actor
from shared.use_case import use_case


class People:
    """What is done with the persons of a case; refusals as in :class:`Cases`.

    Args:
        counter: the acts, behind the agency's door.
    """

    def __init__(self, counter: Counter) -> None:
        self._counter = counter

    @use_case("cases.add-person", "世帯員の追加", roles=COUNSELLORS)
    def add_person(self, actor: Actor, request: PersonOfCase) -> None:
        """Take a further person of the household into a case.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``,
                ``case-not-found``, ``case-closed``, ``case-transferred``, ``case-linked``,
                ``person-not-found``, ``case-already-open``, ``case-anonymous``.
            InvalidInput: ``date-in-future``.
        """
        self._counter.add_person(
            actor, request.case_id, request.person_id, request.on, expected=request.expected_version
        )

    @use_case("cases.change-main-subject", "主たる対象者の変更", roles=COUNSELLORS)
    def change_main_subject(self, actor: Actor, request: PersonOfCase) -> None:
        """Make the case mainly about another of its persons.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``,
                ``case-not-found``, ``case-closed``, ``case-transferred``, ``case-linked``,
                ``person-not-in-case``.
            InvalidInput: ``date-in-future``.
        """
        self._counter.change_main_subject(
            actor, request.case_id, request.person_id, request.on, expected=request.expected_version
        )

    @use_case("cases.note-consent", "同意の聞き取り", roles=COUNSELLORS)
    def note_consent(self, actor: Actor, request: NoteConsent) -> None:
        """Note what a person said about sharing; each person's is their own.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``,
                ``case-not-found``, ``case-closed``, ``case-transferred``, ``case-linked``,
                ``person-not-in-case``.
            InvalidInput: ``unknown-code``, ``date-in-future``.
        """
        self._counter.note_consent(
            actor,
            request.case_id,
            request.person_id,
            request.consent,
            request.on,
            expected=request.expected_version,
        )

    @use_case("cases.link-anonymous", "匿名相談の名寄せ", roles=COUNSELLORS)
    def link_anonymous(self, actor: Actor, request: LinkAnonymous) -> None:
        """Tie an anonymous case to a person, as an explicit act; both cases are the agency's own.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``,
                ``case-not-found``, ``case-not-anonymous``, ``already-linked``,
                ``person-not-in-case``, ``person-erased``.
            InvalidInput: ``date-in-future``, ``date-before-last-change``,
                ``end-before-last-contact``.
        """
        self._counter.link_anonymous(
            actor,
            request.case_id,
            request.linked_case_id,
            request.person_id,
            self._counter.worker_of(actor),
            request.reason,
            request.on,
            expected=request.expected_version,
        )
