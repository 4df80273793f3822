"""``docs/law/world.md``: every field and every code of a world and of the answer, in Japanese."""

from __future__ import annotations

import json

from docs.law_schema import Node, decision_schema, world_schema
from docs.law_words import CODES, ModelWords, meanings, same, words

_HEAD = """# 状況と答えの項目・コード

このページは、型の定義から作られます（`make docs`）。手では書きません。
読み方は [README.md](README.md)、機械のための形は [world.schema.json](world.schema.json) と
[decision.schema.json](decision.schema.json) にあります。

- **番号** は、英数字で始まり、英数字と `_.:-` からなる64文字までの文字列です。
  氏名など個人の情報は入れません。
- **日時** は時差まで書きます（`2026-06-15T10:00:00+09:00`）。
  書き方が違っても、同じ瞬間なら同じです。
- **期間** は始まりを含み、終わりを含みません。
- 「必須」に ○ のない項目は書かなくてもよく、そのときは既定の値になります。
  ここにない項目は書けません。

## 項目
"""

_TYPES: dict[str, str] = {
    "string": "文字列",
    "boolean": "true・false",
    "integer": "整数",
    "null": "null",
}


def world_page() -> str:
    """The page."""
    models = _models()
    same("words.yaml: models", words().models, models)
    sections = [
        _HEAD,
        *(_section(words().models[name], node, models) for name, node in models.items()),
        "\n## コード\n",
        *(_codes(name) for name in CODES),
    ]
    return "".join(sections)


def _models() -> dict[str, Node]:
    """The objects of both documents, those that hold others first."""
    world, decision = world_schema(), decision_schema()
    found: dict[str, Node] = {}
    _gather("World", world, world["$defs"], found)
    return found | {"Decision": decision["$defs"]["decision"]}


def _gather(name: str, node: Node, models: dict[str, Node], found: dict[str, Node]) -> None:
    if name in found or "properties" not in node:
        return
    found[name] = node
    for one in node["properties"].values():
        for part in (one, one.get("items", {}), *one.get("anyOf", [])):
            inner = part.get("$ref", "").rpartition("/")[2]
            if inner in models:
                _gather(inner, models[inner], models, found)


def _section(told: ModelWords, node: Node, models: dict[str, Node]) -> str:
    fields: dict[str, Node] = node["properties"]
    same(f"words.yaml: {told.title}", told.fields, fields)
    required = node.get("required", [])
    rows = "".join(
        f"| `{name}` | {_type(one, models)} | {'○' if name in required else ''}"
        f" | {_default(one)} | {told.fields[name]} |\n"
        for name, one in sorted(fields.items(), key=lambda field: _order(told, field[0]))
    )
    return (
        f"\n### {told.title}\n\n| 項目 | 型 | 必須 | 既定 | 意味 |\n|---|---|---|---|---|\n{rows}"
        f"{''.join(_condition(one) for one in node.get('allOf', []))}"
    )


def _order(told: ModelWords, field: str) -> int:
    return list(told.fields).index(field)


def _type(node: Node, models: dict[str, Node]) -> str:
    if "anyOf" in node:
        return "・".join(_type(one, models) for one in node["anyOf"])
    if "$ref" in node:
        return _named(node["$ref"].rpartition("/")[2], models)
    if "enum" in node or "const" in node:
        return "・".join(f"`{code}`" for code in node.get("enum", [node.get("const")]))
    if "items" in node:
        least = "（一つ以上）" if node.get("minItems") else ""
        return f"{_type(node['items'], models)}の並び{least}"
    if "propertyNames" in node:
        named, holds = node["propertyNames"], node["additionalProperties"]
        return f"{_type(named, models)}ごとに、{_type(holds, models)}"
    return "日付" if node.get("format") == "date" else _TYPES[node["type"]]


def _named(name: str, models: dict[str, Node]) -> str:
    if name in models:
        title = words().models[name].title
    elif name in CODES:
        title = words().codes[name].title
    else:
        return {"id": "番号", "instant": "日時"}[name]
    return f"[{title}](#{title})"


def _default(node: Node) -> str:
    if "default" not in node:
        return ""
    default = node["default"]
    if isinstance(default, dict):
        return "`{}`"  # nothing is named in it
    return "空" if default == "" else f"`{json.dumps(default, ensure_ascii=False)}`"


def _condition(one: Node) -> str:
    """One sentence for a field that another one makes necessary, or forbids."""
    ((field, value),) = one["if"]["properties"].items()
    codes = "・".join(f"`{code}`" for code in value.get("enum", [value.get("const")]))
    when = f"`{field}` が {codes} のとき"
    if "else" in one:
        when = f"`{field}` が {codes} でないとき"
    consequence = one.get("then") or one["else"]
    names = "・".join(f"`{name}`" for name in consequence["properties"])
    forbidden = all(part == {"type": "null"} for part in consequence["properties"].values())
    return f"\n{when}、{names} は{'書けません' if forbidden else '要ります'}。\n"


def _codes(name: str) -> str:
    rows = "".join(f"| `{code}` | {meaning} |\n" for code, meaning in meanings(name).items())
    return f"\n### {words().codes[name].title}\n\n| コード | 意味 |\n|---|---|\n{rows}"
