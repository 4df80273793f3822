"""開示の判断: who may see what, for one world, for many, and under another rule.

The document that goes in and the answer that comes out are described in ``docs/law/``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from typing import Annotated, BinaryIO

import typer
from rich.markup import escape

from services.command import completion
from services.command.decision_screen import show_comparison, show_decisions, show_explanation
from services.command.exits import Exit
from services.command.handed_in import handed_in
from services.command.instant import instant
from services.command.options import AsJson
from services.command.screen import answer_json, err
from services.conference.law.comparison import compare
from services.conference.law.decide import decide
from services.conference.law.explain import explain
from services.conference.law.reading import InvalidWorldError, read_world
from services.conference.law.world import World
from services.conference.profiles import ProfileFile, load_profile
from shared.refusal import InvalidInput, Refusal

WORLD = "状況.json"
"""How the user knows the document."""

WorldFile = Annotated[str, typer.Argument(metavar=WORLD, help="状況の文書（- で標準入力）")]
Lines = Annotated[bool, typer.Option("--lines", help="一行に一つの文書を読み、一行ずつ答える")]
Explain = Annotated[
    tuple[str, str] | None,
    typer.Option("--explain", metavar="情報 機関", help="一つの決定の道筋を示す"),
]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="日時", help="この日時で判断する（日付はその終わり）"),
]
ProfileOption = Annotated[
    str | None,
    typer.Option(
        "--profile",
        metavar="ルール",
        help="別の運用ルール（ファイルか付属の番号）",
        autocompletion=completion.profiles,
    ),
]
Compare = Annotated[
    tuple[str, str] | None,
    typer.Option(
        "--compare",
        metavar="ルール ルール",
        help="二つの運用ルールで、決定の変わるところを示す",
        autocompletion=completion.profiles,
    ),
]

Change = Callable[[World], World]


def decide_worlds(
    world: WorldFile,
    *,
    as_json: AsJson = False,
    lines: Lines = False,
    explained: Explain = None,
    as_of: AsOf = None,
    profile: ProfileOption = None,
    compared: Compare = None,
) -> None:
    """誰が何を見てよいかを、根拠・理由・付く条件とともに判断する。

    終了状態は 0。文書が正しくないときは 2 で、何も判断しない。
    """
    if sum((lines, explained is not None, compared is not None)) > 1:
        raise Refusal(
            "options-conflict",
            "--lines、--explain、--compare は、同時には使えません。",
            "一つを選んでください。",
        )
    try:
        change = changes(as_of, profile)
        if lines:
            _decide_lines(world, change)
        elif explained is not None:
            _explain(_read(world, change), *explained, as_json=as_json)
        elif compared is not None:
            _compare(_read(world, change), *compared, as_json=as_json)
        else:
            _decide(_read(world, change), as_json=as_json)
    except InvalidWorldError as invalid:
        complain(invalid, as_json=as_json or lines)
        raise typer.Exit(Exit.REFUSED) from None


def changes(as_of: str | None, profile: str | None) -> Change:
    """What is changed in every world before it is decided: the instant, the municipal rule."""
    update: dict[str, object] = {}
    if as_of is not None:
        update["at"] = instant(as_of)
    if profile is not None:
        update["profile"] = _load(profile).profile
    return lambda world: world.model_copy(update=update) if update else world


def _load(profile: str) -> ProfileFile:
    """Load a profile; what in it goes against the floor is said on standard error."""
    loaded = load_profile(profile)
    for warning in loaded.warnings:
        err.print(f"[yellow]注意[/] {escape(f'{loaded.name}: {warning}')}", soft_wrap=True)
    return loaded


def _read(path: str, change: Change) -> World:
    with handed_in(path, WORLD) as file:
        return change(read_world(file.read()))


def _decide(world: World, *, as_json: bool) -> None:
    decisions = decide(world)
    if as_json:
        answer_json([one.document() for one in decisions])
    else:
        show_decisions(world, decisions)


def _explain(world: World, item: str, recipient: str, *, as_json: bool) -> None:
    try:
        explanation = explain(world, item, recipient)
    except KeyError:
        raise InvalidInput(
            "--explain",
            "cell-unknown",
            "その番号の情報か機関が、この文書にありません。",
            "文書の items と agencies にある番号を指定してください。",
        ) from None
    if as_json:
        answer_json(explanation.document())
    else:
        show_explanation(world, explanation)


def _compare(world: World, first: str, second: str, *, as_json: bool) -> None:
    profiles = _load(first), _load(second)
    differences = compare(world, profiles[0].profile, profiles[1].profile)
    if as_json:
        answer_json([one.document() for one in differences])
    else:
        show_comparison(differences, (profiles[0].name, profiles[1].name))


def _decide_lines(path: str, change: Change) -> None:
    """Answer line by line; only one world is held at a time."""
    invalid = False
    with handed_in(path, WORLD) as file:
        for answer, valid in answers(file, change):
            sys.stdout.write(answer + "\n")
            invalid = invalid or not valid
    if invalid:
        raise typer.Exit(Exit.REFUSED)


def answers(lines: Iterator[bytes] | BinaryIO, change: Change) -> Iterator[tuple[str, bool]]:
    """The answer to every line that holds a document, and whether it was valid."""
    for line in lines:
        if not line.strip():
            continue
        try:
            document: object = [one.document() for one in decide(change(read_world(line)))]
            valid = True
        except InvalidWorldError as broken:
            document, valid = broken.document(), False
        yield json.dumps(document, ensure_ascii=False), valid


def complain(invalid: InvalidWorldError, *, as_json: bool) -> None:
    """Say what is wrong with a document, and where."""
    if as_json:
        answer_json(invalid.document())
    else:
        err.print(f"[bold red]判断できません[/] {escape(invalid.message)}", soft_wrap=True)
        place = escape(invalid.path or "/")
        err.print(f"  場所: {place}  [dim]({invalid.error})[/]", soft_wrap=True)
