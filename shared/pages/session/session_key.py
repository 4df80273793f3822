"""The session key: 32 bytes that all four services share, each purpose with a key of its own.

Who signs in at one service is known at the others by it. Replacing it ends every session.
"""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from shared.refusal import Refusal
from shared.secret_key import LENGTH, read_secret_key


def load_session_key(path: Path | None) -> bytes:
    """Read the key from its file.

    Raises:
        Refusal: ``sign-in-not-configured``, ``session-key-unreadable``, ``key-file-permissions``.
    """
    if path is None:
        raise Refusal(
            "sign-in-not-configured",
            "画面に入るための設定がありません。",
            "運用担当に、TSUNAGU_SESSION_KEY_FILE の設定を依頼してください。",
        )
    try:
        key = read_secret_key(path)
    except OSError:
        key = None
    if key is None:
        raise Refusal(
            "session-key-unreadable",
            "セッションの鍵のファイルを読み取れません。",
            "運用担当に、TSUNAGU_SESSION_KEY_FILE のファイルを確かめるよう伝えてください。",
        )
    return key


def key_for(session_key: bytes, purpose: str) -> bytes:
    """The key of one purpose (HKDF, RFC 5869): what is sealed for one opens for no other.

    Args:
        session_key: 32 bytes.
        purpose: its name.
    """
    info = f"tsunagu {purpose}".encode()
    return HKDF(algorithm=SHA256(), length=LENGTH, salt=None, info=info).derive(session_key)
