"""A fact that is read straight from a stored event is the one that is made of the event."""

from __future__ import annotations

import gc
import json
import types
from collections.abc import Mapping, Sequence
from datetime import date, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Union, get_args, get_origin
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import Field, StringConstraints, TypeAdapter, ValidationError

from services.command.rebuild.batch import observe_facts
from services.command.rebuild.log_files import observe_log
from services.command.rebuild.straight import STRAIGHT, Straight, told_by
from services.intake import published as intake_published
from services.intake.domain.case import CaseAssessed, CaseOpened, ContactRecorded
from services.placement import published as placement_published
from services.placement.domain.step import StepAttended
from shared.calendar import system_clock
from shared.codes.municipality import DEMO_MUNICIPALITY, check_digit
from shared.facts import Fact, intake, placement
from shared.facts.envelope import Received
from shared.identity import Actor, Metadata
from shared.refusal import Refusal
from shared.relay import Publish
from shared.sealing import Sealed
from shared.service import open_store
from shared.settings import Home
from shared.store import Event, Recorded
from shared.store.log_file import LogFile, outline
from shared.store.recorded import EventMapper
from tests.behaviour.golden_logs import SOURCES, golden_events

PUBLISH: Mapping[str, Publish] = {
    "intake": intake_published.publish,
    "placement": placement_published.publish,
}
MUNICIPALITIES = st.sampled_from([DEMO_MUNICIPALITY, "99002" + check_digit("99002"), "011002"])
SEALED = st.builds(
    Sealed, st.just("person-1"), st.binary(min_size=12, max_size=12), st.binary(min_size=16)
)
PLAIN: Mapping[object, st.SearchStrategy[Any]] = {
    UUID: st.uuids(),
    date: st.dates(),
    bool: st.booleans(),
    int: st.integers(0, 130) | st.integers(0, 1_440),
    Sealed: SEALED,
    type(None): st.none(),
}
"""Values by their type; those that a field does not take are drawn anew."""

CODE_PATTERN = "^[a-z0-9][a-z0-9_-]{0,63}$"
JUNK: st.SearchStrategy[object] = st.sampled_from(
    [None, "", "x", "9", -1, 0, 1, 1.5, 10**9, True, [], ["x"], {}, "2024-02-30"]
)
ACTORS = st.builds(
    Actor,
    person=st.just("worker-1"),
    agency=st.just("agency-1"),
    role=st.just("counsellor"),
    purpose=st.just("support"),
)
INSTANTS = st.datetimes(
    timezones=st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m)))
)
METADATA = st.builds(
    Metadata,
    actor=ACTORS,
    recorded_at=INSTANTS,
    correlation=st.none() | st.just("request-1"),
    causation=st.none() | st.just("intake:7"),
)
KINDS = pytest.mark.parametrize("topic", STRAIGHT)


