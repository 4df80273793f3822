"""監査 and 登録 as pages: who has which, what is asked how, and what never stands anywhere."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.identity import Actor, Role
from tests.behaviour.conference.conference_visitor import AT, every_form, visiting
from tests.behaviour.sharing import ledger, prepared, tell
from tests.behaviour.town import AUDITOR, SECRETARIAT, Town, named, town_with_a_meeting, worker

SON = str(named("son"))
REGISTERS = f"/registers/{DEMO_MUNICIPALITY}"


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """A town where the npo was told something by mouth, and sent nothing else."""
    town = town_with_a_meeting(tmp_path / "home")
    tell(town)
    yield town
    town.conference.close()


def as_role(role: Role) -> Actor:
    """Somebody of the city in a role."""
    return worker("city", role)


@pytest.mark.parametrize(
    ("path", "role", "status"),
    [
        ("/audit", "auditor", 200),
        ("/audit", "secretariat", 403),
        ("/audit", "operator", 403),
        ("/audit", "counsellor", 403),
        ("/audit/ledger", "auditor", 200),
        ("/audit/ledger", "operator", 200),
        ("/audit/ledger", "member", 403),
        (REGISTERS, "operator", 200),
        (REGISTERS, "secretariat", 200),
        (REGISTERS, "auditor", 403),
        (REGISTERS, "counsellor", 403),
        (f"{REGISTERS}/rules", "secretariat", 200),
        (f"{REGISTERS}/agencies/new", "operator", 200),
        (f"{REGISTERS}/agencies/new", "auditor", 403),
    ],
)
def test_a_page_is_for_its_roles(town: Town, path: str, role: Role, status: int) -> None:
    """Auditors read the ledger, keepers keep the registers, and everybody else is told who does."""
    with visiting(town, as_role(role)) as visitor:
        assert visitor.look(path).status_code == status


def test_what_was_shared_about_somebody_is_shown(town: Town) -> None:
    """By whom, to whom, of what kind and on which basis; without one, that is said in words."""
    with visiting(town, AUDITOR) as auditor:
        page = auditor.send("/audit/entries", question="shared-about", person=SON)
    assert page.status_code == 200
    assert "口頭での共有" in page.text
    assert "病歴・病状・受診" in page.text
    assert "根拠の記録がありません" in page.text


def test_a_person_never_stands_in_an_address_or_a_title(town: Town) -> None:
    """The number goes in the body of a form, and comes back in none of the page's addresses."""
    with visiting(town, AUDITOR) as auditor:
        page = auditor.send("/audit/entries", question="shared-about", person=SON).text
    (title,) = re.findall("<title>(.*?)</title>", page)
    addresses = re.findall('(?:href|action)="([^"]*)"', page)
    assert addresses
    for one in (title, *addresses):
        assert SON not in one
        assert SON[:8].upper() not in one


def test_asking_is_on_record(town: Town) -> None:
    """A question that was asked on a page, and its file, stand in the record of questions."""
    with visiting(town, AUDITOR) as auditor:
        auditor.look("/audit")
        before = auditor.send("/audit/asked").text.count("誰のことが共有されたか")
        auditor.send("/audit/entries", question="shared-about", person=SON)
        auditor.send("/audit/entries/file", question="shared-about", person=SON, form="csv")
        after = auditor.send("/audit/asked").text
    assert before == 0
    assert after.count("誰のことが共有されたか") == 2
    assert SON[:8].upper() in after
    assert SON not in after


def test_entries_come_in_pages(town: Town) -> None:
    """Given more entries than a page holds, the rest is a button away, and none comes twice."""
    for _ in range(52):
        tell(town)
    places: list[str] = []
    with visiting(town, AUDITOR) as auditor:
        page = auditor.send("/audit/entries", question="shared-about", person=SON).text
        for _ in range(5):
            places += re.findall(r">([\d,]+) 件目<", page)
            again = [
                fields
                for action, fields in every_form(page)
                if action == f"{AT}/audit/entries" and "before" in fields and "effect" not in fields
            ]
            if not again:
                break
            assert again[0]["before"]
            page = auditor.send("/audit/entries", **again[0]).text
    assert len(places) == len(set(places)) == len(ledger(town))
    assert places == sorted(places, key=int, reverse=True)


def test_a_page_can_be_narrowed(town: Town) -> None:
    """What was chosen stays, the rest goes, and the page says how many of how many it shows."""
    prepared(town, "npo")
    asked = {"question": "shared-about", "person": SON}
    with visiting(town, AUDITOR) as auditor:
        whole = auditor.send("/audit/entries", **asked).text
        narrowed = auditor.send("/audit/entries", **asked, act="oral").text
        kept = next(told for _, told in every_form(narrowed) if told.get("form") == "csv")
        table = auditor.send("/audit/entries/file", **kept).content.decode("utf-8-sig")
    assert whole.count('<li class="keep">') == len(ledger(town)) == 2
    assert narrowed.count('<li class="keep">') == 1
    assert "2 件のうち 1 件" in narrowed
    assert [line[2] for line in csv.reader(io.StringIO(table))] == ["行為", "口頭での共有"]


