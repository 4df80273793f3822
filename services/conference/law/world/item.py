"""Pieces of information whose disclosure is decided."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints

from services.conference.law.vocabulary import Category, Flag, Purpose, SourceKind
from services.conference.law.world.moment import Id, Part
from services.conference.law.world.unique import Unique, UniqueSome

Wording = Annotated[str, StringConstraints(min_length=1)]


class Item(Part):
    """One piece of information. Neither its text nor its wording ever influences a decision."""

    id: Id
    """Id of the item."""

    subjects: UniqueSome[Id]
    """Every person the item says something about."""

    category: Category
    """Category of the item."""

    holder: Id
    """Agency that holds the item."""

    source_kind: SourceKind
    """本人発言・家族発言・観察・他機関情報・評価 (rule 34)."""

    provenance: Id | None
    """Id of the statutory conference from which the holder has the item, or null when it is the
    holder's own."""

    flags: Unique[Flag] = ()
    """What must be minded about it."""

    purpose: Purpose
    """Purpose for which the holder holds it (利用目的, rule 29)."""

    text: Wording
    """The source text."""

    generalised: Wording | None
    """Generalised wording supplied by the contributing agency, or null."""
