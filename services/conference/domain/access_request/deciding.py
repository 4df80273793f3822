"""Deciding on a request for access: who may ask, piece by piece, and 存否応答拒否.

個人情報保護法76条 (who asks), 78–81条 (what is handed out), 82条 (the decision), 86条2項.
"""

from __future__ import annotations

from dataclasses import dataclass

from services.conference.domain.access_request.events import (
    AccessDecided,
    CollectedPart,
    Footing,
    Outcome,
    PartDecision,
    RefusalGround,
)
from services.conference.domain.access_request.guards import (
    refuse_pending_correction,
    refuse_unknown_records,
    undecided,
)
from services.conference.domain.access_request.power import Circumstances, has_power
from services.conference.domain.access_request.state import AccessRequestState
from shared.personal_records import Mark
from shared.refusal import InvalidInput, Refusal
from shared.sealing.sealed import Sealed

NEVER_HANDED_OUT: Mark = "reporter_identity"
"""Who reported abuse is told to nobody, whoever decides (児童虐待防止法7条, 高齢者虐待防止法8条;
law rule 44)."""

NEEDS_THIRD_PARTY: frozenset[Footing] = frozenset({"life_protection", "public_interest"})
"""78条1項2号ロ and 80条: the third party must have had the opportunity to answer (86条2項)."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be decided.

    Attributes:
        outcome: in all.
        reason: why, for the file.
        grounds: why it is refused as a whole.
        parts: piece by piece.
    """

    outcome: Outcome
    reason: Sealed
    grounds: tuple[RefusalGround, ...] = ()
    parts: tuple[PartDecision, ...] = ()


def decide(
    request: AccessRequestState | None, verdict: Verdict, here: Circumstances
) -> tuple[AccessDecided, ...]:
    """開示決定等: decide on a request for access.

    Raises:
        Refusal: ``access-request-not-found``, ``access-already-decided``; where only one kind of
            answer is lawful: ``existence-must-not-be-confirmed``, ``requester-without-power``,
            ``person-deceased``, ``correction-pending``; ``refusal-without-ground``;
            ``parts-beside-refusal``; and what :func:`_check_parts` says.
    """
    request = undecided(request)
    _refuse_answers_that_are_not_lawful(request, verdict, here)
    if verdict.outcome in {"full", "partial"}:
        _check_parts(request, verdict)
    elif verdict.parts:
        raise InvalidInput(
            "記録ごとの決定",
            "parts-beside-refusal",
            "全体を不開示とする決定に、記録ごとの決定は付けられません。",
            "一部を開示するときは、一部開示として決定してください。",
        )
    decided = AccessDecided(
        municipality=request.municipality,
        outcome=verdict.outcome,
        grounds=verdict.grounds,
        parts=verdict.parts,
        reason=verdict.reason,
        decided_on=here.today,
    )
    return (decided,)


def _refuse_answers_that_are_not_lawful(
    request: AccessRequestState, verdict: Verdict, here: Circumstances
) -> None:
    """Refuse every answer but the one that the circumstances leave.

    存否応答拒否 is always open: it has to be used also where there is nothing, or it would tell.
    """
    if (verdict.outcome == "refused") != bool(verdict.grounds):
        raise InvalidInput(
            "理由",
            "refusal-without-ground",
            "全部の不開示には根拠がちょうど要り、ほかの決定には付けられません。",
            "全部の不開示のときだけ、根拠を選んでください。",
        )
    if verdict.outcome == "existence_not_confirmed":
        return
    if here.suspected_abuser:
        raise Refusal(
            "existence-must-not-be-confirmed",
            "請求者は、本人への虐待が疑われています。記録があるかどうかも答えられません。",
            "存否応答拒否として決定してください（個人情報保護法81条）。",
        )
    if request.correction_asked_on is not None and verdict.grounds != ("defect_not_corrected",):
        refuse_pending_correction(request)
    if not has_power(request, here) and not {
        "requester_without_power",
        "defect_not_corrected",
    }.intersection(verdict.grounds):
        raise Refusal(
            "requester-without-power",
            "請求者に、この人の情報の開示を請求する権限の証明がありません"
            "（個人情報保護法76条）。成人した子について、親であることは権限になりません。",
            "証明の補正を求めるか、権限がないことを理由に不開示を決定してください。"
            "本人の委任状があれば、任意代理人として請求できます。",
        )
    if here.deceased and "person_deceased" not in verdict.grounds:
        raise Refusal(
            "person-deceased",
            "亡くなった方の情報は、開示請求の対象ではなく、閉じたままです"
            "（個人情報保護法2条1項）。守秘義務は続きます。",
            "対象外であることを理由に不開示を決定してください。"
            "請求者自身の情報でもあるものは、請求者本人の請求として受け付けてください。",
        )


