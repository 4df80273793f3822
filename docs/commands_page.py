"""The reference of the command line, in Japanese and in English, from the commands themselves."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from services.command.exits import MEANINGS, OWN, Exit
from services.command.language import Language, in_language
from services.command.tree import Placed, every_command

_FILES: dict[Language, str] = {"ja": "commands.md", "en": "commands.en.md"}

_HEADS: dict[Language, str] = {
    "ja": """# `tsunagu` コマンド

[English](commands.en.md)

このページは `make docs` がコマンドの定義から作り、`make check` がずれを見つけます。手書きしません。

- 答えは標準出力に、断りと途中の経過は標準エラーに出ます。`--json` を付けると、断りも含めて
  一つの JSON が標準出力に出ます。
- 長い仕事（取込み、作り直し、報告、記録の検証、経過、診断）は、端末では進み具合を示します。
  端末でないときと `--json` では示しません。
- 説明の言語は、機械の言語の設定によりません。`tsunagu --lang en …` か `TSUNAGU_LANG=en` で
  英語になります。サービスの答えと断りは、法律と記録の言葉である日本語のままです。
- 入力の補完は `tsunagu --install-completion` で入ります（bash と zsh）。コマンドのほか、操作・
  様式・サービス・役割・ルールの名前も補います。そのために人の記録を読むことはありません。
- どこか悪いと思ったら、`tsunagu doctor` が最初です（[手順](runbooks/doctor.md)）。
""",
    "en": """# The `tsunagu` command

[日本語](commands.md)

`make docs` makes this page from the commands themselves, and `make check` finds drift.

- Answers go to standard output, refusals and progress to standard error. With `--json` there is
  one JSON document on standard output, for a refusal too.
- Long work (import, rebuilding, returns, verifying, journeys, doctor) shows a bar on a terminal;
  none elsewhere, none with `--json`.
- The language of explanations does not follow the machine's locale: `tsunagu --lang en …` or
  `TSUNAGU_LANG=en` for English. What services answer and refuse stays Japanese, in which the law
  and the records are.
- `tsunagu --install-completion` installs completion (bash and zsh) for commands and for the names
  of use cases, templates, services, roles and rules. Nobody's records are read for it.
- If something seems wrong, `tsunagu doctor` comes first ([what to do](runbooks/doctor.md)).
""",
}

_WORDS: dict[Language, dict[str, str]] = {
    "ja": {
        "exits": "終了状態",
        "status": "数",
        "means": "意味",
        "list": "一覧",
        "command": "コマンド",
        "says": "すること",
        "written": "書き方",
        "required": "必須",
        "default": "既定",
        "variable": "環境変数",
        "besides": "上の表のほかに",
    },
    "en": {
        "exits": "Exit statuses",
        "status": "Status",
        "means": "Meaning",
        "list": "All commands",
        "command": "Command",
        "says": "What it does",
        "written": "Written",
        "required": "required",
        "default": "default",
        "variable": "environment",
        "besides": "Besides the table above",
    },
}


def commands_pages(folder: Path) -> dict[Path, str]:
    """The page in each language, by its file."""
    return {folder / file: _page(language) for language, file in _FILES.items()}


def _page(language: Language) -> str:
    words, placed = _WORDS[language], list(every_command())
    rows = [
        f"| {status.value} | {_cell(in_language(says, language))} |\n"
        for status, says in MEANINGS.items()
    ]
    listed = [
        f"| [`tsunagu {one.path}`](#{_anchor(one.path)}) | {_cell(_summary(one, language))} |\n"
        for one in placed
        if not one.is_group
    ]
    return (
        f"{_HEADS[language]}\n## {words['exits']}\n\n"
        f"| {words['status']} | {words['means']} |\n|---|---|\n{''.join(rows)}\n"
        f"## {words['list']}\n\n| {words['command']} | {words['says']} |\n|---|---|\n"
        f"{''.join(listed)}" + "".join(_section(one, language) for one in placed)
    )


def _section(one: Placed, language: Language) -> str:
    heading = "##" if " " not in one.path else "###"
    text = f"\n{heading} tsunagu {one.path}\n\n{_help(one, language)}\n"
    if table := _parameters(one, language):
        text += f"\n{table}"
    if own := OWN.get(one.path):
        text += "\n" + "".join(_exit(status, says, language) for status, says in own.items())
    return text


def _exit(status: Exit, says: str, language: Language) -> str:
    words = _WORDS[language]
    return f"{words['exits']} **{status.value}**: {in_language(says, language)}\n"


def _help(one: Placed, language: Language) -> str:
    """Its paragraphs in Japanese; in English they are one."""
    said = (one.command.help or "").strip()
    return said if language == "ja" else in_language(said, language)


def _summary(one: Placed, language: Language) -> str:
    return " ".join(_help(one, language).split("\n\n")[0].split())


def _parameters(one: Placed, language: Language) -> str:
    words = _WORDS[language]
    rows = [_row(parameter, language) for parameter in one.command.params if not parameter.hidden]
    head = f"| {words['written']} | {words['means']} |  |\n|---|---|---|\n"
    return head + "".join(rows) if rows else ""


def _row(parameter: Any, language: Language) -> str:  # noqa: ANN401 - a parameter of typer's own
    words = _WORDS[language]
    metavar = in_language(parameter.metavar or "", language)
    if parameter.param_type_name == "argument":
        written = metavar or parameter.name
    else:
        written = " ".join([", ".join(parameter.opts), metavar]).strip()
    notes = [words["required"]] if parameter.required else []
    if parameter.default not in (None, False, "", ()):
        notes.append(f"{words['default']} `{parameter.default}`")
    if isinstance(parameter.envvar, str):
        notes.append(f"{words['variable']} `{parameter.envvar}`")
    says = in_language(parameter.help or "", language)
    return f"| `{written}` | {_cell(says)} | {_cell('、'.join(notes))} |\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _anchor(path: str) -> str:
    return f"tsunagu-{path.replace(' ', '-')}"
