"""Consents on a real store: recorded, weighed, withdrawn on the next request, told to readers."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from services.conference.domain.consent import CONSENTS, consents_id
from services.conference.ledger.entry import Entry
from services.conference.published import publish
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.facts.conference import ConsentChanged
from tests.behaviour.town import ALLOWING, Town, named, town_with_a_meeting, worker
from tests.conftest import NewPlace
from tests.refusals import refused

CITY, NPO, CLINIC = worker("city", "secretariat"), worker("npo"), worker("clinic")
SON, MOTHER = named("son"), named("mother")
WORDS = {
    "aid": "架空のやさしい日本語いろは",
    "understanding": "架空の理解の様子にほへと",
    "identity_check": "架空の本人確認ちりぬ",
    "evidence": "架空の書面の置き場所るをわ",
}


@pytest.fixture
def town(tmp_path: Path, new_place: NewPlace) -> Town:
    """A town with a meeting about a grown son and his mother, on SQLite, then on PostgreSQL."""
    return town_with_a_meeting(tmp_path / "home", new_place())


def answer(town: Town, person: str = "son", **told: Any) -> Any:
    """The person consents in writing to what the npo may be told; or whatever is told instead."""
    request = {
        "person_id": named(person),
        "state": "given",
        "given_by": named(person),
        "capacity": "self",
        "method": "written",
        "scope": {
            "categories": ("health", "consultation"),
            "recipients": (named("npo"),),
            "purposes": ("information_exchange",),
        },
        "explained_by": named("w"),
        "explanation_version": "2026-04",
        "identity_check": WORDS["identity_check"],
        **told,
    }
    return town.offer("consents.answer", CITY, **request)


def listed(town: Town, person: UUID = SON) -> Any:
    """Everything the person answered."""
    return town.offer("consents.list", CITY, person_id=person).consents


def test_an_answer_is_shown_with_everything_that_is_on_record(town: Town) -> None:
    """Given words about an answer, then they lie sealed and are opened for the municipality."""
    witness = {"heard_by": "架空の聞き取り人かよた", "at": town.now}
    recorded = answer(town, method="oral", witness=witness, **WORDS)

    shown = town.offer("consents.show", CITY, consent_id=recorded.consent_id)
    assert {name: getattr(shown, name) for name in WORDS} == WORDS
    assert (shown.heard_by, shown.heard_at) == (witness["heard_by"], witness["at"])
    assert (shown.recorded_by, shown.recorded_at) == (CITY.person, shown.answered_at)
    assert (shown.counts, shown.standing, shown.erased) == (True, "holds", False)
    texts = [*WORDS.values(), witness["heard_by"]]
    assert not any(text in repr(shown) for text in texts)
    stored = "".join(
        one.event.model_dump_json(context={"at_rest": True})
        for one in town.conference.store.history(consents_id(SON))
    )
    assert not any(text in stored for text in texts)


def test_of_an_erased_person_the_answer_stands_without_its_words(town: Town) -> None:
    """Given a destroyed key, then the answer is on record and its words are not."""
    recorded = answer(town, **WORDS)
    town.sealer.destroy(str(SON))

    shown = town.offer("consents.show", CITY, consent_id=recorded.consent_id)
    assert (shown.state, shown.erased, shown.aid) == ("given", True, None)


@pytest.mark.rule(13)
def test_a_consent_without_an_end_is_asked_for_again_after_a_year(town: Town) -> None:
    """Unless it ends, or another day was agreed on."""
    answer(town)
    answer(town, end=town.now + timedelta(days=30))
    answer(town, review_on="2026-09-01")
    answer(town, state="refused", scope=None)

    days = [one.review_on and one.review_on.isoformat() for one in listed(town)]
    assert days == ["2027-06-01", None, "2026-09-01", None]


@pytest.mark.rule(8)
def test_a_familys_wish_is_labelled_as_none_of_the_persons(town: Town) -> None:
    """Given the mother's wish for her grown son, then the answer says what it is not."""
    wish = answer(town, given_by=MOTHER, capacity="family_wish")

    assert (wish.counts, wish.label) == (False, "家族の意向であり、本人の同意ではありません")
    assert "本人の同意には代えられません" in wish.because


