"""What the documents allow and what they do not: sent to the running services, held to its shape.

Schemathesis draws requests from the OpenAPI of every service. Whatever is sent, no answer is a
fault of the program, and each has a status, a type, headers and a shape that the document names.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import checks
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from docs.http_api import FACES
from shared.calendar import system_clock
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.facts.conference import AgencyRegistered
from shared.identity import Role
from shared.known_agencies import remember_agency
from tests.behaviour.http_alone import counter_alone
from tests.behaviour.http_counter import Counter, named, somebody

pytestmark = [pytest.mark.timeout(600)]

OPERATOR = somebody("city", "operator", "-op")
TOWN_HALL = {
    "municipality": DEMO_MUNICIPALITY,
    "agency_id": named("city"),
    "kind": "municipal_department",
    "holder_class": "public",
    "internal": True,
}
EACH = 6
"""Requests that are drawn for each operation, besides its worked example; always the same ones."""

CHECKS = [
    checks.not_a_server_error,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
]
SCHEMAS = {
    face.name: schemathesis.openapi.from_dict(face.document())
    for face in FACES
    if face.name != "prefecture"
}
OPERATIONS = [
    (service, found.ok())
    for service, schema in SCHEMAS.items()
    for found in schema.get_all_operations()
]
IDS = [f"{service} {operation.path}" for service, operation in OPERATIONS]
WAITS_FOR_THE_BROKER = ("/stats/returns/close",)
"""Waits until every fact has arrived, and here is no broker; it is asked in test_http_stats.py."""

EXAMPLES = [one for one in OPERATIONS if one[1].path not in WAITS_FOR_THE_BROKER]

seeded = settings(
    max_examples=EACH,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def counters(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Counter]]:
    """Every service with its real store and server, to which the town hall is known."""
    with ExitStack() as stack:
        asked = {}
        for service in SCHEMAS:
            folder = tmp_path_factory.mktemp(service)
            counter, wired = stack.enter_context(counter_alone(folder, service))  # type: ignore[arg-type]
            if service == "conference":
                counter.told("municipality.describe", OPERATOR, municipality=DEMO_MUNICIPALITY)
                counter.told("agencies.register", OPERATOR, **TOWN_HALL, name="架空市 福祉課")
            else:
                fact = AgencyRegistered(**_as_told(TOWN_HALL), occurred_on=date(2026, 4, 1))
                with wired.store.transaction(OPERATOR, system_clock) as tx:
                    remember_agency(tx, fact)
            asked[service] = counter
        yield asked


def _as_told(details: dict[str, Any]) -> dict[str, Any]:
    """An agency as the register tells other services of it."""
    told = {one: details[one] for one in ("municipality", "agency_id", "internal")}
    return told | {"agency_kind": details["kind"]}


def headers(counter: Counter, role: Role) -> dict[str, str]:
    """Somebody of the town hall, who may ask."""
    actor = somebody("city", role, "-fuzz")
    return {"Authorization": f"Bearer {counter.token(actor)}"}


@pytest.mark.parametrize(("service", "operation"), OPERATIONS, ids=IDS)
def test_whatever_is_sent_is_answered_in_shape(
    counters: dict[str, Counter], service: str, operation: Any
) -> None:
    """Requests in shape and out of shape: no fault, and no answer that the document lacks."""
    counter = counters[service]
    role = operation.definition.raw["x-tsunagu-roles"][0]
    sent = headers(counter, role)

    @seeded
    @given(case=operation.as_strategy())
    def holds(case: Any) -> None:
        answer = case.call(base_url=str(counter.client.base_url), headers=sent)
        case.validate_response(answer, checks=CHECKS)

    holds()


@pytest.mark.parametrize(
    ("service", "operation"), EXAMPLES, ids=[f"{service} {one.path}" for service, one in EXAMPLES]
)
def test_the_worked_example_is_answered_in_shape(
    counters: dict[str, Counter], service: str, operation: Any
) -> None:
    """Whoever sends the example as it stands is told something that the document knows."""
    counter = counters[service]
    raw = operation.definition.raw
    example = raw["requestBody"]["content"]["application/json"]["examples"]["example"]["value"]
    for role in raw["x-tsunagu-roles"]:
        case = operation.Case(body=example, media_type="application/json")
        sent = headers(counter, role)
        answer = case.call(base_url=str(counter.client.base_url), headers=sent)
        case.validate_response(answer, checks=CHECKS)
        assert answer.status_code != httpx.codes.BAD_REQUEST, answer.json()
