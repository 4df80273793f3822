"""Whatever is in the ledger, the index answers as a reading of every entry would."""

from __future__ import annotations

import tempfile
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.behaviour.conference_service import open_conference
from tests.disclosure_questions import AGENCIES, PEOPLE, check_every_question, record
from tests.disclosures import NOON, drawn
from tests.town_hall import settle


@settings(max_examples=8)
@given(
    seed=st.integers(0, 2**32),
    count=st.integers(1, 60),
    sizes=st.lists(st.integers(1, 9), min_size=1, max_size=4),
    limit=st.integers(1, 20),
)
def test_every_question_is_answered_as_by_reading_every_entry(
    seed: int, count: int, sizes: list[int], limit: int
) -> None:
    """No entry is missed, none is told twice or to the wrong question, latest first."""
    random = Random(seed)  # noqa: S311 - seeded entries, no secret
    entries = [drawn(random, number, PEOPLE, AGENCIES) for number in range(count)]
    with tempfile.TemporaryDirectory() as folder:
        service = open_conference(Path(folder), lambda: NOON)
        settle(service.store)
        record(service, entries, sizes)
        check_every_question(service, entries, limit)
        service.close()
