"""What the services offer over HTTP, described from their catalogues of use cases."""

from __future__ import annotations

import json
from pathlib import Path

from services.conference.http import FACE as CONFERENCE
from services.placement.http import FACE as PLACEMENT

FACES = (CONFERENCE, PLACEMENT)


def http_documents(folder: Path) -> dict[Path, str]:
    """One OpenAPI document per service that offers something, as the service serves it itself.

    Args:
        folder: where they are kept.
    """
    return {
        folder / f"{face.name}.json": json.dumps(face.document(), ensure_ascii=False, indent=2)
        + "\n"
        for face in FACES
    }
