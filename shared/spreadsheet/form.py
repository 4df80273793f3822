"""What kind of table a file is to be: its columns, and what users call it when it is refused."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from shared.refusal import Refusal

REJECT_ROW_NUMBER = "行番号"
REJECT_REASON = "理由"
REJECT_HEADERS = (REJECT_ROW_NUMBER, REJECT_REASON)
"""What a rejects file has in front of the original columns; an import passes over both."""


def folded_header(text: str) -> str:
    """A header as it is compared: in one width (NFKC), without any space or line break."""
    return "".join(unicodedata.normalize("NFKC", text).split())


@dataclass(frozen=True)
class TableForm:
    """A kind of table that is taken in from CSV and Excel files.

    Attributes:
        code: what the codes of its refusals begin with (``ledger``: ``ledger-unreadable``).
        title: what users call it (``台帳``).
        headers: every column, in the order in which it is written out and its problems are told.
        required: the columns that a file must have.
        in_parts: how a file that is too large may be divided, as a Japanese half-sentence.
        synonyms: what towns call some of the columns -> ours.
    """

    code: str
    title: str
    headers: tuple[str, ...]
    required: tuple[str, ...]
    in_parts: str
    synonyms: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def _own(self) -> dict[str, str]:
        own = {header: header for header in self.headers}
        return {folded_header(text): header for text, header in {**self.synonyms, **own}.items()}

    def own_header(self, text: str) -> str | None:
        """The column whose header a text is, however wide it is written; ``None`` if none is."""
        return self._own.get(folded_header(text))

    def refusal(self, problem: str, message: str, remedy: str) -> Refusal:
        """A refusal of a file of this kind: ``<code>-<problem>``."""
        return Refusal(f"{self.code}-{problem}", message, remedy)

    def unreadable(self, reason: str, remedy: str) -> Refusal:
        """A file that cannot be read at all; nothing was taken from it."""
        return self.refusal("unreadable", f"{self.title}を読めません。{reason}", remedy)

    def truncated(self) -> Refusal:
        """A file that ends in the middle of something."""
        return self.unreadable(
            "ファイルが途中で切れています。",
            "元のファイルをもう一度コピーするか、保存し直してください。"
            "切れていないときは、最後の行のあとに改行を入れてください。",
        )

    def too_large(self) -> Refusal:
        """A file that would unpack to more than this machine should be asked to hold."""
        return self.refusal(
            "too-large",
            f"{self.title}が大きすぎるため、読むのをやめました。",
            f"空の行や書式だけの行、画像を消すか、{self.in_parts}保存してください。",
        )