def values(annotation: Any, metadata: Sequence[Any] = ()) -> st.SearchStrategy[Any]:
    """What a field of a type may hold."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return values(arguments[0], arguments[1:])
    if origin in (Union, types.UnionType):
        return st.one_of([values(one, metadata) for one in arguments])
    if origin is tuple:
        return st.lists(values(arguments[0]), max_size=4).map(tuple)
    if annotation is str:
        return texts(metadata)
    if annotation is not int:
        return PLAIN[annotation]
    takes = TypeAdapter(Annotated[int, *metadata, Field()])
    return PLAIN[int].filter(lambda value: is_taken(takes, value))


def texts(metadata: Sequence[Any]) -> st.SearchStrategy[str]:
    """Texts of the pattern of a field."""
    [pattern] = [one.pattern for one in metadata if isinstance(one, StringConstraints)]
    if pattern == "^[0-9]{6}$":
        return MUNICIPALITIES
    more = "0_-" if pattern == CODE_PATTERN else "電話 "
    return st.builds("".join, st.tuples(st.sampled_from("abz"), st.text("ab" + more, max_size=4)))


def is_taken(takes: TypeAdapter[Any], value: object) -> bool:
    """Whether a field takes a value."""
    try:
        takes.validate_python(value)
    except ValidationError:
        return False
    return True


@cache
def events(kind: type[Event]) -> st.SearchStrategy[Event]:
    """Events of a kind, in which every field is drawn."""
    fields = kind.model_fields.items()
    return st.builds(
        kind, **{name: values(field.annotation, field.metadata) for name, field in fields}
    )


@st.composite
def states(draw: st.DrawFn, straight: Straight) -> tuple[UUID, bytes]:
    """An aggregate, and the stored form of an event that happened to it."""
    event, metadata = draw(events(straight.event)), draw(METADATA)
    recorded = Recorded(draw(st.uuids()), draw(st.integers(1, 99)), event, metadata)
    return recorded.originator_id, EventMapper().to_stored_event(recorded).state


def ordinarily(topic: str, originator: UUID, state: bytes) -> Received | None:
    """The fact as the relay makes it."""
    recorded = outline((7, originator.hex, 1, topic, state))
    fact = PUBLISH[topic.partition(".")[0]](recorded)
    return None if fact is None else Received(7, 3, recorded.metadata.recorded_at, fact)


def straight_on(topic: str, originator: UUID, state: bytes) -> Received | None:
    """The fact as a rebuilding reads it, if it does."""
    told = STRAIGHT[topic].read(originator.hex, state)
    return told and Received(7, 3, *told)


def assert_alike(one: Received, other: Received) -> None:
    """The same fact, to the byte, at the same instant; and the same rows."""
    assert type(one.fact) is type(other.fact)
    assert one == other
    assert one.fact.model_dump_json() == other.fact.model_dump_json()
    assert vars(one.fact) == vars(other.fact)
    observed, expected = (
        observe_facts(received.source, 7, [received], frozenset()).observed
        for received in (one, other)
    )
    assert repr(observed) == repr(expected)


@KINDS
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(data=st.data())
def test_whatever_an_event_holds_its_fact_is_read_straight_and_is_the_same(
    topic: str, data: st.DataObject
) -> None:
    """Every field is drawn: one that is added to event and fact, and not read, is missed here."""
    originator, state = data.draw(states(STRAIGHT[topic]))
    read = straight_on(topic, originator, state)
    made = ordinarily(topic, originator, state)

    assert read is not None
    assert made is not None
    assert_alike(read, made)


@KINDS
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(data=st.data())
def test_what_does_not_lie_there_as_today_is_left_to_the_ordinary_way(
    topic: str, data: st.DataObject
) -> None:
    """A field of the fact that is missing or holds something else, another version, no instant."""
    originator, state = data.draw(states(STRAIGHT[topic]))
    stored = json.loads(state)
    carried = set(STRAIGHT[topic].fact.model_fields) & set(stored["d"]) | {"on"}
    where, name = data.draw(
        st.sampled_from([("d", name) for name in sorted(carried)] + [("m", "recorded_at")])
    )
    if data.draw(st.booleans()):
        del stored[where][name]
    else:
        stored[where][name] = data.draw(JUNK)
    stored["v"] += data.draw(st.integers(0, 1))
    state = json.dumps(stored, separators=(",", ":")).encode()

    read = straight_on(topic, originator, state)
    try:
        made = ordinarily(topic, originator, state)
    except (ValidationError, Refusal):
        assert read is None
        return
    if read is not None:
        assert made is not None
        assert_alike(read, made)


@pytest.mark.parametrize(
    ("topic", "state"),
    [
        pytest.param(topic, state, id=f"{topic}-{number}")
        for source in SOURCES
        for number, (topic, state) in enumerate(golden_events(source))
        if topic in STRAIGHT
    ],
)
def test_every_form_that_was_ever_stored_becomes_the_same_fact(topic: str, state: bytes) -> None:
    """Those of former versions by the ordinary way alone."""
    originator = UUID(int=7, version=4)
    read, made = (way(topic, originator, state) for way in (straight_on, ordinarily))

    assert made is not None
    assert (read is None) == (not state.startswith(STRAIGHT[topic].begins))
    if read is not None:
        assert_alike(read, made)


def test_what_nobody_tells_is_not_read() -> None:
    """Neither who acted nor what is sealed gets into the fact, not even out of sight."""
    [state] = [state for topic, state in golden_events("intake") if topic == ContactRecorded.TOPIC]
    told = STRAIGHT[ContactRecorded.TOPIC].read(UUID(int=7).hex, state)

    assert told is not None
    assert set(vars(told[1])) == set(intake.ContactRecorded.model_fields)


@pytest.mark.parametrize(
    ("event", "fact", "field"),
    [
        (CaseOpened, intake.ConsultationReceived, "transferred_in"),
        (CaseAssessed, intake.CaseAssessed, "factors"),
        (StepAttended, placement.StepAttended, "minutes"),
    ],
)
def test_a_field_that_event_and_fact_do_not_check_alike_cannot_be_passed_over(
    event: type[Any], fact: type[Fact], field: str
) -> None:
    """Whoever changes one of the two is told when the program starts."""
    originator = "step_id" if event is StepAttended else "case_id"
    with pytest.raises(ValueError, match=rf"\.{field} is not as in"):
        told_by(event, fact, originator)


def test_what_a_log_leaves_behind_needs_no_garbage_collector(tmp_path: Path) -> None:
    """Those who read a million events do without one: a circle for each would stay for ever."""
    home = Home(tmp_path)
    home.kek_file.parent.mkdir(parents=True, exist_ok=True)
    store = open_store(home.settings("intake"), ())
    store.migrate()
    mapper, metadata = (
        EventMapper(),
        Metadata(
            actor=Actor(person="a", agency="b", role="member", purpose="c"),
            recorded_at=system_clock(),
        ),
    )
    event = CaseOpened(municipality=DEMO_MUNICIPALITY, on=date(2024, 4, 1))
    stored = [mapper.to_stored_event(Recorded(UUID(int=n), 1, event, metadata)) for n in range(500)]
    with store.database.exclusive() as unit:
        unit.insert_events(stored)
    store.close()
    log = LogFile(home.store("intake"))

    def read() -> int:
        batch = observe_log("intake", log, intake_published.publish, 0, 500, frozenset())
        return sum(map(len, batch.observed.values()))

    assert read() == 500
    gc.collect()
    gc.disable()
    try:
        assert read() == 500
        assert gc.collect() < 100
    finally:
        gc.enable()
