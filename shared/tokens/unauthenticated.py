"""Why nobody vouches for whoever asks."""

from __future__ import annotations

from shared.refusal import Refusal


class Unauthenticated(Refusal):
    """Nobody vouches for whoever asks."""


def token_invalid() -> Unauthenticated:
    """What is said of a token that is none, or not in order."""
    return Unauthenticated(
        "token-invalid",
        "本人確認のトークンが正しくありません。",
        "発行者で、もう一度本人確認をしてください。",
    )


def token_without_role() -> Unauthenticated:
    """What is said of somebody who has no role here."""
    return Unauthenticated(
        "token-without-role",
        "本人確認のトークンに、このサービスの役割がありません。",
        "運用担当に、役割の割当てを確かめるよう伝えてください。",
    )


def token_not_for_this_service() -> Unauthenticated:
    """What is said of a token of another issuer, or for somebody else."""
    return Unauthenticated(
        "token-not-for-this-service",
        "このトークンは、このサービスのために発行されたものではありません。",
        "このサービスの発行者で、もう一度本人確認をしてください。",
    )


def token_expired() -> Unauthenticated:
    """What is said of a token that was one."""
    return Unauthenticated(
        "token-expired",
        "本人確認の有効期間が過ぎました。",
        "もう一度、本人確認をしてください。",
    )
