"""What may be on record in a world: answers of persons, decisions of officials, an emergency."""

from __future__ import annotations

from datetime import datetime

from tests.law.worlds import A_WHILE, Document, moment

REPRESENTATIVES = (
    "parental_authority",
    "minor_guardian",
    "adult_guardian",
    "curator",
    "assistant",
    "voluntary_guardian",
)
BOUNDED = ("curator", "assistant", "voluntary_guardian")


def _a_while_ago(world: Document) -> str:
    return moment(at=datetime.fromisoformat(world["at"]), days=-A_WHILE)


def scope(world: Document, **fields: object) -> Document:
    """The scope of an answer: the note, for the NPO, for what the world is about."""
    exact = {
        "categories": [world["items"][0]["category"]],
        "recipients": ["npo"],
        "recipient_kinds": [],
        "purposes": [world["conference"]["purpose"]],
        "modes": None,
        "conferences": None,
    }
    return exact | fields


def with_consent(world: Document, subject: str = "son", **fields: object) -> Document:
    """The world with a written consent of the son's to what the world is about; they add up."""
    answer = {
        "id": f"answer-{len(world['consents'])}",
        "version": 1,
        "subject": subject,
        "given_by": subject,
        "capacity": "self",
        "state": "given",
        "method": "written",
        "scope": scope(world),
        "from": _a_while_ago(world),
        "to": None,
        "withdrawn_at": None,
    }
    return world | {"consents": [*world["consents"], answer | fields]}


def with_answer(world: Document, state: str, subject: str = "son", **fields: object) -> Document:
    """The world with an answer that is no consent; it is about everything."""
    nobody = {"given_by": None, "capacity": None, "method": None}
    who = {} if state == "refused" else nobody
    return with_consent(world, subject, **({"state": state, "scope": None} | who | fields))


def representative(kind: str, by: str = "mother", **fields: object) -> Document:
    """A representative on record with every power that matters."""
    powers = ["information_handling"]
    return {
        "by": by,
        "kind": kind,
        "powers": powers,
        "from": moment(days=-900),
        "to": None,
    } | fields


def with_determination(world: Document, kind: str, **fields: object) -> Document:
    """The world with a recorded, reasoned and approved determination about the note."""
    note = world["items"][0]
    recorded = {
        "id": f"determination-{len(world['determinations'])}",
        "kind": kind,
        "holder": note["holder"],
        "subjects": note["subjects"],
        "categories": [note["category"]],
        "recipients": ["npo"],
        "reason": "訪問の安全のため",
        "approved_by": "head",
        "from": _a_while_ago(world),
        "to": None,
    }
    return world | {"determinations": [*world["determinations"], recorded | fields]}


def with_emergency(world: Document, **fields: object) -> Document:
    """The world with a complete emergency that names the NPO."""
    note = world["items"][0]
    asserted = {
        "danger": "life",
        "consent_hard_to_obtain": True,
        "reason": "連絡が取れず命が危ない",
        "asserted_by": "head",
        "responders": ["npo"],
        "subjects": note["subjects"],
        "categories": [note["category"]],
        "from": _a_while_ago(world),
        "to": None,
    }
    return world | {"emergency": asserted | fields}
