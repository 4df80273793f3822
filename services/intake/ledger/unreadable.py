"""What is said of a file that is no ledger."""

from __future__ import annotations

from shared.refusal import Refusal


def unreadable(reason: str, remedy: str) -> Refusal:
    """A ledger that cannot be read at all; nothing was taken from it."""
    return Refusal("ledger-unreadable", f"台帳を読めません。{reason}", remedy)


def truncated() -> Refusal:
    """A file that ends in the middle of something."""
    return unreadable(
        "ファイルが途中で切れています。",
        "元のファイルをもう一度コピーするか、保存し直してください。"
        "切れていないときは、最後の行のあとに改行を入れてください。",
    )


def too_large() -> Refusal:
    """A file that would unpack to more than this machine should be asked to hold."""
    return Refusal(
        "ledger-too-large",
        "台帳が大きすぎるため、読むのをやめました。",
        "空の行や書式だけの行、画像を消すか、年度ごとに分けて保存してください。",
    )
