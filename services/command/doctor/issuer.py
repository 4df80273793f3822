"""Whether the services can tell who people are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from services.command.doctor.examined import Examined
from services.command.doctor.finding import Finding, caution, ok, wrong
from shared.facts.fact import Service
from shared.refusal import Refusal
from shared.secret_file import read_secret_file
from shared.settings import Settings
from shared.tokens.issuer_keys import keys_in

_LONGEST = 4_096


def check_issuer(at: Examined) -> Iterator[Finding]:
    """The issuer's configuration and public keys, and the key of the pages' sessions."""
    if at.home is not None and not at.home.folder.is_dir():
        return
    for name, settings in _one_of_each(at).items():
        yield _issuer(name, settings)
        if settings.session_key_file is not None:
            yield _session_key(name, settings.session_key_file)


def _one_of_each(at: Examined) -> dict[Service, Settings]:
    """Services of a folder share one issuer and one key: what is so for one is so for all."""
    found: dict[object, tuple[Service, Settings]] = {}
    for name, one in at.settings.items():
        found.setdefault((one.token_issuer, one.session_key_file), (name, one))
    return dict(found.values())


def _issuer(name: Service, settings: Settings) -> Finding:
    issuer = settings.token_issuer
    if issuer is None:
        return caution(
            "issuer",
            "issuer-missing",
            f"{name}: 本人確認の発行者が設定されていないため、HTTP ではだれも操作できません。",
            "TSUNAGU_ISSUER と TSUNAGU_AUDIENCE を設定してください。",
        )
    if issuer.jwks_file is None:
        return ok("issuer", "issuer-asked", f"{name}: 発行者の公開鍵は、発行者に尋ねます。")
    try:
        usable = len(keys_in(issuer.jwks_file.read_bytes()))
    except (OSError, ValueError):
        usable = 0
    if not usable:
        return wrong(
            "issuer",
            "issuer-keys-unreadable",
            f"{name}: 発行者の公開鍵を読めないか、使える鍵がありません。",
            "TSUNAGU_JWKS_FILE のファイルを、発行者が公開しているものに置き換えてください"
            "（1台なら、`tsunagu up` が作り直します）。",
        )
    return ok("issuer", "issuer-keys-readable", f"{name}: 発行者の公開鍵 {usable} 個を読めます。")


def _session_key(name: Service, file: Path) -> Finding:
    try:
        read_secret_file(file, _LONGEST)
    except (OSError, Refusal):
        return wrong(
            "issuer",
            "session-key-unreadable",
            f"{name}: 画面の利用者のつながりを守る鍵を読めないか、ほかの利用者も読めます。",
            "ファイルの有無と権限（600）を確かめてください。失っていれば、起動し直すと作られます。",
        )
    return ok(
        "issuer", "session-key-readable", f"{name}: 画面の利用者のつながりを守る鍵を読めます。"
    )
