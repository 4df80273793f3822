"""Asking the issuer over HTTP: only itself, for a bounded time and a bounded answer.

No redirect is followed and nothing of the environment changes the way, so that neither the issuer's
documents nor a wrong setting turn a service into somebody who asks other machines.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Mapping
from functools import cached_property
from http import HTTPStatus
from pathlib import Path

import httpx

from shared.refusal import Refusal

LARGEST_ANSWER = 256 * 1024
"""Bytes."""

WITHIN_SECONDS = 5.0
"""For everything: a slow answer is cut off, wherever it is slow."""

_HEADERS = {"Accept": "application/json", "Accept-Encoding": "identity"}


class AskingIssuer:
    """A way to the issuer; to be used in a worker thread, which it holds up.

    Args:
        ca_file: see :class:`shared.tokens.issuer.TokenIssuer`.
    """

    def __init__(self, ca_file: Path | None) -> None:
        self._ca_file = ca_file

    def get(self, address: str) -> bytes:
        """A document of the issuer.

        Raises:
            Refusal: ``issuer-unreachable``.
        """
        status, body = self._ask("GET", address)
        if status != HTTPStatus.OK:
            raise unreachable()
        return body

    def post(
        self, address: str, form: Mapping[str, str], headers: Mapping[str, str]
    ) -> tuple[int, bytes]:
        """Send the issuer a form; its status and answer.

        Raises:
            Refusal: ``issuer-unreachable``.
        """
        return self._ask("POST", address, form, headers)

    def _ask(
        self,
        method: str,
        address: str,
        form: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> tuple[int, bytes]:
        try:
            return asyncio.run(self._asked(method, address, form, {**_HEADERS, **(headers or {})}))
        except (TimeoutError, httpx.HTTPError, httpx.InvalidURL, OSError, ValueError):
            raise unreachable() from None

    async def _asked(
        self, method: str, address: str, form: Mapping[str, str] | None, headers: Mapping[str, str]
    ) -> tuple[int, bytes]:
        async with (
            asyncio.timeout(WITHIN_SECONDS),
            httpx.AsyncClient(
                verify=self._trust, timeout=WITHIN_SECONDS, follow_redirects=False, trust_env=False
            ) as client,
            client.stream(method, address, data=form, headers=headers) as answer,
        ):
            body = b""
            async for chunk in answer.aiter_raw():
                body += chunk
                if len(body) > LARGEST_ANSWER:
                    raise ValueError("too much")
            return answer.status_code, body

    @cached_property
    def _trust(self) -> ssl.SSLContext:
        """Made once: reading all the authorities of the world takes longer than asking."""
        if self._ca_file is None:
            return httpx.create_ssl_context(trust_env=False)
        return ssl.create_default_context(cafile=str(self._ca_file))


def unreachable() -> Refusal:
    """What is said when the issuer does not answer as it should."""
    return Refusal(
        "issuer-unreachable",
        "本人確認の発行者が答えません。",
        "しばらくしてからやり直し、続くときは運用担当に伝えてください。",
    )
