"""The issuer's public keys: what a key set says, and the key that fits a signature."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, JWKRegistry, OKPKey, RSAKey
from pydantic import BaseModel, ConfigDict

from shared.refusal import Refusal

VerifyingKey = ECKey | OKPKey | RSAKey

ALGORITHMS: dict[str, tuple[str, str | None]] = {
    "Ed25519": ("OKP", "Ed25519"),
    "EdDSA": ("OKP", "Ed25519"),
    "ES256": ("EC", "P-256"),
    "RS256": ("RSA", None),
}
"""What may sign a token, and the kind and curve of key it takes; nothing symmetric, never none."""

RSA_BITS_AT_LEAST = 2048
MOST_KEYS = 100
_PRIVATE = frozenset({"d", "p", "q", "dp", "dq", "qi", "oth", "k"})


class IssuerKeys(Protocol):
    """Where an issuer's public keys come from."""

    def find(self, key_id: object, algorithm: object) -> VerifyingKey | None:
        """The key of an id, if it is of the kind that the algorithm takes.

        Raises:
            Refusal: ``issuer-keys-unreadable``, ``issuer-unreachable``.
        """
        ...


class FiledKeys:
    """The keys of a file, read again whenever the file has changed.

    Args:
        file: a JSON Web Key Set without private parts.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._known: tuple[tuple[int, int, int], dict[str, VerifyingKey]] | None = None

    def find(self, key_id: object, algorithm: object) -> VerifyingKey | None:
        """The key of an id, if it is of the kind that the algorithm takes.

        Raises:
            Refusal: ``issuer-keys-unreadable``.
        """
        return fitting(self._keys(), key_id, algorithm)

    def _keys(self) -> dict[str, VerifyingKey]:
        try:
            status = self._file.stat()
            seen = (status.st_mtime_ns, status.st_size, status.st_ino)
            if self._known is None or self._known[0] != seen:
                self._known = (seen, keys_in(self._file.read_bytes()))
        except (OSError, ValueError):
            raise Refusal(
                "issuer-keys-unreadable",
                "本人確認の発行者の公開鍵を読み取れません。",
                "運用担当に、TSUNAGU_JWKS_FILE のファイルを確かめるよう伝えてください。",
            ) from None
        return self._known[1]


class _KeySet(BaseModel):
    """A JSON Web Key Set (RFC 7517 section 5); what it says besides its keys is not read."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    keys: tuple[dict[str, Any], ...]


def fitting(
    keys: Mapping[str, VerifyingKey], key_id: object, algorithm: object
) -> VerifyingKey | None:
    """The key of an id, if it is of the kind that the algorithm takes."""
    if not isinstance(key_id, str) or not isinstance(algorithm, str):
        return None
    key = keys.get(key_id)
    if key is None or algorithm not in ALGORITHMS:
        return None
    kind, curve = ALGORITHMS[algorithm]
    fits = key.key_type == kind and (curve is None or key.get("crv") == curve)
    return key if fits and key.get("alg") in (None, algorithm) else None


def keys_in(document: bytes) -> dict[str, VerifyingKey]:
    """The keys of a key set that may sign tokens, by id; others are passed over.

    Raises:
        ValueError: it is no key set, or has a private or symmetric key in it.
    """
    try:
        return _keys_in(document)
    except (TypeError, KeyError, JoseError) as error:
        raise ValueError("no key set") from error


def _keys_in(document: bytes) -> dict[str, VerifyingKey]:
    keys: dict[str, VerifyingKey] = {}
    for data in _KeySet.model_validate_json(document).keys[:MOST_KEYS]:
        if _PRIVATE & data.keys():
            raise ValueError("a private or symmetric key among the public ones")
        known = data.get("kty") in {kind for kind, _ in ALGORITHMS.values()}
        if not known or data.get("use", "sig") != "sig" or not isinstance(data.get("kid"), str):
            continue
        key = JWKRegistry.import_key(data)
        if isinstance(key, RSAKey) and key.public_key.key_size < RSA_BITS_AT_LEAST:
            continue
        if isinstance(key, ECKey | OKPKey | RSAKey):
            keys[data["kid"]] = key
    return keys
