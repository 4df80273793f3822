"""What is done with a case by one short form: its fields are data, its rules the use case's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from services.intake.pages.cases import path_of
from services.intake.pages.receiving import agencies_of
from services.intake.pages.typed import day_in, placed, shown_again
from shared.calendar import format_wareki
from shared.codes import CLOSING_REASONS, CONSENT_STATES, FACTORS
from shared.pages import Answer, Moved, Page, Visit
from shared.refusal import Refusal

Kind = Literal["line", "passage", "choice", "radios", "ticks", "tick", "agency", "person"]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form.

    Attributes:
        name: of the use case's field.
        label: what it is called.
        kind: how it is filled in.
        hint: how, in a sentence.
        required: it has to be.
        options: of what may be chosen: pairs, or a code list.
    """

    name: str
    label: str
    kind: Kind = "passage"
    hint: str = ""
    required: bool = False
    options: Any = ()


@dataclass(frozen=True, slots=True)
class Act:
    """Something that is done with a case.

    Attributes:
        use_case: what is asked for.
        title: what it is called.
        lead: what it means.
        done: what is said afterwards.
        fields: besides the day, which all have.
    """

    use_case: str
    title: str
    lead: str
    done: str
    fields: tuple[Field, ...] = ()


_BASES = (
    ("consent", "本人の同意（対象者全員の同意が記録されているとき）"),
    ("appi_69_2_3", "相当の理由のある提供（個人情報保護法69条2項3号）"),
)

ACTS: Mapping[str, Act] = {
    "assess": Act(
        "cases.assess",
        "アセスメントを記録する",
        "いまの見立てです。前の見立ても残ります。読めるのは自分の機関だけです。",
        "アセスメントを記録しました。",
        (
            Field("factors", "課題", "ticks", "当てはまるものすべて", options=FACTORS),
            Field("summary", "見立て", required=True),
            Field("needs_conference", "会議で検討する必要がある", "tick"),
        ),
    ),
    "take-charge": Act(
        "cases.take-charge",
        "担当になる",
        "あなたがこのケースの最初の担当者になります。",
        "担当になりました。",
    ),
    "hand-over": Act(
        "cases.hand-over",
        "引き継ぐ",
        "次の担当者の機関には、このケースが見えるようになります。相談の内容は、記録した機関だけが読めます。",
        "引き継ぎました。",
        (
            Field("worker", "次の担当者の職員番号", "line", "氏名ではなく番号", required=True),
            Field("agency_id", "次の担当者の機関", "agency"),
            Field("note", "引継ぎ事項", hint="次の担当者が読みます"),
        ),
    ),
    "consent": Act(
        "cases.note-consent",
        "同意を記録する",
        "情報を共有してよいか、本人ごとに記録します。家族の同意は、本人の同意になりません。",
        "同意を記録しました。",
        (
            Field("person_id", "だれの同意か", "person", required=True),
            Field("consent", "同意", "radios", required=True, options=CONSENT_STATES),
        ),
    ),
    "main-subject": Act(
        "cases.change-main-subject",
        "主たる対象者を変える",
        "同意は引き継がれません。一人ひとりのものです。",
        "主たる対象者を変えました。",
        (Field("person_id", "主たる対象者", "person", required=True),),
    ),
    "suspend": Act(
        "cases.suspend",
        "中断する",
        "しばらく休むときの記録です。終結ではありません。中断中も相談対応を記録できます。",
        "中断しました。",
        (Field("note", "理由"),),
    ),
    "reopen": Act(
        "cases.reopen",
        "再開する",
        "同じケースとして続けます。",
        "再開しました。",
        (Field("note", "理由"),),
    ),
    "close": Act(
        "cases.close",
        "終結する",
        "支援を終えます。理由と評価が要ります。期間が過ぎただけで終結にはしません。",
        "終結しました。",
        (
            Field("reason", "終結理由", "choice", required=True, options=CLOSING_REASONS),
            Field("evaluation", "評価", hint="目標に対してどうだったか", required=True),
        ),
    ),
    "transfer": Act(
        "cases.transfer-out",
        "ほかの市区町村へ移管する",
        "個人情報の提供にあたるため、法的な根拠が要ります。",
        "移管しました。",
        (
            Field(
                "to_municipality",
                "移管先の全国地方公共団体コード",
                "line",
                "検査数字の付いた6桁",
                required=True,
            ),
            Field("basis", "根拠", "radios", required=True, options=_BASES),
            Field("reason", "理由", required=True),
        ),
    ),
}

USES = tuple(
    dict.fromkeys(
        (
            "cases.show",
            *(act.use_case for act in ACTS.values()),
            "agencies.list",
            "agencies.own",
        )
    )
)


def blank(visit: Visit) -> Page:
    """An empty form of one act."""
    return _form(visit, _act(visit), {"on": format_wareki(visit.today)}, None)


def carry_out(visit: Visit) -> Answer:
    """Do it, on the version of the case that was looked at."""
    act, form = _act(visit), visit.form
    try:
        asked: dict[str, Any] = {
            "case_id": visit.path["case_id"],
            "on": day_in(form),
            "expected_version": form.one("version") or None,
        }
        for field in act.fields:
            asked[field.name] = _READ.get(field.kind, _text)(visit, field.name)
        visit.ask(act.use_case, asked)
    except Refusal as refusal:
        return _form(visit, act, shown_again(form), placed(refusal))
    return Moved(path_of(visit), act.done)


def _text(visit: Visit, name: str) -> str | None:
    return visit.form.one(name) or None


_READ: Mapping[str, Callable[[Visit, str], Any]] = {
    "ticks": lambda visit, name: visit.form.many(name),
    "tick": lambda visit, name: visit.form.one(name) == "true",
    "passage": lambda visit, name: visit.form.one(name),
}


def _act(visit: Visit) -> Act:
    try:
        return ACTS[visit.path["act"]]
    except KeyError:
        raise Refusal(
            "act-not-found", "その操作はありません。", "ケースのページから選んでください。"
        ) from None


def _form(visit: Visit, act: Act, typed: dict[str, Any], refusal: Refusal | None) -> Page:
    found = visit.ask("cases.show", {"case_id": visit.path["case_id"]})
    menus: dict[str, Any] = {}
    if any(field.kind == "agency" for field in act.fields):
        menus["agency"] = agencies_of(visit)
    shown = {
        "act": act,
        "case": found,
        "typed": {"version": found.version, **typed},
        "menus": menus,
        "path": path_of(visit),
        "action": f"{path_of(visit)}/{visit.path['act']}",
    }
    return Page("act.html", act.title, shown, refusal)
