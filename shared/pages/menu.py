"""The ways through the site, the same on every page of every service."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shared.identity import Role


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One way.

    Attributes:
        label: what it is called.
        path: where it leads.
        roles: who is shown it; the page itself asks again.
    """

    label: str
    path: str
    roles: frozenset[Role]


def _entry(label: str, path: str, *roles: Role) -> MenuEntry:
    return MenuEntry(label, path, frozenset(roles))


MENU: tuple[MenuEntry, ...] = (
    _entry("相談受付", "/intake/pages/", "counsellor"),
    _entry("会議", "/conference/pages/", "secretariat", "member"),
    _entry("つなぎ・就労", "/placement/pages/", "employment_supporter", "counsellor"),
    _entry(
        "届いた資料",
        "/conference/pages/packets",
        "member",
        "counsellor",
        "employment_supporter",
        "secretariat",
    ),
    _entry(
        "支援プラン",
        "/conference/pages/plans",
        "secretariat",
        "member",
        "counsellor",
        "employment_supporter",
    ),
    _entry("開示請求の受付", "/conference/pages/access/new", "counsellor"),
    _entry("届いた打診", "/placement/pages/received", "member"),
    _entry("社会資源・居場所", "/placement/pages/resources", "secretariat"),
    _entry("報告", "/stats/pages/", "statistician"),
    _entry("監査", "/conference/pages/audit", "auditor"),
    _entry(
        "公表した報告",
        "/stats/pages/published",
        "counsellor",
        "secretariat",
        "member",
        "employment_supporter",
        "auditor",
    ),
    _entry("県の集約", "/prefecture/pages/", "prefecture"),
    _entry("登録と運用ルール", "/conference/pages/registers", "operator", "secretariat"),
    _entry("運用", "/intake/pages/operation", "operator"),
)
"""In the order of the work: 相談受付 → 支援会議 → つなぎ → 就労定着, what has arrived, 報告,
then who watches. The first entry of a role is where it starts."""


def menu_of(role: Role) -> Sequence[MenuEntry]:
    """The ways that a role is shown."""
    return tuple(entry for entry in MENU if role in entry.roles)


def start_of(role: Role) -> str | None:
    """Where somebody in a role starts; ``None`` for a role without pages."""
    shown = menu_of(role)
    return shown[0].path if shown else None
