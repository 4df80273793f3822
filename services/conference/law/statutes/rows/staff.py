"""Secrecy duties that somebody has as a public servant or as a commissioner."""

from __future__ import annotations

from services.conference.law.statutes.provision import Provision, Secrecy, always
from services.conference.law.statutes.statute import CHIKO, MINSEI

ROWS = (
    Provision(
        key="staff.local_officer",
        does="forbids",
        gist="職務上知った秘密を漏らすこと",
        binds="地方公務員（退職した者を含む）",
        cited=always(CHIKO, "34条", confirmed=False),
        penalty="chiko.60",
        secrecy=Secrecy(
            told="職務上知った秘密を漏らしてはなりません",
            afterwards="職を退いた後も同じです",
        ),
    ),
    Provision(
        key="staff.commissioner",
        does="requires",
        gist="職務で知った、人の身上に関する秘密を守る",
        binds="民生委員・児童委員",
        cited=always(MINSEI, "15条", confirmed=False),
        secrecy=Secrecy(told="職務で知った、人の身上に関する秘密を守らなければなりません"),
    ),
)
"""民生委員法15条 has no penalty, and does not say that the duty outlives the office."""
