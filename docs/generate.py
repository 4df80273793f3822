"""Writes the documents that code tells better than hands, or checks that they are up to date.

``docs/events`` comes from the catalogue of facts; ``docs/law.md``, the page of fields and codes and
the schemas in ``docs/law`` come from the law, its register of rules and the marks of its tests;
``docs/http`` comes from the catalogues of use cases and the journeys, ``docs/authorization.md``
from the catalogues and ``docs/authorization.yaml``, ``docs/measures.md`` from the measures,
``docs/commands.md`` and its English from the commands.
``python -m docs.generate`` writes; ``--check`` names every file that differs and fails. The answers
of the worked examples are no such documents: only ``--write-examples`` writes them.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from docs.asyncapi import asyncapi, subject_of
from docs.attributes import attributes_in, attributes_of, summary_of
from docs.authorization import authorization_page
from docs.authorization_pages import pages_page
from docs.commands_page import commands_pages
from docs.coverage_page import coverage_page
from docs.examples import example_of
from docs.http_api import http_documents
from docs.law_examples import write_answers
from docs.law_page import law_page
from docs.law_schema import decision_schema, text, world_schema
from docs.law_world import world_page
from docs.measures_page import measures_page
from shared.broker.topology import SUBSCRIPTIONS
from shared.facts import SERVICES, Fact, Service, catalogue
from shared.facts.envelope import type_of

DOCS = Path(__file__).parent
FOLDER = DOCS / "events"

SERVICE_TITLES: dict[Service, str] = {
    "intake": "相談受付",
    "conference": "支援会議",
    "placement": "つなぎ・就労・定着",
    "stats": "県への報告",
}

_HEAD = """# 公開通知

サービスが互いに知らせ合う事実の一覧です。入っているのは、何も語らない番号・コード・日付・満年齢だけで、
個人情報は入りません（[約束](../promises.md) C2）。
このフォルダーは `make docs` が定義から作り、`make check` がずれを見つけます。手では書きません。
"""

_TAIL = """
## 運ばれ方

CloudEvents 1.0 のバイナリ形式です。本文は JSON、属性は `ce-` で始まる NATS のヘッダーにあります。

| ヘッダー | 中身 |
|---|---|
| `ce-id` | `サービス:位置`。`Nats-Msg-Id` も同じ |
| `ce-source` | `/tsunagu/市町村コード/サービス` |
| `ce-type` | 種類と版。読み手が誤解しうる変更のときに版が上がる |
| `ce-subject` | 順序を保つ単位の番号（多くはケース） |
| `ce-time` | 送り元が記録した時刻 |
| `ce-sequence` | 送り元の記録の中での位置 |
| `ce-previous` | 一つ前に公開した通知の位置（最初は 0）。抜けがあれば、これで分かる |

全体の記述は [asyncapi.yaml](asyncapi.yaml)（AsyncAPI 3.0）にあります。
"""


def file_name(fact: type[Fact]) -> str:
    """``intake.contact-recorded.v1``."""
    return f"{fact.SERVICE}.{fact.NAME}.v{fact.VERSION}"


def schema(fact: type[Fact]) -> str:
    """JSON Schema of a fact's body."""
    body = fact.model_json_schema(mode="serialization")
    meanings = attributes_of(fact)
    document = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": fact.TITLE,
        "description": summary_of(fact),
        "x-cloudevents-type": type_of(fact),
        "x-cloudevents-subject": fact.SUBJECT,
        "x-nats-subject": subject_of(fact),
        "type": body["type"],
        "additionalProperties": body["additionalProperties"],
        "required": body["required"],
        "properties": {
            name: _described(field, meanings.get(name))
            for name, field in body["properties"].items()
        },
        **({"$defs": parts} if (parts := _parts(body)) else {}),
        "examples": [example_of(fact)],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _parts(body: dict[str, Any]) -> dict[str, Any]:
    """The shapes that fields refer to, with the meanings of their own fields."""
    parts = {}
    for name, part in body.get("$defs", {}).items():
        described = part.pop("description", "")
        meanings = attributes_in(described + "\n")
        fields = part.get("properties", {})
        parts[name] = _described(part, described.partition("\n\nAttributes:")[0]) | {
            "properties": {one: _described(fields[one], meanings.get(one)) for one in fields}
        }
    return parts


def _described(field: dict[str, Any], meaning: str | None) -> dict[str, Any]:
    """A field with its meaning instead of pydantic's title, which only repeats the name."""
    plain = {key: value for key, value in field.items() if key != "title"}
    return plain | ({"description": meaning} if meaning else {})


def index() -> str:
    """The list of all facts, for readers."""
    return _HEAD + "".join(_section(service) for service in SERVICES) + _TAIL


def _section(service: Service) -> str:
    listeners = [reader for reader, sources in SUBSCRIPTIONS.items() if service in sources]
    heard = (
        f"聞くサービス: {'、'.join(listeners)}。" if listeners else "聞くサービスはまだありません。"
    )
    rows = "".join(
        f"| {fact.TITLE} | [`{fact.NAME}`](schemas/{file_name(fact)}.json)"
        f" | `{fact.__name__}` | {fact.VERSION} |\n"
        for fact in catalogue().values()
        if service == fact.SERVICE
    )
    return (
        f"\n## {SERVICE_TITLES[service]}（{service}）\n\n"
        f"NATS の件名は `tsunagu.市町村コード.{service}.通知の名前`。{heard}\n\n"
        f"| 通知 | 名前と形 | 型 | 版 |\n|---|---|---|---|\n{rows}"
    )


def documents() -> dict[Path, str]:
    """Every generated file with its text."""
    made = {FOLDER / "README.md": index(), FOLDER / "asyncapi.yaml": asyncapi()}
    for fact in catalogue().values():
        made[FOLDER / "schemas" / f"{file_name(fact)}.json"] = schema(fact)
    return made | {
        DOCS / "authorization.md": authorization_page() + pages_page(),
        DOCS / "coverage.md": coverage_page(),
        DOCS / "law.md": law_page(),
        DOCS / "law" / "world.md": world_page(),
        DOCS / "measures.md": measures_page(),
        DOCS / "law" / "world.schema.json": text(world_schema()),
        DOCS / "law" / "decision.schema.json": text(decision_schema()),
        **http_documents(DOCS / "http"),
        **commands_pages(DOCS),
    }


def differences() -> list[str]:
    """Names of the files that are missing, differ, or have no fact behind them any more."""
    made = documents()
    found = [
        path.name for path, told in made.items() if not path.exists() or path.read_text() != told
    ]
    found += [path.name for path in (FOLDER / "schemas").glob("*") if path not in made]
    return sorted(found)


def write() -> None:
    """Write every file that differs, and delete those that have no fact behind them any more."""
    made = documents()
    for path in (FOLDER / "schemas").glob("*"):
        if path not in made:
            path.unlink()
    for path, told in made.items():
        if not path.exists() or path.read_text() != told:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(told)


def main() -> int:
    """Write, or check; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="書かずに、違いがあれば失敗する")
    parser.add_argument(
        "--write-examples", action="store_true", help="docs/law/examples の答えを書き直す"
    )
    asked = parser.parse_args()
    if asked.write_examples:
        write_answers()
    if not asked.check:
        write()
        return 0
    found = differences()
    for name in found:
        sys.stderr.write(f"docs: {name} が定義と違います。make docs を実行してください。\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
