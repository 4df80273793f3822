"""What a municipality says it does that is looser than the floor, or lies outside it.

A practice is a finding of fact. It is no option and changes no decision: the floor wins. What it
costs the municipality to know is one warning, which says why and names the lawful way.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import StringConstraints

from services.conference.law.world.moment import Part

PracticeCode = Literal[
    "family_consent_as_persons",
    "family_consent_for_outreach",
    "family_consent_for_family_support",
    "exchange_among_supporters_without_statute",
    "corridor_talk",
    "mutual_record_reading",
    "sharing_by_trust",
    "named_register_without_consent",
]

Text = Annotated[str, StringConstraints(min_length=1, max_length=1000)]
"""A sentence or two for people."""


class Practice(Part):
    """One practice of one municipality."""

    code: PracticeCode
    """What kind of practice it is."""

    source: Text
    """Where the municipality says so (line numbers)."""

    note: Text
    """What it says, in one sentence."""

    @property
    def warning(self) -> str:
        """Why the floor wins, and what is lawful instead."""
        return _WARNINGS[self.code]


_BEST_INTEREST = (
    "明らかに本人の利益になるとの判断の理由と承認した人を記録し、家族の意向をその裏付けとして残す道"
    "（個人情報保護法69条2項4号、行政機関等が保有する情報に限る）を使ってください。"
)

_WARNINGS: dict[PracticeCode, str] = {
    "family_consent_as_persons": (
        "家族の同意は、法定代理人でない限り成人の本人の同意に代わらず（規則8、個人情報保護法2条4項・"
        f"民法4条）、判断では法の下限が優先するので、{_BEST_INTEREST}"
    ),
    "family_consent_for_outreach": (
        "訪問への家族の同意は、本人の情報を渡すことへの本人の同意に代わらず（規則8、個人情報保護法"
        f"2条4項・民法4条）、判断では法の下限が優先するので、本人の同意を得るか、{_BEST_INTEREST}"
    ),
    "family_consent_for_family_support": (
        "家族の同意で見せられるのは家族自身についての情報に限られ（規則9、個人情報保護法2条4項・"
        f"69条2項ただし書）、判断では法の下限が優先するので、本人についての情報は、{_BEST_INTEREST}"
    ),
    "exchange_among_supporters_without_statute": (
        "支援する人の間でのやり取りというだけでは開示の根拠にならず（規則1、個人情報保護法27条・"
        "69条）、判断では法の下限が優先するので、法律にもとづく支援会議（社会福祉法106条の6、"
        "生活困窮者自立支援法9条）か自立支援協議会（障害者総合支援法89条の3）を開き、理由を付けて"
        "求めた情報を構成員の間で共有してください。"
    ),
    "corridor_talk": (
        "立ち話で伝えることも根拠の要る開示で（規則1、個人情報保護法27条・69条）、判断では法の下限が"
        "優先するので、本人の同意、法律にもとづく支援会議（社会福祉法106条の6、生活困窮者自立支援法"
        "9条）、庁内なら相当の理由の記録（個人情報保護法69条2項2号）のどれかによって伝え、口頭で伝えた"
        "ことも記録してください。"
    ),
    "mutual_record_reading": (
        "対応の記録を別の機関に読ませることは、事例ごとに根拠の要る開示で（規則1、個人情報保護法27条・"
        "69条）、必要な項目に限らなければならず（規則30、同法61条2項）、判断では法の下限が優先する"
        "ので、本人の同意か法律にもとづく支援会議（社会福祉法106条の6、生活困窮者自立支援法9条）に"
        "よって、必要な部分だけを示し、閲覧を記録してください。"
    ),
    "sharing_by_trust": (
        "信頼関係は開示の根拠にならず（規則1、個人情報保護法27条・69条）、判断では法の下限が優先する"
        "ので、本人の同意か法律にもとづく支援会議（社会福祉法106条の6、生活困窮者自立支援法9条）により、"
        "それ以外では誰のことか分からない形にしてください。"
    ),
    "named_register_without_consent": (
        "本人の同意のない名簿は、利用目的を特定し必要な範囲で持つことしかできず（規則29、個人情報保護法"
        "61条）、会議や統計に個人名のまま使う根拠にはならないので、判断では法の下限が優先し、外へは"
        "人数だけを出し、一人ひとりの情報は本人の同意か法律にもとづく支援会議（社会福祉法106条の6、"
        "生活困窮者自立支援法9条）によって扱ってください。"
    ),
}
