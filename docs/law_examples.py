"""The worked examples of ``docs/law/examples``: what each world is answered with.

An example is two files: ``name.json``, a world, and ``name.answer.json``, exactly what
``tsunagu decide --json`` answers. A test decides every world and compares; answers are rewritten on
request only, so that a changed decision is always somebody's decision.
"""

from __future__ import annotations

import json
from pathlib import Path

from services.conference.law.decide import decide
from services.conference.law.reading import InvalidWorldError, read_world

EXAMPLES = Path(__file__).parent / "law" / "examples"
_ANSWER = ".answer.json"


def worlds() -> list[Path]:
    """The worlds of the examples, by name."""
    return sorted(path for path in EXAMPLES.glob("*.json") if not path.name.endswith(_ANSWER))


def answer_of(world: Path) -> Path:
    """The file that holds the answer to a world."""
    return world.with_name(world.stem + _ANSWER)


def answer(world: Path) -> str:
    """What a world is answered with, as its file holds it."""
    try:
        document: object = [one.document() for one in decide(read_world(world.read_bytes()))]
    except InvalidWorldError as invalid:
        document = invalid.document()
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def write_answers() -> None:
    """Write what every example is answered with now."""
    for world in worlds():
        answer_of(world).write_text(answer(world))
