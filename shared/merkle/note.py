"""Signed notes (C2SP signed-note): a text, an empty line, and signatures over the text.

Signatures by keys that nobody told us to trust are ignored, so that a note may be signed by
others as well and keys may change; one by a trusted key that does not fit refuses the note.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Sequence

from shared.merkle.keys import ID_BYTES, SigningKey, VerifierKey, is_key_name
from shared.merkle.refusals import NoteMalformed, NoteNotSigned, SignatureInvalid

MOST_SIGNATURES = 100
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")
_LINE = re.compile(r"— (\S+) ([A-Za-z0-9+/]+={0,2})")


def _is_text(text: str) -> bool:
    """Whether a text can be signed: whole lines, no control characters, no lone surrogates."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return text.endswith("\n") and not _CONTROL.search(text)


def _signature_line(text: str, key: SigningKey) -> str:
    signature = key.verifier.id + key.sign(text.encode())
    return f"— {key.name} {base64.b64encode(signature).decode()}\n"


def sign_note(text: str, keys: Sequence[SigningKey]) -> str:
    """Sign a text.

    Args:
        text: whole lines.
        keys: one or more.

    Raises:
        ValueError: the text is not made of whole lines, or has control characters.
    """
    if not _is_text(text):
        raise ValueError("a note's text is made of whole lines without control characters")
    return text + "\n" + "".join(_signature_line(text, key) for key in keys)


def _split(note: str) -> tuple[str, list[tuple[str, bytes]]]:
    """The text of a note, and each signature with the name of its key.

    Raises:
        NoteMalformed: it is no signed note.
    """
    head, separator, tail = note.rpartition("\n\n")
    text, lines = head + "\n", tail.split("\n")
    if not separator or not _is_text(note) or not 1 < len(lines) <= MOST_SIGNATURES + 1:
        raise NoteMalformed
    return text, [_signature(line) for line in lines[:-1]]


def _signature(line: str) -> tuple[str, bytes]:
    found = _LINE.fullmatch(line)
    if not found or not is_key_name(found[1]):
        raise NoteMalformed
    try:
        signature = base64.b64decode(found[2], validate=True)
    except binascii.Error:
        raise NoteMalformed from None
    if len(signature) <= ID_BYTES:
        raise NoteMalformed
    return found[1], signature


def open_note(note: str, trusted: Iterable[VerifierKey]) -> str:
    """Verify a note and return its text.

    Args:
        note: the whole note.
        trusted: keys whose signature counts; one good signature of any of them is enough.

    Raises:
        NoteMalformed: it is no signed note.
        SignatureInvalid: a signature names a trusted key and is not by it.
        NoteNotSigned: no trusted key has signed it.
    """
    text, signatures = _split(note)
    keys = {(key.name, key.id): key for key in trusted}
    signed, is_signed = text.encode(), False
    for name, signature in signatures:
        key = keys.get((name, signature[:ID_BYTES]))
        if key is None:
            continue
        if not key.has_signed(signed, signature[ID_BYTES:]):
            raise SignatureInvalid
        is_signed = True
    if not is_signed:
        raise NoteNotSigned
    return text


def text_of(note: str) -> str:
    """The text of a note whose signatures nobody has looked at.

    Raises:
        NoteMalformed: it is no signed note.
    """
    return _split(note)[0]
