"""``tsunagu conference``: every use case of conference by its name, and sheets from intake."""

from services.command.conference.app import app
from services.command.conference.sheets import offer, write_sheet

__all__ = ["app", "offer", "write_sheet"]
