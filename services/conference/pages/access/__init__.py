"""開示請求 (個人情報保護法76条〜): received, kept in time, gathered, decided, answered."""

from services.conference.pages.access import deciding, lists, one, receiving, written

ROUTES = (*lists.ROUTES, *receiving.ROUTES, *one.ROUTES, *written.ROUTES, *deciding.ROUTES)

__all__ = ["ROUTES"]
