"""The pieces of a request as fields of one form: what is to become of each, there and back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from services.conference.application.access.replies import ReviewedPart
from services.conference.pages.access.words import KEEPERS
from shared.pages import Posted
from shared.pages.acts import FieldRefusal
from shared.refusal import Refusal

_PIECE = "piece"
_DISCLOSED, _EXEMPTIONS, _FOOTING, _WORDING = "disclosed", "exemptions", "footing", "wording"
LABELS = {"outcome": "決定", "reason": "決定の理由"}
_AS = {"決定": "outcome", "記録ごとの決定": "outcome"}


def field_of(part: str, record_id: UUID | str) -> str:
    """The name of a piece's field."""
    return f"{part}-{record_id}"


def shown(place: int, part: ReviewedPart, form: Posted) -> dict[str, Any]:
    """A piece as the page shows it, with what was typed about it."""
    title, _, text = part.text.partition("\n")
    return {
        "place": place,
        "part": part,
        "id": str(part.record_id),
        "title": title,
        "text": text,
        "keeper": KEEPERS[part.service],
        "disclosed": form.one(field_of(_DISCLOSED, part.record_id))
        or ("" if part.marks else "full"),
        "exemptions": form.many(field_of(_EXEMPTIONS, part.record_id)),
        "footing": form.one(field_of(_FOOTING, part.record_id)),
        "wording": form.one(field_of(_WORDING, part.record_id)),
    }


def verdict(form: Posted) -> dict[str, Any]:
    """What is decided, for a request; what is unmarked and handed out whole is not in it."""
    return {
        **form.given("outcome", "reason", "expected_version"),
        "parts": [_decided(form, one) for one in form.many(_PIECE) if _is_decided(form, one)],
    }


def _is_decided(form: Posted, record_id: str) -> bool:
    disclosed = form.one(field_of(_DISCLOSED, record_id))
    return bool(disclosed) and not (disclosed == "full" and record_id in form.many("unmarked"))


def _decided(form: Posted, record_id: str) -> dict[str, Any]:
    return {
        "record_id": record_id,
        "disclosed": form.one(field_of(_DISCLOSED, record_id)),
        "exemptions": form.many(field_of(_EXEMPTIONS, record_id)),
        "footing": form.one(field_of(_FOOTING, record_id)) or None,
        "wording": form.one(field_of(_WORDING, record_id)) or None,
    }


def at_piece(refusal: Refusal, form: Posted, parts: Sequence[ReviewedPart]) -> Refusal:
    """The refusal at the first piece that it can mean; as it is if it speaks of none."""
    name = next(_fields_meant(refusal.code, form, parts), None)
    told = name or _AS.get(getattr(refusal, "field", ""), getattr(refusal, "field", ""))
    if name is None and told not in LABELS:
        return refusal
    message, remedy = refusal.message, refusal.remedy
    if refusal.code == "request-unreadable":
        message = f"「{LABELS[told]}」が空です。"
        remedy = "入力してください。ほかの欄に書いたものは残っています。"
    return FieldRefusal(told, refusal.code, message, remedy)


def _fields_meant(code: str, form: Posted, parts: Sequence[ReviewedPart]) -> Iterator[str]:
    for part in parts:
        one = shown(0, part, form)
        said, given = one["disclosed"], one["disclosed"] in ("full", "partial")
        lacks = {
            "record-undecided": (_DISCLOSED, not said),
            "record-never-handed-out": (_DISCLOSED, given and "reporter_identity" in part.marks),
            "exemption-missing": (
                _EXEMPTIONS,
                said in ("partial", "withheld") and not one["exemptions"],
            ),
            "wording-missing": (_WORDING, (said == "partial") != bool(one["wording"])),
            "footing-missing": (_FOOTING, given and bool(part.marks) and not one["footing"]),
            "third-party-not-asked": (
                _FOOTING,
                given and one["footing"] in ("life_protection", "public_interest"),
            ),
        }
        field, is_meant = lacks.get(code, ("", False))
        if is_meant:
            yield field_of(field, part.record_id)
