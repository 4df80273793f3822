"""支援プラン: proposed, decided, looked after and ended; and what is due for review."""

from services.conference.pages.plans import lists, one, proposing

ROUTES = (*lists.ROUTES, *proposing.ROUTES, *one.ROUTES)

__all__ = ["ROUTES"]
