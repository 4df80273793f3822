"""How decisions look on the screen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.markup import escape
from rich.table import Table

from services.command.screen import out
from services.conference.law.comparison import Difference
from services.conference.law.decision import Decision
from services.conference.law.explain import Explanation
from services.conference.law.world import World
from shared.calendar import JST, format_wareki
from shared.codes import (
    DISCLOSURE_BASES,
    DISCLOSURE_EFFECTS,
    ITEM_CATEGORIES,
    LEGAL_MODES,
    OBLIGATIONS,
    PURPOSES,
    CodeList,
)

_STYLES = {"full": "green", "blurred": "yellow", "withheld": "red"}


def _line(text: str) -> None:
    """Print one line; the terminal breaks it, so that no sentence is torn at a blank."""
    out.print(text, soft_wrap=True)


def show_decisions(world: World, decisions: Sequence[Decision]) -> None:
    """Print every decision, the items one after the other."""
    _head(world)
    items = {one.id: one for one in world.items}
    last = None
    for decision in decisions:
        if decision.item != last:
            item = items[decision.item]
            category = ITEM_CATEGORIES.by_code(item.category).label
            _line(f"\n[bold]{escape(item.id)}[/]  {category}（保有機関: {escape(item.holder)}）")
            last = decision.item
        _one(decision)


def _head(world: World) -> None:
    local = world.at.astimezone(JST)
    mode = world.conference.legal_mode
    name = "会議によらない共有" if mode == "casework" else LEGAL_MODES.by_code(mode).label
    purpose = PURPOSES.by_code(world.conference.purpose).label
    _line(
        f"{name}  目的: {purpose}  "
        f"{format_wareki(local.date())} {local:%H時%M分}（{local.isoformat()}）時点"
    )


def _one(decision: Decision) -> None:
    effect = _effect(decision)
    basis = "・".join(_labels(DISCLOSURE_BASES, decision.basis))
    rules = "、".join(str(number) for number in decision.rules)
    _line(f"  {escape(decision.recipient)}  {effect}" + (f"  根拠: {basis}" if basis else ""))
    for reason in decision.reasons:
        _line(f"      {reason}")
    if decision.obligations:
        _line(f"      条件: {'、'.join(_labels(OBLIGATIONS, decision.obligations))}")
    _line(f"      [dim]規則 {rules}[/]")


def _effect(decision: Decision) -> str:
    style = _STYLES[decision.effect]
    return f"[{style}]{DISCLOSURE_EFFECTS.by_code(decision.effect).label}[/]"


def _labels(codes: CodeList, found: Iterable[str]) -> list[str]:
    return [codes.by_code(one).label for one in found]


def show_explanation(world: World, explanation: Explanation) -> None:
    """Print the way to one decision."""
    _head(world)
    decision = explanation.decision
    _line(f"\n[bold]{escape(decision.item)}[/] → [bold]{escape(decision.recipient)}[/]")
    _line("\n1. 見つかった根拠")
    for basis, gives, step in explanation.found:
        label = DISCLOSURE_BASES.by_code(basis).label
        remains = DISCLOSURE_EFFECTS.by_code(gives).label
        _line(f"   ・{label}: {step.says} 制限の後に残るもの: {remains} {_rules(step.rules)}")
    if not explanation.found:
        _line("   ありません。")
    _line("\n2. 足りなかったもの")
    for step in explanation.missing:
        _line(f"   ・{step.says} {_rules(step.rules)}")
    if not explanation.missing:
        _line("   ありません。")
    _line("\n3. 働いた制限")
    for step in explanation.limits:
        bound = "・".join(_labels(DISCLOSURE_BASES, step.binds))
        to = f" 対象: {bound}" if bound else " 見つかった根拠には当たりません。"
        _line(f"   ・{step.says}{to} {_rules(step.rules)}")
    if not explanation.limits:
        _line("   ありません。")
    _line("\n4. 決定")
    _one(decision)
    if explanation.reads is not None:
        _line(f"      示される文: 「{escape(explanation.reads)}」")


def _rules(numbers: Iterable[int]) -> str:
    return f"[dim](規則 {'、'.join(str(number) for number in numbers)})[/]"


def show_comparison(differences: Sequence[Difference], names: tuple[str, str]) -> None:
    """Print the cells that two rules decide differently."""
    if not differences:
        _line("決定の変わるところはありません。")
        return
    table = Table(title=f"決定の変わるところ: {len(differences)}", title_justify="left")
    for column in ("情報", "提供先", *names):
        table.add_column(escape(column))
    for one in differences:
        table.add_row(
            escape(one.first.item),
            escape(one.first.recipient),
            _cell(one.first),
            _cell(one.second),
        )
    out.print(table)


def _cell(decision: Decision) -> str:
    lines = [_effect(decision), *_labels(DISCLOSURE_BASES, decision.basis)]
    lines += [f"[dim]{label}[/]" for label in _labels(OBLIGATIONS, decision.obligations)]
    return "\n".join(lines)
