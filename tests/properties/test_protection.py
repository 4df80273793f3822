"""No figure that is kept back can be found out, whatever is published and however often."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from services.stats.domain.protection import (
    ProtectedTable,
    ProtectionRule,
    Rounding,
    Status,
    Zeros,
    choice,
    protect,
)
from tests.properties.protection_attack import (
    AXES,
    KINDS,
    Attacker,
    Issue,
    World,
    period_of,
    table_of,
)

CLOSE = 1e-5
counts = st.one_of(st.just(0), st.just(0), st.integers(1, 4), st.integers(0, 40))
axes = st.sets(st.sampled_from(AXES), max_size=3).map(lambda found: tuple(sorted(found)))
layouts = st.lists(axes, min_size=1, max_size=3, unique=True)
suppressing = st.builds(
    ProtectionRule, threshold=st.sampled_from([3, 5, 10]), zeros=st.sampled_from(Zeros)
)
rounding = st.builds(ProtectionRule, rounding=st.sampled_from(Rounding))
calendar = st.sampled_from([(0,), (1,), (2,), (0, 1, 2)])
periods = st.sampled_from([(0,), (1,), (2,), (0, 1), (1, 2), (0, 1, 2)])


@st.composite
def worlds(draw: st.DrawFn, months: int = 1) -> World:
    """Records of some months."""
    return {
        (month, kind): count for month in range(months) for kind in KINDS if (count := draw(counts))
    }


@st.composite
def revisions(draw: st.DrawFn, world: World) -> World:
    """The same records after late arrivals and corrections."""
    changed = dict(world)
    for _ in range(draw(st.integers(1, 3))):
        place = (0, draw(st.sampled_from(KINDS)))
        changed[place] = max(0, changed.get(place, 0) + draw(st.sampled_from([-2, -1, 1, 2, 12])))
    return changed


def publish(
    issues: Sequence[Issue],
    world: World,
    months: tuple[int, ...],
    layout: Sequence[tuple[str, ...]],
    rule: ProtectionRule,
) -> list[Issue]:
    """Publish after what was published."""
    first, last = period_of(months)
    publication = protect(
        [table_of(world, months, axes) for axes in layout],
        rule,
        first=first,
        last=last,
        known=[issue.publication for issue in issues],
    )
    return [*issues, Issue(months, publication, world)]


def attacked(issues: Sequence[Issue]) -> None:
    """Assert that the attack finds out nothing that was not promised."""
    attacker = Attacker(issues)
    exposed = {
        (number, one.table, one.categories)
        for number, issue in enumerate(issues)
        for one in issue.publication.exposed
    }
    excused = []
    for one in attacker.seen:
        number, place, at = one.where
        table = issues[number].publication.tables[place].subject.table
        categories = table.cells[at].categories if at < len(table.cells) else ()
        if (number, table.name, categories) in exposed:
            excused.append(one)
            continue
        if one.status in {Status.SHOWN, Status.NOT_COUNTED}:
            continue
        low, high = attacker.interval(one)
        assert low <= one.true + CLOSE
        assert high >= one.true - CLOSE
        if one.promise is not None:
            assert low <= one.promise[0] + CLOSE, (one, low, high)
            assert high >= one.promise[1] - CLOSE, (one, low, high)
        elif one.status is Status.WITHHELD and one.width:
            assert high - low >= one.width - CLOSE, (one, low, high)
        elif one.status is Status.ROUNDED:
            base = issues[number].publication.tables[place].rule.rounding
            assert base is not None
            assert high - low >= base.value - 1 - CLOSE, (one, low, high)
        else:
            assert high - low >= 1 - CLOSE, (one, low, high)
    assert [one for one in attacker.recovered_exactly() if one not in excused] == []


@settings(max_examples=80, deadline=None)
@given(world=worlds(), layout=layouts, rule=suppressing | rounding)
def test_linked_tables_of_one_return_give_nothing_away(
    world: World, layout: list[tuple[str, ...]], rule: ProtectionRule
) -> None:
    """Tables of one to three dimensions that share margins and totals are safe together."""
    issues = publish([], world, (0,), layout, rule)
    assert issues[0].publication.exposed == ()
    attacked(issues)


@settings(max_examples=30, deadline=None)
@given(world=worlds(), rule=suppressing)
def test_tables_that_share_every_pair_of_margins_give_nothing_away(
    world: World, rule: ProtectionRule
) -> None:
    """Three tables that pairwise share a margin, of which no two tell all."""
    layout = [("方法", "年代"), ("年代", "性別"), ("方法", "性別")]
    issues = publish([], world, (0,), layout, rule)
    attacked(issues)


@settings(max_examples=60, deadline=None)
@given(
    data=st.data(),
    world=worlds(),
    layout=layouts,
    rules=st.lists(suppressing | rounding, min_size=2, max_size=2),
)
def test_versions_of_a_return_give_nothing_away(
    data: st.DataObject,
    world: World,
    layout: list[tuple[str, ...]],
    rules: list[ProtectionRule],
) -> None:
    """Late arrivals make a second version; side by side both are as safe as they were alone."""
    revised = data.draw(revisions(world))
    issues = publish([], world, (0,), layout, rules[0])
    issues = publish(issues, revised, (0,), data.draw(st.just(layout) | layouts), rules[-1])
    attacked(issues)


@settings(max_examples=25, deadline=None)
@given(
    data=st.data(),
    world=worlds(months=3),
    layout=layouts,
    months=st.lists(calendar, min_size=2, max_size=4, unique=True),
    rule=suppressing | rounding,
)
def test_months_and_quarters_give_nothing_away(
    data: st.DataObject,
    world: World,
    layout: list[tuple[str, ...]],
    months: list[tuple[int, ...]],
    rule: ProtectionRule,
) -> None:
    """Months and their quarter, in any order of publication and with other tables each time."""
    issues: list[Issue] = []
    for covered in months:
        issues = publish(issues, world, covered, data.draw(st.just(layout) | layouts), rule)
    attacked(issues)


@settings(max_examples=15, deadline=None)
@given(
    world=worlds(months=3),
    layout=layouts,
    months=st.lists(periods, min_size=2, max_size=3, unique=True),
    rule=suppressing | rounding,
)
def test_periods_that_cut_each_other_give_nothing_away(
    world: World, layout: list[tuple[str, ...]], months: list[tuple[int, ...]], rule: ProtectionRule
) -> None:
    """April and May, May and June: neither lies within the other."""
    issues: list[Issue] = []
    for covered in months:
        issues = publish(issues, world, covered, layout, rule)
    attacked(issues)


@settings(max_examples=25, deadline=None)
@given(world=worlds(), layout=layouts, rule=suppressing | rounding)
def test_the_same_tables_are_protected_the_same_way(
    world: World, layout: list[tuple[str, ...]], rule: ProtectionRule
) -> None:
    """Nothing is left to chance: a return that is made again is the same."""
    once, again = (publish([], world, (0,), layout, rule)[0].publication for _ in range(2))
    assert once == again


@settings(max_examples=15, deadline=None)
@given(
    world=worlds(),
    axes=st.sampled_from([("方法",), ("年代",), ("年代", "性別")]),
    threshold=st.sampled_from([3, 5, 10]),
)
def test_no_more_is_kept_back_than_has_to_be(
    world: World, axes: tuple[str, ...], threshold: int
) -> None:
    """Every smaller choice is tried on small tables: none of them is safe."""
    rule = ProtectionRule(threshold=threshold, zeros=Zeros.SUPPRESSED)
    issue = publish([], world, (0,), [axes], rule)[0]
    table = issue.publication.tables[0]
    assume(all(figure.status is not Status.WITHHELD for figure in table.figures))
    large = [at for at, f in enumerate(table.figures) if f.true is not None and f.true >= threshold]
    chosen = [at for at in large if table.figures[at].told is None]
    cost = _places(chosen, table)
    for count in range(len(large)):
        for tried in combinations(large, count):
            if _places(tried, table) < cost:
                assert not _safe(issue, tried)


@settings(max_examples=30, deadline=None)
@given(world=worlds(), revised=worlds(), layout=layouts, rule=suppressing)
def test_a_search_that_takes_too_long_ends_safely(
    world: World, revised: World, layout: list[tuple[str, ...]], rule: ProtectionRule
) -> None:
    """Without the search for the cheapest choice, what is found is dearer and as safe."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(choice, "_TOO_MANY", 0)
        issues = publish([], world, (0,), layout, rule)
        issues = publish(issues, revised, (0,), layout, rule)
    attacked(issues)


def _places(figures: Sequence[int], table: ProtectedTable) -> int:
    """Places kept back; a total counts twice."""
    return sum(2 if at == len(table.cells) else 1 for at in figures)


def _safe(issue: Issue, kept_back: Sequence[int]) -> bool:
    """Whether the table would be safe if these were kept back, and no others that are large."""
    table = issue.publication.tables[0]
    figures = [
        replace(figure, told=None, status=Status.COMPLEMENTARY)
        if at in kept_back
        else replace(figure, told=figure.true, status=Status.SHOWN)
        if figure.status is not Status.PRIMARY
        else figure
        for at, figure in enumerate(table.figures)
    ]
    tried = replace(table, cells=tuple(figures[:-1]), total=figures[-1])
    publication = replace(issue.publication, tables=(tried,))
    attacker = Attacker([replace(issue, publication=publication)])
    for one in attacker.seen:
        low, high = attacker.interval(one)
        if one.promise and (low > one.promise[0] + CLOSE or high < one.promise[1] - CLOSE):
            return False
        if one.status is Status.COMPLEMENTARY and high - low < 1 - CLOSE:
            return False
    return True
