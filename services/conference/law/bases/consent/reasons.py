"""What is said of consents: why one opens a cell, and why another does not."""

from __future__ import annotations

from services.conference.law.rule import Finding

SELF_AND_FAMILY = Finding((8,), "家族の意向は記録されていますが、本人の同意には代えられません。")
NO_POWER = Finding((10, 11), "同意した人に、この人に代わって同意する権限がありません。")
ABUSER = Finding((10,), "虐待が疑われる人の同意は、同意として数えません。")
NOT_RECORDED = Finding((1, 5), "本人の同意の記録がありません。")
NOT_ASKED = Finding(
    (5, 7), "本人の同意は、まだ確かめられていません。返事がないことは同意ではありません。"
)
NOT_OBTAINABLE = Finding((7,), "本人の意思を確認できていません。")
REFUSED = Finding((7,), "本人が同意を拒んでいます。")
WITHDRAWN = Finding((14,), "本人の同意は撤回されています。")
EXPIRED = Finding((13,), "本人の同意は期限が過ぎています。確かめ直してください。")
ENDED = Finding((13,), "本人の同意の期間が終わっているか、まだ始まっていません。")
NOT_COVERED = Finding(
    (4,), "本人の同意はありますが、この情報・提供先・目的の組み合わせには及びません。"
)
EXCLUDED = Finding((4, 7), "本人が、この情報か提供先を同意から除いています。")
UNWITNESSED = Finding((6,), "口頭の同意ですが、聞き取った人と日時の記録がありません。")
NO_WISH = Finding((4, 29), "本人がこの目的の支援を望んでいることが、確かめられていません。")
ONE_FOR_ANOTHER = Finding((9,), "世帯の一人の同意は、ほかの人の情報には及びません。")
CONSENTED = Finding((1, 4), "本人の同意の範囲に入っています。")
ALL_CONSENTED = Finding((1, 4, 9), "情報に含まれる全員の同意の範囲に入っています。")
