"""How a command ends: the exit statuses, in the one place where they are numbered.

0 to 3 are answers that a script may go by; the others follow what shells and sysexits.h expect.
"""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """An exit status."""

    DONE = 0
    FOUND = 1
    REFUSED = 2
    PARTLY = 3
    CRASHED = 70
    INTERRUPTED = 130
    OUTPUT_CLOSED = 141


MEANINGS: dict[Exit, str] = {
    Exit.DONE: "済み。尋ねたことに答えた",
    Exit.FOUND: "調べて、あるべき姿との違いや異常を見つけた",
    Exit.REFUSED: "断り。何も変えていない（理由と次にすることを答える）",
    Exit.PARTLY: "一部だけ済み。残ったものを示す",
    Exit.CRASHED: "思いがけない誤り（ログに場所が残る）",
    Exit.INTERRUPTED: "Ctrl-C で止めた",
    Exit.OUTPUT_CLOSED: "答えを受け取る側（`| head` など）が先に閉じた",
}
"""What each means; any command may end with one that is not 1 or 3."""

OWN: dict[str, dict[Exit, str]] = {
    "audit verify": {Exit.FOUND: "記録が、署名されたときのままでない"},
    "dead-letters retry": {Exit.PARTLY: "まだ処理できない通知が残っている"},
    "doctor": {Exit.FOUND: "異常が一つ以上ある（注意だけなら 0）"},
    "health": {Exit.FOUND: "働いていない、または応答がない"},
    "import": {Exit.PARTLY: "直すべき行がある。ほかの行は入った"},
    "prefecture retry": {Exit.PARTLY: "まだ処理できない報告が残っている"},
    "replay": {Exit.FOUND: "経過に書いたとおりでないところがある"},
    "resources import": {Exit.PARTLY: "直すべき行がある。ほかの行は入った"},
}
"""The statuses that only some commands end with, and what they mean there."""
