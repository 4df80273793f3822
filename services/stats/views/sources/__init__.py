"""The sources that measures name."""

from services.stats.views.sources import cases, conferences, contacts, programmes, roads, work
from services.stats.views.sources.source import AMOUNT, UNIT, Source

SOURCES: dict[str, Source] = {
    **contacts.SOURCES,
    **cases.SOURCES,
    **conferences.SOURCES,
    **roads.SOURCES,
    **work.SOURCES,
    **programmes.SOURCES,
}

__all__ = ["AMOUNT", "SOURCES", "UNIT", "Source"]
