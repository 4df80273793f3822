"""同意取得・同意拒否・意思確認不能: what must be on record about an answer (law rules 4–8, 11).

Whether an answer counts is the law's to say, each time anew; here is only made sure that what was
recorded can be judged. An answer that will not count is recorded all the same.
"""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar, get_args
from uuid import UUID

from services.conference.domain.consent.events import Answer, ConsentAnswered
from services.conference.domain.consent.state import ConsentsState
from services.conference.domain.municipality import refuse_empty_period
from services.conference.law.vocabulary import RepresentativeKind
from shared.codes.municipality import MunicipalityCode
from shared.refusal import InvalidInput, Refusal

V = TypeVar("V")

REPRESENTATIVES: frozenset[str] = frozenset(get_args(RepresentativeKind))


def next_version(consents: ConsentsState | None, consent_id: UUID) -> int:
    """The version that the next answer of a consent has."""
    latest = consents.latest(consent_id) if consents else None
    return latest.version + 1 if latest else 1


def answer_consent(
    consents: ConsentsState | None,
    municipality: MunicipalityCode,
    person_id: UUID,
    answer: Answer,
    *,
    owner: UUID | None,
    now: datetime,
) -> tuple[ConsentAnswered, ...]:
    """Record an answer about sharing the data of one person, whatever it is.

    Args:
        consents: everything the person answered so far.
        municipality: where.
        person_id: whose data.
        answer: with everything that has to be on record about it.
        owner: whose consent this id is so far; ``None`` for a new one.
        now: the instant of recording.

    Raises:
        Refusal: ``consent-of-another``, ``consent-withdrawn``, ``version-not-next``,
            ``starts-before-former``, ``refusal-stands``.
        InvalidInput: ``period-empty``, ``answered-in-future``, ``consent-back-dated``; and what
            :func:`_check_answerer`, :func:`_check_given` and :func:`_check_unanswered` say.
    """
    _refuse_out_of_turn(consents, person_id, answer, owner)
    _check_dates(answer, now)
    if answer.state == "given":
        _check_answerer(answer, person_id)
        _check_given(answer)
    elif answer.state == "refused":
        _check_answerer(answer, person_id)
    else:
        _refuse_to_undo_a_no(consents)
        _check_unanswered(answer)
    answered = ConsentAnswered(municipality=municipality, person_id=person_id, **dict(answer))
    return (answered,)


def _refuse_to_undo_a_no(consents: ConsentsState | None) -> None:
    """Who has said no was obtainable: only their own later answer takes its place (law rule 7)."""
    if consents is None:
        return
    standing = (one for one in consents.answers if one.consent_id not in consents.withdrawn)
    latest = max(standing, key=lambda one: one.answered_at, default=None)
    if latest is not None and latest.state == "refused":
        raise Refusal(
            "refusal-stands",
            "本人は、はっきり断っています。確認できないことにも、まだ聞いていないことにもできません。",
            "気持ちが変わったときは、本人の新しい返事を記録してください。",
        )


def _refuse_out_of_turn(
    consents: ConsentsState | None, person_id: UUID, answer: Answer, owner: UUID | None
) -> None:
    """One consent is one person's (law rule 9), and its versions follow each other."""
    if owner is not None and owner != person_id:
        raise Refusal(
            "consent-of-another",
            "この番号の同意は、別の方のものです。",
            "同意は一人ずつ、別の番号で記録してください。",
        )
    if consents is not None and answer.consent_id in consents.withdrawn:
        raise Refusal(
            "consent-withdrawn",
            "この同意は撤回されています。新しい版は加えられません。",
            "改めて確かめた同意は、新しい同意として記録してください。",
        )
    if answer.version != next_version(consents, answer.consent_id):
        raise Refusal(
            "version-not-next",
            "同意の版の番号が、続きの番号になっていません。",
            "最新の版を読み直してから、もう一度記録してください。",
        )
    former = consents.latest(answer.consent_id) if consents else None
    if former is not None and answer.start < former.start:
        raise Refusal(
            "starts-before-former",
            "新しい版の始まりが、前の版の始まりより前です。",
            "始まりの日時を確かめるか、別の同意として記録してください。",
        )


