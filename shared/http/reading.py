"""Reading what was sent: who asks, the document, the version it was decided on."""

from __future__ import annotations

import asyncio
import json
import re
from typing import Any

from pydantic_core import from_json
from starlette.datastructures import Headers
from starlette.requests import Request

from shared.refusal import InvalidInput, Refusal
from shared.tokens.unauthenticated import Unauthenticated

LARGEST_DOCUMENT = 4 * 1024 * 1024
"""Bytes. All that one service holds about one person fits in (``access.collect``)."""

SMALL_DOCUMENT = 16 * 1024
"""Bytes: no more than the server holds of a request anyway before anybody asks for it."""

DOCUMENT_WITHIN_SECONDS = 20.0
_DIGITS = 10
_VERSION = re.compile(r'"(0|[1-9][0-9]{0,8})"')
_ROLE = re.compile(r"[a-z_]{1,40}")
_KEY = re.compile(r'"([A-Za-z0-9_-]{22,100})"')


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


def wanted_role(headers: Headers) -> str | None:
    """The role in which somebody asks who has several; ``None`` if they do not say.

    Raises:
        InvalidInput: ``role-unreadable``.
    """
    sent = headers.getlist("tsunagu-role")
    if not sent:
        return None
    if len(sent) == 1 and _ROLE.fullmatch(sent[0].strip()):
        return sent[0].strip()
    raise InvalidInput(
        "Tsunagu-Role",
        "role-unreadable",
        "Tsunagu-Role の役割を読み取れません。",
        "割り当てられている役割のコードを一つだけ書いてください。",
    )


def is_small(headers: Headers) -> bool:
    """Whether a document is said to be so small that anybody may send it before they are known."""
    said = headers.get("content-length", "0")
    whole = "transfer-encoding" not in headers and said.isdecimal() and len(said) < _DIGITS
    return whole and int(said) <= SMALL_DOCUMENT


def document_in(request: Request, body: bytes) -> dict[str, Any]:
    """The JSON object that was sent; an empty body is an empty object.

    Args:
        request: whose address and headers are looked at.
        body: see :func:`body_of`.

    Raises:
        Refusal: ``not-json``, ``query-unwanted``.
        InvalidInput: ``document-unreadable``.
    """
    if request.scope["query_string"]:
        raise Refusal(
            "query-unwanted",
            "アドレスに値を付けることはできません。アドレスは記録に残ることがあるためです。",
            "値はすべて、本文の JSON に書いてください。",
        )
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
    if not isinstance(document, dict) or _holds_nul(body) or not _is_unambiguous(body):
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


def idempotency_key(headers: Headers, *, wanted: bool) -> str | None:
    """The key under which an act is to take effect once; ``None`` if none was sent.

    It is a string of the structured fields (RFC 9651), long enough not to be guessed: a UUID.

    Args:
        headers: of the request.
        wanted: whether the use case is an act whose answer may be kept.

    Raises:
        InvalidInput: ``idempotency-key-unreadable``, ``idempotency-key-unwanted``.
    """
    sent = headers.getlist("idempotency-key")
    if not sent:
        return None
    if not wanted:
        raise InvalidInput(
            "Idempotency-Key",
            "idempotency-key-unwanted",
            "この操作には Idempotency-Key を付けられません。答えを残しておかないためです。",
            "Idempotency-Key を取り除いてください。",
        )
    match = _KEY.fullmatch(sent[0].strip()) if len(sent) == 1 else None
    if match is None:
        raise InvalidInput(
            "Idempotency-Key",
            "idempotency-key-unreadable",
            "Idempotency-Key を読み取れません。",
            '推測できない番号（UUID など22字以上の英数字）を "…" で囲み、一つだけ書いてください。',
        )
    return match[1]


async def body_of(request: Request) -> bytes:
    """The bytes that were sent.

    Raises:
        Refusal: ``request-too-large``, ``request-too-slow``.
        ClientDisconnect: nobody is there any more.
    """
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


def _is_unambiguous(body: bytes) -> bool:
    """Whether no key stands twice in one object: a program on the way might read the other one."""

    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        read = dict(pairs)
        if len(read) < len(pairs):
            raise ValueError
        return read

    try:
        json.loads(body, object_pairs_hook=once)
    except (ValueError, RecursionError):
        return False
    return True


def _holds_nul(body: bytes) -> bool:
    """Whether a text may hold U+0000, which no database stores as text."""
    return re.search(rb"(?<!\\)(?:\\\\)*\\u0000", body) is not None
