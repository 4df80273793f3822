"""A town hall and its 社協 at the counter, as somebody outside sees them over HTTP."""

from __future__ import annotations

from shared.codes.municipality import DEMO_MUNICIPALITY
from tests.behaviour.http_counter import Counter, named, somebody

OPERATOR = somebody("city", "operator", "-op")
CITY, SHAKYO = somebody("city", "counsellor"), somebody("shakyo", "counsellor")
SECRETARY, AUDITOR = somebody("city", "secretariat"), somebody("city", "auditor", "-audit")
TOWN = {"municipality": DEMO_MUNICIPALITY}


def registered(conference: Counter, intake: Counter) -> None:
    """Both agencies are registered, and intake has heard of the town's department."""
    town = {"runs_juso": [], "welfare_office": True, "profile": "municipality-01"}
    conference.told("municipality.describe", OPERATOR, **TOWN, **town)
    for name, kind, internal in (
        ("city", "municipal_department", True),
        ("shakyo", "social_welfare_council", False),
    ):
        conference.told(
            "agencies.register",
            OPERATOR,
            agency_id=named(name),
            name=f"架空の{name}",
            kind=kind,
            holder_class="public" if internal else "private",
            internal=internal,
            **TOWN,
        )
    intake.told_in_time("agencies.own", CITY)