def _check_parts(request: AccessRequestState, verdict: Verdict) -> None:
    """Refuse a decision that leaves a marked piece undecided, or says other than its parts.

    Raises:
        Refusal: ``collection-incomplete``, ``record-not-collected``, ``record-undecided``,
            ``record-never-handed-out``, ``third-party-not-asked``.
        InvalidInput: ``record-twice``, ``exemption-missing``, ``footing-missing``,
            ``wording-missing``, ``outcome-contradicts-parts``.
    """
    if request.missing_services:
        raise Refusal(
            "collection-incomplete",
            f"まだ集めていない記録があります：{'、'.join(request.missing_services)}。",
            "すべてのサービスの記録を集めてから決定してください。",
        )
    decided = {one.record_id: one for one in verdict.parts}
    refuse_unknown_records(request, tuple(decided))
    if len(decided) < len(verdict.parts):
        raise InvalidInput(
            "記録ごとの決定",
            "record-twice",
            "同じ記録に、二つの決定があります。",
            "一つの記録には一つの決定だけを付けてください。",
        )
    for part in request.parts:
        _check_part(request, part, decided.get(part.record_id))
    shown = any(
        part.record_id not in decided or decided[part.record_id].disclosed != "withheld"
        for part in request.parts
    )
    whole = all(one.disclosed == "full" for one in decided.values())
    if not shown or whole != (verdict.outcome == "full"):
        raise InvalidInput(
            "決定",
            "outcome-contradicts-parts",
            "全体の決定が、記録ごとの決定と合いません。",
            "すべて開示なら全部開示、開示しない部分があれば一部開示、"
            "開示するものがなければ不開示としてください。",
        )


def _check_part(
    request: AccessRequestState, part: CollectedPart, decision: PartDecision | None
) -> None:
    if decision is None:
        if part.marks:
            raise Refusal(
                "record-undecided",
                "審査が要る記録のうち、決定されていないものがあります"
                "（個人情報保護法78条〜80条）。",
                "印の付いた記録の一つずつについて、開示・部分開示・不開示を決めてください。",
            )
        return
    if decision.disclosed != "withheld" and NEVER_HANDED_OUT in part.marks:
        raise Refusal(
            "record-never-handed-out",
            "通報した人の分かる記録は、開示できません（児童虐待防止法7条、高齢者虐待防止法8条など）。",
            "この記録は不開示としてください。",
        )
    if decision.disclosed != "full" and not decision.exemptions:
        raise InvalidInput(
            "不開示の理由",
            "exemption-missing",
            "開示しない部分に、不開示情報の号がありません（個人情報保護法78条1項）。",
            "何号に当たるかを選んでください。",
        )
    if (decision.disclosed == "partial") != (decision.wording is not None):
        raise InvalidInput(
            "部分開示の文",
            "wording-missing",
            "部分開示には、開示する文がちょうど要ります（個人情報保護法79条）。",
            "不開示の部分を除いた文を入れるか、部分開示をやめてください。",
        )
    if decision.disclosed != "withheld" and part.marks:
        _check_footing(request, decision)


def _check_footing(request: AccessRequestState, decision: PartDecision) -> None:
    if decision.footing is None:
        raise InvalidInput(
            "開示できる理由",
            "footing-missing",
            "審査が要る記録を開示する理由が選ばれていません。",
            "不開示情報に当たらない、78条1項2号イ・ロ・ハ、80条のいずれかを選んでください。",
        )
    if decision.footing in NEEDS_THIRD_PARTY and not request.asked_about(decision.record_id):
        raise Refusal(
            "third-party-not-asked",
            "この理由で開示するには、先に第三者に意見書を出す機会を与えなければなりません"
            "（個人情報保護法86条2項）。",
            "第三者への照会を記録し、期限まで待ってから決定してください。",
        )
