"""Code lists: what is stored is a stable code, what is read and written is its Japanese label."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from shared.packaged_yaml import read_yaml
from shared.refusal import InvalidInput


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of a list.

    Attributes:
        code: what is stored; never changes.
        label: what is shown.
        synonyms: other spellings that are understood.
        group: a coarser division within the list; empty if there is none.
    """

    code: str
    label: str
    synonyms: tuple[str, ...] = ()
    group: str = ""


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()


class CodeList:
    """An ordered list of codes, read from ``shared/codes/data``.

    Args:
        name: file name without ending.
        title: what users call the list.
        codes: its entries in the order in which tables show them.
    """

    def __init__(self, name: str, title: str, codes: tuple[Code, ...]) -> None:
        self.name = name
        self.title = title
        self._codes = {code.code: code for code in codes}
        self._by_label = {
            _folded(spelling): code for code in codes for spelling in (code.label, *code.synonyms)
        }

    def __iter__(self) -> Iterator[Code]:
        return iter(self._codes.values())

    def __len__(self) -> int:
        return len(self._codes)

    def __contains__(self, code: object) -> bool:
        return code in self._codes

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels in order."""
        return tuple(code.label for code in self)

    def by_code(self, code: str) -> Code:
        """The entry of a code.

        Raises:
            InvalidInput: ``unknown-code``.
        """
        try:
            return self._codes[code]
        except KeyError:
            raise self._unknown() from None

    def by_label(self, text: str) -> Code:
        """The entry that a label or one of its synonyms names, however wide it is written.

        Raises:
            InvalidInput: ``unknown-code``; the remedy lists what may be written.
        """
        try:
            return self._by_label[_folded(text)]
        except KeyError:
            raise self._unknown() from None

    def _unknown(self) -> InvalidInput:
        return InvalidInput(
            self.title,
            "unknown-code",
            f"{self.title}の値が、一覧にありません。",
            f"{'・'.join(self.labels)} のいずれかを書いてください。",
        )


def load(name: str) -> CodeList:
    """Read one list."""
    text = files(__package__).joinpath("data", f"{name}.yaml").read_text(encoding="utf-8")
    document: dict[str, Any] = read_yaml(text)
    codes = tuple(
        Code(
            code=entry["code"],
            label=entry["label"],
            synonyms=tuple(entry.get("synonyms", ())),
            group=entry.get("group", ""),
        )
        for entry in document["codes"]
    )
    return CodeList(name, document["title"], codes)
