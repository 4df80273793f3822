"""Which room a command lives in. A room is entered only when its command is called.

So ``tsunagu decide`` answers without waking the broker's, the store's and the ledger's libraries.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from services.command.language import (
    Language,
    formatter_of,
    in_language,
    language_asked,
    speak,
)

ROOMS: dict[str, str] = {
    "up": "operate:up",
    "serve": "serve:serve",
    "keys": "keys:keys",
    "migrate": "operate:migrate",
    "provision": "operate:provision_broker",
    "health": "health:health",
    "doctor": "doctor:doctor",
    "rebuild-views": "rebuild_views:rebuild_views",
    "demo": "demo:demo",
    "import": "ledger:import_ledger",
    "export": "ledger:export_ledger",
    "decide": "decide:decide_worlds",
    "replay": "replay:replay",
    "return": "returns:make_return",
    "returns": "returns_issued:app",
    "kpi": "kpi:kpi",
    "intake": "intake:app",
    "conference": "conference:app",
    "placement": "placement:app",
    "route": "route:app",
    "resources": "resources:app",
    "incentives": "incentives:app",
    "token": "token:issue_token",
    "audit": "audit:app",
    "access": "access:app",
    "erase": "erase:app",
    "dead-letters": "dead_letters:app",
    "stats": "stats:app",
    "submit": "submitting:submit",
    "prefecture": "prefecture.app:app",
}
"""Every command: the module within this package, and the function or group in it."""

SUMMARIES: dict[str, str] = {
    "up": "NATS と4つのサービスをこの機械で動かす（Ctrl-C で止まる）。",
    "serve": "サービスを1つ動かす（SIGTERM で止まる）。",
    "keys": "サーバーで動かすための鍵・パスワード・証明書を作る。すでにあるものは変えない。",
    "migrate": "データベースの表と鍵の置き場所を用意する（サービスの起動前に一度だけ）。",
    "provision": "NATS のストリームと受信者を用意し、宣言とのずれを調べる。",
    "health": "サービスが働いているかを調べる（働いていなければ終了状態 1）。",
    "doctor": "ポート・ディスク・権限・時計・鍵・ずれ・遅れを調べ、することを示す。",
    "rebuild-views": "記録から一覧表を作り直す（stats は、ほかの記録から集計の元の表も）。",
    "demo": "架空の市の台帳を取り込み、会議・つなぎ・定着を経て、県への報告まで通して見せる。",
    "import": "台帳を取り込む。正しい行は入り、直すべき行は別のファイルに残る。",
    "export": "台帳を書き出す（取扱注意: 個人情報を含む）。",
    "decide": "誰が何を見てよいかを、根拠・理由・付く条件とともに判断する。",
    "replay": "支援の経過を本物のしくみの上でたどり、誰に何が見え、何がなぜ断られたかを確かめる。",
    "return": "県への報告を作る。受け付けた記録がすべて届いてから数える。",
    "returns": "報告の版: 発行する、締める、公表する、一覧、内容、版の比較。",
    "kpi": "KPI の様式: 事業開始前、年度ごとの目標と実績、累計、差、目標年度の見込み。",
    "intake": (
        "相談受付: 受付から相談対応、引継ぎ、中断・終結・再開、検索、台帳までのすべての操作。"
    ),
    "conference": "会議: 準備から資料、決定、監査までのすべての操作。",
    "placement": "つなぎ・就労: 社会資源から打診、体験、就職、定着までのすべての操作。",
    "route": "つなぎ先の候補を、理由・つなぎ方・付く条件とともに示す（何も記録しない）",
    "resources": "社会資源: 一覧を Excel や CSV から取り込む。",
    "incentives": "手当: 発行した明細を見る、Excel に書き出す。",
    "token": "試用のトークンを発行する（この機械のフォルダーだけで通用する。本番では使えない）。",
    "audit": "提供の記録を確かめ、調べる。",
    "access": "開示請求: 本人の全情報を集め、審査し、渡す。",
    "erase": "保存期間の過ぎた記録を、2人の確認で消去する。",
    "dead-letters": "受け取れなかった通知を調べ、再処理する。",
    "stats": "県への報告: 様式、下見、発行、締め、公表、提出、KPI のすべての操作。",
    "submit": "発行した報告を、県に提出する。出ていくのは集計だけで、つながりしだい届く。",
    "prefecture": "県: 市区町村から届く集計の受け取り。登録・比較・提供の記録の検査点。",
}
"""What each is for, in one line: the list of all commands is shown without entering a room."""

PLAIN: None = None
"""How help is written: what is framed and coloured breaks lines at blanks alone, and cuts off what
does not fit; Japanese has no blanks."""


class OutputClosed(Exception):  # noqa: N818 - a signal, caught where it is meant
    """Whoever reads the answers (``| head``) has read enough."""


@dataclass(frozen=True, slots=True)
class _Item:
    """A word to complete with, as shells are told of it; the library has no public name for it."""

    value: str
    help: str
    type: str = "plain"


class CommandsInRooms(TyperGroup):
    """The commands of :data:`ROOMS`."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002 - typer's context
        """The names, in the order of the help."""
        return list(ROOMS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401 - typer's own
        """The command of a name, or ``None``."""
        return speak(command_of(cmd_name), _language(ctx)) if cmd_name in ROOMS else None

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - typer's context
        """Take the language in first: help is shown while the rest is read."""
        language = language_asked(args, os.environ)
        ctx.meta[_LANGUAGE] = language
        ctx.formatter_class = formatter_of(language)
        speak(self, language)
        return super().parse_args(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - typer's own
        """Write the list of commands without entering their rooms."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, _summary(name, ctx)) for name in ROOMS])

    def shell_complete(self, ctx: Any, incomplete: str) -> list[Any]:  # noqa: ANN401 - typer's own
        """Complete names of commands without entering their rooms; options as ever."""
        if incomplete.startswith("-"):
            return list(super().shell_complete(ctx, incomplete))
        return [_Item(name, _summary(name, ctx)) for name in ROOMS if name.startswith(incomplete)]

    def make_context(self, *args: Any, **extra: Any) -> Any:  # noqa: ANN401 - typer's own
        """Read the command line; help is written meanwhile."""
        with _read_to_the_end():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - typer's own
        """Carry the command out."""
        with _read_to_the_end():
            return super().invoke(ctx)


@contextmanager
def _read_to_the_end() -> Iterator[None]:
    """Tell of a closed output, before typer ends the process with a status of its own.

    Raises:
        OutputClosed: the output was closed.
    """
    try:
        yield
    except BrokenPipeError:
        raise OutputClosed from None


_LANGUAGE = "tsunagu.language"


def _language(ctx: Any) -> Language:  # noqa: ANN401 - typer's context
    language: Language = ctx.meta.get(_LANGUAGE, "ja")
    return language


def _summary(name: str, ctx: Any) -> str:  # noqa: ANN401 - typer's context
    says = SUMMARIES.get(name) or command_of(name).get_short_help_str(limit=200)
    return in_language(says, _language(ctx))


def group(help_text: str) -> typer.Typer:
    """A room with several commands in it."""
    return typer.Typer(
        help=help_text, no_args_is_help=True, add_completion=False, rich_markup_mode=PLAIN
    )


def command_of(name: str) -> Any:  # noqa: ANN401 - a command of typer's own click
    """Enter the room of a command."""
    module, _, attribute = ROOMS[name].partition(":")
    room = getattr(import_module(f"services.command.{module}"), attribute)
    if not isinstance(room, typer.Typer):
        alone = typer.Typer(add_completion=False, rich_markup_mode=PLAIN)
        alone.command(name)(room)
        room = alone
    command = get_command(room)
    command.name = name
    return command
