"""The legal modes of a meeting: under which law people sit together, and what that law allows.

A mode belongs to the matter discussed and never to the name of the meeting (law rules 18, 72): a
town calls its meeting as it likes. Two meetings that sound alike differ in nature: the 支援会議 of
社会福祉法106条の6 is statute and may work without the person's consent; the 重層的支援会議 rests on
a manual and may not.

Sources: the statutes named in each entry. Where a paragraph could not be verified the article
alone is cited. The beginning of a mode is entered where a rule depends on it; ``None`` leaves it
open. The wording of 106条の6 is expected to change on 2027-04-01 (令和8年法律51号): enter it then
as a further :class:`~services.conference.law.provision.Provision`.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from services.conference.law.provision import Provision, cited_on, renumbered
from shared.refusal import InvalidInput

Body = Literal["municipality", "prefecture", "entrusted", "other"]
"""For whom somebody acts: 市町村, 都道府県, 受託者 (多機関協働事業者 …), その他."""

Footing = Literal["statute", "consent", "agreement", "case_review"]
"""What a mode stands on. Only ``statute`` can carry sharing without consent; an agreement (協定)
orders a meeting but is no basis by itself; a case review shows cases without identity."""

Purpose = Literal["information_exchange", "support_system_review", "plan_formation", "plan_review"]
"""Why a case is on the agenda: 情報交換, 支援体制の検討, プランの作成・決定, プランの評価・終結."""

STATUTORY_PURPOSES: frozenset[Purpose] = frozenset(
    {"information_exchange", "support_system_review"}
)
"""社会福祉法106条の6第2項 and its sisters: a statutory conference has these two and no other."""


class LegalMode(BaseModel):
    """One legal mode.

    Attributes:
        code: as in the code list ``legal_modes``.
        name: the name users read.
        footing: see :data:`Footing`.
        conveners: the bodies that may convene it.
        since: first day (JST) on which it exists, or ``None`` if no rule depends on it.
        basis: where it is established.
        secrecy: the duty of those who take part, also after they left.
        penalty: what a breach of that duty costs.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    name: str
    footing: Footing
    conveners: frozenset[Body]
    since: date | None = None
    basis: tuple[Provision, ...] = ()
    secrecy: tuple[Provision, ...] = ()
    penalty: tuple[Provision, ...] = ()

    @property
    def statutory(self) -> bool:
        """Whether its statute lets the conference ask and be told without consent."""
        return self.footing == "statute"

    @property
    def needs_consent(self) -> bool:
        """Whether a case may be discussed only with the person's consent (law rule 3)."""
        return self.footing == "consent"

    def exists_on(self, day: date) -> bool:
        """Whether the mode was there on a day (JST)."""
        return self.since is None or self.since <= day

    def title_on(self, day: date) -> str:
        """Name and legal basis as they read on a day: ``支援会議（社会福祉法106条の6第1項）``."""
        basis = cited_on(self.basis, day)
        return f"{self.name}（{basis}）" if basis else self.name

    def secrecy_notice_on(self, day: date) -> str | None:
        """The secrecy notice to show on a day, or ``None`` where no statute imposes the duty."""
        duty = cited_on(self.secrecy, day)
        if duty is None:
            return None
        penalty = cited_on(self.penalty, day)
        consequence = f"違反には{penalty}が定められています。" if penalty else ""
        return (
            f"この会議で知った秘密を、正当な理由なく漏らしてはなりません（{duty}）。"
            f"会議を離れた後も同じです。{consequence}"
        )


_KOKINKEI = date(2025, 6, 1)
"""令和4年法律67号・68号: 懲役 and 禁錮 became 拘禁刑."""

_REFORM_2024 = date(2025, 4, 1)
"""令和6年法律21号: a paragraph on other conferences came in, the secrecy duty moved down by one."""

_PUBLIC: frozenset[Body] = frozenset({"municipality", "prefecture"})
_ANYBODY: frozenset[Body] = frozenset({"municipality", "prefecture", "entrusted", "other"})


def _penalty(article: str, man_yen: int) -> tuple[Provision, ...]:
    """One year or a fine, in the words of the day."""
    return renumbered(
        f"{article}の罰則（1年以下の懲役又は{man_yen}万円以下の罰金）",
        f"{article}の罰則（1年以下の拘禁刑又は{man_yen}万円以下の罰金）",
        _KOKINKEI,
    )


