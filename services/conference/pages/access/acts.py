"""What may be recorded next of a request for access, and while it stands how."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from services.conference.application.access.replies import AccessDetail
from services.conference.domain.access_request import GROUNDS
from services.conference.pages.access.words import HANDINGS, OUTCOMES, WHOLE
from shared.pages.acts import Act, Blank

CORRECT = Act(
    "correct",
    "access.correct",
    "補正を記録する",
    "補正を記録する",
    "補正を記録しました。補正にかかった日数は、期限に数えません。",
    (
        Blank("corrected_on", "補正された日", "day", required=True, start="today", told=("日付",)),
        Blank("identity", "本人を確かめた方法", hint="新しく確かめたときだけ書きます。"),
        Blank("power", "代理権の証明", hint="新しく出されたときだけ書きます。"),
        Blank(
            "subject_birth",
            "証明に書かれた対象者の生年月日",
            hint="未成年者の法定代理人のときに要ります。平成20年5月1日、2008-05-01 など。",
        ),
    ),
)
ASK_CORRECTION = Act(
    "ask-correction",
    "access.ask-correction",
    "補正を求める",
    "補正の求めを記録する",
    "補正の求めを記録しました。補正されるまで、期限は進みません。",
    (
        Blank("missing", "足りないもの", "passage", required=True),
        Blank("asked_on", "求めた日", "day", required=True, start="today", told=("日付",)),
    ),
    hint="形式上の不備があるときに、相当の期間を定めて求めます（個人情報保護法77条3項）。",
    tone="second",
)
EXTEND = Act(
    "extend",
    "access.extend",
    "期限を延長する",
    "期限の延長を記録する",
    "期限の延長を記録しました。",
    (
        Blank(
            "days", "延長する日数", "number", required=True, told=("延長日数",), hint="30日まで。"
        ),
        Blank("reason", "延長の理由", "passage", required=True),
        Blank(
            "noticed_on",
            "請求者に通知した日",
            "day",
            required=True,
            start="today",
            told=("日付",),
        ),
        Blank(
            "rest_by",
            "残りの部分の期限",
            "day",
            told=("残りの期限",),
            hint="著しく大量なとき（84条）だけ書きます。",
        ),
    ),
    hint="一度だけ、初めの期限の内に通知して延長できます（個人情報保護法83条2項）。",
    tone="second",
)
ANSWERED = Act(
    "third-party-answered",
    "access.third-party-answered",
    "第三者の意見書を記録する",
    "意見書を記録する",
    "第三者の意見書を記録しました。",
    (
        Blank("opinion_id", "誰からの", "choice", required=True),
        Blank(
            "opposes",
            "意見",
            "radios",
            (("true", "開示に反対する"), ("false", "開示に反対しない")),
            required=True,
        ),
        Blank("opinion", "意見書の内容", "passage", hint="暗号にして保存します。"),
        Blank("answered_on", "受け取った日", "day", required=True, start="today", told=("日付",)),
    ),
)
WHOLLY = Act(
    "refuse",
    "access.decide",
    "全体を開示しない決定をする",
    "この決定を記録する",
    "決定を記録しました。通知は、答えを渡すときに示します。",
    (
        Blank(
            "outcome",
            "決定",
            "radios",
            tuple((one, OUTCOMES[one]) for one in WHOLE),
            required=True,
        ),
        Blank(
            "grounds",
            "全部を開示しない根拠",
            "ticks",
            tuple(GROUNDS.items()),
            hint="「全部を開示しない」のときだけ選びます。存否応答拒否には付けません。",
            told=("理由",),
        ),
        Blank("reason", "決定の理由", "passage", required=True, hint="庁内に残す控えです。"),
    ),
    hint="記録を見ずに決められるのは、この二つだけです（個人情報保護法81条・82条2項）。",
    tone="danger",
)
DELIVER = Act(
    "deliver",
    "access.deliver",
    "答えを渡す",
    "渡したことを記録して表示する",
    "",
    (Blank("how", "渡し方", "radios", tuple(HANDINGS.items()), start="copy"),),
    hint="通知と開示する記録は、一度だけ表示されます。印刷するか、その場で見せてください。",
)

ACTS = (CORRECT, ANSWERED, ASK_CORRECTION, EXTEND, WHOLLY)
"""Those after which one looks at the request again."""


def next_acts(found: AccessDetail, today: date) -> Iterator[Act]:
    """What comes into question as a request stands; whether it may, its rule says."""
    standing = found.line.standing
    if standing == "decided" and (found.hand_over_from is None or found.hand_over_from <= today):
        yield DELIVER
    if standing not in ("open", "correcting"):
        return
    if standing == "correcting":
        yield CORRECT
    if found.opinions_open:
        yield ANSWERED
    if standing == "open":
        yield ASK_CORRECTION
        if not found.extended:
            yield EXTEND
    yield WHOLLY
