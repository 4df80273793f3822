"""Who may ask for what: the roles of the catalogues, and how far each route reaches.

Roles stand where a use case is declared. How far it reaches beyond the role, to which agency and
into which case, is a rule of each use case; what it comes to stands in ``authorization.yaml``, and
tests ask the running system whether it is so. A page reaches as far as the use cases that it asks:
its rows are made of them (:mod:`docs.authorization_pages`).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict

from docs.http_api import FACES
from shared.http.face import Face
from shared.http.routes import path_of
from shared.identity import ROLE_LABELS, Role

FILE = Path(__file__).with_name("authorization.yaml")
ROLES: tuple[Role, ...] = tuple(role for role in ROLE_LABELS if role != "service")  # type: ignore[misc]

Outcome = Literal["closed", "own", "open", "registry", "figures", "hub"]
"""How somebody is answered who has the role and nothing to do with the case."""


class Reach(BaseModel):
    """How far a route reaches.

    Attributes:
        label: to whom, in Japanese.
        neighbour: how another municipality's department is answered.
        unrelated: how an agency is answered that is registered here and entrusted with nothing.
        unknown: how an agency is answered that nobody has registered.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    label: str
    neighbour: Outcome
    unrelated: Outcome
    unknown: Outcome


class Authorization(BaseModel):
    """The file.

    Attributes:
        reaches: by name.
        routes: by service and reach, the use cases.
        unasked: why an address asks no use case at all; ``{service}`` stands for each service.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    reaches: dict[str, Reach]
    routes: dict[str, dict[str, tuple[str, ...]]]
    unasked: dict[str, str]

    def of(self, service: str) -> dict[str, str]:
        """The name of the reach of each use case of a service.

        Raises:
            ValueError: one stands there twice.
        """
        rows = [(one, reach) for reach, all_of in self.routes[service].items() for one in all_of]
        if len(dict(rows)) < len(rows):
            raise ValueError(f"a route of {service} stands twice in {FILE.name}")
        return dict(rows)


@cache
def authorization() -> Authorization:
    """What the file says."""
    return Authorization.model_validate(yaml.safe_load(FILE.read_text(encoding="utf-8")))


_HEAD = """# 誰が何をできるか

サービスの操作ごとに、どの役割ができ、どこまで届くかの一覧です。
HTTP もコマンドも画面も、同じ操作を使います。画面は、宣言した操作（`uses`）のほかは何も読めず、
できること・届く先は、その操作のとおりです。
役割は操作の宣言（`@use_case`）から、届く先は [authorization.yaml](authorization.yaml) から、
`make docs` が作ります。手では書きません。

一覧のとおりかは、動いているしくみに、すべての役割で、ほかの市町村・委託の終わった機関・
ケースに関わらない機関・登録のない機関から尋ねて確かめます
（`tests/behaviour/faces/test_authorization_matrix.py`）。
新しい経路は、一覧に届く先を書くまで試験に落ちます。新しい画面の行は、求める操作からできます。

- 役割のない人は、内容を読む前に 403（`role-not-entitled`）です。
- **委託の期間が終わった機関の人**は、どの操作もできません（403 `contract-over`）。
- 断るとき、あるものとないものを区別しません。どちらも、ないときと同じ答えです。

## 届く先

| 届く先 | 誰に | ほかの市町村の部署 | ケースに関わらない機関 | 登録のない機関 |
|---|---|---|---|---|
"""

_OUTCOMES = {
    "closed": "断る",
    "own": "自機関のことだけ",
    "open": "答える（人のことはない）",
    "registry": "運用担当と監査担当だけ",
    "figures": "県に、提出されたものだけ",
    "hub": "県の集約だけ",
}


def authorization_page() -> str:
    """The matrix for readers."""
    told = authorization()
    reaches = "".join(
        f"| {name} | {one.label} | {_OUTCOMES[one.neighbour]} | {_OUTCOMES[one.unrelated]}"
        f" | {_OUTCOMES[one.unknown]} |\n"
        for name, one in told.reaches.items()
    )
    return _HEAD + reaches + "".join(_section(face, told) for face in FACES)


def _section(face: Face, told: Authorization) -> str:
    reach = told.of(face.name)
    heads = " | ".join(ROLE_LABELS[role] for role in ROLES)
    lines = "".join(_lines(face, reach))
    return (
        f"\n## {face.title}\n\n| 操作 | 経路 | {heads} | 届く先 |\n"
        f"|---|---|{'---|' * len(ROLES)}---|\n{lines}"
    )


def _lines(face: Face, reach: dict[str, str]) -> Iterator[str]:
    for name, use_case in sorted(face.catalogue().items()):
        may = " | ".join("○" if role in use_case.roles else "" for role in ROLES)
        yield f"| {use_case.title} | `{path_of(face.name, name)}` | {may} | {reach[name]} |\n"