@pytest.mark.rule(8, 10, 11)
def test_what_the_law_will_not_count_is_recorded_and_said_so(town: Town) -> None:
    """Given somebody without power, then their answer is kept and the law's sentence is told."""
    theirs = {"given_by": MOTHER, "relation_evidence": "架空の戸籍"}
    parent = answer(town, **theirs, capacity="parental_authority")
    assert (parent.counts, "権限がありません" in parent.because) == (False, True)

    curator = {"by": MOTHER, "kind": "curator", "start": town.now}
    described = {"municipality": DEMO_MUNICIPALITY, "person_id": SON, "birth": "1985-05-20"}
    described |= {"role": "person_concerned"}

    def curated(**told: Any) -> Any:
        representatives = ({**curator, **told},)
        town.offer("persons.describe", CITY, **described, representatives=representatives)
        return answer(town, **theirs, capacity="curator")

    assert not curated(powers=("property",)).counts
    assert curated(powers=("information_handling",)).counts
    abuser = curated(powers=("information_handling",), suspected_abuser=True)
    assert (abuser.counts, "虐待が疑われる" in abuser.because) == (False, True)
    assert [one.counts for one in listed(town)] == [False] * 4


@pytest.mark.rule(10)
def test_a_person_of_unknown_age_does_not_count_alone_and_is_told_why(town: Town) -> None:
    """Given no date of birth, then the less disclosing holds, and the date is asked for."""
    town.person("neighbour", None)

    recorded = answer(town, "neighbour")
    assert (recorded.counts, "生年月日" in recorded.because) == (False, True)


def test_an_answer_under_a_rule_that_asks_for_a_wish_counts_once_it_is_wished(town: Town) -> None:
    """Given a municipal rule that a consent must match a wish, then its flaw is told at once."""
    town.runs_juso(ALLOWING.replace('"allowed",', '"allowed","consent_must_match_wish":true,'))

    assert not answer(town).counts


def test_versions_are_listed_with_how_they_stand(town: Town) -> None:
    """Given versions, then each one is replaced by the next from its own beginning on."""
    first = answer(town)
    later = town.now + timedelta(hours=1)
    answer(town, consent_id=first.consent_id, state="refused", scope=None, start=later)
    answer(town, end=town.now + timedelta(minutes=1, seconds=30))
    assert [one.standing for one in listed(town)] == ["holds", "not_yet", "ended"]

    town.now = later
    assert [one.standing for one in listed(town)] == ["replaced", "holds", "ended"]
    shown = town.offer("consents.show", CITY, consent_id=first.consent_id, version=1)
    assert (shown.state, shown.version) == ("given", 1)
    with refused("consent-not-found"):
        town.offer("consents.show", CITY, consent_id=first.consent_id, version=3)


def test_two_who_record_at_once_do_not_both_succeed(town: Town) -> None:
    """Given two who saw the same answers, when both record, then the second is refused."""
    version = town.offer("consents.list", CITY, person_id=SON).version
    recorded = answer(town, expected_version=version)

    with refused("stale-version"):
        answer(town, expected_version=version)
    with refused("stale-version"):
        withdraw(town, recorded.consent_id, expected_version=version)


@pytest.mark.rule(9)
def test_ones_consent_does_not_become_anothers(town: Town) -> None:
    """Given the son's consent, when the mother answers under its id, then it is refused."""
    consent_id = answer(town).consent_id

    with refused("consent-of-another"):
        answer(town, "mother", consent_id=consent_id)


def test_consents_are_nobodys_business_outside_the_municipality(town: Town) -> None:
    """Given the npo's own counsellor, then neither contents nor existence are told."""
    consent_id = answer(town).consent_id
    outsider = worker("npo", "counsellor")

    with refused("person-not-described"):
        town.offer("consents.list", outsider, person_id=SON)
    with refused("consent-not-found"):
        town.offer("consents.show", outsider, consent_id=consent_id)
    with refused("consent-not-found"):
        town.offer(
            "consents.withdraw", outsider, consent_id=consent_id, withdrawn_by=SON, method="oral"
        )
    with refused("role-not-entitled"):
        town.offer("consents.list", NPO, person_id=SON)


def withdraw(town: Town, consent_id: UUID, **told: Any) -> Any:
    """The son takes a consent back by telephone."""
    told = {"withdrawn_by": SON, "method": "oral", **told}
    return town.offer("consents.withdraw", CITY, consent_id=consent_id, **told)


def opened(town: Town) -> str:
    """What the npo reads in a packet that is built and opened now."""
    matter = {"conference_id": named("meeting"), "agenda_id": named("matter")}
    packets = town.offer("packets.build", CITY, **matter)
    (own,) = (one.packet_id for one in packets if one.recipient_id == named("npo"))
    document = town.offer("packets.open", NPO, packet_id=own)
    return "".join(line.wording for line in document.lines)


