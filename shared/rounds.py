"""What a service does because time passes: at its start, and then every so often."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from shared.cancellation import is_cancelled
from shared.log import get_logger

EVERY_SECONDS = 60.0
"""Between two looks at the calendar; what is overdue is so by days."""

AT_ONCE_AGAIN_SECONDS = 0.05
"""Between two pieces of work of one round: others want to write too."""

Work = Callable[[], bool]
"""One bounded piece of work; whether more of it is left.

It may be broken off at any moment and be done twice, and has its effect once all the same.
"""

_log = get_logger()


class Rounds:
    """Does a piece of work again and again.

    Args:
        work: what is done, in a thread of its own.
    """

    def __init__(self, work: Work) -> None:
        self._work = work

    async def run(self) -> None:
        """Work until cancelled; a round that fails is tried again at its next time."""
        while not is_cancelled():
            left = await self._piece()
            await asyncio.sleep(AT_ONCE_AGAIN_SECONDS if left else EVERY_SECONDS)

    async def _piece(self) -> bool:
        try:
            return await asyncio.to_thread(self._work)
        except Exception as error:  # noqa: BLE001 - whatever it is, the service goes on
            _log.error("rounds.failed", error=type(error).__name__)
            return False
