"""Rules of protection in the words of whoever reads a publication."""

from __future__ import annotations

from typing import assert_never

from services.stats.domain.protection import ProtectionRule, Zeros

OFFERED = (
    "suppressed-10",
    "suppressed-10-zeros",
    "suppressed-20",
    "rounded-5",
    "rounded-10",
    "withheld",
)
"""What is offered to choose from; every other level can be asked for by its name."""

_WHY = "小さな数からは人が分かることがあるためです。"
_BACKWARDS = "計や、前に公表した数との差から逆算できる数も、あわせて隠します。"


def label_of(rule: ProtectionRule) -> str:
    """What a rule is called."""
    if not rule.published:
        return "非公表"
    if rule.rounding is not None:
        return f"{rule.rounding.value} の倍数に丸める"
    return f"{rule.threshold} 未満を秘匿{_zeros(rule.zeros)}"


def told_of(rule: ProtectionRule) -> str:
    """What a rule keeps back, and why."""
    if not rule.published:
        return "すべての数を隠します。人口の少ない市区町村のための決まりです。"
    if rule.rounding is not None:
        base = rule.rounding.value
        return f"どの数も、上か下の {base} の倍数にして示します。{_WHY}"
    lowest = 1 if rule.zeros is Zeros.SHOWN else 0
    hidden = f"{lowest}〜{rule.threshold - 1} の数を隠します。"
    return hidden + _WHY + _BACKWARDS


def _zeros(zeros: Zeros) -> str:
    match zeros:
        case Zeros.SHOWN:
            return ""
        case Zeros.WHERE_NEEDED:
            return "（0 も、要るところは隠す）"
        case Zeros.SUPPRESSED:
            return "（0 も隠す）"
        case _:
            assert_never(zeros)
