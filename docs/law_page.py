"""``docs/law.md``: what decides, the 72 rules with their code and tests, the statutes."""

from __future__ import annotations

from pathlib import Path

from docs.law_register import Basis, Class, Part, Place, Rule, marked_tests, places_of, rules
from services.conference.law.statutes.table import (
    penalties_table,
    provisions_table,
    statutes_table,
)

_HEAD = """# 法律の規則

このページは、規則の登録簿（[law/rules.yaml](law/rules.yaml)）と、コードと試験に付けた印から作られます
（`make docs`）。手では書きません。規則を試す人のための説明は [law/README.md](law/README.md) にあります。

## 何が、どの順に決めるか

誰が何を見てよいかは、一つの純粋な関数が決めます。入るのは、一つの時点の状況を書いた一つの文書（world）。
出るのは、情報×提供先ごとの決定です。時計も、データベースも、乱数も見ません。
同じ文書には、いつでも同じ答えが出ます。

1. **根拠を探す。** 何もなければ「不可」です。
   同意・法定の会議・公的な判断・緊急を一つずつ調べ、足りないものはすべて理由として覚えます。
2. **制限をかける。** 会議（種別と席）、法の下限、市町村の運用ルールの順に、根拠ごとの上限を下げます。
   下限はどの根拠も、運用ルールも、破れません。残った根拠のうち、一番大きいものが決定です。
3. **ぼかす。** 「ぼかし」の決定では、元の文の代わりに、用意された言い方か、種類ごとの決まった文だけを示します。
4. **条件を付ける。** 守秘の告知、再提供の禁止、返却や消去、見直しなど、決定に付いて回るものを並べます。

| 部屋 | すること |
|---|---|
| [world/](../services/conference/law/world/__init__.py) | 文書の型。知らない項目は受け付けない |
| [reading.py](../services/conference/law/reading.py) [references.py](../services/conference/law/references.py) | 文書を読み、正しくなければ、どこがどう違うかを一つ答える |
| [situation.py](../services/conference/law/situation.py) | その時点で効いているものを、一度だけ調べておく |
| [bases/](../services/conference/law/bases/__init__.py) | 根拠: 同意（consent）、法定の会議（conference）、公的な判断（determination）、緊急（emergency） |
| [limits/](../services/conference/law/limits/__init__.py) | 制限: 会議（meeting）、法の下限（floor）、運用ルール（profile） |
| [weighing.py](../services/conference/law/weighing.py) | 根拠と制限を、一つの升目について量る |
| [wording.py](../services/conference/law/wording.py) | ぼかした言い方 |
| [obligations.py](../services/conference/law/obligations.py) | 条件と仕事 |
| [decide.py](../services/conference/law/decide.py) [explain.py](../services/conference/law/explain.py) [comparison.py](../services/conference/law/comparison.py) | 全体の順序、一つの決定の道筋、二つの運用ルールの比較 |
| [statutes/](../services/conference/law/statutes/__init__.py) | 施行日の付いた条文。改正は一行の追加で、コードは変わらない |
| [../profiles/](../services/conference/profiles/__init__.py) | 運用ルールの YAML。law の外にあり、判断はしない |

**規則を足すには**、部屋の一つのファイルに小さな関数を一つ書き、`@rule(番号)` の印と、条文を挙げた説明を付け、
そのファイルの終わりの一覧に加えます。それを示す試験には `@pytest.mark.rule(番号)` を付けます。
新しい番号なら登録簿に一行を書き、`make docs` を実行します。
番号に、関数も試験も、残りの行き先もなければ、試験が落ちます。

判断に使う事実（同意、構成員の選定、求めと答え、公的な判断）は、会議のサービスが記録します。
会議ボード、会議の資料、会議によらない提供は、記録から組み立てた状況をこの判断にかけ、その答えだけを示します
（[ADR 9](adr/0009-packets-hold-grants-and-no-content.md)）。自分で書いた状況は、`tsunagu decide` で試せます。

## 規則

区分は、FLOOR が法の下限（破れば違法）、GUIDE が国の要綱・マニュアル・指針、POLICY が市町村の選択です。
**要確認** は、条文や原典そのものを読んで確かめていないか、読み方が推論であるもの。使う前に確かめてください。
場所の名前だけのものは、[services/conference/law](../services/conference/law/__init__.py) の中に、`shared/` で始まるものは、
サービスが共に使う部分にあります。
"""  # noqa: E501 - a table is one line a row

_TABLE = """
| 番号 | 区分 | 規則 | 根拠条文 | 場所 | 試験 | 残り |
|---|---|---|---|---|---|---|
"""

_STATUTES = """
## 条文

規則と告知の拠る条文の、有効な日ごとの一覧です
（[statutes/rows](../services/conference/law/statutes/rows/__init__.py)）。
改正があれば、前の行を終わらせて次の行を足します。「有効な日」の「従前」は、記録のある限り前から。
**要確認** の意味は、上の規則と同じです。

"""

_LAW = "services/conference/law/"
_SHARED = "shared/"
_PARTS: dict[Part, str] = {
    "conference": "会議（conference）",
    "placement": "つなぎ・就労（placement）",
    "stats": "統計（stats）",
    "http": "画面と操作（http）",
}


def law_page() -> str:
    """The page."""
    return (
        _HEAD
        + _summary()
        + _TABLE
        + "".join(_row(one) for one in rules())
        + _STATUTES
        + provisions_table()
        + "\n### 罰則\n\n"
        + penalties_table()
        + "\n### 法律の名前\n\n"
        + statutes_table()
    )


def _summary() -> str:
    """How far the rules are held."""
    held = [one for one in rules() if places_of(one)]
    partly = sum(bool(one.open) for one in held)
    ahead = len(rules()) - len(held)
    return (
        f"{len(rules())} の規則のうち、守る場所と試験のあるものは {len(held)}"
        f"（うち {partly} には残りがあります）、これからのものは {ahead} です。\n"
    )


def _row(rule: Rule) -> str:
    cells = (
        str(rule.number),
        "、".join(_class(name, about) for name, about in rule.classes.items()),
        rule.title,
        "、".join(_basis(one) for one in rule.basis) or "市町村の定め",
        "<br>".join(_place(one) for one in places_of(rule)) or "–",
        "<br>".join(_test(one) for one in marked_tests().get(rule.number, ())) or "–",
        "<br>".join(f"**{_PARTS[one.part]}** {one.rest}" for one in rule.open) or "–",
    )
    return f"| {' | '.join(cells)} |\n"


def _class(name: Class, about: str | None) -> str:
    return f"{name}（{about}）" if about else name


def _basis(one: Basis) -> str:
    return one.cites if one.confirmed else f"{one.cites} **要確認**"


def _place(one: Place) -> str:
    """The law's own places by their names within it; what the services share, by its path."""
    if one.path.startswith(_SHARED):
        return f"`{one.path}::{one.name}`"
    within = one.path.removeprefix(_LAW)
    shown = within.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    return f"[{shown}::{one.name}](../{one.path})"


def _test(path: str) -> str:
    return f"[{Path(path).stem}](../{path})"
