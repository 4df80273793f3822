"""Every service that seals anything must prove, at an erasure, that its keys are gone."""

from services.command import wiring
from services.conference.domain.erasure import KEEPERS
from services.conference.views.erasures import may_seal
from shared.broker.topology import SUBSCRIPTIONS
from shared.facts.fact import SERVICES
from shared.store.event import registered_events


def test_only_services_that_answer_erasures_seal_anything() -> None:
    """A sealed field in an event of stats would be asked for by no erasure: it has to stay none."""
    assert wiring.build
    sealing = {
        topic.partition(".")[0] for topic, event in registered_events().items() if may_seal(event)
    }

    assert {"intake", "conference"} <= sealing & set(SERVICES)
    assert sealing & set(SERVICES) <= set(KEEPERS)


def test_every_answer_to_an_erasure_is_heard() -> None:
    """Conference listens to the keepers, intake to conference, placement to intake."""
    assert {"intake", "placement"} <= set(SUBSCRIPTIONS["conference"])
    assert "conference" in SUBSCRIPTIONS["intake"]
    assert "intake" in SUBSCRIPTIONS["placement"]
