"""Reading a rule file that somebody wrote, and telling them in Japanese what is wrong with it."""

from __future__ import annotations

from typing import NamedTuple

from services.placement.routing.checking import dead_rules, flaws
from services.placement.routing.rule_file import RuleFile
from shared.document_form import Flaw, Misshapen, document_of, flaw_at
from shared.refusal import InvalidInput

FIELD = "つなぎ先のルール"
_OWN_WORDS = {"string_pattern_mismatch": "符号は、英小文字・数字・-・_ で書いてください。"}


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
        rules = document_of(RuleFile, text, _OWN_WORDS)
    except Misshapen as misshapen:
        return Checked(None, misshapen.flaws)
    found = tuple(flaws(rules)) or tuple(dead_rules(rules))
    if found:
        return Checked(None, tuple(flaw_at(path, says) for path, says in found))
    return Checked(rules, ())


def read_rules(text: str) -> RuleFile:
    """Read a rule file.

    Raises:
        InvalidInput: ``routing-rules-invalid``; it tells the first flaw and its place.
    """
    checked = check_rules(text)
    if checked.rules is not None:
        return checked.rules
    raise InvalidInput(
        FIELD,
        "routing-rules-invalid",
        f"{FIELD}に、正しくないところがあります（{checked.flaws[0]}）。",
        "`tsunagu route check` ですべての誤りを確かめ、直してください。",
    )
