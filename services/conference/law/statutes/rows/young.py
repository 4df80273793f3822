"""児童福祉法 and 子ども・若者育成支援推進法: the councils for children and young people."""

from __future__ import annotations

from services.conference.law.statutes.provision import Provision, Secrecy, always
from services.conference.law.statutes.rows.duties import (
    ASKED,
    COOPERATION,
    LEAKING,
    MEMBERS,
    OF_MEMBERS,
    REQUEST,
)
from services.conference.law.statutes.statute import JIFUKU, KOWAKA

ROWS = (
    Provision(
        key="yotaikyo.organised",
        does="requires",
        gist="要保護児童対策地域協議会を置くよう努める",
        binds="地方公共団体",
        cited=always(JIFUKU, "25条の2", "1項"),
    ),
    Provision(
        key="yotaikyo.request",
        does="permits",
        gist=REQUEST,
        binds="要保護児童対策地域協議会",
        cited=always(JIFUKU, "25条の3", "1項", confirmed=False),
    ),
    Provision(
        key="yotaikyo.cooperation",
        does="requires",
        gist=COOPERATION,
        binds=ASKED,
        cited=always(JIFUKU, "25条の3", "2項", confirmed=False),
    ),
    Provision(
        key="yotaikyo.secrecy",
        does="forbids",
        gist="協議会の職務に関して知った秘密を、正当な理由なく漏らすこと",
        binds="構成機関の職員・役職員・構成員（これらであった者を含む）",
        cited=always(JIFUKU, "25条の5"),
        penalty="jifuku.61_3",
        secrecy=Secrecy(
            told="協議会の職務に関して知った秘密を、正当な理由なく漏らしてはなりません",
            afterwards="協議会を離れた後も同じです",
        ),
    ),
    Provision(
        key="kowaka.organised",
        does="requires",
        gist="子ども・若者支援地域協議会を置くよう努める",
        binds="地方公共団体",
        cited=always(KOWAKA, "19条", "1項"),
    ),
    Provision(
        key="kowaka.request",
        does="permits",
        gist=REQUEST,
        binds="子ども・若者支援地域協議会",
        cited=always(KOWAKA, "20条", "3項"),
    ),
    Provision(
        key="kowaka.secrecy",
        does="forbids",
        gist=LEAKING,
        binds=MEMBERS,
        cited=always(KOWAKA, "24条"),
        penalty="kowaka.34",
        secrecy=OF_MEMBERS,
    ),
)
