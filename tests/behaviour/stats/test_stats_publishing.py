"""Returns in public: small figures kept back, against everything that was published before."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from json import dumps
from typing import Any

import pytest

from services.stats.application.returns import (
    EditionAnswer,
    EditionShown,
    IssueReturn,
    PreviewReturn,
    PublishReturn,
    ShowEdition,
    ShowReturn,
    publications,
)
from services.stats.domain.prefecture_return import canonical, digest_of
from services.stats.domain.protection import Publication
from services.stats.domain.publishing import publication_of
from services.stats.templates import load_templates, read_template
from shared.refusal import Refusal
from shared.store.database import Database
from tests.behaviour.stats.stats_office import COUNSELLOR, PREFECTURE, STATISTICIAN, Office

JUNE = date(2024, 6, 10)


@pytest.fixture
def office(database: Database) -> Office:
    """An office on SQLite, then on PostgreSQL: twelve by telephone, two at home, in June."""
    office = Office(database)
    for person in range(12):
        office.contact(JUNE, person=person + 1)
    for person in range(2):
        office.contact(JUNE, person=person + 20, age=52, method="home_visit")
    return office


def publish(office: Office, rule: str = "suppressed-10", period: str = "R6.6") -> EditionAnswer:
    """Publish a return."""
    asked = PublishReturn.model_validate(office.asked(period) | {"protection": rule})
    return office.application.publications.publish(STATISTICIAN, asked)


def published(office: Office, edition: int | None = None) -> EditionShown:
    """What everybody reads."""
    asked = ShowEdition.model_validate(office.asked("R6.6") | {"edition": edition})
    return office.application.publications.edition(COUNSELLOR, asked)


def methods(shown: EditionShown) -> dict[str, tuple[int | None, str]]:
    """Contacts by method, as they are told."""
    table = shown.document["tables"][0]
    return {cell["方法"]: (cell["value"], cell.get("note", "")) for cell in table["cells"]}


@pytest.mark.rule(64)
def test_small_figures_are_kept_back_and_the_true_ones_stay_inside(office: Office) -> None:
    """Two visits are not told, nor what they follow from; the issued return has everything."""
    office.issue("R6.6")
    answer = publish(office)
    shown = published(office)
    told = methods(shown)
    assert (answer.edition, answer.version, answer.changed) == (1, 1, True)
    assert told["訪問"][0] is None
    assert "秘匿" in told["訪問"][1]
    assert told["電話"][0] is None or shown.document["tables"][0]["total"] is None
    assert (shown.protection, shown.document["handling"]) == ("suppressed-10", "公表用")
    assert shown.document["protection"] == "suppressed-10"
    assert digest_of(canonical(shown.document)) == shown.digest == answer.digest
    asked = ShowReturn.model_validate(office.asked("R6.6"))
    issued = office.application.issued_returns.show(STATISTICIAN, asked).document
    assert {c["方法"]: c["value"] for c in issued["tables"][0]["cells"]}["訪問"] == 2
    assert issued["handling"] == "取扱注意"


def test_publishing_again_by_the_same_rule_records_nothing(office: Office) -> None:
    """By another rule it is another edition; each stays as it left."""
    office.issue("R6.6")
    publish(office)
    first = published(office)
    assert not publish(office).changed
    assert publish(office, "rounded-5").edition == 2
    assert published(office, 1) == first
    assert published(office).protection == "rounded-5"


@pytest.mark.rule(64)
def test_a_later_version_gives_nothing_away_about_the_earlier_one(office: Office) -> None:
    """One more visit: the difference of the two editions does not tell that it was one."""
    office.issue("R6.6")
    publish(office)
    office.contact(JUNE, person=30, age=52, method="home_visit")
    office.issue("R6.6")
    assert publish(office).warnings == ()
    before, after = methods(published(office, 1)), methods(published(office, 2))
    assert before["訪問"][0] is None
    assert after["訪問"][0] is None
    totals = [published(office, one).document["tables"][0]["total"] for one in (1, 2)]
    others = [one["電話"][0] for one in (before, after)]
    assert None in totals or None in others


@pytest.mark.rule(64)
def test_what_was_published_of_months_protects_the_quarter(office: Office) -> None:
    """The quarter has June's contacts alone: what June keeps back, the quarter does not tell."""
    office.issue("R6.6")
    publish(office)
    office.issue("2024Q1")
    publish(office, period="2024Q1")
    asked = ShowEdition.model_validate(office.asked("2024Q1"))
    quarter = methods(office.application.publications.edition(COUNSELLOR, asked))
    assert quarter["訪問"][0] is None


