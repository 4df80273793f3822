"""開示請求 reaches everything: of every kind of event somebody has said how it is told."""

from __future__ import annotations

import importlib
import pkgutil

import pytest

import services
from services.conference.application.access.everything import ABOUT_THE_WORK, TOLD_BY_THE_LEDGER
from services.conference.application.access.told import forms
from services.intake.application.everything_told import ABOUT_THE_WORK as INTAKE_WORK
from services.intake.application.everything_told import FORMS as INTAKE
from services.placement.told import ABOUT_THE_WORK as PLACEMENT_WORK
from services.placement.told import FORMS as PLACEMENT
from shared.codes import ITEM_CATEGORIES
from shared.sealing import Sealed
from shared.store.event import registered_events
from shared.telling import Forms, Line
from tests.contracts.examples import example_of

for module in pkgutil.walk_packages(services.__path__, "services."):
    if ".domain" in module.name:
        importlib.import_module(module.name)

CONFERENCE = forms(str)
TOLD: dict[str, Forms] = {"intake": INTAKE, "placement": PLACEMENT, "conference": CONFERENCE}
ERASED = {"intake.ErasureStopped", "intake.KeysDestroyed", "placement.KeysDestroyed"}
"""Of whom everything was erased, nothing is left to tell."""

NOT_TOLD = TOLD_BY_THE_LEDGER | ABOUT_THE_WORK | INTAKE_WORK | PLACEMENT_WORK | ERASED
EVENTS = registered_events()


def topics(service: str) -> set[str]:
    """Every topic of a service; a request for access is no part of what it asks for."""
    return {
        topic
        for topic in EVENTS
        if topic.startswith(f"{service}.") and not topic.startswith("conference.Access")
        if topic not in {"conference.ThirdPartyAsked", "conference.ThirdPartyAnswered"}
    }


@pytest.mark.rule(60)
@pytest.mark.parametrize("service", sorted(TOLD))
def test_every_event_is_told_or_is_said_not_to_be_about_anybody(service: str) -> None:
    """A new event that nobody has placed here fails, before it is missing in somebody's answer."""
    told = {event.TOPIC for event in TOLD[service]}
    silent = {topic for topic in NOT_TOLD if topic.startswith(f"{service}.")}

    assert sorted(topics(service) - told - silent) == []
    assert not told & silent


@pytest.mark.rule(60)
@pytest.mark.parametrize("service", sorted(TOLD))
def test_every_line_names_a_field_and_every_sealed_text_has_its_label(service: str) -> None:
    """A renamed field takes its line along, and no sealed text is left without its label."""
    for event_class, form in TOLD[service].items():
        event = example_of(event_class)
        _check(form.lines, event, event_class.TOPIC)
        assert form.category in ITEM_CATEGORIES


def _check(lines: tuple[Line, ...], of: object, topic: str) -> None:
    named = {line.name: line for line in lines}
    for name, line in named.items():
        value = getattr(of, name)
        value = value[0] if isinstance(value, tuple) and value else value
        if line.within and value is not None:
            _check(line.within, value, topic)
    for name in type(of).model_fields:  # type: ignore[attr-defined]
        if isinstance(getattr(of, name), Sealed):
            assert name in named, f"{topic}.{name} is sealed and not told"
            assert named[name].label, f"{topic}.{name} is told without its label"
