"""What may be recorded of a referral, each as a small form."""

from __future__ import annotations

from shared.codes import CORRECTION_REASONS, OUTCOME_KINDS, REFERRAL_REASONS, REFERRAL_WHOM
from shared.pages.acts import Act, Blank, coded

RESULTS: tuple[tuple[str, str], ...] = (
    ("using", "利用が始まった"),
    ("completed", "引き継いだ"),
    *((one.code, one.label) for one in OUTCOME_KINDS),
)
"""What comes of a referral; ``using`` and ``completed`` are what is told most."""

NOTE_HINT = "つなぎ先の機関が読めるのは、その機関が書いたメモだけです。"
_ORDER = ("日付",)
_WHY = ("つなぎの理由",)

ON = Blank("on", "日付", "day", required=True, start="today", told=_ORDER)
NOTE = Blank("note", "メモ", "passage", hint=NOTE_HINT, told=("メモ",))


def _why(*groups: str) -> Blank:
    options = coded(REFERRAL_REASONS, *groups)
    return Blank(
        "reason", "理由", "choice", options, required=True, none="選んでください", told=_WHY
    )


ACTS: tuple[Act, ...] = (
    Act(
        "offer",
        "referrals.offer-planned",
        "打診",
        "打診した",
        "打診を記録しました。",
        (
            ON,
            Blank("resource_id", "つなぎ先の場所", "choice", none="決めない"),
            Blank("to_agency_id", "受ける機関", "choice", none="決めない"),
            Blank("whom", "つなぐ相手", "choice", coded(REFERRAL_WHOM), none="予定のとおり"),
            NOTE,
        ),
        "プランで予定したつなぎです。つなぎ先に声をかけたら記録します。",
    ),
    Act(
        "accept",
        "referrals.accept",
        "受理",
        "受理を記録する",
        "受理を記録しました。",
        (ON, NOTE),
        "つなぎ先が引き受けたとき。",
    ),
    Act(
        "decline",
        "referrals.decline",
        "不受理",
        "不受理を記録する",
        "不受理を記録しました。次のつなぎ先は、新しい打診として記録します。",
        (ON, _why("declined"), NOTE),
        "つなぎ先が引き受けられないとき。断られた経過は残ります。",
        "second",
    ),
    Act(
        "schedule",
        "referrals.schedule",
        "日程調整",
        "約束を記録する",
        "はじめて会う約束を記録しました。",
        (
            ON,
            Blank(
                "appointment_at",
                "約束の日時",
                "moment",
                required=True,
                hint="はじめて会う日時です。変わったときは、もう一度記録します。",
                told=("約束の日時",),
            ),
            Blank("accompanied", "だれかが同行する", "tick"),
            NOTE,
        ),
    ),
    Act(
        "meet",
        "referrals.meet",
        "初回接触",
        "会えたことを記録する",
        "初回接触を記録しました。",
        (ON, Blank("accompanied", "だれかが同行した", "tick"), NOTE),
        "つなぎ先と本人（家族）がはじめて会えたとき。",
    ),
    Act(
        "complete",
        "referrals.complete",
        "つなぎ完了",
        "完了を記録する",
        "つなぎ完了を記録しました。",
        (
            ON,
            Blank("outcome", "どうつながったか", "choice", RESULTS, required=True, start="using"),
            NOTE,
        ),
        "つなぎ先での支援が続くとわかったとき。",
    ),
    Act(
        "fail",
        "referrals.fail",
        "不調",
        "不調を記録する",
        "不調を記録しました。次のつなぎ先は、新しい打診として記録します。",
        (ON, _why("failed"), NOTE),
        "受理の後に、つながらなかったとき。",
        "second",
    ),
    Act(
        "hold",
        "referrals.hold",
        "保留",
        "保留にする",
        "保留にしました。期限の日に、もう一度お知らせします。",
        (
            ON,
            Blank(
                "until",
                "次に確かめる日",
                "day",
                required=True,
                hint="明日から1年以内の日です。",
                told=("保留の期限",),
            ),
            _why("held"),
            NOTE,
        ),
        "待つことにしたとき。忘れられないように、確かめる日を決めます。",
        "second",
    ),
    Act(
        "resume",
        "referrals.resume",
        "再開",
        "再開する",
        "再開を記録しました。",
        (ON, NOTE),
        "保留をやめて、先へ進めるとき。",
    ),
    Act(
        "withdraw",
        "referrals.withdraw",
        "取下げ",
        "取り下げる",
        "取下げを記録しました。",
        (
            ON,
            Blank(
                "by",
                "だれが取り下げるか",
                "choice",
                (("asker", "打診した側"), ("person", "本人（望まない）")),
                required=True,
            ),
            _why("withdrawn"),
            NOTE,
        ),
        "打診そのものをやめるとき。渡した資料は回収されます。",
        "danger",
    ),
    Act(
        "transfer",
        "referrals.transfer",
        "他市町村への移管",
        "移管を記録する",
        "他市町村への移管を記録しました。",
        (
            ON,
            Blank(
                "to_municipality",
                "移管先の市町村コード",
                "text",
                required=True,
                hint="全国地方公共団体コード6桁です。",
                told=("移管先の市町村", "市町村コード", "municipality"),
            ),
            NOTE,
        ),
        "転出した先の市町村に引き継ぐとき。",
        "danger",
    ),
)
"""In the order of the work."""

ADDRESS = Act(
    "address",
    "referrals.address",
    "受ける機関を決める",
    "この機関に決める",
    "受ける機関を決めました。その機関の画面に、この打診が出ます。",
    (
        ON,
        Blank("to_agency_id", "受ける機関", "choice", required=True, none="選んでください"),
    ),
    "登録されている機関に決めると、その機関が自分で返事を記録できます。",
    "second",
)

UNDO = Act(
    "undo",
    "referrals.undo",
    "最後の段階を取り消す",
    "取り消す",
    "最後の段階を取り消しました。取り消したことも、経過に残ります。",
    (
        Blank(
            "reason",
            "取り消す理由",
            "choice",
            coded(CORRECTION_REASONS),
            required=True,
            none="選んでください",
        ),
        ON,
    ),
    "記録の誤りのとき。消えずに、取り消したことが残ります。",
    "danger",
)

PACKET = Act(
    "packet",
    "referrals.prepare-packet",
    "つなぎの資料を作る",
    "資料を作る",
    "資料を作りました。",
    (
        Blank(
            "items",
            "渡したい情報の番号",
            "passage",
            required=True,
            hint="番号が分かるときは、一行に一つずつ書けます。"
            "何を渡してよいかは、同意と法律にもとづいて決まります。",
            told=("items",),
        ),
    ),
    "受け取る機関に、この人について必要なことだけを渡します。",
    "second",
)

LEADING = ("offer", "accept", "decline", "schedule", "meet", "complete", "fail", "resume")
"""Steps that lead on, shown at once; the others are folded away."""
