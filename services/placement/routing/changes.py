"""What another look has changed: a factor was found later, a rule or a place is new."""

from __future__ import annotations

from collections.abc import Iterable

from services.placement.routing.proposals import Answer, Keeper, Proposal, Proposals


class Changes(Answer):
    """What is different.

    Attributes:
        added: proposals that were not there before.
        gone: proposals that are not there any more.
        keeper: who keeps the case now, if that changed.
        says: all of it in sentences; never empty.
    """

    added: tuple[Proposal, ...]
    gone: tuple[Proposal, ...]
    keeper: Keeper | None
    says: tuple[str, ...]


def changes_between(before: Proposals, after: Proposals) -> Changes:
    """Compare two answers for the same household."""
    added, gone = _only_in(after, before), _only_in(before, after)
    keeper = None if before.keeper.name == after.keeper.name else after.keeper
    says = [f"新しい候補: {one.name}。{one.reason}" for one in added]
    says += [f"候補でなくなったもの: {one.name}。" for one in gone]
    if keeper is not None:
        says.append(f"持つところが「{before.keeper.name}」から「{keeper.name}」に変わりました。")
    if before.none_fits and not after.none_fits:
        says.append("つなぎ先がなかったものに、候補ができました。")
    if after.none_fits and not before.none_fits:
        says.append("つなぎ先の候補が、なくなりました。")
    says += [f"新しい注意: {one}" for one in _new(before.conflicts, after.conflicts)]
    return Changes(
        added=added, gone=gone, keeper=keeper, says=tuple(says) or ("変わったことはありません。",)
    )


def _only_in(one: Proposals, other: Proposals) -> tuple[Proposal, ...]:
    known = {(two.rule, two.place) for two in other.proposals}
    return tuple(two for two in one.proposals if (two.rule, two.place) not in known)


def _new(before: Iterable[str], after: Iterable[str]) -> list[str]:
    known = set(before)
    return [one for one in after if one not in known]
