"""A cell stands alone: nothing beside it, no order, no spelling and no wording changes it."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from random import Random
from typing import Any

import pytest

from services.conference.law.decision import Decision
from services.conference.law.explain import explain
from tests.properties.law_checks import changed, copied, law, valid
from tests.properties.law_worlds import Cells, Document, decided


def bare(cells: Cells) -> dict[tuple[str, str], Decision]:
    """Decisions whose reasons stand in one order, for the order of reasons means nothing."""
    return {cell: one._replace(reasons=tuple(sorted(one.reasons))) for cell, one in cells.items()}


@law(24)
def test_a_cell_does_not_depend_on_other_cells(document: Document, picks: Random) -> None:
    """One item for one recipient is decided alike alone and among all others."""
    together = decided(document)
    item, recipient = picks.choice(sorted(together))
    alone = changed(
        document,
        items=[one for one in document["items"] if one["id"] == item],
        recipients=[recipient],
    )
    assert decided(alone) == {(item, recipient): together[item, recipient]}


def shuffled(part: Any, picks: Random) -> Any:
    """A document with every list in another order."""
    if isinstance(part, dict):
        entries = [(key, shuffled(value, picks)) for key, value in part.items()]
        return dict(picks.sample(entries, len(entries)))
    if isinstance(part, list):
        return picks.sample([shuffled(one, picks) for one in part], len(part))
    return part


@law(24)
def test_no_order_of_any_list_matters(document: Document, picks: Random) -> None:
    """Items, recipients, answers, members and all other lists may stand in any order."""
    assert bare(decided(shuffled(document, picks))) == bare(decided(document))


@law(80)
def test_an_explanation_explains_the_decision(document: Document) -> None:
    """The walk through a cell ends at the very decision that is given for it."""
    read = valid(document)
    for (item, recipient), decision in decided(document).items():
        explained = explain(read, item, recipient)
        assert explained.decision == decision
        assert {basis for basis, _, _ in explained.found} >= set(decision.basis)
        giving = [basis for basis, gives, _ in explained.found if gives == decision.effect]
        assert sorted(decision.basis) == sorted(giving) or not decision.basis


@law(30)
def test_decisions_stand_in_the_order_of_the_world(document: Document) -> None:
    """All recipients of the first item come first, then those of the second."""
    expected = [
        (item["id"], recipient)
        for item in document["items"]
        for recipient in document["recipients"]
    ]
    assert list(decided(document)) == expected


def elsewhere(part: Any, picks: Random) -> Any:
    """A document that writes every instant with another offset."""
    if isinstance(part, dict):
        return {key: elsewhere(value, picks) for key, value in part.items()}
    if isinstance(part, list):
        return [elsewhere(one, picks) for one in part]
    if not isinstance(part, str) or part[10:11] != "T":
        return part
    zone = timezone(timedelta(minutes=picks.randint(-1439, 1439)))
    return datetime.fromisoformat(part).astimezone(zone).isoformat()


@law(30)
def test_the_same_instants_elsewhere_give_the_same_answer(
    document: Document, picks: Random
) -> None:
    """Instants are compared as instants: offsets never matter, nor does the day they spell."""
    assert decided(elsewhere(document, picks)) == decided(document)


_SECRET = "㊙壱弐参肆伍陸漆捌玖拾"


def reworded(document: Document, picks: Random) -> Document:
    """A copy of a world in which everything without meaning for the law reads otherwise."""
    other = copied({**document, "title": _SECRET})
    other["municipality"]["name"] = other["profile"]["name"] = _SECRET
    other["conference"]["local_name"] = _SECRET
    for version in other["profile"]["versions"]:
        version["source"] = _SECRET
    for item in other["items"]:
        item["text"] = _SECRET
        item["generalised"] = picks.choice((None, _SECRET))
    for answer in other["consents"]:
        answer["reason"] = _SECRET
    for decision in (*other["determinations"], *other["conference"]["requests"]):
        for field in ("reason", "necessity"):
            if (decision.get(field) or "").strip():
                decision[field] = _SECRET
    return other


@pytest.mark.rule(72)
@law(30)
def test_no_wording_matters_and_none_is_quoted(document: Document, picks: Random) -> None:
    """Texts, generalised wordings, titles and names neither change an answer nor stand in it."""
    other = decided(reworded(document, picks))
    assert other == decided(document)
    said = "".join(str(one.document()) for one in other.values())
    assert not any(_SECRET[start : start + 2] in said for start in range(len(_SECRET) - 1))
