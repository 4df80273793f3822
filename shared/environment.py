"""Settings in environment variables: required, secret in a file, or a path."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from shared.refusal import Refusal


def required(environment: Mapping[str, str], name: str) -> str:
    """A variable without which nothing starts.

    Raises:
        Refusal: ``setting-missing``.
    """
    value = environment.get(name, "")
    if not value:
        raise Refusal(
            "setting-missing",
            f"環境変数 {name} が設定されていません。",
            "compose.yaml の例にならって設定してください。",
        )
    return value


def secret(environment: Mapping[str, str], name: str) -> str:
    """What stands in the file that a variable names; empty if it names none.

    Raises:
        Refusal: ``secret-unreadable``.
    """
    path = environment.get(name)
    if path is None:
        return ""
    try:
        return Path(path).read_text().strip()
    except OSError:
        raise Refusal(
            "secret-unreadable",
            f"環境変数 {name} が指すファイルを読み取れません。",
            "ファイルの有無と権限を確かめてください。",
        ) from None


def path_in(environment: Mapping[str, str], name: str) -> Path | None:
    """The path that a variable names; ``None`` if it names none."""
    value = environment.get(name)
    return Path(value) if value else None
