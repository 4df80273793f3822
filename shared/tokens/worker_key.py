"""Opaque ids of workers, made of what an issuer calls them, with a key that nobody else has."""

from __future__ import annotations

import hashlib
import hmac
from pathlib import Path

from shared.refusal import Refusal
from shared.secret_key import read_secret_key
from shared.tokens.claims import Pseudonym

_SHOWN_BYTES = 20


def pseudonym_with(key_file: Path | None, issuer: str) -> Pseudonym | None:
    """What makes opaque ids; ``None`` without a key.

    An HMAC-SHA256 of the issuer's name and its name for the person: the same person has the same
    id in all services as long as the key is the same, and without the key nobody finds out whose
    it is by trying names.

    Args:
        key_file: 32 bytes, base64.
        issuer: the issuer's name.

    Raises:
        Refusal: ``worker-key-unreadable``, ``key-file-permissions``.
    """
    if key_file is None:
        return None
    key = _load(key_file)

    def pseudonym(told: str) -> str:
        named = f"{len(issuer)}:{issuer}{told}".encode()
        return "w-" + hmac.new(key, named, hashlib.sha256).digest()[:_SHOWN_BYTES].hex()

    return pseudonym


def _load(path: Path) -> bytes:
    try:
        key = read_secret_key(path)
    except OSError:
        key = None
    if key is None:
        raise Refusal(
            "worker-key-unreadable",
            "職員の番号を作る鍵のファイルを読み取れません。",
            "運用担当に、TSUNAGU_WORKER_KEY_FILE のファイルを確かめるよう伝えてください。",
        )
    return key
