"""Builds and reads packets without end, and says what it was shown: to be killed at any moment."""

from __future__ import annotations

import json
import sys
import time
from datetime import timedelta
from pathlib import Path

from services.conference.app import build
from shared.log import configure_logging
from shared.settings import Home
from tests.behaviour.sharing import MATTER
from tests.behaviour.town import SECRETARIAT, START, named, worker


def main(folder: Path) -> None:
    """Work until killed; a line on standard output is content that somebody has seen."""
    configure_logging("conference", folder / "log")
    began = START + timedelta(days=2)
    service = build(
        Home(folder).settings("conference"), lambda: began + timedelta(seconds=time.monotonic())
    )
    offered = service.application.use_cases()
    build_case, build_packets = offered["packets.build"]
    open_case, open_packet = offered["packets.open"]
    while True:
        packets = build_packets(SECRETARIAT, build_case.request(**MATTER))
        (own,) = (one.packet_id for one in packets if one.recipient_id == named("npo"))
        for _ in range(3):
            document = open_packet(worker("npo"), open_case.request(packet_id=own))
            seen = {
                "packet": str(own),
                "at": document.opened_at.isoformat(),
                "items": [str(line.item_id) for line in document.lines],
            }
            sys.stdout.write(json.dumps(seen) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
