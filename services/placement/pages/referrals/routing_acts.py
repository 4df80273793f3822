"""What is asked when somewhere to go is looked for, and when nothing fits."""

from __future__ import annotations

from shared.codes import (
    CONSENT_STATES,
    CONSULTERS,
    FACTORS,
    GENDERS,
    RESOURCE_GAPS,
    ROUTING_SIGNS,
    ROUTING_WISHES,
    SUPPORT_NEEDS,
)
from shared.pages.acts import Act, Blank, coded

SITUATION = Act(
    "routing",
    "routing.propose",
    "わかっていること",
    "候補を調べる",
    "",
    (
        Blank("who", "だれのつなぎ先か", "choice", required=True),
        Blank(
            "age",
            "本人の年齢",
            "number",
            told=("situation.people", "situation.people.0.age"),
        ),
        Blank(
            "other_age",
            "同じ世帯のもう一人の年齢",
            "number",
            hint="8050 の世帯の親など。",
            told=("situation.people.1.age",),
        ),
        Blank("situation.factors", "課題", "ticks", coded(FACTORS)),
        Blank("situation.needs", "必要な支援", "ticks", coded(SUPPORT_NEEDS)),
        Blank("situation.wishes", "本人・家族の希望", "ticks", coded(ROUTING_WISHES)),
        Blank("situation.consent", "つなぐことへの本人の同意", "choice", coded(CONSENT_STATES)),
        Blank("situation.family_agrees", "家族が、家族自身への支援を望んでいる", "tick"),
        Blank("situation.consulter", "相談に来た人", "choice", coded(CONSULTERS), none="—"),
        Blank("situation.gender", "本人の性別", "choice", coded(GENDERS), none="—"),
        Blank("situation.area", "地域", "choice", none="問わない", told=("地域",)),
        Blank("situation.signs", "気づいたこと", "ticks", coded(ROUTING_SIGNS)),
        Blank("situation.window", "", "hidden"),
        Blank("situation.stage", "", "hidden"),
    ),
)
LACK = Act(
    "none",
    "needs.record",
    "つなぎ先がない",
    "「つなぎ先がない」と記録する",
    "「つなぎ先がない」を記録しました。会議と報告に、足りない資源として数えられます。",
    (
        Blank("gap", "何が足りないか", "choice", coded(RESOURCE_GAPS), required=True),
        Blank(
            "note",
            "具体的に",
            "passage",
            hint="だれのつなぎ先かを決めているときだけ書けます。",
            told=("メモ",),
        ),
        Blank("routing_id", "", "hidden"),
        Blank("need_id", "", "hidden"),
    ),
    "どれも合わないときは、ないと記録することが、資源をつくる第一歩になります。",
    "second",
)
NONE_FITS = "none_fits"
WHY_NONE = (
    ("kept_here", "この窓口が続ける"),
    ("person_declines", "本人が望まない"),
    ("not_now", "いまではない"),
    ("other", "その他"),
)
NOT_NOW = Act(
    "leave",
    "routing.decide",
    "いまは、どこにもつながない",
    "検討の結果を記録する",
    "検討の結果を記録しました。",
    (
        Blank(
            "why_none",
            "理由",
            "choice",
            WHY_NONE,
            required=True,
        ),
        Blank(
            "note",
            "くわしく",
            "passage",
            hint="だれのつなぎ先かを決めているときだけ書けます。暗号にして保存します。",
            told=("メモ",),
        ),
        Blank("routing_id", "", "hidden"),
    ),
    tone="second",
)
