"""開示請求 as pages: received, kept in time, gathered, looked at piece by piece, answered once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import httpx
import pytest

from services.intake.application.everything import Everything as IntakeEverything
from services.placement.everything import Everything as PlacementEverything
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.identity import Role
from shared.personal_records import EverythingAbout, HoldingService, RecordsFile
from tests.behaviour.conference.access_requests.offices import (
    CANARIES,
    OWN,
    REPORT,
    SAID_BY_MOTHER,
    TODAY,
    Offices,
    at_work,
    with_text,
)
from tests.behaviour.conference.conference_visitor import (
    AT,
    Visitor,
    done,
    expect_nobody_in_addresses,
    fill,
    refused_at,
    visiting,
)
from tests.behaviour.placement_visitor import forms_of
from tests.behaviour.town import SECRETARIAT, worker

REASON = "審査した架空の理由"


@pytest.fixture
def offices(tmp_path: Path) -> Iterator[Offices]:
    """Three services at work, and a person about whom each of them knows something."""
    yield from at_work(tmp_path)


def received(visitor: Visitor, person: UUID | None, **typed: str) -> str:
    """The person's own request comes in; the address of its page."""
    told = {
        "requester": "self",
        "person": str(person or ""),
        "described": "私についての記録すべて（架空）",
        "identity": "運転免許証で確認",
        "received_on": str(TODAY),
        **typed,
    }
    return done(fill(visitor, visitor.look("/access/new"), "/access/new", **told))


def part_of(offices: Offices, service: HoldingService, person: UUID) -> bytes:
    """The file that another service wrote out."""
    asked = EverythingAbout(municipality=DEMO_MUNICIPALITY, person_id=person)
    place = (
        IntakeEverything(offices.intake.store, offices.intake.sealer)
        if service == "intake"
        else PlacementEverything(offices.placement.store, offices.placement.sealer)
    )
    records = place.everything_about(SECRETARIAT, asked)
    part = RecordsFile(person_id=person, service=service, records=records)
    return part.model_dump_json().encode()


def gather(offices: Offices, visitor: Visitor, path: str) -> None:
    """Every service's records, by a file and by a button."""
    for service in ("intake", "placement"):
        content = part_of(offices, service, offices.person)
        done(visitor.hand_in(f"{path}/collect", records=content))
    done(fill(visitor, visitor.look(path), f"{path}/collect-own"))


def reviewed(visitor: Visitor, path: str) -> tuple[httpx.Response, dict[str, list[str]]]:
    """The pieces, and what stands in the form in which they are decided."""
    page = fill(visitor, visitor.look(path), f"{path}/review")
    assert page.status_code == 200
    return page, forms_of(page.text)[f"{AT}{path}/decide"]


def kept_back(fields: dict[str, list[str]]) -> dict[str, list[str]]:
    """Every marked piece is kept back for a third party's sake."""
    marked = set(fields["piece"]) - set(fields["unmarked"])
    told = {f"disclosed-{one}": ["withheld"] for one in marked}
    return told | {f"exemptions-{one}": ["third_party"] for one in marked}


@pytest.mark.parametrize(
    ("path", "role", "status"),
    [
        ("/access", "secretariat", 200),
        ("/access", "auditor", 200),
        ("/access", "counsellor", 403),
        ("/access/new", "counsellor", 200),
        ("/access/new", "auditor", 403),
        ("/access", "member", 403),
    ],
)
def test_a_page_is_for_its_roles(offices: Offices, path: str, role: Role, status: int) -> None:
    """The counter takes requests in, the secretariat answers them, the auditor watches the days."""
    with visiting(offices.town, worker("city", role)) as visitor:
        assert visitor.look(path).status_code == status


@pytest.mark.rule(60)
def test_a_request_goes_all_its_way(offices: Offices) -> None:
    """Received, gathered, reviewed, decided, handed over once: not a word that was kept back."""
    with visiting(offices.town, SECRETARIAT) as visitor:
        path = received(visitor, offices.person)
        assert "記録を集めます" in visitor.look(path).text
        gather(offices, visitor, path)
        assert "件を審査し、決定します" in visitor.look(path).text
        page, fields = reviewed(visitor, path)
        assert all(one in page.text for one in CANARIES)

        told = {**fields, **kept_back(fields), "outcome": ["partial"], "reason": [REASON]}
        assert done(visitor.send(f"{path}/decide", **told)) == path
        answer = fill(visitor, visitor.look(path), f"{path}/deliver", **{"deliver-how": "copy"})
        assert answer.status_code == 200
        assert OWN in answer.text
        assert "保有個人情報の一部を開示する決定" in answer.text
        assert not [one for one in (SAID_BY_MOTHER, REPORT, REASON) if one in answer.text]
        again = visitor.send(f"{path}/deliver", **{"deliver-how": "copy"})
        assert "access-already-delivered" in again.text
        expect_nobody_in_addresses(
            str(offices.person), visitor.look(path), visitor.look("/access"), page
        )


