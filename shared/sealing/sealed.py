"""A confidential value: ciphertext from its birth, ``***`` wherever it is shown."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

HIDDEN = "***"
_FORM = "s1"


@dataclass(frozen=True, slots=True, repr=False)
class Sealed:
    """A text that can be read only with the key of the person it is about.

    It never holds the plain text. Shown, printed, logged or dumped it is ``***``; only a
    serialisation that says ``{"at_rest": True}``, which the event store's mapper does, writes
    the ciphertext.

    Attributes:
        key_id: whose key; an opaque id.
        nonce: 96 bits, random.
        ciphertext: AES-256-GCM, tag included.
    """

    key_id: str
    nonce: bytes
    ciphertext: bytes

    def __repr__(self) -> str:
        return HIDDEN

    def __str__(self) -> str:
        return HIDDEN

    def __format__(self, _spec: str) -> str:
        return HIDDEN

    def at_rest(self) -> str:
        """The form in which it is stored."""
        body = base64.urlsafe_b64encode(self.nonce + self.ciphertext).decode()
        return f"{_FORM}.{self.key_id}.{body}"

    @classmethod
    def from_rest(cls, text: str) -> Sealed:
        """Read the stored form.

        Raises:
            ValueError: it is not one.
        """
        try:
            form, key_id, body = text.split(".")
            raw = base64.urlsafe_b64decode(body)
        except (ValueError, binascii.Error):
            raise ValueError("not a sealed value") from None
        if form != _FORM or len(raw) < 12 + 16:
            raise ValueError("not a sealed value")
        return cls(key_id, raw[:12], raw[12:])

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
        def serialise(value: Sealed, info: core_schema.SerializationInfo) -> object:
            if info.context and info.context.get("at_rest"):
                return value.at_rest()
            return HIDDEN

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