LEGAL_MODES: dict[str, LegalMode] = {
    mode.code: mode
    for mode in (
        LegalMode(
            code="shien_kaigi_106_6",
            name="支援会議",
            footing="statute",
            conveners=frozenset({"municipality"}),
            since=date(2021, 4, 1),
            basis=(Provision(text="社会福祉法106条の6第1項", since=date(2021, 4, 1)),),
            secrecy=renumbered("社会福祉法106条の6第5項", "社会福祉法106条の6第6項", _REFORM_2024),
            penalty=_penalty("同法159条2号", 100),
        ),
        LegalMode(
            code="shien_kaigi_konkyu_9",
            name="支援会議",
            footing="statute",
            conveners=_PUBLIC,
            basis=(Provision(text="生活困窮者自立支援法9条1項"),),
            secrecy=renumbered(
                "生活困窮者自立支援法9条5項", "生活困窮者自立支援法9条6項", _REFORM_2024
            ),
            penalty=_penalty("同法28条", 100),
        ),
        LegalMode(
            code="yotaikyo",
            name="要保護児童対策地域協議会",
            footing="statute",
            conveners=_PUBLIC,
            basis=(Provision(text="児童福祉法25条の2第1項"),),
            secrecy=(Provision(text="児童福祉法25条の5"),),
            penalty=_penalty("同法61条の3", 50),
        ),
        LegalMode(
            code="kowaka",
            name="子ども・若者支援地域協議会",
            footing="statute",
            conveners=_PUBLIC,
            basis=(Provision(text="子ども・若者育成支援推進法19条1項"),),
            secrecy=(Provision(text="子ども・若者育成支援推進法24条"),),
            penalty=_penalty("同法34条", 50),
        ),
        LegalMode(
            code="kodoku",
            name="孤独・孤立対策地域協議会",
            footing="statute",
            conveners=_PUBLIC,
            basis=(Provision(text="孤独・孤立対策推進法15条1項"),),
            secrecy=(Provision(text="孤独・孤立対策推進法18条"),),
            penalty=_penalty("同法28条", 50),
        ),
        LegalMode(
            code="jiritsu_kyogikai",
            name="自立支援協議会",
            footing="statute",
            conveners=_PUBLIC,
            basis=(Provision(text="障害者総合支援法89条の3第1項"),),
            secrecy=(Provision(text="障害者総合支援法89条の3第5項", since=date(2024, 4, 1)),),
            penalty=_penalty("同法109条2項", 100),
        ),
        LegalMode(
            code="chiiki_care",
            name="地域ケア会議",
            footing="statute",
            conveners=_PUBLIC,
            basis=(Provision(text="介護保険法115条の48第1項"),),
            secrecy=(Provision(text="介護保険法115条の48第5項"),),
            penalty=_penalty("同法205条2項", 100),
        ),
        LegalMode(
            code="chosei_kaigi",
            name="調整会議",
            footing="statute",
            conveners=_PUBLIC,
            since=date(2025, 4, 1),
            basis=(Provision(text="生活保護法27条の3第1項", since=date(2025, 4, 1)),),
            secrecy=(Provision(text="生活保護法27条の3", since=date(2025, 4, 1)),),
        ),
        LegalMode(
            code="juso_kaigi",
            name="重層的支援会議",
            footing="consent",
            conveners=frozenset({"municipality", "entrusted"}),
        ),
        LegalMode(
            code="shien_chosei_kaigi",
            name="支援調整会議",
            footing="consent",
            conveners=frozenset({"municipality", "prefecture", "entrusted"}),
        ),
        LegalMode(
            code="agreement", name="協定にもとづく会議", footing="agreement", conveners=_ANYBODY
        ),
        LegalMode(
            code="case_review",
            name="通常の事例検討会",
            footing="case_review",
            conveners=_ANYBODY,
        ),
    )
}
"""Every mode a meeting can have, by code. Sharing outside a meeting (``casework``) is none."""


def legal_mode(code: str) -> LegalMode:
    """Look a mode up.

    Raises:
        InvalidInput: ``unknown-legal-mode``; without a legal type no meeting is held (rule 72).
    """
    try:
        return LEGAL_MODES[code]
    except KeyError:
        names = "、".join(dict.fromkeys(mode.name for mode in LEGAL_MODES.values()))
        raise InvalidInput(
            "会議の種別",
            "unknown-legal-mode",
            "会議の法的な種別が分かりません。",
            f"会議の名称ではなく、根拠となる種別を次から選んでください：{names}。",
        ) from None
