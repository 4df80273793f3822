"""What somebody typed into a form and sent: bounded, as text, without a copy on disk."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from shared.refusal import Refusal

LARGEST_FORM = 1024 * 1024
"""Bytes of a form without a file."""

LARGEST_UPLOAD = 20 * 1024 * 1024
"""Bytes of a form with one."""

MOST_FIELDS = 2_000
SENT_WITHIN_SECONDS = 60.0
_URLENCODED = "application/x-www-form-urlencoded"
_MULTIPART = "multipart/form-data"


class _Parser(MultiPartParser):
    """Keeps what is uploaded in memory: it is confidential and a temporary folder is not."""

    spool_max_size = LARGEST_UPLOAD + 1


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was sent with a form.

    Attributes:
        content: its bytes.
        filename: what it was called where it came from: to be shown, never to be opened.
    """

    content: bytes = field(repr=False)
    filename: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Posted:
    """The fields of a form, texts trimmed and with a line feed at the end of a line.

    Attributes:
        fields: every field's texts in the order in which they were sent.
        files: every file field's file.
    """

    fields: Mapping[str, Sequence[str]] = field(default_factory=dict, repr=False)
    files: Mapping[str, Upload] = field(default_factory=dict, repr=False)

    def one(self, name: str) -> str:
        """A field's text; empty if it was not sent."""
        texts = self.fields.get(name, ())
        return texts[0] if texts else ""

    def many(self, name: str) -> list[str]:
        """What was chosen of several, without empty choices."""
        return [text for text in self.fields.get(name, ()) if text]

    def given(self, *names: str) -> dict[str, str]:
        """Those fields that hold something, for a use case's request."""
        return {name: text for name in names if (text := self.one(name))}


async def posted(request: Request) -> Posted:
    """Read a form.

    Raises:
        Refusal: ``form-unreadable``, ``request-too-large``, ``request-too-slow``.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        async with asyncio.timeout(SENT_WITHIN_SECONDS):
            if kind == _URLENCODED:
                return await _urlencoded(request)
            if kind == _MULTIPART:
                return await _multipart(request)
    except TimeoutError:
        raise Refusal(
            "request-too-slow",
            "送られた内容が、時間内に届きませんでした。",
            "通信の状態を確かめて、送り直してください。",
        ) from None
    except (ValueError, MultiPartException):
        raise _unreadable() from None
    raise _unreadable()


async def _urlencoded(request: Request) -> Posted:
    body = b"".join([chunk async for chunk in _at_most(request, LARGEST_FORM)])
    pairs = parse_qsl(
        body.decode("ascii"),
        keep_blank_values=True,
        encoding="utf-8",
        errors="strict",
        max_num_fields=MOST_FIELDS,
    )
    fields: dict[str, list[str]] = {}
    for name, text in pairs:
        fields.setdefault(name, []).append(_text(text))
    return Posted(fields)


async def _multipart(request: Request) -> Posted:
    parser = _Parser(
        request.headers,
        _at_most(request, LARGEST_UPLOAD),
        max_files=1,
        max_fields=MOST_FIELDS,
        max_part_size=LARGEST_FORM,
    )
    form = await parser.parse()
    fields: dict[str, list[str]] = {}
    files: dict[str, Upload] = {}
    try:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                files[name] = Upload(await value.read(), _text(value.filename or ""))
            else:
                fields.setdefault(name, []).append(_text(value))
    finally:
        await form.close()
    return Posted(fields, files)


async def _at_most(request: Request, largest: int) -> AsyncGenerator[bytes, None]:
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > largest:
            raise Refusal(
                "request-too-large",
                "送られた内容が大きすぎます。",
                "分けて送るか、運用担当に相談してください。",
            )
        yield chunk


def _text(sent: str) -> str:
    if "\0" in sent:
        raise ValueError("no database keeps U+0000 in a text")
    return sent.replace("\r\n", "\n").strip()


def _unreadable() -> Refusal:
    return Refusal(
        "form-unreadable",
        "送られた内容を読み取れません。",
        "前のページに戻って、もう一度送ってください。",
    )
