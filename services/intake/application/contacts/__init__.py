"""相談対応: what was said, when, by whom."""

from services.intake.application.contacts.contacts import Contacts

__all__ = ["Contacts"]
