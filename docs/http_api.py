"""What the services offer over HTTP, described from their catalogues of use cases."""

from __future__ import annotations

import json
from pathlib import Path

from docs.http_examples import examples, folder_of
from services.conference.http import FACE as CONFERENCE
from services.intake.http import FACE as INTAKE
from services.placement.http import FACE as PLACEMENT
from services.stats.http import FACE as STATS
from services.stats.prefecture.http import FACE as PREFECTURE
from shared.http.face import EXAMPLES
from shared.http.openapi import openapi

FACES = (INTAKE, CONFERENCE, PLACEMENT, STATS, PREFECTURE)


def http_documents(folder: Path) -> dict[Path, str]:
    """One OpenAPI document per service that offers something, as the service serves it itself.

    And the examples in it, as they are packed with the service.

    Args:
        folder: where they are kept.
    """
    made: dict[Path, str] = {}
    for face in FACES:
        told = examples(face)
        made[folder / f"{face.name}.json"] = _written(openapi(face, told))
        made[folder_of(face) / EXAMPLES] = _written(told)
    return made


def _written(document: object) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
