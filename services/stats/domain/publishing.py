"""報告の公表: an issued version leaves in a protected form (law rule 64).

True counts stay inside (取扱注意). Each publication is protected against all that the municipality
has published before: other versions, other periods, other templates.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from services.stats.domain.dimension import DIMENSIONS, Coded
from services.stats.domain.measures import MEASURES
from services.stats.domain.prefecture_return import FOR_PUBLICATION, canonical, digest_of
from services.stats.domain.protection import (
    DEFAULT_THRESHOLD,
    ProtectionRule,
    Publication,
    Subject,
    describe,
    protect,
    published_again,
    rule_of_level,
)
from services.stats.domain.ratio import with_ratios
from services.stats.domain.return_versions import (
    IssuedReturn,
    IssuedVersion,
    PublishedEdition,
    ReturnPublished,
)
from services.stats.domain.scope import Scope
from services.stats.domain.table import Cell, Table
from services.stats.domain.template import Published, TableTemplate, Template
from shared.calendar import jst_date
from shared.refusal import InvalidInput, Refusal


def protection_rule(level: str) -> ProtectionRule:
    """The rule of a name, for a publication.

    A municipality may keep more back than the default, and not less: no statute fixes a threshold,
    and what has been told cannot be taken back.

    Raises:
        InvalidInput: ``unknown-protection``, ``protection-too-weak``.
    """
    rule = known_rule(level)
    if rule.is_weak:
        raise InvalidInput(
            "秘匿",
            "protection-too-weak",
            f"{DEFAULT_THRESHOLD}未満の数を秘匿しない公表はできません。",
            f"suppressed-{DEFAULT_THRESHOLD}か、それより大きい数の秘匿を指定してください。",
        )
    return rule


def known_rule(level: str) -> ProtectionRule:
    """The rule of a name, also of one by which nothing is published any more.

    Raises:
        InvalidInput: ``unknown-protection``.
    """
    try:
        rule = rule_of_level(level)
    except ValueError:
        raise _unknown_rule() from None
    if rule.level != level:  # the name of no protection at all
        raise _unknown_rule()
    return rule


def _unknown_rule() -> InvalidInput:
    return InvalidInput(
        "秘匿",
        "unknown-protection",
        "その名前の秘匿の決まりはありません。",
        "suppressed-10（10未満を秘匿）、suppressed-10-zeros（0も秘匿）、rounded-5（丸め）、"
        "withheld（非公表）のように指定してください。",
    )


def publication_of(
    template: Template,
    scope: Scope,
    tables: Sequence[Mapping[str, Any]],
    rule: ProtectionRule,
    known: Sequence[Publication],
) -> Publication:
    """Protect the tables of a return.

    Args:
        template: of the return.
        scope: its municipality and period.
        tables: with the true counts, as its document has them.
        rule: what protects them.
        known: what the municipality has published before, in that order.

    Raises:
        Refusal: ``template-has-changed``.
    """
    subjects = _subjects(template, tables)
    return protect(subjects, rule, first=scope.first, last=scope.last, known=known)


def publication_again(
    template: Template | None, scope: Scope, issued: IssuedVersion, edition: PublishedEdition
) -> Publication:
    """An earlier publication, as readers of the next ones know it.

    Where the template has changed since, or is gone, a table means what its own words say.
    """
    asked = {table.name: table for table in template.tables} if template else {}
    known = [_table(document) for document in issued.tables]
    subjects = [_subject(asked.get(one.name), one) or _by_its_words(one) for one in known]
    tables = edition.document["tables"]
    return published_again(scope.first, scope.last, subjects, tables, edition.protection)


def published_document(
    template: Template, document: Mapping[str, Any], publication: Publication
) -> dict[str, Any]:
    """A return as it leaves: its document with true counts, less what is kept back."""
    return {
        **document,
        "protection": publication.level,
        "handling": FOR_PUBLICATION,
        "tables": with_ratios(template.tables, [table.document() for table in publication.tables]),
    }


def publish_return(
    state: IssuedReturn,
    template: Template,
    scope: Scope,
    issued: IssuedVersion,
    publication: Publication,
    *,
    now: datetime,
) -> tuple[ReturnPublished, ...]:
    """Publish a version; nothing happens when it was published by the same rule before."""
    level = publication.level
    if any((one.version, one.protection) == (issued.number, level) for one in state.editions):
        return ()
    text = canonical(published_document(template, issued.document, publication))
    return (
        ReturnPublished(
            municipality=scope.municipality,
            template=template.id,
            period_from=scope.first,
            period_to=scope.last,
            version=issued.number,
            edition=len(state.editions) + 1,
            protection=level,
            published_on=jst_date(now),
            document=text,
            digest=digest_of(text),
        ),
    )


def _subjects(template: Template, tables: Sequence[Mapping[str, Any]]) -> list[Subject]:
    """The tables as they were issued, with the meaning that the template gives their figures."""
    asked = {table.name: table for table in template.tables}
    found = []
    for table in map(_table, tables):
        subject = _subject(asked.get(table.name), table)
        if subject is None:
            raise Refusal(
                "template-has-changed",
                "発行した後に、様式の表が変わっています。秘匿の計算ができません。",
                "新しい版を発行してから、公表してください。",
            )
        found.append(subject)
    return found


def _subject(meant: TableTemplate | None, table: Table) -> Subject | None:
    """A table with the meaning that its template gives it; ``None`` if it is another table now."""
    names = tuple(axis.name for axis in meant.dimensions) if meant else None
    if meant is None or meant.measure.name != table.measure or names != table.dimensions:
        return None
    return describe(meant, table)


def _by_its_words(table: Table) -> Subject:
    """A table of which no template says any more what it means: its words are compared as such."""
    axes = tuple(DIMENSIONS.get(name, Coded(name, name)) for name in table.dimensions)
    measure = MEASURES.get(table.measure)
    if measure is None:  # nothing that is counted today can be compared with it
        return Subject(table, ())
    return describe(TableTemplate(table.name, measure, axes), table)


def _table(document: Mapping[str, Any]) -> Table:
    """A table as it was issued."""
    dimensions = tuple(document["dimensions"])
    published = document.get("published")
    return Table(
        name=document["name"],
        measure=document["measure"],
        measure_version=document["measure_version"],
        dimensions=dimensions,
        cells=tuple(
            Cell(tuple(cell[axis] for axis in dimensions), cell["value"], cell.get("note"))
            for cell in document["cells"]
        ),
        total=document["total"],
        published=Published(published["total"], published["note"]) if published else None,
    )
