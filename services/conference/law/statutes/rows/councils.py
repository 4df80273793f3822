"""孤独・孤立対策推進法, 障害者総合支援法 and 介護保険法: the councils of these statutes."""

from __future__ import annotations

from datetime import date

from services.conference.law.statutes.provision import Provision, always, from_day
from services.conference.law.statutes.rows.duties import (
    ASKED,
    COOPERATION,
    LEAKING,
    LEAKING_ENTRUSTED,
    MEMBERS,
    OF_ENTRUSTED,
    OF_MEMBERS,
    REQUEST,
)
from services.conference.law.statutes.statute import KAIGO, KODOKU, SOGO

KODOKU_BEGINS = date(2024, 4, 1)
"""孤独・孤立対策推進法附則1条."""

JIRITSU_ASKS = date(2024, 4, 1)
"""障害者総合支援法89条の3: requests and secrecy came in."""

ROWS = (
    Provision(
        key="kodoku.organised",
        does="requires",
        gist="孤独・孤立対策地域協議会を置くよう努める",
        binds="地方公共団体",
        cited=from_day(KODOKU_BEGINS, KODOKU, "15条", "1項"),
    ),
    Provision(
        key="kodoku.request",
        does="permits",
        gist=REQUEST,
        binds="孤独・孤立対策地域協議会",
        cited=from_day(KODOKU_BEGINS, KODOKU, "16条", "3項"),
    ),
    Provision(
        key="kodoku.secrecy",
        does="forbids",
        gist=LEAKING,
        binds=MEMBERS,
        cited=from_day(KODOKU_BEGINS, KODOKU, "18条"),
        penalty="kodoku.28",
        secrecy=OF_MEMBERS,
    ),
    Provision(
        key="jiritsu.organised",
        does="requires",
        gist="協議会を置くよう努める",
        binds="地方公共団体",
        cited=always(SOGO, "89条の3", "1項", confirmed=False),
    ),
    Provision(
        key="jiritsu.request",
        does="permits",
        gist=REQUEST,
        binds="協議会",
        cited=from_day(JIRITSU_ASKS, SOGO, "89条の3", "3項", confirmed=False),
    ),
    Provision(
        key="jiritsu.cooperation",
        does="requires",
        gist=COOPERATION,
        binds=ASKED,
        cited=from_day(JIRITSU_ASKS, SOGO, "89条の3", "4項", confirmed=False),
    ),
    Provision(
        key="jiritsu.secrecy",
        does="forbids",
        gist=LEAKING,
        binds=MEMBERS,
        cited=from_day(JIRITSU_ASKS, SOGO, "89条の3", "5項"),
        penalty="sogo.109_2",
        secrecy=OF_MEMBERS,
    ),
    Provision(
        key="kikan.entrusted_secrecy",
        does="forbids",
        gist=LEAKING_ENTRUSTED,
        binds="基幹相談支援センターの受託者・その役職員（これらであった者を含む）",
        cited=always(SOGO, "77条の2", "6項"),
        penalty="sogo.109_2",
        secrecy=OF_ENTRUSTED,
    ),
    Provision(
        key="chiiki_care.organised",
        does="requires",
        gist="地域ケア会議を置くよう努める",
        binds="市町村",
        cited=always(KAIGO, "115条の48", "1項", confirmed=False),
    ),
    Provision(
        key="chiiki_care.request",
        does="permits",
        gist=REQUEST,
        binds="地域ケア会議",
        cited=always(KAIGO, "115条の48", "3項", confirmed=False),
    ),
    Provision(
        key="chiiki_care.cooperation",
        does="requires",
        gist=COOPERATION,
        binds=ASKED,
        cited=always(KAIGO, "115条の48", "4項", confirmed=False),
    ),
    Provision(
        key="chiiki_care.secrecy",
        does="forbids",
        gist=LEAKING,
        binds=MEMBERS,
        cited=always(KAIGO, "115条の48", "5項", confirmed=False),
        penalty="kaigo.205_2",
        secrecy=OF_MEMBERS,
    ),
)
