"""The codes of worlds and decisions, and the Japanese words for them and for every field.

What a code list of :mod:`shared.codes` calls a code is taken from there; what is only for readers
of the documents stands in ``docs/law/words.yaml``. A field or code without words, or words without
one, is an error, so the page can never be short of anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

import yaml
from pydantic import BaseModel, ConfigDict

from services.conference.law import vocabulary
from services.conference.law.references import FlawCode
from services.conference.law.world import Consent, Determination, Emergency, Request
from shared.codes import (
    AGENCY_KINDS,
    CONSENT_STATES,
    DISCLOSURE_BASES,
    DISCLOSURE_EFFECTS,
    ITEM_CATEGORIES,
    LEGAL_MODES,
    OBLIGATIONS,
    PURPOSES,
    SOURCE_KINDS,
    CodeList,
)

SOURCE = Path(__file__).parent / "law" / "words.yaml"


def _codes(annotation: Any) -> tuple[str, ...]:  # noqa: ANN401 - any type annotation
    """The codes of a literal type, optional or not."""
    if get_origin(annotation) is Literal:
        return get_args(annotation)
    if get_origin(annotation) in {Union, UnionType}:
        return tuple(code for part in get_args(annotation) for code in _codes(part))
    return ()


def _codes_of(model: type[BaseModel], field: str) -> tuple[str, ...]:
    return _codes(model.model_fields[field].annotation)


CODES: Mapping[str, tuple[str, ...]] = {
    "effect": _codes(vocabulary.Effect),
    "basis": _codes(vocabulary.Basis),
    "obligation": _codes(vocabulary.Obligation),
    "legal_mode": _codes(vocabulary.Mode),
    "statutory_mode": _codes(vocabulary.StatutoryMode),
    "category": _codes(vocabulary.Category),
    "purpose": _codes(vocabulary.Purpose),
    "agency_kind": _codes(vocabulary.AgencyKind),
    "holder_class": _codes(vocabulary.HolderClass),
    "convener": _codes(vocabulary.Convener),
    "flag": _codes(vocabulary.Flag),
    "source_kind": _codes(vocabulary.SourceKind),
    "person_role": _codes(vocabulary.PersonRole),
    "capacity": _codes(vocabulary.Capacity),
    "power": _codes(vocabulary.Power),
    "consent_state": _codes(vocabulary.ConsentState),
    "consent_method": _codes_of(Consent, "method"),
    "request_answer": _codes_of(Request, "answer"),
    "determination_kind": _codes(vocabulary.DeterminationKind),
    "victim_kind": _codes_of(Determination, "victim_kind"),
    "requested_by": _codes_of(Determination, "requested_by"),
    "danger": _codes_of(Emergency, "danger"),
    "error": ("schema", *_codes(FlawCode)),
}
"""Every list of codes, in the order in which the page explains them."""

_LABELS: Mapping[str, CodeList] = {
    "effect": DISCLOSURE_EFFECTS,
    "basis": DISCLOSURE_BASES,
    "obligation": OBLIGATIONS,
    "legal_mode": LEGAL_MODES,
    "statutory_mode": LEGAL_MODES,
    "category": ITEM_CATEGORIES,
    "purpose": PURPOSES,
    "agency_kind": AGENCY_KINDS,
    "source_kind": SOURCE_KINDS,
    "consent_state": CONSENT_STATES,
}


class ModelWords(BaseModel):
    """What a part of a document is called, and what each of its fields means."""

    model_config = ConfigDict(extra="forbid")

    title: str
    fields: dict[str, str]


class CodeWords(BaseModel):
    """What a list of codes is called, and what is to be said of single codes."""

    model_config = ConfigDict(extra="forbid")

    title: str
    codes: dict[str, str]


class Words(BaseModel):
    """All of ``words.yaml``."""

    model_config = ConfigDict(extra="forbid")

    models: dict[str, ModelWords]
    codes: dict[str, CodeWords]


@cache
def words() -> Words:
    """Read the words.

    Raises:
        ValueError: a list of codes has no words, or words no list.
    """
    read = Words.model_validate(yaml.safe_load(SOURCE.read_text(encoding="utf-8")))
    same("words.yaml: codes", read.codes, CODES)
    return read


def same(where: str, told: Iterable[str], there: Iterable[str]) -> None:
    """Refuse words that are missing or left over.

    Raises:
        ValueError: which ones.
    """
    if different := sorted(set(told) ^ set(there)):
        raise ValueError(f"{where}: {', '.join(different)}")


def meanings(name: str) -> dict[str, str]:
    """What every code of a list means.

    Args:
        name: of the list, as in :data:`CODES`.

    Raises:
        ValueError: a code has neither a label nor words, or words name no code.
    """
    told, labels = words().codes[name].codes, _LABELS.get(name)
    if strangers := sorted(set(told) - set(CODES[name])):
        raise ValueError(f"words.yaml: {name}: {', '.join(strangers)}")
    found: dict[str, str] = {}
    for code in CODES[name]:
        label = labels.by_code(code).label if labels and code in labels else None
        found[code] = " — ".join(one for one in (label, told.get(code)) if one)
        if not found[code]:
            raise ValueError(f"words.yaml: {name}: {code}")
    return found
