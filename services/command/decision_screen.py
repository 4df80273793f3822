"""How decisions look on the screen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.markup import escape
from rich.table import Table

from services.command.screen import out, tell, tell_styled
from services.command.wording import effect_of, instant_of, labels_of, mode_of
from services.conference.law.comparison import Difference
from services.conference.law.decision import Decision
from services.conference.law.explain import Explanation
from services.conference.law.world import World
from shared.calendar import JST
from shared.codes import (
    DISCLOSURE_BASES,
    DISCLOSURE_EFFECTS,
    ITEM_CATEGORIES,
    OBLIGATIONS,
    PURPOSES,
)


def show_decisions(world: World, decisions: Sequence[Decision]) -> None:
    """Print every decision, the items one after the other."""
    _head(world)
    items = {one.id: one for one in world.items}
    last = None
    for decision in decisions:
        if decision.item != last:
            item = items[decision.item]
            category = ITEM_CATEGORIES.by_code(item.category).label
            tell_styled(
                f"\n[bold]{escape(item.id)}[/]  {category}（保有機関: {escape(item.holder)}）"
            )
            last = decision.item
        _one(decision)


def _head(world: World) -> None:
    mode = mode_of(world.conference.legal_mode)
    purpose = PURPOSES.by_code(world.conference.purpose).label
    exactly = world.at.astimezone(JST).isoformat()
    tell(f"{mode}  目的: {purpose}  {instant_of(world.at)}（{exactly}）時点")


def _one(decision: Decision) -> None:
    basis = "・".join(labels_of(DISCLOSURE_BASES, decision.basis))
    shown = f"  根拠: {basis}" if basis else ""
    tell_styled(f"  {escape(decision.recipient)}  {effect_of(decision.effect)}{shown}")
    for reason in decision.reasons:
        tell(f"      {reason}")
    if decision.obligations:
        tell(f"      条件: {'、'.join(labels_of(OBLIGATIONS, decision.obligations))}")
    tell_styled(f"      [dim]規則 {'、'.join(map(str, decision.rules))}[/]")


def show_explanation(world: World, explanation: Explanation) -> None:
    """Print the way to one decision."""
    _head(world)
    decision = explanation.decision
    tell_styled(f"\n[bold]{escape(decision.item)}[/] → [bold]{escape(decision.recipient)}[/]")
    tell("\n1. 見つかった根拠")
    for basis, gives, step in explanation.found:
        label = DISCLOSURE_BASES.by_code(basis).label
        remains = DISCLOSURE_EFFECTS.by_code(gives).label
        tell_styled(f"   ・{label}: {step.says} 制限の後に残るもの: {remains} {_rules(step.rules)}")
    if not explanation.found:
        tell("   ありません。")
    tell("\n2. 足りなかったもの")
    for step in explanation.missing:
        tell_styled(f"   ・{step.says} {_rules(step.rules)}")
    if not explanation.missing:
        tell("   ありません。")
    tell("\n3. 働いた制限")
    for step in explanation.limits:
        bound = "・".join(labels_of(DISCLOSURE_BASES, step.binds))
        to = f" 対象: {bound}" if bound else " 見つかった根拠には当たりません。"
        tell_styled(f"   ・{step.says}{to} {_rules(step.rules)}")
    if not explanation.limits:
        tell("   ありません。")
    tell("\n4. 決定")
    _one(decision)
    if explanation.reads is not None:
        tell(f"      示される文: 「{explanation.reads}」")


def _rules(numbers: Iterable[int]) -> str:
    return f"[dim](規則 {'、'.join(str(number) for number in numbers)})[/]"


def show_comparison(differences: Sequence[Difference], names: tuple[str, str]) -> None:
    """Print the cells that two rules decide differently."""
    if not differences:
        tell("決定の変わるところはありません。")
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
    lines = [effect_of(decision.effect), *labels_of(DISCLOSURE_BASES, decision.basis)]
    lines += [f"[dim]{label}[/]" for label in labels_of(OBLIGATIONS, decision.obligations)]
    return "\n".join(lines)
