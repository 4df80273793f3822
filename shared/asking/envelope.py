"""What a reply is: an answer, or a problem as every other way in tells it."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict

from shared.http.problem import Problem

LARGEST_QUESTION = 64 * 1024
LARGEST_REPLY = 1024 * 1024
"""Bytes; the broker takes four times as many."""

WITHIN_SECONDS = 8.0
"""So long is waited for a reply; the broker lets one pass for ten."""


class Reply(BaseModel):
    """One of both, the other ``None``.

    Attributes:
        answer: the answer as a document.
        problem: why there is none.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    answer: dict[str, Any] | None = None
    problem: Problem | None = None