def _check_dates(answer: Answer, now: datetime) -> None:
    """An answer holds from when it was given, not from before (law rules 14, 40)."""
    refuse_empty_period("同意の期間", answer.start, answer.end)
    if answer.answered_at > now:
        raise InvalidInput(
            "返事の日時",
            "answered-in-future",
            "返事の日時が、今より先です。",
            "返事を受けた後に、その日時を入力してください。",
        )
    if answer.start < answer.answered_at:
        raise InvalidInput(
            "同意の始まり",
            "consent-back-dated",
            "同意の始まりが、返事のあった日時より前です。同意は、さかのぼりません。",
            "始まりを、返事のあった日時以後にしてください。",
        )


def _check_answerer(answer: Answer, person_id: UUID) -> None:
    """Somebody answered, in a capacity that can be theirs (law rules 8, 11).

    Raises:
        InvalidInput: ``answerer-missing``, ``capacity-missing``, ``method-missing``,
            ``self-is-somebody-else``, ``person-is-no-other``, ``relation-evidence-missing``.
    """
    _need(answer.given_by, "返事をした人", "answerer-missing")
    _need(answer.capacity, "返事をした人の立場", "capacity-missing")
    _need(answer.method, "返事の方法", "method-missing")
    if answer.capacity == "self" and answer.given_by != person_id:
        raise InvalidInput(
            "返事をした人の立場",
            "self-is-somebody-else",
            "返事をした人は、本人ではありません。",
            "立場を、代理人か「家族の意向」にしてください。",
        )
    if answer.capacity != "self" and answer.given_by == person_id:
        raise InvalidInput(
            "返事をした人の立場",
            "person-is-no-other",
            "返事をした人は本人です。代理人や家族としては記録できません。",
            "立場を「本人」にするか、返事をした人を確かめてください。",
        )
    if answer.capacity in REPRESENTATIVES:
        _need(answer.relation_evidence, "代理権の証拠", "relation-evidence-missing")


def _check_given(answer: Answer) -> None:
    """What a consent needs on record before anybody can judge it.

    A family's wish needs its scope; it is nobody's consent, so nobody need have been explained to.

    Raises:
        InvalidInput: ``scope-missing``, ``scope-names-nobody``, ``witness-missing``,
            ``witness-out-of-time``, ``explainer-missing``, ``explanation-missing``,
            ``identity-check-missing``.
    """
    scope = _need(answer.scope, "同意の範囲", "scope-missing")
    if not scope.recipients and not scope.recipient_kinds:
        raise InvalidInput(
            "同意の範囲",
            "scope-names-nobody",
            "同意の範囲に、提供先がありません。相手を示さない同意は、同意として扱えません。",
            "提供先の機関か、機関の種別を示してください。",
        )
    _check_witness(answer)
    if answer.capacity == "family_wish":
        return
    _need(answer.explained_by, "説明した人", "explainer-missing")
    _need(answer.explanation_version, "説明の文面の版", "explanation-missing")
    _need(answer.identity_check, "本人確認の方法", "identity-check-missing")


def _check_witness(answer: Answer) -> None:
    """An oral consent is witnessed in the record (law rule 6)."""
    if answer.method == "oral":
        _need(answer.witness, "聞き取った人と日時", "witness-missing")
    if answer.witness is not None and answer.witness.at > answer.start:
        raise InvalidInput(
            "聞き取った日時",
            "witness-out-of-time",
            "聞き取った日時が、同意の始まりより後です。",
            "聞き取った日時か、同意の始まりを直してください。",
        )


def _check_unanswered(answer: Answer) -> None:
    """Nobody answered: silence is not consent (law rule 5), and inability has a reason (rule 7).

    Raises:
        InvalidInput: ``nobody-answered``, ``reason-missing``.
    """
    if answer.given_by or answer.capacity or answer.method:
        raise InvalidInput(
            "返事をした人",
            "nobody-answered",
            "意思を確認できない、または、まだ尋ねていないときに、返事をした人はいません。",
            "返事をした人・立場・方法を空にするか、同意か拒否として記録してください。",
        )
    if answer.state == "not_obtainable":
        _need(answer.reason, "確認できない理由", "reason-missing")


def _need(value: V | None, field: str, code: str) -> V:
    if value is None:
        raise InvalidInput(
            field,
            code,
            f"{field}の記録がありません。",
            f"{field}を確かめて、入力してください。",
        )
    return value
