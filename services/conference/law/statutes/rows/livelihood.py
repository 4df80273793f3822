"""生活困窮者自立支援法 and 生活保護法: 支援会議 and 調整会議."""

from __future__ import annotations

from services.conference.law.statutes.provision import (
    REFORM_OF_2024,
    Provision,
    Secrecy,
    always,
    from_day,
    moved_down,
)
from services.conference.law.statutes.rows.duties import (
    ASKED,
    COOPERATION,
    LEAKING,
    MEMBERS,
    OF_MEMBERS,
    REQUEST,
)
from services.conference.law.statutes.statute import KONKYU, SEIHO

ROWS = (
    Provision(
        key="konkyu.organised",
        does="requires",
        gist="支援会議を組織するよう努める",
        binds="都道府県等（都道府県・市・福祉事務所を置く町村）",
        cited=always(KONKYU, "9条", "1項"),
    ),
    Provision(
        key="konkyu.request",
        does="permits",
        gist=REQUEST,
        binds="支援会議",
        cited=always(KONKYU, "9条", "3項"),
    ),
    Provision(
        key="konkyu.cooperation",
        does="requires",
        gist=COOPERATION,
        binds=ASKED,
        cited=always(KONKYU, "9条", "4項"),
    ),
    Provision(
        key="konkyu.linkage",
        does="requires",
        gist="調整会議や社会福祉法の支援会議と連携するよう努める",
        binds="支援会議",
        cited=from_day(REFORM_OF_2024, KONKYU, "9条", "5項"),
    ),
    Provision(
        key="konkyu.secrecy",
        does="forbids",
        gist=LEAKING,
        binds=MEMBERS,
        cited=moved_down(KONKYU, "9条", "5項", "6項"),
        penalty="konkyu.28",
        secrecy=OF_MEMBERS,
    ),
    Provision(
        key="konkyu.entrusted_secrecy",
        does="forbids",
        gist="委託された事務で知った秘密を漏らすこと（7条3項・11条2項で準用する事業も同じ）",
        binds="自立相談支援等の受託者・その役職員（これらであった者を含む）",
        cited=always(KONKYU, "5条", "3項"),
        penalty="konkyu.28",
        secrecy=Secrecy(
            told="委託された事務で知った秘密を漏らしてはなりません",
            afterwards="その事務を離れた後も同じです",
        ),
    ),
    Provision(
        key="chosei.organised",
        does="permits",
        gist="調整会議を組織できる",
        binds="保護の実施機関",
        cited=from_day(REFORM_OF_2024, SEIHO, "27条の3", "1項", confirmed=False),
    ),
    Provision(
        key="chosei.request",
        does="permits",
        gist=REQUEST,
        binds="調整会議",
        cited=from_day(REFORM_OF_2024, SEIHO, "27条の3", "3項", confirmed=False),
    ),
    Provision(
        key="chosei.cooperation",
        does="requires",
        gist=COOPERATION,
        binds=ASKED,
        cited=from_day(REFORM_OF_2024, SEIHO, "27条の3", "4項", confirmed=False),
    ),
    Provision(
        key="chosei.secrecy",
        does="forbids",
        gist=LEAKING,
        binds=MEMBERS,
        cited=from_day(REFORM_OF_2024, SEIHO, "27条の3", "6項", confirmed=False),
        penalty="seiho.85_2",
        secrecy=OF_MEMBERS,
    ),
)
