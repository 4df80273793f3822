"""Whatever agencies do with their items, no way of reading gives one anything of another's."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared.refusal import Refusal
from tests.behaviour.sharing import MATTER
from tests.behaviour.town import SECRETARIAT, Town, named, town_with_a_meeting, worker

AGENCIES = ("city", "npo", "shakyo", "clinic")
PEOPLE = ("son", "mother")
WORDS = ("contribute", "receive", "correct", "offer", "take-back")

who = st.sampled_from(AGENCIES)
acts = st.tuples(
    st.sampled_from(WORDS),
    who,
    st.integers(min_value=0, max_value=9),
    st.lists(st.sampled_from(PEOPLE), min_size=1, unique=True),
)


class Model:
    """What should be: of each item the holder, who wrote it down, its text, whether it lies."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.numbers = count()
        self.holders = {named("illness"): "clinic", named("talk"): "city"}
        self.written_by = dict(self.holders)
        self.texts: dict[UUID, str] = {}
        self.lying = {named("illness"), named("talk")}

    def act(self, word: str, agency: str, pick: int, people: list[str]) -> None:
        """Let an agency do something, to any item; what is refused changes nothing."""
        item_id = sorted(self.holders)[pick % len(self.holders)]
        may = agency in {self.holders[item_id], self.written_by[item_id]}
        text = f"架空の本文・{next(self.numbers)}番の三輪車"
        if word in ("contribute", "receive"):
            self._record(word, agency, people, text)
        elif word == "correct":
            self._try(may, "correct", agency, item_id, text=text)
            self.texts |= {item_id: text} if may else {}
        elif word == "offer":
            may = may and item_id not in self.lying
            self._try(may, "offer", agency, item_id, **MATTER)
            self.lying |= {item_id} if may else set()
        else:
            may = may and item_id in self.lying
            self._try(may, "take-back", agency, item_id, agenda_id=named("matter"))
            self.lying -= {item_id} if may else set()

    def _record(self, word: str, agency: str, people: list[str], text: str) -> None:
        told = {
            "subjects": tuple(named(one) for one in people),
            "category": "family",
            "source_kind": "observation",
            "text": text,
            "purpose": "consultation",
        }
        if word == "receive":
            told |= {**MATTER, "holder_id": named(agency)}
        actor = SECRETARIAT if word == "receive" else worker(agency)
        item_id = self.town.offer(f"items.{word}", actor, **told).item_id
        self.holders[item_id], self.texts[item_id] = agency, text
        self.written_by[item_id] = "city" if word == "receive" else agency
        self.lying |= {item_id} if word == "receive" else set()

    def _try(self, may: bool, word: str, agency: str, item_id: UUID, **told: Any) -> None:  # noqa: FBT001 - expectation
        try:
            self.town.offer(f"items.{word}", worker(agency), item_id=item_id, **told)
        except Refusal:
            assert not may
        else:
            assert may

    def own(self, agency: str) -> set[UUID]:
        """What an agency holds."""
        return {one for one, holder in self.holders.items() if holder == agency}

    def read(self, agency: str) -> Iterator[str]:
        """Everything an agency can be shown by every way of reading, as it would leave."""
        for filters in ({}, {"agenda_id": named("matter")}, {"person_id": named("son")}):
            listed = self.town.offer("items.list", worker(agency), **filters, limit=1000)
            assert {one.item_id for one in listed} <= self.own(agency)
            assert filters or {one.item_id for one in listed} == self.own(agency)
            yield from (one.model_dump_json() for one in listed)
        for item_id in self.holders:
            for way in ("items.show", "items.past-recipients"):
                try:
                    yield self.town.offer(way, worker(agency), item_id=item_id).model_dump_json()
                except Refusal as no:
                    assert item_id not in self.own(agency)
                    yield f"{no}{no!r}"
                else:
                    assert item_id in self.own(agency)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Model:
    """One town, in which all that is tried adds up."""
    return Model(town_with_a_meeting(tmp_path_factory.mktemp("town") / "home"))


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(acts, min_size=1, max_size=4))
def test_list_and_show_agree_and_never_give_anything_of_another_holder(
    model: Model, done: list[tuple[str, str, int, list[str]]]
) -> None:
    """Given any acts of any agencies, then each lists and opens exactly its own, and nothing else.

    The texts are compared too: no answer and no refusal holds a word of another agency's item.
    """
    for act in done:
        model.act(*act)

    for agency in AGENCIES:
        told = "".join(model.read(agency))
        foreign = set(model.holders) - model.own(agency)
        assert not [one for one in foreign if str(one) in told]
        assert not [one for one in foreign if one in model.texts and model.texts[one] in told]
        own = [model.texts[one] for one in model.own(agency) if one in model.texts]
        assert all(text in told for text in own)
