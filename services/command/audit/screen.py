"""How the audit's answers look on the screen."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from rich.markup import escape

from services.command.screen import out
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
from services.conference.ledger.entry import Entry
from services.conference.ledger.labels import ACT_LABELS
from shared.calendar import JST, format_wareki
from shared.codes import (
    DISCLOSURE_BASES,
    DISCLOSURE_EFFECTS,
    ITEM_CATEGORIES,
    LEGAL_MODES,
    PURPOSES,
    CodeList,
)
from shared.identity import ROLE_LABELS
from shared.merkle.findings import Finding, Report

SHOWN_FINDINGS = 20
_STYLES = {"full": "green", "blurred": "yellow", "withheld": "red"}


def _line(text: str) -> None:
    """Print one line; the terminal breaks it, so that no sentence is torn at a blank."""
    out.print(text, soft_wrap=True)


def _labels(codes: CodeList, found: Iterable[str]) -> str:
    return "・".join(codes.by_code(one).label for one in dict.fromkeys(found))


def _instant(at: datetime) -> str:
    local = at.astimezone(JST)
    return f"{format_wareki(local.date())} {local:%H:%M}"


def show_entries(found: Entries) -> None:
    """Print entries, latest first."""
    if not found.entries:
        _line("該当する記録はありません。")
    for one in found.entries:
        show_entry(one)
    if found.before is not None:
        _line(f"[dim]続きは --before {found.before} で。[/]")


def show_entry(one: EntryTold) -> None:
    """Print one entry."""
    entry = one.entry
    style, effect = _STYLES[entry.effect], DISCLOSURE_EFFECTS.by_code(entry.effect).label
    _line(
        f"[bold]{one.position + 1:,} 件目[/]  {_instant(entry.at)}  {ACT_LABELS[entry.act]}"
        f"  [{style}]{effect}[/]  [dim]{entry.entry_id}[/]"
    )
    _line(f"  {entry.holder_id} → {entry.recipient_id}")
    _line(
        f"  した人: {escape(entry.actor.person)}（{ROLE_LABELS[entry.actor.role]}）"
        f"  目的: {_labels(PURPOSES, [entry.purpose])}  {_mode(entry)}"
    )
    _line(f"  誰のこと: {'、'.join(map(str, entry.subjects))}")
    if entry.items:
        _line(f"  何を: {_labels(ITEM_CATEGORIES, (item.category for item in entry.items))}")
    if entry.basis:
        _line(f"  根拠: {_labels(DISCLOSURE_BASES, entry.basis)}  {'、'.join(entry.citations)}")
    elif entry.effect != "withheld":
        _line("  根拠: [red]なし[/]")
    if entry.effect == "withheld":
        for rule in one.why:
            _line(f"      {rule}")


def _mode(entry: Entry) -> str:
    if entry.legal_mode == "casework":
        return "会議によらない共有"
    return LEGAL_MODES.by_code(entry.legal_mode).label


def show_holdings(found: Holdings) -> None:
    """Print from whom an agency holds something."""
    if not found.holdings:
        _line("その機関が得た情報の記録はありません。")
    for one in found.holdings:
        _line(
            f"{one.holder_id}  {one.entries:,} 件"
            f"  {_instant(one.first_at)} 〜 {_instant(one.last_at)}"
        )


def show_lawfulness(found: Lawfulness) -> None:
    """Print what the law gives beside what was recorded."""
    show_entry(found.told)
    style = "green" if found.verdict == "as_lawful" else "red"
    _line(f"\n[{style}]{found.says}[/]")
    if found.obstacle:
        _line(f"  {found.obstacle}")
    if not found.complete:
        _line("  記録の後で消去された人がいるため、当時の年齢などが分かりません。")
    for one in found.items:
        effect = DISCLOSURE_EFFECTS.by_code(one.effect).label
        basis = _labels(DISCLOSURE_BASES, one.basis)
        _line(f"  判断し直すと: {effect}" + (f"  根拠: {basis}" if basis else ""))
        for reason in one.reasons:
            _line(f"      {reason}")
        _line(f"      [dim]規則 {'、'.join(map(str, one.rules))}[/]")


def show_emergencies(found: Emergencies) -> None:
    """Print emergencies without review."""
    if not found.emergencies:
        _line("見直しの済んでいない緊急の提供はありません。")
    for one in found.emergencies:
        due = _instant(one.review_due) if one.review_due else "期限の記録なし"
        _line(f"{one.emergency_id}  見直しの期限: {due}  提供 {one.disclosures:,} 件")


def show_unusual(found: UnusualReadings) -> None:
    """Print unusual reading."""
    if not found.readings:
        _line("いつもと違う閲覧は見当たりません。")
    for one in found.readings:
        hour = f" {one.hour}時台" if one.hour is not None else ""
        count = f"（{one.matters:,} 件）" if one.matters is not None else ""
        _line(
            f"{format_wareki(one.day)}{hour}  {escape(one.worker)}  {one.says}{count}"
            f"  [dim]{one.position + 1:,} 件目から[/]"
        )
    if found.undescribed:
        _line(
            f"[dim]姓の登録がないため、同じ姓かどうかを比べていない職員: "
            f"{'、'.join(map(escape, found.undescribed))}[/]"
        )


def show_checkpoint(found: SignedState) -> None:
    """Print the signed note as it is, and the key; both are to be copied as they stand."""
    if found.checkpoint is None:
        _line("提供の記録は、まだ一件もありません。")
    else:
        out.print(found.checkpoint, markup=False, soft_wrap=True)
    _line(f"公開鍵: {found.public_key}")


def show_proof(found: EntryProved) -> None:
    """Print an entry with its proof."""
    show_entry(found.told)
    _line(f"\n記録 {found.size:,} 件のうち、位置 {found.told.position} にあることの証明:")
    for one in found.proof:
        _line(f"  {one}")
    out.print("\n" + found.checkpoint, markup=False, soft_wrap=True)


def show_report(report: Report, with_witness: bool, notes: int) -> None:  # noqa: FBT001
    """Print what a verification has found."""
    _line(f"提供の記録 {report.size:,} 件を確かめました。")
    _line(
        f"  検査点 {report.checkpoints:,} 個と比べ、署名 {report.signatures:,} 個を確かめました。"
        f"署名と一致したのは {report.confirmed:,} 件目までです。"
    )
    if with_witness or notes:
        _line(
            f"  データベースの外の控えと一致したのは {report.witnessed:,} 件目までです"
            f"（控えのファイル: {'あり' if with_witness else 'なし'}、"
            f"保管した検査点: {notes:,} 個）。"
        )
    else:
        _line("  控えも検査点もないため、末尾が切り取られていても分かりません。")
    first = report.first_bad
    if first is None:
        _line("[green]変わったところはありません。[/]")
        return
    _line(f"[bold red]変わったところがあります。最初は {_where(first)} です。[/]")
    for one in report.findings[:SHOWN_FINDINGS]:
        _line(f"  {_where(one)}: {one.message}  [dim]({one.kind.value}, {one.source})[/]")
    if len(report.findings) > SHOWN_FINDINGS:
        _line(f"  ほか {len(report.findings) - SHOWN_FINDINGS:,} 件")


def _where(one: Finding) -> str:
    if one.is_exact:
        return f"{one.first + 1:,} 件目（位置 {one.first}）"
    return f"{one.first + 1:,} 件目から {one.stop:,} 件目までのどこか（位置 {one.first} から）"
