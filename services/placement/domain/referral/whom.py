"""つないだ相手: the person concerned is handed on, somebody of the family, or a household."""

from __future__ import annotations

from services.placement.domain.referral.events import Referral, Terms
from shared.codes import REFERRAL_WHOM
from shared.facts.fact import Code
from shared.refusal import InvalidInput

SUBJECT = REFERRAL_WHOM.by_code("subject").code
HOUSEHOLD = REFERRAL_WHOM.by_code("household").code


def whom_of(referral: Referral, terms: Terms) -> Code:
    """Who is handed on (つないだ相手), code list ``referral_whom``.

    Where nobody has said, a referral that names a person is the person concerned's, and one that
    names nobody the household's.

    Args:
        referral: who is handed on to where.
        terms: how.
    """
    if terms.whom is not None:
        return terms.whom
    return HOUSEHOLD if referral.person_id is None else SUBJECT


def check_whom(referral: Referral, terms: Terms) -> None:
    """Refuse what contradicts itself: a person who is a household, a person concerned unnamed.

    Raises:
        InvalidInput: ``whom-without-person``, ``whom-with-person``; ``unknown-code``.
    """
    if terms.whom is None:
        return
    known = REFERRAL_WHOM.by_code(terms.whom)
    if known.code == SUBJECT and referral.person_id is None:
        raise InvalidInput(
            "つないだ相手",
            "whom-without-person",
            f"「{known.label}」をつなぐのに、対象者がありません。",
            "対象者を指定するか、つないだ相手を「家族」か「世帯」にしてください。",
        )
    if known.code == HOUSEHOLD and referral.person_id is not None:
        raise InvalidInput(
            "つないだ相手",
            "whom-with-person",
            f"「{known.label}」のつなぎに、対象者が指定されています。",
            "対象者の指定を外すか、つないだ相手を「当事者」か「家族」にしてください。",
        )
