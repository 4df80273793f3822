"""The secrecy that many statutes word alike."""

from __future__ import annotations

from services.conference.law.statutes.provision import Secrecy

LEAKING = "会議の事務で知った秘密を、正当な理由なく漏らすこと"
MEMBERS = "会議の事務に従事する者（従事していた者を含む）"
OF_MEMBERS = Secrecy(
    told="この会議で知った秘密を、正当な理由なく漏らしてはなりません",
    afterwards="会議を離れた後も同じです",
)

LEAKING_ENTRUSTED = "委託された業務で知った秘密を、正当な理由なく漏らすこと"
OF_ENTRUSTED = Secrecy(
    told="委託された業務で知った秘密を、正当な理由なく漏らしてはなりません",
    afterwards="その業務を離れた後も同じです",
)

REQUEST = "必要と認めるとき、情報の提供などの協力を求められる"
COOPERATION = "求めに協力するよう努める（断っても違反ではない）"
ASKED = "求めを受けた機関等"