def test_two_that_publish_at_the_same_instant_protect_against_each_other(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever comes second starts again, with what the first has published known."""
    known: list[int] = []
    both = threading.Barrier(2)

    def slowly(*told: Any) -> Publication:
        known.append(len(told[-1]))
        with suppress(threading.BrokenBarrierError):
            both.wait(timeout=1.0)  # for the other, if it is let in
        return publication_of(*told)

    monkeypatch.setattr(publications, "publication_of", slowly)
    for period in ("R6.6", "R6Q1"):
        office.issue(period)
    with ThreadPoolExecutor() as pool:
        answers = [pool.submit(publish, office, period=period) for period in ("R6.6", "R6Q1")]
    assert all(one.result().changed for one in answers)
    assert sorted(known) == [0, 0, 1]


def test_a_preview_records_nothing(office: Office) -> None:
    """The figures of now as they would leave; before any issue, and for the statistician alone."""
    told = office.asked("R6.6") | {"protection": "suppressed-10"}
    asked = PreviewReturn.model_validate(told)
    before = office.store.position()
    document = office.application.publications.preview(STATISTICIAN, asked)
    assert document["tables"][0]["cells"][2]["value"] is None
    assert document["warnings"] == []
    assert office.store.position() == before
    for actor in (COUNSELLOR, PREFECTURE):
        with pytest.raises(Refusal) as refused:
            office.application.publications.preview(actor, asked)
        assert refused.value.code == "role-not-entitled"


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("none", "unknown-protection"),
        ("suppressed-1", "unknown-protection"),
        ("suppressed-2", "protection-too-weak"),
        ("suppressed-9-zeros", "protection-too-weak"),
    ],
)
def test_less_than_the_default_is_never_kept_back(office: Office, rule: str, code: str) -> None:
    """Without a rule, or with one that tells a figure below 10, nothing leaves, nor is shown."""
    office.issue("R6.6")
    with pytest.raises(Refusal) as refused:
        publish(office, rule)
    assert refused.value.code == code
    asked = PreviewReturn.model_validate(office.asked("R6.6") | {"protection": rule})
    with pytest.raises(Refusal) as refused:
        office.application.publications.preview(STATISTICIAN, asked)
    assert refused.value.code == code


def test_what_was_not_issued_or_published_is_told(office: Office) -> None:
    """Publishing comes after issuing."""
    with pytest.raises(Refusal) as refused:
        publish(office)
    assert refused.value.code == "return-not-issued"
    office.issue("R6.6")
    with pytest.raises(Refusal) as refused:
        published(office)
    assert refused.value.code == "edition-not-published"


@pytest.mark.rule(64)
@pytest.mark.parametrize("by", [None, ["方法", "性別"]])
def test_a_template_that_has_changed_since_stops_no_later_publication(
    office: Office, monkeypatch: pytest.MonkeyPatch, by: list[str] | None
) -> None:
    """What its tables said stays known by their words: no other template gives it away."""
    office.issue("R6.6")
    publish(office)
    before = methods(published(office))
    known = {id_: one for id_, one in load_templates().items() if id_ != "basic"}
    if by is not None:
        table = {"name": "方法別の延件数", "measure": "延件数", "by": by}
        known["basic"] = read_template("basic", dumps({"title": "表", "tables": [table]}))
    monkeypatch.setattr(publications, "load_templates", lambda: known)
    asked = office.asked("R6.6", "P-SAKAI-total")
    office.application.returns.issue(STATISTICIAN, IssueReturn.model_validate(asked))
    told = PublishReturn.model_validate(asked | {"protection": "suppressed-10"})
    office.application.publications.publish(STATISTICIAN, told)
    shown = office.application.publications.edition(COUNSELLOR, ShowEdition.model_validate(asked))
    after = methods(shown)
    assert after["家庭訪問"][0] is None
    totals = [one.document["tables"][0]["total"] for one in (published(office), shown)]
    assert totals == [None, None] or (before["電話"][0], after["電話"][0]) == (None, None)
