"""Attempts to loosen the floor, which no profile can: the rule each runs against.

The options of a profile only tighten, or choose where the law leaves a choice. Whoever writes one
that would loosen is told which rule stands in the way, instead of merely that it is unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple, get_args

from services.conference.law.references import Steps
from services.conference.law.vocabulary import Mode, StatutoryMode
from services.conference.law.world.profile import Profile, ProfileVersion
from services.conference.profiles.document import PROFILE, invalid

YOUNGEST = 12
"""Below it no minor consents alone (個情法ガイドラインQ&A 1-62: 12～15歳を下回らない)."""

_LOOSENS = "法の下限を緩める項目はありません。"
_UNKNOWN = f"運用ルールにない項目です。{_LOOSENS}項目の名前を確かめてください。"


class Attempt(NamedTuple):
    """What an option would loosen.

    Attributes:
        rule: number of the rule.
        because: why it cannot, one clause with its statute.
    """

    rule: int
    because: str

    @property
    def message(self) -> str:
        """One sentence for whoever wrote it, after the general one."""
        return f"{_LOOSENS}{self.because}（規則{self.rule}）。"


_FAMILY = Attempt(8, "家族の同意は、本人の同意に代わりません（個人情報保護法2条4項、民法4条）")
_HOUSEHOLD = Attempt(
    9, "世帯の一人の同意は、ほかの人の分になりません（個人情報保護法2条4項・69条2項ただし書）"
)
_PLAN_MEETING = Attempt(3, "この会議で共有するには本人の同意が前提です（実施要綱）")
_NO_STATUTE = Attempt(18, "この会議や共有には、同意なしに共有できる法律の根拠がありません")
_YOUNG = Attempt(10, "12歳より下の子どもは、一人では同意できません（個情法ガイドラインQ&A 1-62）")
_SILENCE = Attempt(5, "答えのないことは、同意になりません（個情法ガイドラインQ&A 1-60）")
_NUMBER = Attempt(32, "個人番号を含む情報は、誰にも見せられません（番号法）")
_REPORTER = Attempt(44, "通報した人が分かる情報は見せられません（児童虐待防止法7条）")
_ABUSE = Attempt(43, "虐待の通告・通報は妨げられません（児童虐待防止法6条）")
_HARM = Attempt(
    12, "権利利益を不当に侵害するおそれがあれば、示せません（個人情報保護法69条2項ただし書）"
)
_ADDRESS = Attempt(37, "保護されている所在は、会議では示せません（児童虐待防止法12条4項）")
_EMPLOYER = Attempt(38, "雇用主に伝えるには、その雇用主を名指しした本人の同意が要ります")
_JUSO = Attempt(
    17,
    "重層的支援体制整備事業を行わない市町村は、この支援会議を使えません（社会福祉法106条の6第2項）",
)
_CONVENER = Attempt(16, "支援会議を開けるのは市町村だけです（社会福祉法106条の6第1項）")
_MEMBERS = Attempt(19, "構成員でない機関には示せません（社会福祉法106条の6第1項・6項）")
_REQUEST = Attempt(21, "会議の求めと必要の記録が要ります（社会福祉法106条の6第3項）")
_TRUST = Attempt(1, "根拠のない開示はできません（個人情報保護法27条・69条）")
_UNCLASSIFIED = Attempt(30, "種類の分かれていない情報は示せません（個人情報保護法61条2項・69条）")
_REPRESENTATIVE = Attempt(11, "代理権の記録のない代理人の同意は数えません")
_ANONYMOUS = Attempt(39, "匿名の相談者を特定する情報は示せません（個人情報保護法2条1項1号）")

OPTIONS: dict[str, Attempt] = {
    "family_consent_suffices": _FAMILY,
    "family_consent": _FAMILY,
    "family_consent_as_persons": _FAMILY,
    "parental_consent_suffices": _FAMILY,
    "household_consent": _HOUSEHOLD,
    "silence_is_consent": _SILENCE,
    "implied_consent": _SILENCE,
    "presumed_consent": _SILENCE,
    "individual_number": _NUMBER,
    "reporter_identity": _REPORTER,
    "abuse_report": _ABUSE,
    "block_abuse_report": _ABUSE,
    "unjust_harm_risk": _HARM,
    "protected_address": _ADDRESS,
    "employer_disclosure": _EMPLOYER,
    "runs_juso": _JUSO,
    "requires_juso": _JUSO,
    "convener": _CONVENER,
    "non_members": _MEMBERS,
    "members_only": _MEMBERS,
    "request_required": _REQUEST,
    "necessity_required": _REQUEST,
    "sharing_by_trust": _TRUST,
    "without_basis": _TRUST,
    "unclassified": _UNCLASSIFIED,
    "representative_without_power": _REPRESENTATIVE,
    "anonymous": _ANONYMOUS,
}
"""Names under which somebody may try."""


def _written_names(model: type[Profile | ProfileVersion]) -> frozenset[str]:
    return frozenset(field.alias or name for name, field in model.model_fields.items())


_OF_A_VERSION = _written_names(ProfileVersion)
_OF_A_PROFILE = _written_names(Profile)


def refuse_attempts(document: Mapping[str, object]) -> None:
    """Refuse the first option that would loosen the floor, or that does not exist.

    Args:
        document: a profile without what only a file says; its form is not checked yet.

    Raises:
        InvalidWorldError: ``schema``.
    """
    _refuse_unknown(document, _OF_A_PROFILE, PROFILE)
    versions = document.get("versions")
    if not isinstance(versions, list):
        return
    for index, version in enumerate(versions):
        if isinstance(version, dict):
            path: Steps = (*PROFILE, "versions", index)
            _refuse_unknown(version, _OF_A_VERSION, path)
            for steps, attempt in _values(version):
                invalid((*path, *steps), attempt.message)


def _refuse_unknown(part: Mapping[str, object], known: frozenset[str], path: Steps) -> None:
    for name in part:
        if name not in known:
            attempt = OPTIONS.get(name)
            invalid((*path, name), attempt.message if attempt else _UNKNOWN)


def _values(version: Mapping[str, object]) -> Iterator[tuple[Steps, Attempt]]:
    """Values of known options that would loosen."""
    age = version.get("minor_consent_age")
    if isinstance(age, int | float) and not isinstance(age, bool) and age < YOUNGEST:
        yield ("minor_consent_age",), _YOUNG
    if version.get("family_wish_route") in ("consent", "family_consent"):
        yield ("family_wish_route",), _FAMILY
    modes = version.get("without_consent_modes")
    for index, mode in enumerate(modes if isinstance(modes, list) else ()):
        if mode in _NEEDING_CONSENT:
            yield ("without_consent_modes", index), _PLAN_MEETING
        elif mode in _WITHOUT_STATUTE:
            yield ("without_consent_modes", index), _NO_STATUTE


_NEEDING_CONSENT = ("juso_kaigi", "shien_chosei_kaigi")
_WITHOUT_STATUTE = tuple(
    one for one in get_args(Mode) if one not in {*get_args(StatutoryMode), *_NEEDING_CONSENT}
)
