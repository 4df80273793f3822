"""How proposals look on the screen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.markup import escape

from services.command.screen import tell, tell_styled
from services.command.wording import labels_of
from services.placement.routing.changes import Changes
from services.placement.routing.proposals import Proposal, Proposals
from services.placement.routing.rule_file import RuleFile
from shared.calendar import format_wareki
from shared.codes import AGENCY_KINDS, ROUTING_MODES, SUPPORT_NEEDS
from shared.document_form import Flaw


def show_proposals(answer: Proposals) -> None:
    """Print an answer: what presses first, the proposals, what was left out, who keeps the case."""
    tell(f"{answer.name}のルール  {format_wareki(answer.day)}の時点")
    _paragraph("注意", answer.notices)
    for number, one in enumerate(answer.proposals, start=1):
        _one(number, one)
    if answer.none_fits:
        tell_styled("\n[bold yellow]つなぎ先がありません[/]")
    _paragraph("候補から外したもの", (f"{one.name}: {one.says}" for one in answer.hidden))
    _paragraph("使わない規則", (f"{one.name}: {one.says}" for one in answer.set_aside))
    _paragraph("重なり・食い違い", answer.conflicts)
    if answer.unanswered:
        labels = "、".join(labels_of(SUPPORT_NEEDS, answer.unanswered))
        _paragraph("こたえる先のない支援", (f"{labels}。足りない支援として記録してください。",))
    tell_styled(f"\n[bold]持つところ: {escape(answer.keeper.name)}[/]")
    tell(f"  {answer.keeper.says}")
    for step in answer.keeper.then:
        tell(f"  ・{step}")
    tell("\n候補は提案です。選ぶのは職員で、選んだ理由を記録します。")


def _one(number: int, one: Proposal) -> None:
    mode = ROUTING_MODES.by_code(one.mode).label
    kind = AGENCY_KINDS.by_code(one.kind).label
    tell_styled(f"\n{number}. [bold]{escape(one.name)}[/]  つなぎ方: {mode}  [dim]（{kind}）[/]")
    tell(f"   理由: {one.reason}")
    for obligation in one.obligations:
        tell(f"   条件: {obligation.says}")
    if one.note:
        tell(f"   {one.note}")
    for found in one.found:
        tell(f"   ・{found.name}" + ("（確認が古い）" if found.out_of_date else ""))
    if one.needs_concrete_place and not one.found:
        tell("   合う場所を、社会資源の一覧から探す必要があります。")


def _paragraph(title: str, lines: Iterable[str]) -> None:
    shown = list(dict.fromkeys(lines))
    if shown:
        tell_styled(f"\n[bold]{title}[/]")
        for line in shown:
            tell(f"  ・{line}")


def show_changes(changes: Changes) -> None:
    """Print what a factor that was found later has changed."""
    _paragraph("後から分かった課題で変わったこと", changes.says)


def show_flaws(flaws: Sequence[Flaw]) -> None:
    """Print everything that is wrong with a rule file."""
    if not flaws:
        tell("誤りはありません。どの規則も、当てはまる状況があります。")
        return
    tell(f"誤りが{len(flaws)}件あります。")
    for one in flaws:
        tell(f"  {one.place}: {one.says}")


def show_list(rules: Iterable[RuleFile]) -> None:
    """Print the rule files that come with the program."""
    for one in rules:
        tell(f"{one.id:<22} {one.name}  {one.description}")
