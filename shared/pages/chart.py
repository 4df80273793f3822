"""A chart as SVG that reads at any width: each bar below its label, in lines of their own.

Widths are percentages, texts stay as large as the page's. What lacks has a dashed frame and its
reason instead of a bar: it is not 0. The same figures stand in the table beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MOST_BARS = 40
"""More are no picture any more."""

_LINE, _HEADING, _BAR, _TEXT = 39, 30, 13, 16


@dataclass(frozen=True, slots=True)
class Drawing:
    """A figure that is to be drawn.

    Attributes:
        label: what it is of.
        value: ``None`` where there is none.
        text: as the table shows it.
        group: under which heading it stands; empty without one.
        is_goal: whether it is to be reached, and not yet there.
    """

    label: str
    value: int | None
    text: str
    group: str = ""
    is_goal: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar with its label above it.

    Attributes:
        label: what it is of.
        text: its figure, or why there is none.
        y: where its texts stand, in pixels from above.
        top: where the bar begins.
        width: how long it is, in percent of the chart; ``None`` where there is no figure.
        is_goal: drawn as a frame.
    """

    label: str
    text: str
    y: int
    top: int
    width: str | None
    is_goal: bool


@dataclass(frozen=True, slots=True)
class Heading:
    """What the bars below it have in common.

    Attributes:
        text: what it says.
        y: where it stands.
    """

    text: str
    y: int


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart.

    Attributes:
        id: of its element; unique on the page.
        title: what it shows.
        told: the same in a sentence, for whoever cannot see it.
        bars: from above.
        headings: between them.
        height: in pixels.
        bar: the thickness of a bar.
    """

    id: str
    title: str
    told: str
    bars: tuple[Bar, ...]
    headings: tuple[Heading, ...]
    height: int
    bar: int = _BAR


def chart_of(id_: str, title: str, figures: Sequence[Drawing]) -> Chart | None:
    """Draw figures; ``None`` where there is nothing to see: see :func:`undrawn`.

    Args:
        id_: of its element.
        title: what it shows.
        figures: those of one group next to each other.
    """
    if len(figures) == 1 or undrawn(figures):
        return None
    longest = max((one.value or 0 for one in figures), default=0)
    bars: list[Bar] = []
    headings: list[Heading] = []
    group, at = "", 0
    for one in figures:
        if one.group != group:
            group, at = one.group, at + _HEADING
            headings.append(Heading(group, at - 8))
        y, width = at + _TEXT, share(one.value, longest)
        bars.append(Bar(one.label, one.text, y, y + 6, width, one.is_goal))
        at += _LINE
    return Chart(id_, title, _told(figures), tuple(bars), tuple(headings), at + 4)


def undrawn(figures: Sequence[Drawing]) -> str:
    """Why figures are not drawn; empty where they are, or where there is only one."""
    if len(figures) > MOST_BARS:
        return "区分が多いため、図は省きました。Excel には図があります。"
    if all(one.value == 0 for one in figures):
        return "どの区分も 0 です。図は省きました。"
    return ""


def share(value: int | None, longest: int) -> str | None:
    """How long a bar is, in percent; ``None`` where there is no figure. A 0 has no length."""
    if value is None:
        return None
    return f"{max(value, 0) * 100 / longest:.1f}%" if longest > 0 else "0%"


def _told(figures: Iterable[Drawing]) -> str:
    known = [one for one in figures if one.value is not None]
    lacking = [one for one in figures if one.value is None]
    told = []
    if known:
        most = max(known, key=lambda one: one.value or 0)
        where = f"{most.group}・{most.label}" if most.group else most.label
        told.append(f"最も多いのは{where}で、{most.text}。")
    if lacking:
        told.append(f"{len(lacking)} か所は数を示していない。0 ではない。")
    return "棒グラフ。" + "".join(told) + "すべての数は、並べた表にある。"