def test_was_it_lawful_that_day(town: Town) -> None:
    """An entry is decided again, and the law's reasons stand beside what was recorded."""
    (entry,) = ledger(town)
    with visiting(town, AUDITOR) as auditor:
        page = auditor.send("/audit/lawful", entry_id=str(entry.entry_id)).text
    assert "許される範囲を超えています" in page
    assert "× 不可" in page


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"question": "shared-about", "person": ""}, "person"),
        ({"question": "refused-about", "person": ""}, "person"),
        ({"question": "opened-about", "person": "山田"}, "person"),
        ({"question": "received", "agency": ""}, "agency"),
        ({"question": "in-matter", "number": "1"}, "number"),
    ],
)
def test_a_question_without_an_object_is_refused_at_its_field(
    town: Town, typed: dict[str, str], field: str
) -> None:
    """The first page comes again, its field says why, and nothing was answered about everybody."""
    with visiting(town, AUDITOR) as auditor:
        page = auditor.send("/audit/entries", **typed)
    assert page.status_code in (400, 422)
    assert f'href="#{field}"' in page.text
    assert f'id="{field}-wrong"' in page.text
    assert "口頭での共有" not in page.text


def test_entries_leave_as_a_table(town: Town) -> None:
    """The file holds what the page shows, in words, and its name tells of nobody."""
    with visiting(town, AUDITOR) as auditor:
        asked = {"question": "shared-about", "person": SON}
        kept = auditor.send("/audit/entries/file", **asked, form="csv")
        book = auditor.send("/audit/entries/file", **asked, form="xlsx")
    header, line = csv.reader(io.StringIO(kept.content.decode("utf-8-sig")))
    told = dict(zip(header, line, strict=True))
    assert told["行為"] == "口頭での共有"
    assert told["根拠"] == "根拠なし"
    assert book.content[:2] == b"PK"
    for one in (kept, book):
        assert SON not in one.headers["content-disposition"]
        assert one.headers["cache-control"] == "no-store"


def test_the_ledger_is_held_against_an_earlier_checkpoint(town: Town) -> None:
    """What was noted is found again; another root is told to be another."""
    with visiting(town, AUDITOR) as auditor:
        noted = auditor.look("/audit/ledger").text
        (root,) = re.findall("<dd><code>(.*?)</code>", noted)
        tell(town)
        same = auditor.send("/audit/ledger/compare", old_size="1", root=root).text
        other = auditor.send("/audit/ledger/compare", old_size="2", root=root).text
        none = auditor.send("/audit/ledger/compare", old_size="9", root=root)
        signed = auditor.send("/audit/ledger/sign")
    assert "控えのとおりです" in same
    assert "控えと合いません" in other
    assert none.status_code >= 400
    assert signed.headers["location"] == f"{AT}/audit/ledger"


def test_another_municipality_has_nothing_of_it(town: Town) -> None:
    """An auditor elsewhere asks their own ledger, in which there is nothing about the person."""
    town.agency("other", "municipal_department", "public", internal=True, municipality="392014")
    with visiting(town, worker("other", "auditor")) as stranger:
        page = stranger.send("/audit/entries", question="shared-about", person=SON)
        (entry,) = ledger(town)
        lawful = stranger.send("/audit/lawful", entry_id=str(entry.entry_id))
    assert "該当する記録はありません" in page.text
    assert lawful.status_code == 404


def test_an_agency_is_registered_and_its_contract_ends(town: Town) -> None:
    """The list says in words that the contract holds, and after its last day that it does not."""
    about = {"name": "架空の受託法人", "kind": "npo", "holder_class": "private"}
    day = town.now.date()
    with visiting(town, SECRETARIAT) as keeper:
        assert f'href="{AT}{REGISTERS}/agencies/new"' in keeper.look("/registers").text
        new = f"{REGISTERS}/agencies/new"
        sent = keeper.send(new, **about, entrusted_from=str(day))
        assert sent.status_code == 303, sent.text
        listed = keeper.look(REGISTERS).text
        assert "✓ 委託中" in listed
        (path,) = re.findall(rf'href="{AT}([^"]*)">架空の受託法人', listed)
        blank = dict(every_form(keeper.look(path).text))[f"{AT}{path}"]
        ended = keeper.send(
            path,
            **about,
            expected_version=blank["expected_version"],
            entrusted_from="2026-01-01",
            entrusted_until="2026-01-31",
        )
        assert ended.status_code == 303, ended.text
        assert "× 委託は終わりました" in keeper.look(REGISTERS).text
        stale = keeper.send(path, **about, expected_version="1")
    assert stale.status_code == 409


