"""Writes ``docs/events`` from the catalogue of facts, or checks that it is up to date.

``python -m docs.generate`` writes; ``python -m docs.generate --check`` names every file that
differs and fails. Nothing in ``docs/events`` is written by hand.
"""

from __future__ import annotations

import argparse
import inspect
import json
import sys
import warnings
from pathlib import Path

import yaml
from faststream.nats import JStream, NatsBroker
from faststream.specification import AsyncAPI

from shared.broker.topology import CONSUMERS, stream_name, stream_subjects
from shared.facts import Fact, catalogue
from shared.facts.envelope import type_of

FOLDER = Path(__file__).parent / "events"
GOLDEN = Path(__file__).parents[1] / "tests" / "contracts" / "golden" / "facts"


def subject_of(fact: type[Fact]) -> str:
    """NATS subject of a fact, with a placeholder for the municipality."""
    return f"tsunagu.{{municipality}}.{fact.SERVICE}.{fact.NAME}"


def file_name(fact: type[Fact]) -> str:
    """``intake.contact-recorded.v1``."""
    return f"{fact.SERVICE}.{fact.NAME}.v{fact.VERSION}"


def schema(fact: type[Fact]) -> str:
    """JSON Schema of a fact's body, with an example that was really written once."""
    example = json.loads((GOLDEN / f"{file_name(fact)}.json").read_text())
    document = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **fact.model_json_schema(mode="serialization"),
        "title": fact.TITLE,
        "description": inspect.getdoc(fact) or "",
        "x-cloudevents-type": type_of(fact),
        "x-cloudevents-subject": fact.SUBJECT,
        "x-nats-subject": subject_of(fact),
        "examples": [example],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _broker() -> NatsBroker:
    """A broker that declares every publication and every listener, and is never started."""
    broker = NatsBroker("nats://broker:4222")
    for fact in catalogue().values():
        broker.publisher(
            subject_of(fact),
            title=type_of(fact),
            description=f"{fact.TITLE}. {(inspect.getdoc(fact) or '').splitlines()[0]}",
            schema=fact,
        )
    for consumer in CONSUMERS:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)
            subscriber = broker.subscriber(
                stream_subjects(consumer.source)[0],
                durable=consumer.durable,
                stream=JStream(stream_name(consumer.source), declare=False),
                title=consumer.durable,
                description=f"{consumer.subscriber} が {consumer.source} の通知を聞く",
            )
        subscriber(_listen)
    return broker


async def _listen(body: bytes) -> None:
    """Stand for an inbox in the description; it is never called."""


def asyncapi() -> str:
    """AsyncAPI 3.0 of the whole system, as FastStream describes it."""
    description = (
        "つなぐの公開通知。個人情報を含まない。"
        "本文は JSON、属性は CloudEvents 1.0 の ce- ヘッダー。"
    )
    document = AsyncAPI(
        _broker(), title="tsunagu", version="1", description=description
    ).to_specification()
    plain = json.loads(document.to_json())
    return yaml.safe_dump(plain, allow_unicode=True, sort_keys=True, width=100)


def index() -> str:
    """The list of all facts, for readers."""
    lines = [
        "# 公開通知",
        "",
        "サービスが互いに知らせ合う事実の一覧です。個人情報は含みません（約束 C2）。",
        "このフォルダーは `make docs` が作ります。手では書きません。",
        "",
        "| 通知 | サービス | NATS の件名 | 版 | 形 |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| {fact.TITLE} | {fact.SERVICE} | `{subject_of(fact)}` | {fact.VERSION}"
        f" | [{fact.__name__}](schemas/{file_name(fact)}.json) |"
        for fact in catalogue().values()
    ]
    lines += [
        "",
        "CloudEvents の属性は `ce-` で始まるヘッダーにあります。`ce-sequence` は送り元の記録の中の",
        "位置、`ce-previous` は一つ前に公開した通知の位置で、抜けはこの二つで分かります。",
        "全体の記述は [asyncapi.yaml](asyncapi.yaml) にあります。",
        "",
    ]
    return "\n".join(lines)


def documents() -> dict[Path, str]:
    """Every generated file with its text."""
    made = {FOLDER / "README.md": index(), FOLDER / "asyncapi.yaml": asyncapi()}
    for fact in catalogue().values():
        made[FOLDER / "schemas" / f"{file_name(fact)}.json"] = schema(fact)
    return made


def differences() -> list[str]:
    """Names of the files that are missing, differ, or have no fact behind them any more."""
    made = documents()
    found = [
        path.name for path, text in made.items() if not path.exists() or path.read_text() != text
    ]
    found += [path.name for path in (FOLDER / "schemas").glob("*.json") if path not in made]
    return sorted(found)


def main() -> int:
    """Write, or check; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="書かずに、違いがあれば失敗する")
    if parser.parse_args().check:
        found = differences()
        for name in found:
            sys.stderr.write(
                f"docs/events: {name} が定義と違います。make docs を実行してください。\n"
            )
        return 1 if found else 0
    for path, text in documents().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
