"""Reading a rule file that somebody wrote, and telling them in Japanese what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pydantic import ValidationError

from services.placement.routing.checking import dead_rules, flaws
from services.placement.routing.rule_file import RuleFile
from shared.plain_document import Steps, UnreadableDocument, plain_document
from shared.refusal import InvalidInput

FIELD = "つなぎ先のルール"
_SHAPES = {
    "missing": "この項目がありません。",
    "extra_forbidden": "ルールにない項目です。項目の名前を確かめてください。",
    "literal_error": "選べる値ではありません。",
    "too_short": "一つ以上、書いてください。",
    "string_pattern_mismatch": "符号は、英小文字・数字・-・_ で書いてください。",
    "string_too_long": "文が長すぎます。",
    "tuple_type": "並び（[ ]）で書いてください。",
    "dict_type": "項目の組で書いてください。",
    "model_type": "項目の組で書いてください。",
}


class Flaw(NamedTuple):
    """What is wrong, and where.

    Attributes:
        place: keys and numbers from 1, as a reader counts.
        says: why, in Japanese; it never repeats a value.
    """

    place: str
    says: str


class Checked(NamedTuple):
    """A rule file that was looked through.

    Attributes:
        rules: the file, if it can be used.
        flaws: why it cannot; empty if it can.
    """

    rules: RuleFile | None
    flaws: tuple[Flaw, ...]


def check_rules(text: str) -> Checked:
    """Look a rule file through, and find everything that is wrong with it."""
    try:
        rules = RuleFile.model_validate(plain_document(text))
    except UnreadableDocument as unreadable:
        return Checked(None, (Flaw(_place(unreadable.path), unreadable.message),))
    except ValidationError as invalid:
        return Checked(None, tuple(_shapes(invalid)))
    found = tuple(flaws(rules)) or tuple(dead_rules(rules))
    if found:
        return Checked(None, tuple(Flaw(_place(path), says) for path, says in found))
    return Checked(rules, ())


def read_rules(text: str) -> RuleFile:
    """Read a rule file.

    Raises:
        InvalidInput: ``routing-rules-invalid``; it tells the first flaw and its place.
    """
    checked = check_rules(text)
    if checked.rules is not None:
        return checked.rules
    first = checked.flaws[0]
    raise InvalidInput(
        FIELD,
        "routing-rules-invalid",
        f"つなぎ先のルールに、正しくないところがあります（{first.place}: {first.says}）。",
        "`tsunagu route check` ですべての誤りを確かめ、直してください。",
    )


def _shapes(invalid: ValidationError) -> Iterator[Flaw]:
    """What has the wrong shape; a list is not too short because of what is wrong within it."""
    found = invalid.errors(include_input=False, include_url=False, include_context=False)
    for one in found:
        path, kind = one["loc"], one["type"]
        within = any(
            len(two["loc"]) > len(path) and two["loc"][: len(path)] == path for two in found
        )
        if not (kind == "too_short" and within):
            yield Flaw(_place(path), _SHAPES.get(kind, "書き方が違います。"))


def _place(path: Steps) -> str:
    """``versions[1].rules[3].when``, counted from 1."""
    said = ""
    for step in path:
        said += f"[{step + 1}]" if isinstance(step, int) else f".{step}"
    return said.lstrip(".") or "文書全体"
