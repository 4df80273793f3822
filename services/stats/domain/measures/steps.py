"""Measures of steps towards work: visits, trials, training, applications."""

from services.stats.domain.measures.measure import Counting, Measure, PartOf

_STEP = frozenset({"step_kind", "scheme", "age", "gender", "month"})
_KNOWN = frozenset({"age", "gender"})
_UNDONE = "基準の時点までに取り消されたものは除く。"
_AGE = "年齢・性別は、その人の相談対応の記録による。"
_TAKEN, _ATTENDED, _FINISHED = "step-taken", "step-attended", "step-finished"

STEPS = (
    Measure(
        name="一歩の参加件数",
        version=1,
        observations="steps",
        counting=Counting.OBSERVATIONS,
        unit="件",
        definition="期間中に始めた一歩（見学・体験・応募など）の件数。始めた日で数える。"
        "応募は応募した日。" + _AGE + _UNDONE,
        basis="豊中市の参加実績",
        step=_TAKEN,
        attributes=_STEP,
    ),
    Measure(
        name="一歩の参加人数",
        version=1,
        observations="steps",
        counting=Counting.UNITS,
        unit="人",
        definition="期間中に一歩（見学・体験・応募など）を始めた人の数。同じ人は1人と数え、"
        "一歩の種類や年度で分けるときは、それぞれで1人と数える。途中の段階から始める人もいるので、"
        "後の段階の人数が前の段階より多いことがある。" + _AGE + _UNDONE,
        basis="豊中市の参加実績（見学者・応募者など）",
        step=_TAKEN,
        attributes=_STEP,
        first_known=_KNOWN,
    ),
    Measure(
        name="一歩の終了件数",
        version=1,
        observations="steps",
        counting=Counting.OBSERVATIONS,
        unit="件",
        definition="期間中に終えた一歩の件数。終えた日で数える。結果で分けられる。"
        + _AGE
        + _UNDONE,
        basis="豊中市の合格者、自立支援体制構築事業の体験後",
        step=_FINISHED,
        attributes=_STEP | {"result"},
    ),
    Measure(
        name="一歩の終了人数",
        version=1,
        observations="steps",
        counting=Counting.UNITS,
        unit="人",
        definition="期間中に一歩を終えた人の数。同じ人は1人と数え、一歩の種類や結果で分けるときは、"
        "それぞれで1人と数える。" + _AGE + _UNDONE,
        basis="豊中市の合格者",
        step=_FINISHED,
        attributes=_STEP | {"result"},
        first_known=_KNOWN,
    ),
    Measure(
        name="就労体験人数",
        version=1,
        observations="work_trials",
        counting=Counting.UNITS,
        unit="人",
        definition="期間中に体験またはインターンを始めた人の数。同じ人は1人と数える。"
        + _AGE
        + _UNDONE,
        basis="自立支援体制構築事業の就労体験（高知県）",
        step=_TAKEN,
        attributes=_STEP,
        first_known=_KNOWN,
        part_of=PartOf("一歩の参加人数", (("一歩の種類", ("体験", "インターン")),)),
    ),
    Measure(
        name="就労体験日数",
        version=1,
        observations="work_trials_by_day",
        counting=Counting.UNITS,
        unit="日",
        definition="期間中に体験またはインターンに参加した延べ日数。一つの体験の一日を1日と数える。"
        "同じ日に二つの体験に参加すれば2日。" + _AGE + _UNDONE,
        basis="自立支援体制構築事業の就労体験（高知県）、インセンティブ制度の日額",
        step=_ATTENDED,
        attributes=_STEP,
        first_known=_STEP,
    ),
    Measure(
        name="一歩の参加延べ回数",
        version=1,
        observations="steps",
        counting=Counting.OBSERVATIONS,
        unit="回",
        definition="期間中に、体験・訓練などに参加した延べ回数。参加の記録1件を1回と数える。"
        + _AGE
        + _UNDONE,
        basis="自立支援体制構築事業の利用回数（高知県）",
        step=_ATTENDED,
        attributes=_STEP,
    ),
    Measure(
        name="訓練時間",
        version=1,
        observations="training_time",
        counting=Counting.AMOUNT,
        unit="分",
        definition="期間中に訓練または中間的就労に参加した時間の合計。端数を失わないように分で数える。"
        "時間の記録がない参加は0分。" + _AGE + _UNDONE,
        basis="インセンティブ制度の時間額（高知県）",
        step=_ATTENDED,
        attributes=_STEP,
    ),
)
