"""社会福祉法: 重層的支援体制整備事業 and its 支援会議."""

from __future__ import annotations

from datetime import date

from services.conference.law.statutes.provision import (
    REFORM_OF_2024,
    Citation,
    Provision,
    from_day,
    moved_down,
)
from services.conference.law.statutes.rows.duties import (
    ASKED,
    COOPERATION,
    LEAKING,
    LEAKING_ENTRUSTED,
    MEMBERS,
    OF_ENTRUSTED,
    OF_MEMBERS,
)
from services.conference.law.statutes.statute import SHAFUKU

JUSO = date(2021, 4, 1)
"""令和2年法律52号: 106条の4 to 106条の11 came into force."""

JUSO_REQUIRED = Provision(
    key="shien_kaigi.juso_required",
    does="requires",
    gist="支援会議を使えるのは、重層的支援体制整備事業を実施している市町村に限られる",
    binds="市町村",
    cited=(
        Citation(
            statute=SHAFUKU,
            article="106条の6",
            paragraph="2項",
            since=JUSO,
            until=None,
            confirmed=False,
        ),
    ),
)
"""An inference from the purpose clause of 2項. 令和8年法律51号 is expected to end it on 2027-04-01;
once its text is confirmed, ``until=date(2027, 4, 1)`` opens the 支援会議 to every municipality.
"""

ROWS = (
    Provision(
        key="juso.entrustment",
        does="permits",
        gist="事業の全部または一部を、省令で定める者に委託できる",
        binds="市町村",
        cited=moved_down(SHAFUKU, "106条の4", "4項", "5項", since=JUSO),
    ),
    Provision(
        key="juso.entrusted_secrecy",
        does="forbids",
        gist=LEAKING_ENTRUSTED,
        binds="重層の受託者・その役職員（これらであった者を含む）",
        cited=moved_down(SHAFUKU, "106条の4", "5項", "6項", since=JUSO),
        penalty="shafuku.159.1",
        secrecy=OF_ENTRUSTED,
    ),
    Provision(
        key="shien_kaigi.organised",
        does="permits",
        gist="支援関係機関等からなる支援会議を組織できる",
        binds="市町村",
        cited=from_day(JUSO, SHAFUKU, "106条の6", "1項"),
    ),
    Provision(
        key="shien_kaigi.purpose",
        does="permits",
        gist="事業を円滑に行うための情報の交換と、必要な支援体制の検討を行う",
        binds="支援会議",
        cited=from_day(JUSO, SHAFUKU, "106条の6", "2項"),
    ),
    JUSO_REQUIRED,
    Provision(
        key="shien_kaigi.request",
        does="permits",
        gist="必要と認めるとき、資料・情報の提供や意見の開陳などの協力を求められる（世帯についても）",
        binds="支援会議",
        cited=from_day(JUSO, SHAFUKU, "106条の6", "3項"),
    ),
    Provision(
        key="shien_kaigi.cooperation",
        does="requires",
        gist=COOPERATION,
        binds=ASKED,
        cited=from_day(JUSO, SHAFUKU, "106条の6", "4項"),
    ),
    Provision(
        key="shien_kaigi.linkage",
        does="requires",
        gist="調整会議や生活困窮者自立支援法の支援会議と連携するよう努める",
        binds="支援会議",
        cited=from_day(REFORM_OF_2024, SHAFUKU, "106条の6", "5項"),
    ),
    Provision(
        key="shien_kaigi.secrecy",
        does="forbids",
        gist=LEAKING,
        binds=MEMBERS,
        cited=moved_down(SHAFUKU, "106条の6", "5項", "6項", since=JUSO),
        penalty="shafuku.159.2",
        secrecy=OF_MEMBERS,
    ),
    Provision(
        key="shien_kaigi.rules",
        does="permits",
        gist="組織と運営に必要な事項は、支援会議が定める",
        binds="支援会議",
        cited=moved_down(SHAFUKU, "106条の6", "6項", "7項", since=JUSO),
    ),
)
