"""``tsunagu conference``: every use case of conference by its name, sheets, packets on paper."""

from services.command.conference.app import app
from services.command.conference.packets import print_packet
from services.command.conference.sheets import offer, write_sheet

__all__ = ["app", "offer", "print_packet", "write_sheet"]
