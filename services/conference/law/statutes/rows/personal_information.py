"""個人情報保護法: what a holder may do, by its class."""

from __future__ import annotations

from datetime import date

from services.conference.law.statutes.provision import Does, Provision, Secrecy, from_day
from services.conference.law.statutes.statute import APPI

_OF_PRIVATE_BODIES = date(2022, 4, 1)
"""The numbering in force began by cabinet order (27条 had been 23条)."""

OF_LOCAL_GOVERNMENT = date(2023, 4, 1)
"""令和3年法律37号, by cabinet order: before, each municipality had an ordinance of its own."""

_PUBLIC = "行政機関等（市町村・都道府県）"
_PRIVATE = "個人情報取扱事業者（社協・NPO・医療法人・企業）"
_STAFF = "行政機関等の職員・受託業務の従事者（これらであった者を含む）"


def _row(
    key: str,
    does: Does,
    gist: str,
    binds: str,
    article: str,
    paragraph: str = "",
    *,
    confirmed: bool = True,
) -> Provision:
    since = _OF_PRIVATE_BODIES if binds == _PRIVATE else OF_LOCAL_GOVERNMENT
    cited = from_day(since, APPI, article, paragraph, confirmed=confirmed)
    return Provision(key=f"appi.{key}", does=does, gist=gist, binds=binds, cited=cited)


HANDLING = Provision(
    key="appi.67",
    does="forbids",
    gist="業務で知った個人情報の内容を、みだりに人に知らせ、不当な目的に使うこと",
    binds=_STAFF,
    cited=from_day(OF_LOCAL_GOVERNMENT, APPI, "67条"),
    penalty="appi.176",
    secrecy=Secrecy(
        told="業務で知った個人情報の内容を、みだりに人に知らせ、不当な目的に使ってはなりません",
        afterwards="業務を離れた後も同じです",
    ),
)

ROWS = (
    _row("20_2", "forbids", "要配慮個人情報を、本人の同意なく取得すること", _PRIVATE, "20条", "2項"),
    _row("27_1_1", "permits", "法令に基づいて第三者に提供する", _PRIVATE, "27条", "1項1号"),
    _row("27_1_2", "permits", "生命・身体・財産の保護に必要で、同意を得るのが困難なとき提供する", _PRIVATE, "27条", "1項2号"),
    _row("27_1_3", "permits", "児童の健全な育成などに特に必要で、同意を得るのが困難なとき提供する", _PRIVATE, "27条", "1項3号"),
    _row("27_1_4", "permits", "国や地方公共団体などの法令の事務に協力し、同意を得ると支障があるとき提供する", _PRIVATE, "27条", "1項4号"),
    _row("61", "requires", "所掌事務に必要な限りで保有し、利用目的を特定する", _PUBLIC, "61条", confirmed=False),
    _row("66", "requires", "安全管理に必要な措置をとる（受託者・再委託先にも及ぶ）", _PUBLIC, "66条"),
    HANDLING,
    _row("69_1", "forbids", "法令に基づく場合のほか、利用目的以外に利用・提供すること", _PUBLIC, "69条", "1項"),
    _row("69_2_1", "permits", "本人の同意により、または本人に提供する", _PUBLIC, "69条", "2項1号"),
    _row("69_2_2", "permits", "法令の事務に必要で相当の理由があるとき、内部で利用する", _PUBLIC, "69条", "2項2号"),
    _row("69_2_3", "permits", "相手の法令の事務に必要で相当の理由があるとき、行政機関等に提供する", _PUBLIC, "69条", "2項3号"),
    _row("69_2_4", "permits", "明らかに本人の利益になるときなど、特別の理由があるとき提供する", _PUBLIC, "69条", "2項4号"),
    _row("69_2", "forbids", "本人や第三者の権利利益を不当に侵害するおそれのある利用・提供", _PUBLIC, "69条", "2項ただし書"),
    _row("70", "requires", "必要と認めるとき、提供先に利用の制限や安全管理を求める", _PUBLIC, "70条"),
    _row("78_1_2", "permits", "第三者の情報を含む部分を、開示しない", _PUBLIC, "78条", "1項2号"),
)  # fmt: skip
