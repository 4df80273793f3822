"""Where a system on one machine listens."""

from __future__ import annotations

import pytest

from services.command.embedded import nats_server
from services.command.embedded.ports import Ports
from shared.facts.fact import SERVICES


@pytest.mark.parametrize("front", [None, 20_003])
def test_no_two_parts_are_given_one_port(
    monkeypatch: pytest.MonkeyPatch, front: int | None
) -> None:
    """However few ports there are to choose from, and whatever people asked for."""
    monkeypatch.setattr(nats_server, "PORTS", len(SERVICES) + 3)
    monkeypatch.setattr(nats_server, "is_free", lambda _port: True)
    for _ in range(50):
        ports = Ports.choose(front)
        assert len({ports.nats, *ports.http.values(), ports.front}) == len(SERVICES) + 2
        assert set(ports.http) == set(SERVICES)
        assert front is None or ports.front == front
