"""The inbox: facts of other services take effect here exactly once, in order.

:class:`shared.inbox.inbox.Inbox` itself is not named here: whoever only looks at dead letters, as
most commands do, need not wait for the broker's framework.
"""

from shared.inbox.dead_letters import TABLES, dead_letters
from shared.inbox.retry import retry_dead_letters

__all__ = ["TABLES", "dead_letters", "retry_dead_letters"]
