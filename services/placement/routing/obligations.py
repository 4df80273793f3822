"""What must be done before or while somebody is handed on; no proposal is silent about it."""

from __future__ import annotations

from services.placement.routing.proposals import Obligation
from services.placement.routing.rule_file import ConsentAsked, Place, Rule
from services.placement.routing.situation import Consent, Situation
from shared.codes import ROUTING_MODES

_STANDS: dict[Consent, str] = {
    "given": "本人は同意しています。どこへ何を渡すかは、つなぐときに、同意の範囲で判断されます。",
    "refused": "本人は同意していません。このままではつなげません。何を望むかを聞いてください。",
    "not_obtainable": "本人の意思を確かめられていません。法の根拠がなければ、つなげません。",
    "not_asked": (
        "本人にまだ聞いていません。つなぐ前に、どこへ何を伝えるかを話して、同意を得てください。"
    ),
}
_FAMILY_AGREES = "家族が望んでいます。"
_IF_WANTED = "本人か家族が望むときに行います。"
_NOT_INSTEAD = (
    "家族の同意は本人の同意に代わらないので、"
    "本人の情報を外へ渡すには、本人の同意か法の根拠が要ります。"
)
_OF_FAMILY = "家族自身の希望によります。本人のことを伝えるには、本人の同意か法の根拠が要ります。"
_ANONYMOUS = "本人の同意がないうちは、誰のことか分からない形で助言を求めます。"
_GO_ALONG = "一緒に行き、状況を説明します。"
ADVICE = "advise"
_TOGETHER = ("accompany", "staged", "assist")
_STAY = "つないだ後も、この窓口が関わり続けます。"


def obligations_of(rule: Rule, place: Place, about: Situation) -> tuple[Obligation, ...]:
    """What a proposal asks for, in the order in which it is met."""
    found: list[Obligation] = []
    match consent_asked(rule, place):
        case "person":
            found.append(Obligation(code="consent_of_person", says=_STANDS[about.consent]))
        case "person_or_family":
            wanted = _FAMILY_AGREES if about.family_agrees else _IF_WANTED
            found.append(Obligation(code="consent_of_person_or_family", says=wanted + _NOT_INSTEAD))
        case "family":
            found.append(Obligation(code="wish_of_family", says=_OF_FAMILY))
        case "nobody":
            pass
    if rule.mode == ADVICE and about.consent != "given":
        found.append(Obligation(code="anonymous_unless_consented", says=_ANONYMOUS))
    if rule.mode in _TOGETHER:
        found.append(Obligation(code="go_along", says=_GO_ALONG))
    if rule.stays:
        found.append(Obligation(code="stay_in_case", says=_STAY))
    return tuple(found)


def consent_asked(rule: Rule, place: Place) -> ConsentAsked:
    """Whose agreement a rule asks for at a place.

    Where it does not say: the person's, wherever somebody outside the town hall learns of them
    (個人情報保護法69条・27条). Advice can be had without a name.
    """
    if rule.consent is not None:
        return rule.consent
    kept = ROUTING_MODES.by_code(rule.mode).group == "keep"
    if place.internal or kept or rule.mode == ADVICE:
        return "nobody"
    return "person"
