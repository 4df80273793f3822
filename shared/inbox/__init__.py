"""The inbox: facts of other services take effect here exactly once, in order."""

from shared.facts.envelope import Received
from shared.inbox.dead_letters import TABLES, dead_letters
from shared.inbox.inbox import Inbox
from shared.inbox.retry import retry_dead_letters

__all__ = ["TABLES", "Inbox", "Received", "dead_letters", "retry_dead_letters"]
