"""The issuer's public keys, read from a file that may be replaced at any time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

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
_PRIVATE = frozenset({"d", "p", "q", "dp", "dq", "qi", "oth", "k"})


class _KeySet(BaseModel):
    """A JSON Web Key Set (RFC 7517 section 5); what it says besides its keys is not read."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    keys: tuple[dict[str, Any], ...]


class IssuerKeys:
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
        if not isinstance(key_id, str) or not isinstance(algorithm, str):
            return None
        key = self._keys().get(key_id)
        if key is None or algorithm not in ALGORITHMS:
            return None
        kind, curve = ALGORITHMS[algorithm]
        fits = key.key_type == kind and (curve is None or key.get("crv") == curve)
        return key if fits and key.get("alg") in (None, algorithm) else None

    def _keys(self) -> dict[str, VerifyingKey]:
        try:
            status = self._file.stat()
            seen = (status.st_mtime_ns, status.st_size, status.st_ino)
            if self._known is None or self._known[0] != seen:
                self._known = (seen, _read(self._file))
        except (OSError, ValueError, TypeError, KeyError, JoseError):
            raise Refusal(
                "issuer-keys-unreadable",
                "本人確認の発行者の公開鍵を読み取れません。",
                "運用担当に、TSUNAGU_JWKS_FILE のファイルを確かめるよう伝えてください。",
            ) from None
        return self._known[1]


def _read(file: Path) -> dict[str, VerifyingKey]:
    keys: dict[str, VerifyingKey] = {}
    for data in _KeySet.model_validate_json(file.read_bytes()).keys:
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
