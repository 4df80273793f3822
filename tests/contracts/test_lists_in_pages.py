"""Every list that a service answers with comes in pages, or it is said why it has an end."""

from __future__ import annotations

import typing
from collections.abc import Iterator

import pytest
from pydantic import BaseModel

from docs.http_api import FACES
from shared.paging import InPages, Paged
from shared.use_case import UseCase

HAVE_AN_END = {
    "one agenda item of one meeting": (
        "conference consent-tasks.list, minutes.list, needs.list, packets.board, roles.list",
        "conference packets.what-if",
    ),
    "one record": (
        "conference items.past-recipients, audit.entry, audit.lawful",
        "placement incentives.draft, incentives.statement, referrals.chain",
    ),
    "one person or one case": (
        "intake contacts.list",
        "conference consents.list, determinations.list",
        "placement employments.list, outcomes.list, routing.list, steps.list",
    ),
    "the rules that one municipality has adopted": (
        "conference retention.terms",
        "placement routing.propose",
    ),
    "a list of codes, or a row for each agency or municipality": (
        "intake agencies.list",
        "conference needs.count, audit.held-by",
        "stats municipalities.list",
        "prefecture checkpoints.list, members.list, returns.status",
    ),
    "the likest of those whom a search finds, at most 50": (
        "intake persons.possible-duplicates, persons.search",
    ),
    "as many as come with the program": (
        "conference profiles.list",
        "stats kpi.list, protections.list, templates.list",
    ),
    "the tables of one report": ("stats returns.compare", "prefecture returns.compare"),
    "a row for each service that is listened to": (
        "intake operation.state",
        "conference operation.state",
        "placement operation.state",
        "stats operation.state",
    ),
    "a proof, as long as the logarithm of the ledger": ("conference audit.consistency",),
    "days that are asked for, at most 31": ("conference audit.unusual-reading",),
    "each column in pages of its own": ("placement referrals.board",),
    "in pages of another kind: of entries backwards by position, of persons looked at": (
        "conference audit.in-matter, audit.opened, audit.received, audit.refused",
        "conference audit.shared-about, audit.under-basis, audit.under-consent",
        "conference retention.due",
    ),
    "what one agency is asked, and what of it ended lately, column by column": (
        "placement referrals.received",
    ),
}
"""Lists without pages, by what gives them an end."""


def without_pages() -> Iterator[str]:
    """``service use-case`` of every list without pages."""
    for told in HAVE_AN_END.values():
        for line in told:
            service, _, names = line.partition(" ")
            for name in names.split(", "):
                yield f"{service} {name}"


def queries() -> dict[str, UseCase]:
    """Every question of every service that has HTTP."""
    return {
        f"{face.name} {name}": use_case
        for face in FACES
        for name, use_case in face.catalogue().items()
        if use_case.kind == "query"
    }


def holds_a_list(answer: object) -> bool:
    """Whether an answer is a list, or has one among its fields."""
    if typing.get_origin(answer) in {list, tuple}:
        return True
    if isinstance(answer, type) and issubclass(answer, BaseModel):
        kinds = [field.annotation for field in answer.model_fields.values()]
        return any(typing.get_origin(one) in {list, tuple} for one in kinds)
    return any(map(holds_a_list, typing.get_args(answer)))


def shows_one_thing(name: str) -> bool:
    """Whether a use case is about one thing by its name, with whatever belongs to it."""
    return name.endswith(".show")


@pytest.mark.parametrize("name", sorted(queries()))
def test_a_list_comes_in_pages_or_has_an_end(name: str) -> None:
    """A new list without pages and without a reason fails here."""
    use_case = queries()[name]
    if holds_a_list(use_case.answer) and not shows_one_thing(name):
        assert issubclass(use_case.request, Paged) or name in set(without_pages())


def test_reasons_are_about_lists_that_are_there() -> None:
    """No reason is given for a use case that does not exist, or that has pages."""
    for name in without_pages():
        assert holds_a_list(queries()[name].answer), name
        assert not issubclass(queries()[name].request, Paged), name


@pytest.mark.parametrize(
    "name", sorted(name for name, one in queries().items() if issubclass(one.request, Paged))
)
def test_a_list_in_pages_says_where_the_next_one_begins(name: str) -> None:
    """The answer is the list, whose header tells it, or has the field ``next_after``."""
    answer = queries()[name].answer
    is_list = typing.get_origin(answer) is list
    assert is_list or issubclass(answer, InPages)
