"""The names of a journey: what stands for ids in its file, and what was saved on the way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid5

_JOURNEYS = UUID("c6a5f0f2-7a3c-5d0e-9f55-2f1a4f6d0e77")
MARK = "$"


class Names:
    """Ids by name, the same in every replay of a journey.

    Args:
        journey: the journey's own number.
        known: names that stand for something from the beginning.
    """

    def __init__(self, journey: str, known: Mapping[str, str]) -> None:
        self._space = uuid5(_JOURNEYS, journey)
        self._saved: dict[str, Any] = dict(known)

    def resolve(self, told: Any) -> Any:  # noqa: ANN401 - whatever stands in the file
        """Replace every ``$name`` in a document by what it stands for."""
        if isinstance(told, str) and told.startswith(MARK):
            return self._value(told.removeprefix(MARK))
        if isinstance(told, dict):
            return {self.resolve(key): self.resolve(value) for key, value in told.items()}
        if isinstance(told, list | tuple):
            return [self.resolve(one) for one in told]
        return told

    def save(self, name: str, value: Any) -> None:  # noqa: ANN401 - any answer
        """Let a name stand for something that an answer held."""
        self._saved[name.removeprefix(MARK)] = value

    def _value(self, name: str) -> Any:  # noqa: ANN401 - an id, or what was saved
        if name in self._saved:
            return self._saved[name]
        return str(uuid5(self._space, name))


def part_of(answer: Any, names: Names, path: str) -> Any:  # noqa: ANN401 - any part of an answer
    """Part of an answer by its path; ``[key=value]`` picks the element of a list that has it.

    Raises:
        LookupError: there is no such part.
    """
    for part in path.split("."):
        if part.startswith("["):
            key, _, value = part.strip("[]").partition("=")
            wanted = str(names.resolve(value))
            answer = next((one for one in answer if str(one.get(key)) == wanted), None)
        elif isinstance(answer, list):
            answer = answer[int(part)] if part.isdigit() else None
        else:
            answer = answer.get(part) if isinstance(answer, dict) else None
        if answer is None:
            raise LookupError(path)
    return answer