@pytest.mark.rule(14)
def test_a_withdrawal_takes_effect_on_the_very_next_request(town: Town) -> None:
    """Given health shown in full by consent, once it is withdrawn the next packet blurs it."""
    consent_id = answer(town).consent_id
    assert "架空の本文いろはにほへと" in opened(town)

    answered = withdraw(town, consent_id)
    assert answered.withdrawn_at == town.now
    assert "架空の本文いろはにほへと" not in opened(town)
    (line,) = listed(town)
    assert (line.standing, line.withdrawn_at) == ("withdrawn", answered.withdrawn_at)


@pytest.mark.rule(14)
def test_past_recipients_are_told_and_say_that_they_read_it(town: Town) -> None:
    """Given an agency that read under a consent, then it alone is told what it has to do now."""
    consent_id = answer(town).consent_id
    opened(town)

    assert withdraw(town, consent_id).told == (named("npo"),)
    (notice,) = town.offer("consents.notices", NPO).notices
    assert (notice.consent_id, notice.person_id, notice.seen) == (consent_id, SON, False)
    assert any("使わないで" in sentence for sentence in notice.what_to_do)
    assert any("返すか、消去" in sentence for sentence in notice.what_to_do)
    assert town.offer("consents.notices", CLINIC).notices == ()
    with refused("notice-not-found"):
        town.offer("consents.notice-seen", CLINIC, consent_id=consent_id)

    for _ in range(2):
        town.offer("consents.notice-seen", NPO, consent_id=consent_id)
    assert town.offer("consents.notices", NPO, unseen_only=True).notices == ()
    (seen,) = town.offer("consents.notices", NPO).notices
    assert seen.seen
    town.conference.store.rebuild_views()
    assert town.offer("consents.notices", NPO).notices == (seen,)


@pytest.mark.rule(14)
def test_nobody_is_told_who_received_nothing(town: Town) -> None:
    """Given a consent that nothing was shown under, then its withdrawal tells nobody."""
    assert withdraw(town, answer(town).consent_id).told == ()
    with refused("own-agency-not-registered"):
        town.offer("consents.notices", worker("stranger"))


def test_a_representative_on_record_may_withdraw(town: Town) -> None:
    """Given a guardian in force, then they may; a relative without power may not."""
    consent_id = answer(town).consent_id
    with refused("not-theirs-to-withdraw"):
        withdraw(town, consent_id, withdrawn_by=MOTHER)

    guardian = {"by": MOTHER, "kind": "adult_guardian", "start": town.now}
    town.person("son", "1985-05-20", representatives=(guardian,))
    assert withdraw(town, consent_id, withdrawn_by=MOTHER)


def test_what_was_shared_before_stays_on_the_ledger(town: Town) -> None:
    """Given a reading under a consent, when it is withdrawn, then its entry stands unchanged."""
    consent_id = answer(town).consent_id
    opened(town)
    store, log = town.conference.store, town.conference.application.desk.ledger.log
    before = [bytes(row["entry"]) for row in log.entries(store.database, 0, 100)]

    withdraw(town, consent_id)
    after = [bytes(row["entry"]) for row in log.entries(store.database, 0, 100)]
    assert after == before
    cited = [one.consent_id for row in after for one in Entry.read(row).consents]
    assert consent_id in cited


def test_answers_and_withdrawals_are_published_and_family_wishes_are_not(town: Town) -> None:
    """Given a consent, a wish and both taken back, then two facts with ids and codes leave."""
    consent_id = answer(town).consent_id
    wish = answer(town, given_by=MOTHER, capacity="family_wish").consent_id
    withdraw(town, consent_id)
    withdraw(town, wish, withdrawn_by=MOTHER)

    facts = [publish(one) for one in town.conference.store.history(consents_id(SON))]
    told = {"municipality": DEMO_MUNICIPALITY, "person_id": str(SON), "version": 1}
    told |= {"consent_id": str(consent_id), "occurred_on": "2026-06-01"}
    assert facts == [
        ConsentChanged(**told, state="given"),
        None,
        ConsentChanged(**told, state="withdrawn"),
        None,
    ]


def test_an_answer_of_somebody_nobody_described_is_refused(town: Town) -> None:
    """Given no description, then nothing could be judged; first the person, then the answer."""
    with refused("person-not-described"):
        answer(town, "stranger")
    with town.at_work() as tx:
        assert tx.load(CONSENTS, consents_id(named("stranger"))).state is None
