"""``compose.yaml`` as the container engine understands it: merged, with variables filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
SECRETS = PurePosixPath("/run/secrets")

_VARIABLE = re.compile(r"\$\{(?P<name>[A-Z_]+)(?::(?P<kind>[-?])(?P<rest>[^}]*))?\}")


@dataclass(frozen=True, slots=True)
class Container:
    """One service of the composition.

    Attributes:
        name: its name, which is its host name as well.
        entry: its section of the file.
        secrets: file name under ``/run/secrets`` to the file on the host.
    """

    name: str
    entry: Mapping[str, Any]
    secrets: Mapping[str, Path]

    @property
    def command(self) -> list[str]:
        """Arguments, as written."""
        return list(self.entry.get("command", []))

    @property
    def environment(self) -> dict[str, str]:
        """Environment variables, as written here; those of ``env_file`` are apart."""
        return dict(self.entry.get("environment", {}))

    @property
    def waits_for(self) -> dict[str, str]:
        """What must have happened before it starts: container to condition."""
        needs: Mapping[str, Mapping[str, str]] = self.entry.get("depends_on", {})
        return {name: need["condition"] for name, need in needs.items()}

    @property
    def mounts(self) -> dict[str, str]:
        """Path in the container to the volume or file of the host."""
        parts = (volume.split(":") for volume in self.entry.get("volumes", []))
        return {part[1]: part[0] for part in parts}


def fill_in(node: Any, variables: Mapping[str, str]) -> Any:
    """Replace ``${NAME:-default}`` and ``${NAME:?message}`` in every text of a YAML document.

    What is filled in stays a text, so that ``yes`` does not become a truth value.

    Raises:
        LookupError: a required variable is missing.
    """

    def value(match: re.Match[str]) -> str:
        given = variables.get(match["name"], "")
        if given:
            return given
        if match["kind"] == "-":
            return match["rest"]
        raise LookupError(match["name"])

    if isinstance(node, dict):
        return {key: fill_in(child, variables) for key, child in node.items()}
    if isinstance(node, list):
        return [fill_in(child, variables) for child in node]
    return _VARIABLE.sub(value, node) if isinstance(node, str) else node


def read_document(variables: Mapping[str, str]) -> dict[str, Any]:
    """``compose.yaml`` with its variables filled in."""
    return read_filled_in(ROOT / "compose.yaml", variables)


def read_filled_in(file: Path, variables: Mapping[str, str]) -> dict[str, Any]:
    """A composition, or what is laid over one, with its variables filled in."""
    document: dict[str, Any] = fill_in(yaml.safe_load(file.read_text(encoding="utf-8")), variables)
    return document


def read_containers(variables: Mapping[str, str]) -> dict[str, Container]:
    """The containers by name."""
    document = read_document(variables)
    files = {name: Path(secret["file"]) for name, secret in document["secrets"].items()}
    return {
        name: Container(name, entry, _secrets_of(entry, files))
        for name, entry in document["services"].items()
    }


def _secrets_of(entry: Mapping[str, Any], files: Mapping[str, Path]) -> dict[str, Path]:
    found = {}
    for secret in entry.get("secrets", []):
        if isinstance(secret, str):
            found[secret] = files[secret]
        else:
            found[secret["target"]] = files[secret["source"]]
    return found
