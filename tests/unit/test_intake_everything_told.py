"""開示請求: what intake tells of a contact, and why somebody must look at it first."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from services.intake.application.everything_told import FORMS
from services.intake.domain import case
from shared.personal_records import Mark
from shared.sealing import Erased, Sealed
from shared.telling import tell
from tests.sealed_words import SEALED


def contact(**but: Any) -> case.ContactRecorded:
    """A contact in which the person spoke for themself."""
    told = {
        "municipality": "990019",
        "contact_id": UUID(int=1),
        "on": date(2026, 4, 1),
        "gender": "male",
        "method": "phone",
        "consulter": "person",
        "consent": "not_asked",
        "content": SEALED,
        "while_anonymous": False,
    }
    return case.ContactRecorded(**{**told, **but})


def marks(**but: Any) -> set[Mark]:
    """Why it must be looked at."""
    return set(tell(FORMS, contact(**but), lambda _sealed, _label: "内容").marks)


@pytest.mark.rule(34, 35, 44)
@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({}, set()),
        ({"source": "person_statement"}, set()),
        ({"consulter": "mother"}, {"family_statement"}),
        ({"consulter": "mother", "source": "observation"}, {"family_statement"}),
        ({"source": "family_statement"}, {"family_statement"}),
        ({"consulter": "commissioner"}, {"other_agency"}),
        ({"source": "other_agency"}, {"other_agency"}),
        ({"consulter": "neighbour"}, {"confidential_informant"}),
        ({"consulter": "anonymous"}, {"other_person"}),
        ({"source": "assessment"}, {"assessment"}),
        ({"told_in_confidence": True}, {"confidential_informant", "do_not_tell_person"}),
        ({"factors": ("abuse",)}, {"unjust_harm_risk"}),
        (
            {"factors": ("dv",), "consulter": "school"},
            {"other_agency", "confidential_informant", "unjust_harm_risk"},
        ),
    ],
)
def test_a_contact_is_marked_by_who_spoke_and_how(
    told: dict[str, Any], expected: set[Mark]
) -> None:
    """The person's own plain words are theirs; everybody else's are looked at first."""
    assert marks(**told) == expected


def test_codes_are_told_by_their_labels_and_the_content_in_full() -> None:
    """The person reads words, not codes."""
    told = tell(FORMS, contact(factors=("debt",)), lambda _sealed, label: label)

    assert told.title == "相談対応"
    assert "方法：電話" in told.text
    assert "相談者：本人" in told.text
    assert "課題：債務" in told.text
    assert "内容：intake.contact.content" in told.text


def test_what_was_erased_is_said_to_be_and_marked() -> None:
    """A hole in the record is no secret, and no failure of the whole export."""

    def gone(_sealed: Sealed, _label: str) -> str:
        raise Erased

    told = tell(FORMS, contact(), gone)

    assert "内容：（消去済み）" in told.text
    assert "unreadable" in told.marks
