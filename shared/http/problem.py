"""A refusal as a document for machines and people (RFC 9457), the same on every way in."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from shared.refusal import InvalidInput, Refusal

MEDIA_TYPE = "application/problem+json"
TYPE_PREFIX = "urn:tsunagu:problem:"


class Problem(BaseModel):
    """Why something was refused, and what to do; it never repeats a value of the request."""

    model_config = ConfigDict(frozen=True, title="断りの理由と次の手立て")

    type: Annotated[str, Field(description="種類。urn:tsunagu:problem: とコード")]
    title: Annotated[str, Field(description="理由（messageと同じ）")]
    status: Annotated[int, Field(description="HTTP の状態コード")]
    code: Annotated[str, Field(description="機械のためのコード。変わらない")]
    message: Annotated[str, Field(description="理由")]
    remedy: Annotated[str, Field(description="次にすること")]
    field: Annotated[str | None, Field(description="読み取れなかった項目の名前")] = None


def problem_of(refusal: Refusal, status: int) -> Problem:
    """Write a refusal as a problem.

    Args:
        refusal: what a rule answered.
        status: under which HTTP status it is told.
    """
    return Problem(
        type=TYPE_PREFIX + refusal.code,
        title=refusal.message,
        status=status,
        code=refusal.code,
        message=refusal.message,
        remedy=refusal.remedy,
        field=refusal.field if isinstance(refusal, InvalidInput) else None,
    )


def internal_error() -> Refusal:
    """What is told when something went wrong that no rule foresaw."""
    return Refusal(
        "internal-error",
        "思いがけない誤りで止まりました。",
        "記録されたかを確かめてからやり直し、続くときは運用担当に伝えてください。",
    )


def no_such_address() -> Refusal:
    """What is told of an address that nobody offers."""
    return Refusal(
        "no-such-address", "そのアドレスには何もありません。", "アドレスを確かめてください。"
    )
