"""Asking another service while somebody waits: request and reply over NATS, bounded in both ways.

A fact tells what has happened and is heard by whoever listens. A question is put to one service,
by one that the broker lets ask it, and is answered now or refused.
"""

from shared.asking.answering import Answerable, Answering
from shared.asking.asking import ask, read_reply

__all__ = ["Answerable", "Answering", "ask", "read_reply"]
