"""What may be recorded about people beside consent and meetings, as forms."""

from __future__ import annotations

from services.conference.domain.determination import DANGER_LABELS, DETERMINATION_LABELS
from shared.codes import ITEM_CATEGORIES, PURPOSES
from shared.pages.acts import Act, Blank, coded

PEOPLE = Blank("subjects", "誰について", "hidden")
_CATEGORIES = Blank(
    "categories", "情報の種類", "ticks", coded(ITEM_CATEGORIES), hint="要るものだけを選びます。"
)
_MORE = Blank("more", "一覧にない機関の番号", hint="番号（全桁）を空白で区切ります。")
_PURPOSE = Blank("purpose", "目的", "choice", coded(PURPOSES), required=True, none="選んでください")
_CASE = Blank(
    "case_id",
    "ケースの番号",
    hint="議題を選ばないときに要ります。相談受付の画面にある番号（全桁）です。",
)
_MATTER = Blank("matter", "どの会議の議題で", "choice", none="会議によらない")

DETERMINE = Act(
    "determine",
    "determinations.make",
    "公的な判断を記録する",
    "公的な判断を記録する",
    "公的な判断を記録しました。情報と相手ごとに、もう一度法律で判断されます。",
    (
        Blank("determination_id", "判断の番号", "hidden"),
        PEOPLE,
        Blank(
            "kind",
            "判断の種類",
            "choice",
            tuple(DETERMINATION_LABELS.items()),
            required=True,
            none="選んでください",
        ),
        _CATEGORIES,
        Blank("recipients", "提供先", "ticks"),
        _MORE,
        Blank("reason", "判断の理由", "passage", hint="通告・通報には要りません。"),
        Blank(
            "approved_by",
            "承認した職員の番号",
            told=("承認した人",),
            hint="責任を持つ職員の番号です。庁外への提供は、記録する人とは別の職員です。",
        ),
        Blank(
            "consent_difficult",
            "本人の同意を得ることが困難である",
            "tick",
            told=("同意の困難",),
        ),
        Blank(
            "victim_kind",
            "虐待を受けたと思われる人",
            "choice",
            (("child", "児童"), ("elder", "高齢者"), ("disabled", "障害者")),
            none="通告・通報のときに選ぶ",
            told=("虐待を受けたと思われる人の区分",),
        ),
        Blank(
            "requested_by",
            "求めた職",
            "choice",
            (
                ("mayor", "市町村長"),
                ("prefectural_welfare_office_head", "都道府県の福祉事務所長"),
                ("child_guidance_center_head", "児童相談所長"),
            ),
            none="13条の4の求めのときに選ぶ",
        ),
        Blank(
            "answer",
            "求めへの答え",
            "choice",
            (("provided", "提供した"), ("declined", "断った")),
            none="13条の4の求めのときに選ぶ",
            told=("保有機関の答え",),
        ),
        Blank(
            "on_behalf_of",
            "どの機関の判断か",
            "choice",
            none="自機関",
            hint="ほかの機関の判断を代わりに記録できるのは、会議事務局だけです。",
        ),
        Blank(
            "end", "いつまで", "moment", hint="空のままなら、終わらせるまで。", told=("判断の期間",)
        ),
    ),
    hint="同意や会議によらずに共有してよいと、責任のある職員が決めたことの記録です（個人情報保護法69条2項・27条1項ほか）。",
)
END = Act(
    "end",
    "determinations.end",
    "公的な判断を終わらせる",
    "終わらせる",
    "公的な判断を終わらせました。もう根拠になりません。",
)
EMERGENCY = Act(
    "emergency",
    "emergencies.assert",
    "緊急を申し立てる",
    "緊急を申し立てる",
    "緊急の申し立てを記録しました。待たずに伝えてください。3日以内に、別の職員が見直します。",
    (
        Blank("emergency_id", "申し立ての番号", "hidden"),
        PEOPLE,
        Blank(
            "danger",
            "何が危険にさらされているか",
            "radios",
            tuple(DANGER_LABELS.items()),
            required=True,
            told=("危険にさらされているもの",),
        ),
        Blank("reason", "何が起きているか", "passage", required=True, told=("緊急の理由",)),
        Blank("responders", "今すぐ情報の要る機関", "ticks", told=("対応する機関",)),
        _MORE,
        _CATEGORIES,
        Blank(
            "consent_hard_to_obtain",
            "本人の同意を得ることが困難である（民間の機関では要ります）",
            "tick",
        ),
    ),
    hint="生命・身体・財産のために必要で、同意を待てないときです（個人情報保護法27条1項2号・69条2項）。申し立ては止められません。あとで必ず見直されます。",
    tone="danger",
)
TELL = Act(
    "tell",
    "sharing.tell",
    "口頭で伝えたことを記録する",
    "伝えたことを記録する",
    "伝えたことを記録しました。",
    (
        PEOPLE,
        Blank("recipient_id", "伝えた機関", "choice", none="選んでください"),
        Blank("more", "一覧にない機関の番号"),
        _CATEGORIES,
        Blank("told_at", "いつ", "moment", required=True, told=("日時", "伝えた日時")),
        Blank(
            "told",
            "どこまで",
            "radios",
            (("full", "そのまま"), ("blurred", "要点だけ（ぼかして）")),
            start="full",
        ),
        _PURPOSE,
        _MATTER,
        _CASE,
        Blank(
            "occasion", "どんな場面で", "passage", hint="監査のための控え。暗号にして保存します。"
        ),
    ),
    hint="電話や立ち話で伝えたことは、伝えた後にここに残します。適法でなかったことも、残ります。",
    tone="second",
)
READ = Act(
    "read-record",
    "sharing.read-record",
    "紙などの記録を読んだことを記録する",
    "読んだことを記録する",
    "読んだことを記録しました。",
    (
        PEOPLE,
        Blank("holder_id", "どの機関の記録", "choice", none="自機関"),
        _CATEGORIES,
        Blank("read_at", "いつ", "moment", required=True, told=("日時", "読んだ日時")),
        _PURPOSE,
        _MATTER,
        _CASE,
        Blank(
            "occasion", "どんな場面で", "passage", hint="監査のための控え。暗号にして保存します。"
        ),
    ),
    hint="資料によらずに、紙の台帳などを読んだときに残します。",
    tone="second",
)
PREPARE = Act(
    "prepare",
    "sharing.prepare",
    "会議によらない資料を作る",
    "資料を作る",
    "資料を作りました。相手の「届いた資料」に並び、開かれるたびに、もう一度判断されます。",
    (
        Blank("sharing_id", "提供の番号", "hidden"),
        PEOPLE,
        Blank("items", "渡したい情報", "ticks", hint="自機関の情報だけが並びます。"),
        Blank("recipients", "渡す相手", "ticks"),
        _MORE,
        _PURPOSE,
        _MATTER,
        _CASE,
    ),
    hint="自機関の情報を、会議を開かずに渡します。渡してよいものだけが、相手ごとの資料になります。",
    tone="second",
)
ACTS = (EMERGENCY, TELL, PREPARE, DETERMINE, READ)
