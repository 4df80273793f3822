"""相談票: what the counter knows, as pieces of one kind of information each.

A conference decides piece by piece. What a field of intake is as a piece, and in whose words it is
told, stands here and nowhere else (code lists ``item_categories``, ``source_kinds``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

CONTACT_CATEGORY = "consultation"
"""内容: what was said at a contact."""

ASSESSMENT_CATEGORY = "assessment"
"""見立て: what the worker makes of the situation."""

ASSESSED = "assessment"
"""課題 and 見立て are the worker's own judgement, whoever had spoken."""

PROMISED_SILENCE = "do_not_tell_person"
"""The mark of what an informant asked not to be told to the person (rule 35)."""

PROFILE_FIELDS: Mapping[str, tuple[str, str]] = {
    "name": ("氏名", "identity"),
    "kana": ("フリガナ", "identity"),
    "birth": ("生年月日", "identity"),
    "phone": ("電話", "identity"),
    "address": ("住所", "address"),
}
"""Fields of a person's profile: what users call them, and what they are as a piece. The
municipality's own number of the person is none: nobody outside needs it (rule 32)."""

FACTOR_CATEGORIES: Mapping[str, str] = {
    "poverty": "income_assets_debt",
    "disability": "disability",
    "mental_illness": "health",
    "developmental": "disability",
    "aging": "assessment",
    "care": "health",
    "school_refusal": "school",
    "8050": "family",
    "abuse": "abuse",
    "dv": "abuse",
    "employment": "work",
    "housing": "assessment",
    "debt": "income_assets_debt",
    "isolation": "life_history",
    "withdrawal": "life_history",
    "illness": "health",
    "injury": "health",
    "dementia": "health",
    "family_relations": "family",
    "hoarding": "life_history",
    "young_carer": "family",
    "double_care": "family",
    "foreign_nationality": "identity",
    "suicide_risk": "health",
    "other": "other",
}
"""課題 by what it gives away: an illness is health, however short the word for it is."""

_SPEAKERS: Mapping[str, str] = {
    "person": "person_statement",
    "father": "family_statement",
    "mother": "family_statement",
    "sibling": "family_statement",
    "spouse": "family_statement",
    "child": "family_statement",
    "grandparent": "family_statement",
    "relative": "family_statement",
    "family": "family_statement",
    "commissioner": "other_agency",
    "agency": "other_agency",
    "school": "other_agency",
    "city_hall": "other_agency",
}


def category_of_factor(code: str) -> str:
    """What a factor is as a piece; an unknown one is unclassified and goes nowhere."""
    return FACTOR_CATEGORIES.get(code, "other")


def source_of_contact(source: str | None, consulter: str) -> str | None:
    """In whose words a contact is told: as noted, or as follows from who came (rule 34).

    Args:
        source: what was noted; it goes first.
        consulter: who came or called.

    Returns:
        A code of ``source_kinds``; ``None`` where nobody can know it but the worker.
    """
    return source or _SPEAKERS.get(consulter)


@dataclass(frozen=True, slots=True)
class Section:
    """One piece of a sheet.

    Attributes:
        section_id: names it within the sheet; the same each time.
        title: what it is, in Japanese.
        category: code list ``item_categories``.
        source_kind: code list ``source_kinds``; ``None`` where the worker has to say it.
        subjects: whom it says something about.
        text: what it says.
        flags: what must be minded about it.
    """

    section_id: str
    title: str
    category: str
    source_kind: str | None
    subjects: tuple[UUID, ...]
    text: str = field(repr=False)
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one agency noted in one case.

    Attributes:
        case_id: the case.
        municipality: where.
        sections: in order: persons, contacts, factors, assessments.
    """

    case_id: UUID
    municipality: str
    sections: tuple[Section, ...]