@pytest.mark.rule(60)
def test_each_reading_is_on_record_before_it_is_seen(offices: Offices) -> None:
    """Given a decision that was refused, then the pieces were shown, and read, twice."""
    with visiting(offices.town, SECRETARIAT) as visitor:
        path = received(visitor, offices.person)
        gather(offices, visitor, path)
        visitor.look(path)
        assert not [one for one in offices.entries_about(offices.person) if one.act != "export"]
        _, fields = reviewed(visitor, path)
        once = len(offices.entries_about(offices.person))
        typed = {**fields, "outcome": ["full"], "reason": [REASON]}
        refused = visitor.send(f"{path}/decide", **typed)
        assert "record-undecided" in refused.text
        assert REASON in refused.text
        first = next(one for one in fields["piece"] if one not in fields["unmarked"])
        assert f'id="disclosed-{first}-wrong"' in refused.text
    read = [one for one in offices.entries_about(offices.person) if one.act == "record_read"]
    assert len(offices.entries_about(offices.person)) - once == len(read) / 2


@pytest.mark.rule(60)
def test_the_request_is_read_in_its_own_words_on_record(offices: Offices) -> None:
    """The request's page shows none of it; asked for, it is shown whole, and that was noted."""
    asked = "母のことを書いた記録（架空）"
    with visiting(offices.town, SECRETARIAT) as visitor:
        path = received(visitor, offices.person, described=asked)
        page = visitor.look(path)
        assert asked not in page.text
        written = fill(visitor, page, f"{path}/read")
        assert written.status_code == 200
        assert asked in written.text
        assert "運転免許証で確認" in written.text
        assert "no-store" in written.headers["cache-control"]
    read = [one for one in offices.entries_about(offices.person) if one.act == "record_read"]
    assert len(read) == 1


@pytest.mark.rule(60)
def test_what_a_decision_lacks_is_told_at_its_piece(offices: Offices) -> None:
    """A reason of the law, a wording, a footing: each is asked for where it is missing."""
    with visiting(offices.town, SECRETARIAT) as visitor:
        path = received(visitor, offices.person)
        gather(offices, visitor, path)
        _, fields = reviewed(visitor, path)
        told = {**fields, **kept_back(fields), "outcome": ["partial"], "reason": [REASON]}
        one = next(one for one in fields["piece"] if one not in fields["unmarked"])
        for changed, field in (
            ({f"exemptions-{one}": []}, f"exemptions-{one}"),
            ({f"disclosed-{one}": ["partial"]}, f"wording-{one}"),
            ({f"disclosed-{one}": ["full"], f"exemptions-{one}": []}, f"footing-{one}"),
            ({"reason": []}, "reason"),
        ):
            refused_at(visitor.send(f"{path}/decide", **{**told, **changed}), field)
        found = offices.ask("review", access_id=path.rpartition("/")[2])
        report = with_text(found, REPORT).record_id
        never = {f"disclosed-{report}": ["full"], f"footing-{report}": ["not_exempt"]}
        refused_at(visitor.send(f"{path}/decide", **{**told, **never}), f"disclosed-{report}")


@pytest.mark.rule(60)
def test_the_clock_stands_while_something_is_missing(offices: Offices) -> None:
    """Asked for, mended, extended once: the page tells the days, and what is legally next."""
    with visiting(offices.town, SECRETARIAT) as visitor:
        path = received(visitor, offices.person, identity="")
        asking = f"{path}/ask-correction"
        refused_at(fill(visitor, visitor.look(path), asking), "ask-correction-missing")
        done(fill(visitor, visitor.look(path), asking, **{"ask-correction-missing": "本人の確認"}))
        waiting = visitor.look(path)
        assert "補正されるまで止まっている" in waiting.text
        assert f"{AT}{path}/extend" not in waiting.text
    offices.town.now += timedelta(days=10)
    with visiting(offices.town, SECRETARIAT) as visitor:
        mended = {"correct-identity": "個人番号カードの提示"}
        done(fill(visitor, visitor.look(path), f"{path}/correct", **mended))
        assert "残り 30 日" in visitor.look(path).text
        typed = {"extend-days": "31", "extend-reason": "架空の理由"}
        refused_at(fill(visitor, visitor.look(path), f"{path}/extend", **typed), "extend-days")
        typed["extend-days"] = "30"
        done(fill(visitor, visitor.look(path), f"{path}/extend", **typed))
        extended = visitor.look(path)
        assert "延長した" in extended.text
        assert f"{AT}{path}/extend" not in extended.text


