"""Words about people and places: sealed wherever they are written, and nowhere to be found."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest

from services.placement import published
from services.placement.http import catalogue
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.facts.placement import ProgrammeAnnounced
from shared.use_case import read_request
from tests.behaviour.placement.raided import CLERK, SAID, filled
from tests.behaviour.placement.raids import ANY, asked_of, asked_of_a_town
from tests.behaviour.placement_words import ABOUT_PLACES, Speaker, texts_of
from tests.behaviour.planned_referrals import PlanDesk
from tests.behaviour.referral_desk import CITY, NEXT_DOOR, known
from tests.conftest import NewPlace
from tests.faults.canaries import Canaries, found_below, found_in
from tests.refusals import refused

LONG = "あ" * 10_001


def canaries_everywhere(desk: PlanDesk, canaries: Canaries) -> Speaker:
    """Words in every confidential field of placement's requests, about people and places."""

    def do(use_case: str, *, secretariat: bool = False, **request: Any) -> Any:
        described, call = desk.placement.application.use_cases()[use_case]
        asked = described.request(**request)
        assert found_in(repr(asked).encode(), canaries.all) == set()
        return call(CLERK if secretariat else CITY, asked)

    speaker = Speaker(
        desk.placement.store, do, canaries.make, known("case"), known("son"), known("city"),
        desk.today,
    )  # fmt: skip
    speaker.say_everything()
    place = {"kind": "farm", "name": "架空の畑"}
    told = {one: {one[1]: speaker.words(*one)} for one in sorted(ABOUT_PLACES)}
    register, amend = ("resources.register", "contact"), ("resources.amend", "contact")
    whose = {"municipality": DEMO_MUNICIPALITY}
    resource = {"resource_id": do("resources.register", **whose, **place, **told[register])}
    do("resources.amend", **resource, **place, **told[amend])
    do("resource-notes.record", **resource, **told["resource-notes.record", "notes"])
    return speaker


def test_no_word_lies_open_in_events_facts_views_or_logs(
    new_place: NewPlace, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """When every confidential field is filled, then no file, row, fact, repr or log has a word."""
    url, password = new_place()
    desk, canaries = PlanDesk(tmp_path, place=(url, password)), Canaries(7)
    desk.settle()
    caplog.set_level(logging.DEBUG)

    speaker = canaries_everywhere(desk, canaries)

    every = {(name, text) for name, one in catalogue().items() for text in texts_of(one.request)}
    assert speaker.said == every
    assert len(canaries.all) > len(every) > 25
    store = desk.placement.store
    facts = [fact for one in store.log(0, 10_000) if (fact := published.publish(one.recorded))]
    rows = [
        [dict(row) for row in store.rows(f"SELECT * FROM {table}")]  # noqa: S608 - own names
        for view in store.views
        for table in view.names
    ]
    written = "".join(map(repr, (facts, rows, list(store.log(0, 10_000)), caplog.text)))
    assert found_in(written.encode(), canaries.all) == set()
    assert found_below(tmp_path, canaries.all) == {}
    desk.placement.close()


def test_no_fact_about_a_person_has_words_at_all(tmp_path: Path) -> None:
    """Given a town full of records, then its facts hold ids, codes, days and numbers.

    A programme's public name is the one word, and its fact is about nobody.
    """
    with filled(tmp_path) as town:
        told = [
            fact.model_dump_json()
            for one in town.placement.store.log(0, 10_000)
            if (fact := published.publish(one.recorded)) is not None
            and not isinstance(fact, ProgrammeAnnounced)
        ]

    assert len(told) >= 8
    assert not [one for one in told if any(word in one for word in (*SAID, "架空", "みかん"))]


CONFIDENTIAL = sorted(
    (name, text) for name, one in catalogue().items() for text in texts_of(one.request)
)


@pytest.mark.parametrize(("use_case", "field"), CONFIDENTIAL)
def test_a_text_has_an_end(use_case: str, field: str) -> None:
    """When a text is huge, then it is refused before anything is sealed; a long one is not."""
    shape = catalogue()[use_case].request
    part, _, inner = field.rpartition(".")
    asked = {**asked_of(ANY), **asked_of_a_town(ANY, NEXT_DOOR)}[use_case]
    others = {name: value for name, value in asked.items() if name not in {"person", "employer"}}

    def written(text: str) -> dict[str, Any]:
        return {**others, **({part: {inner: text}} if part else {inner: text})}

    with refused("request-unreadable") as no:
        read_request(shape, written(LONG))

    assert LONG[:9] not in f"{no.value} {no.value.__cause__} {no.value.__context__}"
    read_request(shape, written(LONG[:40]))
