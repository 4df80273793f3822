"""A confidential value: ciphertext from its birth, ``***`` wherever it is shown."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

HIDDEN = "***"
FORM = "s1"
"""Version of the stored form, and of what the ciphertext is bound to."""

NONCE_BYTES = 12
TAG_BYTES = 16
_PLAIN_BASE64 = bytes.maketrans(b"-_+/", b"+/!!")
"""From base64url to the base64 that the standard library reads at once; what is none stays none."""

_KEY_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_:-]{0,99}")


def check_key_id(key_id: str) -> None:
    """Make sure that an id can stand in the stored form and does not look like a name.

    Raises:
        ValueError: it is no opaque id; the text does not repeat it.
    """
    if not _KEY_ID.fullmatch(key_id):
        raise ValueError("a key id must be an opaque id: ASCII letters, digits, '_', ':' and '-'")


@dataclass(frozen=True, slots=True, repr=False)
class Sealed:
    """A text that can be read only with the key of the person it is about.

    It never holds the plain text. Shown, printed, logged or dumped it is ``***``; only a
    serialisation that says ``{"at_rest": True}``, which the event store's mapper does, writes
    the ciphertext. Pickled it carries the ciphertext. Two are equal if their ciphertexts are:
    sealing the same text twice gives two different values.

    Attributes:
        key_id: whose key; an opaque id.
        nonce: 96 bits, random.
        ciphertext: AES-256-GCM, tag included.
    """

    key_id: str
    nonce: bytes
    ciphertext: bytes

    def __post_init__(self) -> None:
        check_key_id(self.key_id)
        if len(self.nonce) != NONCE_BYTES or len(self.ciphertext) < TAG_BYTES:
            raise ValueError("not a sealed value")

    def __repr__(self) -> str:
        return HIDDEN

    def __str__(self) -> str:
        return HIDDEN

    def __format__(self, _spec: str) -> str:
        return HIDDEN

    def at_rest(self) -> str:
        """The form in which it is stored: ``s1.<key id>.<base64url of nonce and ciphertext>``."""
        body = base64.urlsafe_b64encode(self.nonce + self.ciphertext).decode()
        return f"{FORM}.{self.key_id}.{body}"

    @classmethod
    def from_rest(cls, text: str) -> Sealed:
        """Read the stored form; there is exactly one way to write each value.

        Raises:
            ValueError: it is not one; the text does not repeat it.
        """
        try:
            form, key_id, body = text.split(".")
            plain = body.encode("ascii").translate(_PLAIN_BASE64)
            raw = binascii.a2b_base64(plain, strict_mode=True)
        except (ValueError, binascii.Error):
            raise ValueError("not a sealed value") from None
        if form != FORM or binascii.b2a_base64(raw, newline=False) != plain:
            raise ValueError("not a sealed value")
        return cls(key_id, raw[:NONCE_BYTES], raw[NONCE_BYTES:])

    @classmethod
    def _validate(cls, value: object) -> Sealed:
        if isinstance(value, Sealed):
            return value
        if isinstance(value, str):
            return cls.from_rest(value)
        raise ValueError("not a sealed value")

    @classmethod
    def __get_pydantic_core_schema__(
        cls, _source: type[Any], _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        def serialise(value: object, info: core_schema.SerializationInfo) -> str:
            at_rest = info.context and info.context.get("at_rest") is True
            return value.at_rest() if at_rest and isinstance(value, Sealed) else HIDDEN

        return core_schema.no_info_plain_validator_function(
            cls._validate,
            serialization=core_schema.plain_serializer_function_ser_schema(
                serialise, info_arg=True
            ),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"type": "string", "format": "tsunagu-sealed"}
