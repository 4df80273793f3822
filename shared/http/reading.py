"""Reading what was sent: who asks, the document, the version it was decided on."""

from __future__ import annotations

import asyncio
import re
from typing import Any

from pydantic_core import from_json
from starlette.datastructures import Headers
from starlette.requests import Request

from shared.refusal import InvalidInput, Refusal
from shared.tokens.verifier import Unauthenticated

LARGEST_DOCUMENT = 4 * 1024 * 1024
"""Bytes. All that one service holds about one person fits in (``access.collect``)."""

DOCUMENT_WITHIN_SECONDS = 20.0
_VERSION = re.compile(r'"(0|[1-9][0-9]{0,8})"')


def bearer_token(headers: Headers) -> str:
    """The token that was sent.

    Raises:
        Unauthenticated: ``token-missing``.
    """
    sent = headers.getlist("authorization")
    scheme, _, token = (sent[0] if len(sent) == 1 else "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Unauthenticated(
            "token-missing",
            "本人確認のトークンがありません。",
            "本人確認をしてから、Authorization: Bearer に付けて送ってください。",
        )
    return token.strip()


async def document_of(request: Request) -> dict[str, Any]:
    """The JSON object that was sent; an empty body is an empty object.

    Raises:
        Refusal: ``not-json``, ``request-too-large``, ``request-too-slow``, ``query-unwanted``.
        InvalidInput: ``document-unreadable``.
    """
    if request.url.query:
        raise Refusal(
            "query-unwanted",
            "アドレスに値を付けることはできません。アドレスは記録に残ることがあるためです。",
            "値はすべて、本文の JSON に書いてください。",
        )
    body = await _body(request)
    if not body:
        return {}
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise Refusal(
            "not-json",
            "本文の種類が JSON ではありません。",
            "Content-Type: application/json で、JSON を送ってください。",
        )
    try:
        document = from_json(body, allow_inf_nan=False)
    except ValueError:
        document = None
    if not isinstance(document, dict) or _holds_nul(body):
        raise InvalidInput(
            "(全体)",
            "document-unreadable",
            "本文を JSON の一つのまとまりとして読み取れません。",
            "JSON の書き方を確かめて、送り直してください。",
        )
    return document


def with_version(document: dict[str, Any], headers: Headers, *, wanted: bool) -> dict[str, Any]:
    """Put the version of ``If-Match`` where the request has its own place for it.

    Args:
        document: what was sent.
        headers: of the request.
        wanted: whether the request has a field ``expected_version``.

    Raises:
        InvalidInput: ``precondition-unreadable``: the header is no version, is not wanted here, or
            says something else than the document.
    """
    sent = headers.getlist("if-match")
    if not sent:
        return document
    match = _VERSION.fullmatch(sent[0].strip()) if len(sent) == 1 else None
    if match and wanted and document.get("expected_version") in (None, int(match[1])):
        return document | {"expected_version": int(match[1])}
    raise InvalidInput(
        "If-Match",
        "precondition-unreadable",
        "If-Match の版を、この操作の条件にできません。",
        '版を "12" のように一つだけ書くか、If-Match を取り除いてください。',
    )


async def _body(request: Request) -> bytes:
    chunks, size = [], 0
    try:
        async with asyncio.timeout(DOCUMENT_WITHIN_SECONDS):
            async for chunk in request.stream():
                size += len(chunk)
                if size > LARGEST_DOCUMENT:
                    raise Refusal(
                        "request-too-large",
                        "本文が大きすぎます。",
                        "分けて送るか、運用担当に相談してください。",
                    )
                chunks.append(chunk)
    except TimeoutError:
        raise Refusal(
            "request-too-slow",
            "本文が時間内に届きませんでした。",
            "通信の状態を確かめて、送り直してください。",
        ) from None
    return b"".join(chunks)


def _holds_nul(body: bytes) -> bool:
    """Whether a text may hold U+0000, which no database stores as text."""
    return re.search(rb"(?<!\\)(?:\\\\)*\\u0000", body) is not None
