"""開示請求: the request itself is read back by those who answer it, and that is on record."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from services.conference.application.access.replies import AccessWritten
from shared.refusal import Refusal
from shared.telling import ERASED
from tests.behaviour.conference.access_requests.offices import (
    SAID_BY_MOTHER,
    TODAY,
    Offices,
    everything,
    with_text,
)
from tests.behaviour.town import named

OPINION = "話したことは見せないでほしいカナリア9"


@pytest.mark.rule(60)
def test_what_was_asked_for_and_shown_is_read_back(offices: Offices) -> None:
    """The words of the request, of its papers, of what was missing and why it took longer."""
    access_id = offices.receive(
        offices.person,
        requester="minor_representative",
        requester_id=offices.mother,
        described="子の相談の記録",
        power="戸籍全部事項証明書",
        subject_birth="2010-05-01",
    )
    offices.ask("ask-correction", access_id=access_id, missing="委任状", asked_on=TODAY)
    offices.town.now += timedelta(days=3)
    mended = {"corrected_on": TODAY + timedelta(days=3), "identity": "個人番号カード"}
    offices.ask("correct", access_id=access_id, **mended)
    late = {"days": 10, "reason": "記録が多いため", "noticed_on": TODAY + timedelta(days=3)}
    offices.ask("extend", access_id=access_id, **late)

    assert offices.ask("read", access_id=access_id) == AccessWritten(
        described="子の相談の記録",
        identity="個人番号カード",
        power="戸籍全部事項証明書",
        subject_birth="2010-05-01",
        missing="委任状",
        extension_reason="記録が多いため",
        opinions=(),
        reason=None,
    )


@pytest.mark.rule(60)
def test_what_a_third_party_wrote_is_read_before_and_after_the_decision(offices: Offices) -> None:
    """Whoever decides reads the opinion; the reason is read once there is one."""
    access_id, found = everything(offices)
    piece = with_text(found, SAID_BY_MOTHER).record_id
    asked = {
        "party_id": offices.mother,
        "record_ids": [piece],
        "answer_by": TODAY + timedelta(days=14),
    }
    opinion_id = offices.ask("ask-third-party", access_id=access_id, **asked)
    (waiting,) = offices.ask("read", access_id=access_id).opinions
    assert waiting.text is None
    offices.ask(
        "third-party-answered",
        access_id=access_id,
        opinion_id=opinion_id,
        opposes=True,
        opinion=OPINION,
        answered_on=TODAY,
    )
    told: AccessWritten = offices.ask("read", access_id=access_id)
    assert [(one.party_id, one.text) for one in told.opinions] == [(offices.mother, OPINION)]
    assert told.reason is None

    reason = {"outcome": "existence_not_confirmed", "reason": "架空の理由"}
    offices.ask("decide", access_id=access_id, **reason)
    assert offices.ask("read", access_id=access_id).reason == "架空の理由"


@pytest.mark.rule(54, 61)
def test_each_reading_is_an_entry_and_the_same_whether_there_is_a_file(offices: Offices) -> None:
    """Of somebody nobody knows the entry differs in nothing but who it is about."""
    stranger = uuid4()
    entries = []
    for person in (offices.person, stranger):
        access_id = offices.receive(person)
        offices.ask("read", access_id=access_id)
        (entry,) = [one for one in offices.entries_about(person) if one.matter_id == access_id]
        assert entry.subjects == (person,)
        entries.append(entry)
    known, unknown = (
        one.model_dump(exclude={"entry_id", "matter_id", "subjects", "at", "recorded_at"})
        for one in entries
    )
    assert known == unknown
    assert (known["act"], known["recipient_id"]) == ("record_read", named("city"))
    assert known["citations"]


def test_of_somebody_erased_nothing_is_read(offices: Offices) -> None:
    """What was sealed for a person and their representative goes with either of them."""
    representative = uuid4()
    access_id = offices.receive(
        offices.person, requester="voluntary_agent", requester_id=representative, power="委任状"
    )
    offices.town.sealer.destroy(str(representative))

    told: AccessWritten = offices.ask("read", access_id=access_id)

    assert (told.described, told.identity, told.power) == (ERASED, ERASED, ERASED)
    assert told.missing is None


def test_a_version_that_is_no_more_is_refused(offices: Offices) -> None:
    """Who has seen something else is told so, and nothing goes on record."""
    access_id = offices.receive(offices.person)
    before = len(offices.entries_about(offices.person))
    with pytest.raises(Refusal) as no:
        offices.ask("read", access_id=access_id, expected_version=9)
    assert no.value.code == "stale-version"
    assert len(offices.entries_about(offices.person)) == before