def test_an_end_at_noon_stays_at_noon(town: Town) -> None:
    """Whoever amends a name changes no instant of the contract, though the form shows days."""
    noon = datetime(2026, 12, 1, 3, tzinfo=UTC)
    start = datetime(2026, 4, 1, 1, tzinfo=UTC)
    town.agency("lent", "npo", "private", entrusted={"start": start, "end": noon})
    path = f"{REGISTERS}/agencies/{named('lent')}"
    with visiting(town, SECRETARIAT) as keeper:
        fields = dict(every_form(keeper.look(path).text))[f"{AT}{path}"]
        fields["name"] = "架空の新しい名称"
        assert keeper.send(path, **fields).status_code == 303
    listed = town.offer("agencies.list", SECRETARIAT, municipality=DEMO_MUNICIPALITY).agencies
    (lent,) = (one for one in listed if one.agency_id == named("lent"))
    assert lent.details.name == "架空の新しい名称"
    assert lent.details.holder_class == "private"
    assert (lent.details.entrusted.start, lent.details.entrusted.end) == (start, noon)


def test_a_refused_registration_keeps_what_was_typed(town: Town) -> None:
    """A kind that there is not is refused at its field, and the name stands where it was."""
    with visiting(town, SECRETARIAT) as keeper:
        page = keeper.send(f"{REGISTERS}/agencies/new", name="架空の機関", holder_class="private")
    assert page.status_code in (400, 422)
    assert 'id="kind-wrong"' in page.text
    assert 'value="架空の機関"' in page.text


def test_a_rule_is_chosen_with_its_warnings(town: Town) -> None:
    """The rule that is followed from now on is told, with the practices that yield to the law."""
    with visiting(town, SECRETARIAT) as keeper:
        fields = dict(every_form(keeper.look(f"{REGISTERS}/rules").text))[f"{AT}{REGISTERS}/rules"]
        assert fields["start-0"]
        fields["profile"] = "municipality-11"
        done = keeper.send(f"{REGISTERS}/rules", **fields)
        assert done.status_code == 303, done.text
        page = keeper.look(REGISTERS).text
        invalid = keeper.send(
            f"{REGISTERS}/rules", profile="own-text", rule_text="id: [", welfare_office="true"
        )
    shown = town.offer("municipality.show", SECRETARIAT, municipality=DEMO_MUNICIPALITY)
    assert shown.profile_id == "municipality-11"
    assert len(shown.runs_juso) == 1
    assert shown.profile_name in page
    assert shown.warnings
    for warning in shown.warnings:
        assert warning in page
    assert invalid.status_code == 422


def test_a_worker_is_described_by_those_who_may(town: Town) -> None:
    """The operator registers a family name, which no page shows; the secretariat has no form."""
    with visiting(town, as_role("operator")) as operator:
        sent = operator.send(f"{REGISTERS}/workers", worker="w-1", surname="架空山")
        assert sent.status_code == 303
        assert "架空山" not in operator.look(REGISTERS).text
    with visiting(town, SECRETARIAT) as keeper:
        assert "職員の姓" not in keeper.look(REGISTERS).text


def test_an_entry_is_kept_with_its_proof(town: Town) -> None:
    """As a file that names nobody, whose proof leads to the signed checkpoint."""
    entry_id = str(ledger(town)[-1].entry_id)
    with visiting(town, AUDITOR) as auditor:
        page = auditor.send("/audit/lawful", entry_id=entry_id)
        assert "記録の証明を保存する" in page.text
        kept = auditor.send("/audit/proof", entry_id=entry_id)
        assert SON[:8].upper() not in kept.headers["content-disposition"]
        told = json.loads(kept.content)
        assert told["told"]["entry"]["entry_id"] == entry_id
        assert told["checkpoint"]
        assert auditor.send("/audit/proof", entry_id=SON).status_code == 404
    with visiting(town, SECRETARIAT) as visitor:
        assert visitor.send("/audit/proof", entry_id=entry_id).status_code == 403


def test_the_index_is_made_again_from_the_ledger(town: Town) -> None:
    """By a button; afterwards the same is found, and the ledger is as long as before."""
    size = len(ledger(town))
    with visiting(town, AUDITOR) as auditor:
        assert "索引を作り直す" in auditor.look("/audit/ledger").text
        assert auditor.send("/audit/ledger/reindex").status_code == 303
        again = auditor.send("/audit/entries", question="shared-about", person=SON).text
    assert "口頭での共有" in again
    assert len(ledger(town)) == size
    with visiting(town, SECRETARIAT) as visitor:
        assert "索引を作り直す" not in visitor.look("/audit/ledger").text
