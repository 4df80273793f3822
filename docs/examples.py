"""A plausible value for every field of every fact, for the documents; nobody stands behind it."""

from __future__ import annotations

from typing import Any

from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.facts import Fact

_NOTE = (
    "dHN1bmFndS9kaXNjbG9zdXJlcy81ZDFiOWE1MzBhNGMxZjdlCjEwMjQKQUFFQ0F3UUZCZ2NJQ1FvTERB"
    "ME9EeEFSRWhNVUZSWVhHQmthR3h3ZEhoOD0KCuKAlCB0c3VuYWd1L2Rpc2Nsb3N1cmVzLzVkMWI5YTUz"
    "MGE0YzFmN2UgSFNiNUE5VDFGY0FZQTBrL1VNUSttK25oUlhTSFppemx5NmRoaTdxRE9OeHpDelF0M3Jh"
    "TlhjaEtlTTkvNkcwc3R2aGtWeEpyc2FiY0JTajlZUVg2amYxQmhBQT0K"
)

VALUES: dict[str, Any] = {
    "municipality": DEMO_MUNICIPALITY,
    "occurred_on": "2026-04-01",
    "case_id": "5f0c6a52-6d0e-4d1b-9a53-0a4c1f7e2b10",
    "linked_case_id": "0b9e6f7a-1c34-4d58-8f21-6a7b8c9d0e1f",
    "person_id": "9d3b1f64-2c7a-4e85-b0f6-3a1d5c7e9b20",
    "consent_id": "7b9d1f3e-5a68-4c02-9e4d-1f3a5c7e9b40",
    "contact_id": "c2a7e5d1-8b46-4f39-a1c0-7d9e2f4b6a80",
    "agency_id": "e8f1a3c5-4d67-4b92-8e0a-1c3d5f7b9a20",
    "agency_kind": "municipal_department",
    "internal": True,
    "entrusted_from": None,
    "entrusted_until": None,
    "joint_agency_ids": ["a4c6e8f0-1b2d-4f5a-9c7e-3d5f7a9b1c40"],
    "conference_id": "7e9a1c3d-5f70-4b81-a2c4-d6e8f0a1b3c5",
    "plan_id": "1d2c3b4a-5e6f-4a7b-8c9d-0e1f2a3b4c5d",
    "need_id": "9e1b3d5f-7a82-4c94-b6d8-e0f2a4c6b8d0",
    "plan_result": "continue",
    "closing_reason": None,
    "gap": "place_to_be",
    "step": "referral-completed",
    "referral_id": "3f5a7c9e-0b1d-4c2e-9f3a-5b7d9e1f3a50",
    "employment_id": "6b8d0f1a-2c3e-4d5f-8a7b-9c0e1f2a3b60",
    "return_id": "8a0c2e4f-6b71-5d93-b5a7-c9e1f3a5b7d9",
    "erasure_id": "2e4a6c80-1b3d-4f57-9a1c-3e5f7a9b1d30",
    "key_ids": ["9d3b1f64-2c7a-4e85-b0f6-3a1d5c7e9b20", "5f0c6a52-6d0e-4d1b-9a53-0a4c1f7e2b10"],
    "destroyed_at": "2026-04-01T09:30:00Z",
    "case_ids": ["5f0c6a52-6d0e-4d1b-9a53-0a4c1f7e2b10"],
    "matters": [
        {
            "case_id": "5f0c6a52-6d0e-4d1b-9a53-0a4c1f7e2b10",
            "legal_mode": "shien_kaigi_106_6",
            "with_consent": False,
        }
    ],
    "ledger_id": "3f3b9a08-3c0a-5825-b718-86ee4eb7f937",
    "origin": "tsunagu/disclosures/5d1b9a530a4c1f7e",
    "size": 1024,
    "root": "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
    "note": _NOTE,
    "anonymous": False,
    "transferred_in": False,
    "age": 42,
    "gender": "male",
    "method": "home_visit",
    "consulter": "mother",
    "route": "民生委員",
    "outcome": "through_door",
    "consent": "not_asked",
    "state": "given",
    "factors": ["8050", "withdrawal"],
    "duration_minutes": 40,
    "needs_conference": True,
    "reason": "goal_achieved",
    "to_municipality": "271403",
    "destination": "community_place",
    "whom": "family",
    "result": "completed",
    "kind": "non_regular",
    "started_on": "2026-04-01",
    "ended_on": None,
    "months": 6,
    "workplace": "農家",
    "trait": "withdrawal",
    "follows": None,
    "resource_id": "4d6f8b0a-1c2e-4f3a-9b5d-7e9f1a3b5c70",
    "step_id": "7f9b1d3c-4e5a-4b6c-8d7e-0f1a2b3c4d80",
    "programme": None,
    "attendance_id": "9a1c3e5f-6b7d-4e8f-a90b-1c2d3e4f5a90",
    "minutes": 240,
    "status": "continuing",
    "outcome_id": "1b3d5f7a-8c9e-4f0a-b12c-3d4e5f6a7ba0",
    "session_id": "2c4e6a8b-0d1f-4a3b-9c5d-7e8f9a0b1cb0",
    "programme_id": "6e8a0c2d-4f5b-4c7d-8e9f-1a2b3c4d5ec0",
    "counts": [
        {"role": "person", "first_age": 18, "last_age": 39, "people": 4},
        {"role": "family", "first_age": None, "last_age": None, "people": 2},
    ],
    "name": "ひだまり（架空）",
    "statement_id": "5d7f9b1c-3e4a-4b6c-8d9e-0f1a2b3c4dd0",
    "entry": 1,
    "recipient": "person",
    "month": "2026-03-01",
    "amounts": [{"programme": "kochi-work-start", "yen": 6500, "days": 13}],
    "legal_mode": "shien_kaigi_106_6",
    "matter_id": "4c6e8a0b-2d4f-4a6b-8c0e-2f4a6c8e0b20",
    "full": 3,
    "blurred": 1,
    "withheld": 2,
    "with_consent": 0,
    "first": True,
    "referrals": [
        {
            "referral_id": "3f5a7c9e-0b1d-4c2e-9f3a-5b7d9e1f3a50",
            "person_id": "9d3b1f64-2c7a-4e85-b0f6-3a1d5c7e9b20",
            "destination": "npo",
            "mode": "accompany",
            "to_agency_id": "e8f1a3c5-4d67-4b92-8e0a-1c3d5f7b9a20",
            "resource_id": None,
        }
    ],
    "template": "basic",
    "period_from": "2025-04-01",
    "period_to": "2026-03-31",
    "version": 1,
    "title": "相談の基本集計",
    "as_of": "2026-04-10T12:00:00+09:00",
    "protection": "none",
    "tables": [
        {
            "name": "方法別の延件数",
            "measure": "延件数",
            "measure_version": 1,
            "dimensions": ["方法"],
            "cells": [
                {"categories": ["電話"], "value": 1236, "note": None},
                {"categories": ["来所"], "value": 418, "note": None},
            ],
            "total": 1654,
            "note": None,
        }
    ],
    "differences": [
        {"table": "方法別の延件数", "categories": ["来所"], "before": 417, "after": 418}
    ],
    "checkpoint": {
        "origin": "tsunagu/disclosures/5d1b9a530a4c1f7e",
        "size": 1024,
        "root": "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
        "note": _NOTE,
    },
    "digest": "4e07408562bedb8b60ce05c1decfe3ad16b72230967de01f640b7e4729b49fce",
}


def example_of(fact: type[Fact]) -> dict[str, Any]:
    """One fact of a kind, as it stands in a message's body.

    Raises:
        KeyError: a field is new; give it a value above.
    """
    return {name: VALUES[name] for name in fact.model_fields}
