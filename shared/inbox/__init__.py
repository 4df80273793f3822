"""The inbox: facts of other services take effect here exactly once, in order.

:class:`shared.inbox.inbox.Inbox` itself is not named here: whoever only looks at dead letters, as
most commands do, need not wait for the broker's framework.
"""

from shared.inbox.dead_letters import TABLES as DEAD_LETTERS
from shared.inbox.dead_letters import dead_letters
from shared.inbox.retries import TABLES as RETRIES
from shared.inbox.retries import recorded_retries
from shared.inbox.retry import retry_dead_letters

TABLES = (*DEAD_LETTERS, *RETRIES)
"""What every service that listens keeps beside its events."""

__all__ = ["TABLES", "dead_letters", "recorded_retries", "retry_dead_letters"]
