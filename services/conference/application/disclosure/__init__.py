"""Disclosure 提供: packets, their reading, sharing beside meetings; all of it on the ledger."""

from services.conference.application.disclosure.board import Boards
from services.conference.application.disclosure.packets import Packets
from services.conference.application.disclosure.reading import Reading
from services.conference.application.disclosure.sharing import Sharing

__all__ = ["Boards", "Packets", "Reading", "Sharing"]
