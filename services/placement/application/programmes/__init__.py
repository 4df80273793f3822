"""Programmes and groups 居場所・家族会・学習支援: programmes, sessions, participants."""

from services.placement.application.programmes.participants import Participants
from services.placement.application.programmes.programmes import KEEPERS, Programmes
from services.placement.application.programmes.sessions import Sessions

__all__ = ["KEEPERS", "Participants", "Programmes", "Sessions"]
