"""The legal modes of a meeting: under which law people sit together, and what that law allows.

A mode belongs to the matter discussed and never to the name of the meeting (law rules 18, 72): a
town calls its meeting as it likes. Two meetings that sound alike differ in nature: the 支援会議 of
社会福祉法106条の6 is statute and may work without the person's consent; the 重層的支援会議 rests on
a manual and may not.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from services.conference.law.statutes.provision import REFORM_OF_2024, Cited, in_force
from services.conference.law.statutes.provisions import cited_on
from services.conference.law.statutes.rows.juso import JUSO, JUSO_REQUIRED
from services.conference.law.statutes.secrecy import Bound, notice_by_office_on, notice_on
from services.conference.law.vocabulary import Basis, Convener
from shared.refusal import InvalidInput

Body = Convener
"""For whom somebody acts: 市町村, 都道府県, 受託者 (多機関協働事業者 …), その他."""

Footing = Literal["statute", "consent", "agreement", "case_review"]
"""What a mode stands on. Only ``statute`` can carry sharing without consent; an agreement (協定)
orders a meeting but is no basis by itself; a case review shows cases without identity."""

Purpose = Literal["information_exchange", "support_system_review", "plan_formation", "plan_review"]
"""Why a case is on the agenda: 情報交換, 支援体制の検討, プランの作成・決定, プランの評価・終結."""

STATUTORY_PURPOSES: frozenset[str] = frozenset({"information_exchange", "support_system_review"})
"""社会福祉法106条の6第2項 and its sisters: a statutory conference has these two and no other."""


class LegalMode(BaseModel):
    """One legal mode.

    Attributes:
        code: as in the code list ``legal_modes``.
        name: the name users read.
        footing: see :data:`Footing`.
        conveners: the bodies that may convene it.
        since: first day (JST) on which it exists, or ``None`` if no rule depends on it.
        organised: key of the provision that establishes it, or ``None`` where no statute does.
        secrecy: key of the provision that binds those who take part, also after they left.
        basis_code: the basis it gives to a decision, or ``None`` if it gives none.
        juso_required: the rows that reserve it to a municipality that runs 重層.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    name: str
    footing: Footing
    conveners: frozenset[Body]
    since: date | None = None
    organised: str | None = None
    secrecy: str | None = None
    basis_code: Basis | None = None
    juso_required: Cited = ()

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

    def requires_juso_on(self, day: date) -> bool:
        """Whether only a municipality that runs 重層 may use it on a day (law rule 17)."""
        return in_force(self.juso_required, day) is not None

    def title_on(self, day: date) -> str:
        """Name and legal basis as they read on a day: ``支援会議（社会福祉法106条の6第1項）``."""
        basis = cited_on(self.organised, day) if self.organised else None
        return f"{self.name}（{basis}）" if basis else self.name

    def secrecy_notice_on(self, day: date, bound: Bound = "member") -> str | None:
        """The secrecy notice to show on a day to somebody in this meeting.

        Args:
            day: the day (JST).
            bound: as what they are bound: by taking part, or by an office they hold anyway.

        Returns:
            The notice, or ``None`` where no statute imposes the duty on them on that day.
        """
        if bound != "member":
            return notice_by_office_on(bound, day)
        return notice_on(self.secrecy, day) if self.secrecy else None


_PUBLIC: frozenset[Body] = frozenset({"municipality", "prefecture"})
_ANYBODY: frozenset[Body] = frozenset({"municipality", "prefecture", "entrusted", "other"})


def _statutory(code: str, name: str, statute: str, basis: Basis, since: date | None) -> LegalMode:
    return LegalMode(
        code=code,
        name=name,
        footing="statute",
        conveners=_PUBLIC,
        since=since,
        organised=f"{statute}.organised",
        secrecy=f"{statute}.secrecy",
        basis_code=basis,
    )


LEGAL_MODES: dict[str, LegalMode] = {
    mode.code: mode
    for mode in (
        LegalMode(
            code="shien_kaigi_106_6",
            name="支援会議",
            footing="statute",
            conveners=frozenset({"municipality"}),
            since=JUSO,
            organised="shien_kaigi.organised",
            secrecy="shien_kaigi.secrecy",
            basis_code="conference_106_6",
            juso_required=JUSO_REQUIRED.cited,
        ),
        _statutory("shien_kaigi_konkyu_9", "支援会議", "konkyu", "conference_konkyu_9", None),
        _statutory("yotaikyo", "要保護児童対策地域協議会", "yotaikyo", "conference_yotaikyo", None),
        _statutory("kowaka", "子ども・若者支援地域協議会", "kowaka", "conference_kowaka", None),
        _statutory("kodoku", "孤独・孤立対策地域協議会", "kodoku", "conference_kodoku", None),
        _statutory("jiritsu_kyogikai", "自立支援協議会", "jiritsu", "conference_jiritsu", None),
        _statutory("chiiki_care", "地域ケア会議", "chiiki_care", "conference_chiiki_care", None),
        _statutory("chosei_kaigi", "調整会議", "chosei", "conference_chosei", REFORM_OF_2024),
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


def legal_mode(code: str, among: Mapping[str, LegalMode] = LEGAL_MODES) -> LegalMode:
    """Look a mode up.

    Args:
        code: as in the code list ``legal_modes``.
        among: the modes that the law knows.

    Raises:
        InvalidInput: ``unknown-legal-mode``; without a legal type no meeting is held (rule 72).
    """
    try:
        return among[code]
    except KeyError:
        names = "、".join(dict.fromkeys(mode.name for mode in among.values()))
        raise InvalidInput(
            "会議の種別",
            "unknown-legal-mode",
            "会議の法的な種別が分かりません。",
            f"会議の名称ではなく、根拠となる種別を次から選んでください：{names}。",
        ) from None
