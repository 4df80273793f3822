"""What a rule answers when it says no: a machine-readable code, the reason and the way on."""

from __future__ import annotations


class Refusal(Exception):  # noqa: N818 - a refusal is an answer of the domain, not a fault of the program
    """A rule of the domain said no.

    Neither text may hold personal data: both reach logs, pages and rejects files.

    Args:
        code: kebab-case, stable, for machines (``case-already-open``).
        message: the reason, in Japanese, for the person at the counter.
        remedy: what to do next, in Japanese.
    """

    def __init__(self, code: str, message: str, remedy: str) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message}{self.remedy}（{self.code}）"


class InvalidInput(Refusal):
    """A value that was handed in cannot be understood or cannot be true.

    Args:
        field: the name of the column or field, as the user knows it.
        code: see :class:`Refusal`.
        message: see :class:`Refusal`; it never repeats the value.
        remedy: see :class:`Refusal`.
    """

    def __init__(self, field: str, code: str, message: str, remedy: str) -> None:
        super().__init__(code, message, remedy)
        self.field = field
