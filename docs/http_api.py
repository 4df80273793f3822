"""What the services offer over HTTP, described from their catalogues of use cases."""

from __future__ import annotations

import json
from pathlib import Path

from services.conference.http import NAME, document


def http_documents(folder: Path) -> dict[Path, str]:
    """One OpenAPI document per service that offers something, as the service serves it itself.

    Args:
        folder: where they are kept.
    """
    told = json.dumps(document(), ensure_ascii=False, indent=2) + "\n"
    return {folder / f"{NAME}.json": told}
