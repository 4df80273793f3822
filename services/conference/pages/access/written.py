"""請求書を読む: a request for access in its own words, and what was written about it since.

What is read here stands in no address and is kept nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from services.conference.application.access.replies import AccessWritten
from services.conference.pages.access.one import (
    NAMES,
    named,
    names_of,
    party_label,
)
from services.conference.pages.access.words import PATH, access_path
from shared.calendar import FuzzyDate
from shared.pages import Page, Visit, send
from shared.pages.writing import number
from shared.telling import ERASED

_CAPTIONS: Mapping[str, str] = {
    "described": "請求の内容",
    "identity": "本人を確かめた方法",
    "power": "代理権の証明",
    "subject_birth": "証明に書かれた対象者の生年月日",
    "missing": "補正を求めたこと",
    "extension_reason": "期限を延長した理由",
}
"""By the name in the answer, in the order in which it came."""


def written(visit: Visit) -> Page:
    """The request in its own words; that it was read is on record before it is seen."""
    told: AccessWritten = visit.ask("access.read", named(visit))
    access_id = visit.path["access_id"]
    names = names_of(visit) if told.opinions else {}
    shown = {
        "list": PATH,
        "path": access_path(access_id),
        "number": number(access_id),
        "texts": list(_texts(told)),
        "opinions": [
            (party_label(names, one.party_id), one.text) for one in told.opinions if one.text
        ],
        "reason": told.reason,
    }
    return Page("access/written.html", "開示請求書", shown)


def _texts(told: AccessWritten) -> Iterator[tuple[str, str]]:
    for name, caption in _CAPTIONS.items():
        text = getattr(told, name)
        if text and name == "subject_birth" and text != ERASED:
            text = FuzzyDate.from_edtf(text).label
        if text:
            yield caption, text


ROUTES = (send("/access/{access_id}/read", written, "access.read", *NAMES),)
