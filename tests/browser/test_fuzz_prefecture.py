"""What the document of the prefecture's hub allows and what it does not, sent to the running hub.

As :mod:`tests.browser.test_fuzz_openapi` does with the four services.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import given

from services.stats.prefecture.http import FACE
from tests.behaviour.http_counter import Counter
from tests.behaviour.prefecture_counter import PREFECTURE, hub_counter
from tests.browser.site import beside
from tests.browser.test_fuzz_openapi import CHECKS, seeded

pytestmark = pytest.mark.timeout(300)

OPERATIONS = [
    found.ok() for found in schemathesis.openapi.from_dict(FACE.document()).get_all_operations()
]
IDS = [operation.path for operation in OPERATIONS]


@pytest.fixture(scope="module")
def counter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counter]:
    """A running hub to which two of three have reported."""
    with beside(hub_counter(tmp_path_factory.mktemp("hub"))) as (_, found):
        yield found


@pytest.fixture
def headers(counter: Counter) -> dict[str, str]:
    """Somebody of the prefecture, who may ask."""
    return {"Authorization": f"Bearer {counter.token(PREFECTURE)}"}


@pytest.mark.parametrize("operation", OPERATIONS, ids=IDS)
def test_whatever_is_sent_to_the_hub_is_answered_in_shape(
    counter: Counter, headers: dict[str, str], operation: Any
) -> None:
    """Requests in shape and out of shape: no fault, and no answer that the document lacks."""

    @seeded
    @given(case=operation.as_strategy())
    def holds(case: Any) -> None:
        answer = case.call(base_url=str(counter.client.base_url), headers=headers)
        case.validate_response(answer, checks=CHECKS)

    holds()


@pytest.mark.parametrize("operation", OPERATIONS, ids=IDS)
def test_the_worked_example_of_the_hub_is_answered_in_shape(
    counter: Counter, headers: dict[str, str], operation: Any
) -> None:
    """Whoever sends the example as it stands is told something that the document knows."""
    raw = operation.definition.raw
    example = raw["requestBody"]["content"]["application/json"]["examples"]["example"]["value"]
    case = operation.Case(body=example, media_type="application/json")
    answer = case.call(base_url=str(counter.client.base_url), headers=headers)
    case.validate_response(answer, checks=CHECKS)
    assert answer.status_code != httpx.codes.BAD_REQUEST, answer.json()
