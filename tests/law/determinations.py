"""Determinations that open the note to the welfare office."""

from __future__ import annotations

from services.conference.law.decision import Decision
from tests.law.records import with_determination
from tests.law.worlds import (
    LONG_AGO,
    Document,
    casework_world,
    decide_cell,
    with_agency,
    with_item,
    with_profile,
)

BASIS = {
    "internal_need": "appi_69_2_2",
    "public_need": "appi_69_2_3",
    "child_welfare": "appi_27_1_3",
    "statutory_cooperation": "appi_27_1_4",
    "entrustment": "entrustment",
    "in_purpose": "in_purpose",
    "abuse_report": "abuse_report",
    "abuse_request_13_4": "abuse_request_13_4",
}


OPEN = {"without_consent": "allowed", "internal_sharing": "lawful_bases"}


CONTRACT = {"from": LONG_AGO, "to": None}


def determined(kind: str, **fields: object) -> Document:
    """The world in which a determination of this kind opens the note to the welfare office."""
    holder = "city" if kind in {"internal_need", "public_need"} else "clinic"
    world = with_item(with_profile(casework_world(), **OPEN), holder=holder)
    if kind == "entrustment":
        world = with_agency(world, "welfare", entrusted=CONTRACT)
    complete = {
        "recipients": ["welfare"],
        "consent_difficult": True,
        "victim_kind": "child",
        "requested_by": "mayor",
        "answer": "provided",
    }
    return with_determination(world, kind, **(complete | fields))


def decided(world: Document) -> Decision:
    """What the welfare office sees."""
    return decide_cell(world, "welfare")
