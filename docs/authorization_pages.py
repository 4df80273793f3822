"""Who has which page, and how far it reaches: made of the use cases that each page asks.

A page reads nothing but what a use case answers (:class:`shared.pages.visit.Visit`), and asks for
none that its address does not name. So its row is no second list that somebody would have to keep.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from docs.authorization import FILE, ROLES, Authorization, authorization
from docs.http_api import FACES
from services.conference.pages import PAGES as CONFERENCE
from services.intake.pages import PAGES as INTAKE
from services.placement.pages import PAGES as PLACEMENT
from services.stats.pages import PAGES as STATS
from services.stats.prefecture.pages import PAGES as PREFECTURE
from shared.http.face import Face
from shared.identity import ROLE_LABELS, Role
from shared.pages import PageRoute, Pages
from shared.pages.operation import with_operation_pages
from shared.use_case import UseCase

SHOWN: Mapping[str, Pages] = MappingProxyType(
    {
        **{
            one.service: with_operation_pages(one) for one in (INTAKE, CONFERENCE, PLACEMENT, STATS)
        },
        PREFECTURE.service: PREFECTURE,
    }
)
"""The pages of each service, as it shows them."""

ENTITLED, PARTLY = "○", "△"
_METHODS = {"GET": "見る", "POST": "送る"}

_HEAD = f"""
# 画面

画面は、一覧の操作を、見ている人として求めるだけです。宣言していない操作を求める画面は、何も見せずに止まります。
最初の操作の役割がない人には、内容を読む前に断ります。

- {ENTITLED}: 画面と、画面が求める操作のすべてができる
- {PARTLY}: 最初の操作はできるが、画面が求める操作の一部は役割にない。その部分は出ない
  （それなしで成り立たない画面は断る）

届く先は、画面が求める操作のそれぞれの届く先です。断られた操作の内容は、画面のどこにも出ません。
"""


@dataclass(frozen=True, slots=True)
class PageRow:
    """One address, with what it may ask.

    Attributes:
        pages: of which service.
        route: the address.
        uses: the use cases that it may ask, the one first that opens it.
        reaches: the reach of each of them, by its name.
        reason: why it asks none, if so.
    """

    pages: Pages
    route: PageRoute
    uses: tuple[UseCase, ...]
    reaches: Mapping[str, str]
    reason: str | None = None

    @property
    def address(self) -> str:
        """``GET /intake/pages/cases/{case_id}``."""
        return f"{self.route.method} {self.pages.path_of(self.route)}"

    def mark(self, role: Role) -> str:
        """What a role has of it; empty if nothing."""
        if not self.uses or role not in self.uses[0].roles:
            return ""
        return ENTITLED if all(role in one.roles for one in self.uses) else PARTLY


def page_rows(
    face: Face, pages: Pages | None = None, told: Authorization | None = None
) -> list[PageRow]:
    """A row for each address of a service's pages.

    Args:
        face: the service.
        pages: its pages; those that it shows, unless others are given.
        told: the file; as it lies here, unless another is given.

    Raises:
        ValueError: a page asks for a use case that nobody offers, or for none without a reason.
    """
    told = told or authorization()
    shown = pages or SHOWN[face.name]
    catalogue, reaches = face.catalogue(), told.of(face.name)
    return [_row(shown, one, catalogue, reaches, told) for one in shown.page_routes]


def _row(
    pages: Pages,
    route: PageRoute,
    catalogue: Mapping[str, UseCase],
    reaches: Mapping[str, str],
    told: Authorization,
) -> PageRow:
    address = f"{route.method} {pages.path_of(route)}"
    if unknown := [one for one in route.uses if one not in catalogue or one not in reaches]:
        raise ValueError(f"{address} asks for {unknown}, of which nobody says whom it reaches")
    reason = told.unasked.get(address)
    if not route.uses and reason is None:
        raise ValueError(f"{address} asks for nothing; say why in {FILE.name}, unasked")
    uses = tuple(catalogue[one] for one in dict.fromkeys(route.uses))
    return PageRow(pages, route, uses, {one.name: reaches[one.name] for one in uses}, reason)


def pages_page() -> str:
    """The rows of all pages for readers, and the addresses that ask nothing."""
    return _HEAD + "".join(map(_section, FACES)) + _unasked(authorization())


def _section(face: Face) -> str:
    heads = " | ".join(ROLE_LABELS[role] for role in ROLES)
    lines = "".join(map(_line, page_rows(face)))
    return (
        f"\n## 画面：{face.title}\n\n| | 画面 | 求める操作 | {heads} | 届く先 |\n"
        f"|---|---|---|{'---|' * len(ROLES)}---|\n{lines}"
    )


def _line(row: PageRow) -> str:
    may = " | ".join(row.mark(role) for role in ROLES)
    asked = "、".join(one.title for one in row.uses) or "なし"
    reach = "・".join(dict.fromkeys(row.reaches.values())) or row.reason
    path = row.pages.path_of(row.route)
    return f"| {_METHODS[row.route.method]} | `{path}` | {asked} | {may} | {reach} |\n"


def _unasked(told: Authorization) -> str:
    return "\n## 操作を求めないアドレス\n\n| アドレス | なぜ |\n|---|---|\n" + "".join(
        _reasons(told)
    )


def _reasons(told: Authorization) -> Iterator[str]:
    for address, reason in told.unasked.items():
        yield f"| `{address}` | {reason} |\n"
