"""開示請求 (個人情報保護法76条〜): received, kept in time, gathered, decided, answered."""

from services.conference.pages.access import deciding, lists, one, receiving

ROUTES = (*lists.ROUTES, *receiving.ROUTES, *one.ROUTES, *deciding.ROUTES)

__all__ = ["ROUTES"]
