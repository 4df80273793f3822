"""Who acts, for which agency, in which role and to what purpose: on record with every event."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, StringConstraints

from shared.codes import ROLES

Opaque = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._:/-]{0,99}$")]
"""An id or a code: never a name."""

Role = Literal[
    "counsellor",
    "secretariat",
    "member",
    "employment_supporter",
    "statistician",
    "auditor",
    "prefecture",
    "operator",
    "service",
]
"""The code list ``roles`` (相談員・会議事務局・構成員・就労支援員・統計担当・監査担当・県), the
operator of the system, and a service acting on another's fact."""

ROLE_LABELS: Mapping[str, str] = {
    **{code.code: code.label for code in ROLES},
    "operator": "運用担当",
    "service": "サービス（自動処理）",
}
"""How each role is called on pages and in audits."""


class Actor(BaseModel):
    """Who acts.

    Attributes:
        person: opaque id of the person, or of the service.
        agency: opaque id of the agency they act for.
        role: in which role.
        purpose: 利用目的 as a code (個人情報保護法61条).
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    person: Opaque
    agency: Opaque
    role: Role
    purpose: Opaque


class Metadata(BaseModel):
    """What is stored beside every event.

    Attributes:
        actor: who caused it.
        recorded_at: when it was recorded, which may be long after it happened.
        correlation: id that all events of one request have in common, if there is one.
        causation: id of the fact that made a service act; ``None`` if a person did.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    actor: Actor
    recorded_at: AwareDatetime
    correlation: Opaque | None = None
    causation: Opaque | None = None


def service_actor(service: str, purpose: str) -> Actor:
    """A service that acts on a fact of another."""
    return Actor(person=service, agency="tsunagu", role="service", purpose=purpose)
