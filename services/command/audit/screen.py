"""How the audit's answers look on the screen."""

from __future__ import annotations

from rich.markup import escape

from services.command.screen import tell, tell_styled
from services.command.wording import effect_of, instant_of, labels_of, mode_of
from services.conference.application.audit.answers import (
    Emergencies,
    Entries,
    EntryProved,
    EntryTold,
    Holdings,
    Lawfulness,
    SignedState,
    UnusualReadings,
)
from services.conference.ledger.labels import ACT_LABELS
from shared.calendar import format_wareki
from shared.codes import DISCLOSURE_BASES, ITEM_CATEGORIES, PURPOSES
from shared.identity import ROLE_LABELS
from shared.merkle.findings import Finding, Report

SHOWN_FINDINGS = 20


def show_entries(found: Entries) -> None:
    """Print entries, latest first."""
    if not found.entries:
        tell("該当する記録はありません。")
    for one in found.entries:
        show_entry(one)
    if found.before is not None:
        tell_styled(f"[dim]続きは --before {found.before} で。[/]")


def show_entry(one: EntryTold) -> None:
    """Print one entry."""
    entry = one.entry
    tell_styled(
        f"[bold]{one.position + 1:,} 件目[/]  {instant_of(entry.at)}  {ACT_LABELS[entry.act]}"
        f"  {effect_of(entry.effect)}  [dim]{entry.entry_id}[/]"
    )
    tell(f"  {entry.holder_id} → {entry.recipient_id}")
    tell(
        f"  した人: {entry.actor.person}（{ROLE_LABELS[entry.actor.role]}）"
        f"  目的: {PURPOSES.by_code(entry.purpose).label}  {mode_of(entry.legal_mode)}"
    )
    tell(f"  誰のこと: {'、'.join(map(str, entry.subjects))}")
    if entry.items:
        categories = labels_of(ITEM_CATEGORIES, (item.category for item in entry.items))
        tell(f"  何を: {'・'.join(categories)}")
    if entry.basis:
        basis = "・".join(labels_of(DISCLOSURE_BASES, entry.basis))
        tell(f"  根拠: {basis}  {'、'.join(entry.citations)}")
    elif entry.effect != "withheld":
        tell_styled("  根拠: [red]なし[/]")
    if entry.effect == "withheld":
        for rule in one.why:
            tell(f"      {rule}")


def show_holdings(found: Holdings) -> None:
    """Print from whom an agency holds something."""
    if not found.holdings:
        tell("その機関が得た情報の記録はありません。")
    for one in found.holdings:
        tell(
            f"{one.holder_id}  {one.entries:,} 件"
            f"  {instant_of(one.first_at)} 〜 {instant_of(one.last_at)}"
        )


def show_lawfulness(found: Lawfulness) -> None:
    """Print what the law gives beside what was recorded."""
    show_entry(found.told)
    style = "green" if found.verdict == "as_lawful" else "red"
    tell_styled(f"\n[{style}]{found.says}[/]")
    if found.obstacle:
        tell(f"  {found.obstacle}")
    if not found.complete:
        tell("  記録の後で消去された人がいるため、当時の年齢などが分かりません。")
    for one in found.items:
        basis = "・".join(labels_of(DISCLOSURE_BASES, one.basis))
        shown = f"  根拠: {basis}" if basis else ""
        tell_styled(f"  判断し直すと: {effect_of(one.effect)}{shown}")
        for reason in one.reasons:
            tell(f"      {reason}")
        tell_styled(f"      [dim]規則 {'、'.join(map(str, one.rules))}[/]")


def show_emergencies(found: Emergencies) -> None:
    """Print emergencies without review."""
    if not found.emergencies:
        tell("見直しの済んでいない緊急の提供はありません。")
    for one in found.emergencies:
        due = instant_of(one.review_due) if one.review_due else "期限の記録なし"
        tell(f"{one.emergency_id}  見直しの期限: {due}  提供 {one.disclosures:,} 件")


def show_unusual(found: UnusualReadings) -> None:
    """Print unusual reading."""
    if not found.readings:
        tell("いつもと違う閲覧は見当たりません。")
    for one in found.readings:
        hour = f" {one.hour}時台" if one.hour is not None else ""
        count = f"（{one.matters:,} 件）" if one.matters is not None else ""
        tell_styled(
            f"{format_wareki(one.day)}{hour}  {escape(one.worker)}  {one.says}{count}"
            f"  [dim]{one.position + 1:,} 件目から[/]"
        )
    if found.undescribed:
        tell_styled(
            f"[dim]姓の登録がないため、同じ姓かどうかを比べていない職員: "
            f"{'、'.join(map(escape, found.undescribed))}[/]"
        )


def show_checkpoint(found: SignedState) -> None:
    """Print the signed note as it is, and the key; both are to be copied as they stand."""
    if found.checkpoint is None:
        tell("提供の記録は、まだ一件もありません。")
    else:
        tell(found.checkpoint)
    tell(f"公開鍵: {found.public_key}")


def show_proof(found: EntryProved) -> None:
    """Print an entry with its proof."""
    show_entry(found.told)
    tell(f"\n記録 {found.size:,} 件のうち、位置 {found.told.position} にあることの証明:")
    for one in found.proof:
        tell(f"  {one}")
    tell("\n" + found.checkpoint)


def show_report(report: Report, notes: int, *, with_witness: bool) -> None:
    """Print what a verification has found."""
    tell(f"提供の記録 {report.size:,} 件を確かめました。")
    tell(
        f"  検査点 {report.checkpoints:,} 個と比べ、署名 {report.signatures:,} 個を確かめました。"
        f"署名と一致したのは {report.confirmed:,} 件目までです。"
    )
    if with_witness or notes:
        tell(
            f"  データベースの外の控えと一致したのは {report.witnessed:,} 件目までです"
            f"（控えのファイル: {'あり' if with_witness else 'なし'}、"
            f"保管した検査点: {notes:,} 個）。"
        )
    else:
        tell("  控えも検査点もないため、末尾が切り取られていても分かりません。")
    first = report.first_bad
    if first is None:
        tell_styled("[green]変わったところはありません。[/]")
        return
    tell_styled(f"[bold red]変わったところがあります。最初は {_where(first)} です。[/]")
    for one in report.findings[:SHOWN_FINDINGS]:
        kind = f"[dim]({one.kind.value}, {escape(one.source)})[/]"
        tell_styled(f"  {_where(one)}: {escape(one.message)}  {kind}")
    if len(report.findings) > SHOWN_FINDINGS:
        tell(f"  ほか {len(report.findings) - SHOWN_FINDINGS:,} 件")


def _where(one: Finding) -> str:
    if one.is_exact:
        return f"{one.first + 1:,} 件目（位置 {one.first}）"
    return f"{one.first + 1:,} 件目から {one.stop:,} 件目までのどこか（位置 {one.first} から）"
