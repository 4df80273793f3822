"""What was expected of a step, held against what came."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from services.command.replay.journey import Step
from services.command.replay.names import Names
from shared.refusal import Refusal


def differences_from_refusal(step: Step, refusal: Refusal) -> Iterator[str]:
    """In what a refusal is not the expected one."""
    if step.refused is None:
        yield f"断られました（{refusal.code}）：{refusal.message}"
    elif step.refused != refusal.code:
        yield f"{step.refused} で断られるはずが、{refusal.code} で断られました：{refusal.message}"
    for one in step.because if step.refused == refusal.code else ():
        if one not in str(refusal):
            yield f"理由に「{one}」がありません：{refusal.message}{refusal.remedy}"


def differences_from_answer(step: Step, answer: Any, names: Names) -> Iterator[str]:  # noqa: ANN401
    """In what an answer, as JSON, is not the expected one."""
    if step.refused is not None:
        yield f"{step.refused} で断られるはずが、断られませんでした"
        return
    text = json.dumps(answer, ensure_ascii=False)
    for one in step.shows:
        if str(names.resolve(one)) not in text:
            yield f"見えるはずの「{one}」が見えません"
    for one in step.hides:
        if str(names.resolve(one)) in text:
            yield f"見えないはずの「{one}」が見えます"
    if step.answer is not None:
        yield from _missing(names.resolve(step.answer), answer, "答え")


def _missing(expected: Any, actual: Any, where: str) -> Iterator[str]:  # noqa: ANN401 - any JSON
    """What is expected and not there; more may be there."""
    if isinstance(expected, dict) and isinstance(actual, dict):
        for key, value in expected.items():
            if key not in actual:
                yield f"{where}に {key} がありません"
            else:
                yield from _missing(value, actual[key], f"{where}.{key}")
    elif isinstance(expected, list) and isinstance(actual, list):
        for number, one in enumerate(expected):
            if all(any(_missing(one, other, where)) for other in actual):
                yield f"{where}に、期待した {number + 1} 番目のものがありません"
        if not expected and actual:
            yield f"{where}は空のはずですが、{len(actual)} 件あります"
    elif expected != actual:
        yield f"{where}は {_said(expected)} のはずですが、{_said(actual)} です"


def _said(value: Any) -> str:  # noqa: ANN401 - any JSON
    return json.dumps(value, ensure_ascii=False)