def test_overdue_requests_stand_first(offices: Offices) -> None:
    """Past its term a request is marked in the list and on its page, in words and not by colour."""
    with visiting(offices.town, SECRETARIAT) as visitor:
        path = received(visitor, offices.person)
        assert "残り 30 日" in visitor.look("/access").text
    offices.town.now += timedelta(days=32)
    with visiting(offices.town, SECRETARIAT) as visitor:
        listed = visitor.look("/access").text
        assert "期限を過ぎて、まだ決定していない請求が 1 件" in listed
        assert "！ 2 日過ぎています" in listed
        assert "決定の期限を 2 日過ぎています" in visitor.look(path).text


@pytest.mark.rule(61)
def test_nobody_learns_on_the_way_whether_there_is_a_file(offices: Offices) -> None:
    """Without a number a request is taken in alike, and answered without confirming anything."""
    with visiting(offices.town, SECRETARIAT) as visitor:
        known = received(visitor, offices.person, requester="other")
        unknown = received(visitor, None, requester="other")
        for path in (known, unknown):
            page = visitor.look(path)
            typed = {"refuse-outcome": "existence_not_confirmed", "refuse-reason": REASON}
            done(fill(visitor, page, f"{path}/refuse", **typed))
            deciding = visitor.look(path)
            assert "存否応答拒否" in deciding.text
            answer = fill(visitor, deciding, f"{path}/deliver", **{"deliver-how": "copy"})
            assert "あるかどうかを明らかにしないで" in answer.text


@pytest.mark.rule(60)
def test_a_third_party_is_asked_and_heard(offices: Offices) -> None:
    """Chosen among those a piece speaks of; their opinion is recorded and holds the answer up."""
    with visiting(offices.town, SECRETARIAT) as visitor:
        path = received(visitor, offices.person)
        gather(offices, visitor, path)
        page, fields = reviewed(visitor, path)
        found = offices.ask("review", access_id=path.rpartition("/")[2])
        spoken = str(with_text(found, SAID_BY_MOTHER).record_id)
        asking = {
            "ask-third-party-party-id": str(offices.mother),
            "ask-third-party-record-ids": [spoken],
            "ask-third-party-answer-by": str(TODAY + timedelta(days=14)),
        }
        done(fill(visitor, page, f"{path}/ask-third-party", **asking))
        waiting = visitor.look(path)
        assert "待っている" in waiting.text
        told = {
            "third-party-answered-opposes": "true",
            "third-party-answered-opinion": "見せないでほしい（架空）",
        }
        done(fill(visitor, waiting, f"{path}/third-party-answered", **told))
        heard = visitor.look(path)
        assert "反対" in heard.text
        assert "見せないでほしい（架空）" in fill(visitor, heard, f"{path}/read").text

        _, fields = reviewed(visitor, path)
        given = {f"disclosed-{spoken}": ["full"], f"footing-{spoken}": ["public_interest"]}
        typed = {**fields, **kept_back(fields), **given, f"exemptions-{spoken}": []}
        done(
            visitor.send(f"{path}/decide", **{**typed, "outcome": ["partial"], "reason": [REASON]})
        )
        early = visitor.look(path)
        assert "から渡せます" in early.text
        assert f"{AT}{path}/deliver" not in early.text
    offices.town.now += timedelta(days=14)
    with visiting(offices.town, SECRETARIAT) as visitor:
        answer = fill(visitor, visitor.look(path), f"{path}/deliver")
        assert SAID_BY_MOTHER in answer.text


def test_a_strange_file_is_refused_where_it_was_chosen(offices: Offices) -> None:
    """What is no such file, nothing at all, or somebody else's, is told at the field."""
    with visiting(offices.town, SECRETARIAT) as visitor:
        path = received(visitor, offices.person)
        for content in (b"{}", part_of(offices, "intake", offices.mother)):
            refused_at(visitor.hand_in(f"{path}/collect", records=content), "records")
        assert "相談受付" in visitor.look(path).text


def test_the_auditor_sees_the_days_and_no_word(offices: Offices) -> None:
    """Given gathered records, then who watches finds no way to read, to decide or to hand over."""
    with visiting(offices.town, SECRETARIAT) as visitor:
        path = received(visitor, offices.person)
        gather(offices, visitor, path)
    with visiting(offices.town, worker("city", "auditor")) as auditor:
        page = auditor.look(path)
        assert page.status_code == 200
        assert f"{AT}{path}" not in page.text.replace(f'href="{AT}{path}"', "")
        for act in ("read", "review", "decide", "deliver", "collect-own"):
            assert auditor.send(f"{path}/{act}").status_code == 403
