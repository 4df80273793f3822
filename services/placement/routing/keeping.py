"""Who keeps the case: nobody falls between two offices."""

from __future__ import annotations

from services.placement.routing.proposals import Keeper
from services.placement.routing.rule_file import KeeperKind, NoneFits, Version
from services.placement.routing.situation import HIDE, Situation

RECEIVING_WINDOW = "相談を受けた窓口"

_HOLDS: dict[KeeperKind, str] = {
    "own_window": "つなぎ先がないときは、「{window}」が持ち続けます。",
    "conference": "つなぎ先がないときは、「{window}」が持ち、「{place}」で分担を決めます。",
    "prefecture": "つなぎ先がないときは、「{window}」が持ち、「{place}」に相談します。",
    "discussion": (
        "つなぎ先がないときは、関係する部署が話し合います。決まるまで「{window}」が持ちます。"
    ),
    "district": "つなぎ先がないときは、「{place}」が持ち続けます。",
    "undefined": (
        "つなぎ先がないときに誰が持つかは、定められていません。「{window}」が持ち、"
        "足りない支援として記録してください。"
    ),
}


def keeper_without_rules() -> Keeper:
    """Who keeps it on a day on which no rules hold."""
    return Keeper(
        kind="undefined",
        name=RECEIVING_WINDOW,
        defined=False,
        says=f"この日に効いている規則がありません。「{RECEIVING_WINDOW}」が持ち続けてください。",
    )


def said_if_none_fits(version: Version) -> str:
    """Who keeps a case that nobody takes, for who reads the rules before there is a case."""
    told = version.none_fits
    window = version.places[version.own].name
    place = version.places[told.place].name if told.place else None
    until = f"（{told.until_age}歳まで）" if told.until_age is not None else ""
    return _HOLDS[told.keeper].format(window=window, place=place) + until + (told.note or "")


def keeper_of(
    version: Version, about: Situation, *, kept_by: str | None, hidden: bool, none_fits: bool
) -> Keeper:
    """Who keeps the case.

    Args:
        version: the rules.
        about: the situation.
        kept_by: the place that a rule of keeping names, if one holds.
        hidden: a place near home was left out.
        none_fits: nothing leads anywhere else.
    """
    window = version.places[_keeping_window(version, about)].name
    if hidden or (none_fits and HIDE in about.wishes and _is_kept_locally(version)):
        return _instead_of_locals(version, kept_by, window)
    if kept_by is not None:
        name = version.places[kept_by].name
        return Keeper(
            kind="own_window",
            name=name,
            defined=True,
            says=f"「{name}」が持ち続けます。",
            then=version.none_fits.then if none_fits else (),
        )
    if none_fits:
        return _none_fits(version, about, window)
    return Keeper(
        kind=None,
        name=window,
        defined=True,
        says=f"つなぎ先が受けて本人が着くまでは、「{window}」が持ち続けます。",
    )


def receiving_window(version: Version, about: Situation) -> str:
    """The window that took it in, if the rules know it; else the one whose rules they are."""
    told = about.window
    return told if told is not None and told in version.places else version.own


def _keeping_window(version: Version, about: Situation) -> str:
    """The window that took it in; for who wants not to be seen, one that is not near home."""
    received = receiving_window(version, about)
    if HIDE in about.wishes and version.places[received].local:
        return version.keeper_if_hidden or version.own
    return received


def _instead_of_locals(version: Version, kept_by: str | None, window: str) -> Keeper:
    key = version.keeper_if_hidden or kept_by
    name = version.places[key].name if key else window
    return Keeper(
        kind="own_window",
        name=name,
        defined=key is not None,
        says=f"地元の窓口には知らせず、「{name}」が持ち続けます。"
        + ("" if key else "この希望があるときの定めはありません。"),
    )


def _is_kept_locally(version: Version) -> bool:
    """The keeper that the rules name works near home."""
    key = version.none_fits.place
    return key is not None and version.places[key].local


def _none_fits(version: Version, about: Situation, window: str) -> Keeper:
    told = version.none_fits
    place = version.places[told.place].name if told.place else None
    if _is_too_old(told, about):
        return Keeper(
            kind="undefined",
            name=window,
            defined=False,
            says=f"「{window}」が持つのは{told.until_age}歳までとされ、その後は定められていません。"
            "次に持つ部署が決まるまで、持ち続けてください。",
            then=told.then,
        )
    by_nurse = told.keeper == "district" and place is not None
    return Keeper(
        kind=told.keeper,
        name=place if by_nurse and place else window,
        with_whom=None if by_nurse else place,
        defined=told.keeper != "undefined",
        says=_HOLDS[told.keeper].format(window=window, place=place) + (told.note or ""),
        then=told.then,
    )


def _is_too_old(told: NoneFits, about: Situation) -> bool:
    """Everybody the case is mainly about is known to be older than the keeper's last age."""
    ages = [one.age for one in about.people if one.whose == "main"]
    limit = told.until_age
    return limit is not None and bool(ages) and all(age is not None and age > limit for age in ages)
