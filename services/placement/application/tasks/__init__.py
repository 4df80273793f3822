"""Tasks 課題: what is overdue, for who works on it."""

from services.placement.application.tasks.tasks import Tasks

__all__ = ["Tasks"]
