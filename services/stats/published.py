"""Which of stats' events leave the service, and in what shape."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from services.stats.domain.return_versions import ReturnIssued
from services.stats.domain.submission import ReturnSubmitted
from shared.facts import Fact, stats
from shared.store import Recorded


def publish(recorded: Recorded) -> Fact | None:
    """Return the fact that a recorded event is to the other services, or ``None``.

    The figures of a return that is only issued stay here: the fact says that it was, and its
    digest proves which. Once it is submitted, its cells go to the prefecture.
    """
    match recorded.event:
        case ReturnIssued() as event:
            return stats.ReturnIssued(
                municipality=event.municipality,
                occurred_on=event.issued_on,
                return_id=str(recorded.originator_id),
                template=event.template,
                period_from=event.period_from,
                period_to=event.period_to,
                version=event.version,
                digest=event.digest,
            )
        case ReturnSubmitted() as event:
            return submitted(event)
        case _:
            return None


def submitted(event: ReturnSubmitted) -> stats.ReturnSubmitted:
    """The submission as the prefecture reads it: what the fact has a place for, and nothing else.

    Raises:
        pydantic.ValidationError: a heading or a category is no word of a template.
    """
    document = json.loads(event.document)
    return stats.ReturnSubmitted.model_validate(
        {
            "municipality": event.municipality,
            "occurred_on": event.submitted_on,
            "return_id": str(event.return_id),
            "template": event.template,
            "title": document["title"],
            "period_from": event.period_from,
            "period_to": event.period_to,
            "as_of": document["as_of"],
            "version": event.version,
            "protection": document["protection"],
            "tables": [_table(one) for one in document["tables"]],
            "digest": event.digest,
            "differences": [
                {
                    "table": one.table,
                    "categories": tuple(one.cell.values()),
                    "before": one.before,
                    "after": one.after,
                }
                for one in event.differences
            ],
            "checkpoint": event.checkpoint and event.checkpoint.model_dump(),
        }
    )


def _table(table: Mapping[str, Any]) -> dict[str, Any]:
    axes = table["dimensions"]
    return {
        "name": table["name"],
        "measure": table["measure"],
        "measure_version": table["measure_version"],
        "dimensions": axes,
        "cells": [
            {
                "categories": [cell[axis] for axis in axes],
                "value": cell["value"],
                "note": cell.get("note"),
            }
            for cell in table["cells"]
        ],
        "total": table["total"],
        "note": table.get("note"),
    }
