"""Every basis of a decision has behind it, on record, all that the law asks for."""

from __future__ import annotations

import pytest

from services.conference.law.vocabulary import BASES
from tests.properties.law_checks import begun, in_force, law
from tests.properties.law_worlds import Document, decided

_CONFERENCE = {one for one in BASES if one.startswith("conference_")}
_KINDS = {
    "internal_need": "appi_69_2_2",
    "public_need": "appi_69_2_3",
    "best_interest": "appi_69_2_4",
    "child_welfare": "appi_27_1_3",
    "statutory_cooperation": "appi_27_1_4",
}
_DETERMINED = {
    *_KINDS.values(), "entrustment", "in_purpose", "abuse_report", "abuse_request_13_4",
}  # fmt: skip
_SHORT = {
    "shien_kaigi_106_6": "106_6",
    "shien_kaigi_konkyu_9": "konkyu_9",
    "jiritsu_kyogikai": "jiritsu",
    "chosei_kaigi": "chosei",
}
_CONVENERS = {"shien_kaigi_106_6": {"municipality"}}


@pytest.mark.rule(1, 2, 15, 55)
@law(24)
def test_a_determined_basis_has_a_determination_that_gives_it(document: Document) -> None:
    """Each such basis has a recorded decision in force that covers item and recipient."""
    items = {one["id"]: one for one in document["items"]}
    agencies = {one["id"]: one for one in document["agencies"]}
    for (item, reader), decision in decided(document).items():
        for basis in _DETERMINED & set(decision.basis):
            assert any(
                _gives(one, basis, items[item], (agencies[items[item]["holder"]], agencies[reader]))
                and reader in one["recipients"]
                and in_force(one, document)
                for one in document["determinations"]
            ), decision


def _gives(one: Document, basis: str, item: Document, ends: tuple[Document, Document]) -> bool:
    """Whether a determination gives a basis from one end, the holder, to the other."""
    holder, reader = ends
    covers = (
        one["holder"] == holder["id"]
        and set(item["subjects"]) <= set(one["subjects"])
        and item["category"] in one["categories"]
    )
    recorded = one["approved_by"] and (one["reason"] or "").strip()
    if _KINDS.get(one["kind"], one["kind"]) != basis or not covers:
        return False
    public, private = (holder["holder_class"] == one for one in ("public", "private"))
    inside = holder["internal_to_municipality"] and reader["internal_to_municipality"]
    needs = {
        "internal_need": public and inside,
        "public_need": public and reader["holder_class"] == "public",
        "best_interest": public,
        "child_welfare": private and one["consent_difficult"],
        "statutory_cooperation": private
        and one["consent_difficult"]
        and (reader["holder_class"] == "public" or reader.get("entrusted")),
        "entrustment": reader.get("entrusted"),
        "abuse_request_13_4": one["requested_by"] and one["answer"] == "provided",
    }
    return bool(one["kind"] == "abuse_report" or (recorded and needs.get(one["kind"], True)))


@pytest.mark.rule(3, 16, 17, 18, 19, 20, 21, 22, 24, 25)
@law(24)
def test_a_conference_basis_has_all_that_its_statute_asks(document: Document) -> None:
    """Convener, day, 重層, purpose, agenda, seat and answered request are all on record."""
    meeting = document["conference"]
    items = {one["id"]: one for one in document["items"]}
    people = {one["id"]: one for one in document["persons"]}
    homes = {people[one]["household"] for one in meeting["subjects"]} - {None}
    for (item, reader), decision in decided(document).items():
        if not _CONFERENCE & set(decision.basis):
            continue
        mode = meeting["legal_mode"]
        assert [f"conference_{_SHORT.get(mode, mode)}"] == [
            one for one in decision.basis if one in _CONFERENCE
        ]
        assert meeting["purpose"] in {"information_exchange", "support_system_review"}
        assert meeting["convened_by"]["kind"] in _CONVENERS.get(
            mode, {"municipality", "prefecture"}
        )
        assert mode != "shien_kaigi_106_6" or any(
            in_force(one, document) for one in document["municipality"]["runs_juso"]
        )
        for subject in items[item]["subjects"]:
            assert subject in meeting["subjects"] or people[subject]["household"] in homes, decision
        assert reader == meeting["convened_by"]["agency"] or _sits_there(document, reader), decision
        assert any(_asks(one, items[item], document) for one in meeting["requests"]), decision


def _sits_there(document: Document, reader: str) -> bool:
    return any(
        one["agency"] == reader
        and one["selected"]
        and begun(one["joined_at"], document)
        and not begun(one["left_at"], document)
        for one in document["conference"]["members"]
    )


def _asks(request: Document, item: Document, document: Document) -> bool:
    """Whether a request that was answered willingly covers an item."""
    homes = {one["id"]: one["household"] for one in document["persons"]}
    return bool(
        request["to_agency"] == item["holder"]
        and begun(request["made_at"], document)
        and (request["necessity"] or "").strip()
        and item["category"] in request["categories"]
        and (
            request["answer"] == "all"
            or (request["answer"] == "part" and item["category"] in request["provided"])
        )
        and all(
            one in request["subjects"] or (request["household"] or "-") == homes[one]
            for one in item["subjects"]
        )
    )


@pytest.mark.rule(3, 18, 19, 20, 24)
@law(24)
def test_a_meeting_shows_only_what_its_mode_allows(document: Document) -> None:
    """Who does not sit there sees nothing but a report or an emergency; each mode has its caps."""
    meeting = document["conference"]
    mode, items = meeting["legal_mode"], {one["id"]: one for one in document["items"]}
    convener = (meeting["convened_by"] or {}).get("agency")
    for (item, reader), decision in decided(document).items():
        basis = set(decision.basis) - {"abuse_report", "emergency", "own_record"}
        if not basis or mode == "casework":
            continue
        assert reader == convener or _sits_there(document, reader), decision
        if mode in {"juso_kaigi", "shien_chosei_kaigi"}:
            assert basis == {"consent"}, decision
        if mode == "agreement":
            agreement = meeting["agreement"]
            assert {reader, items[item]["holder"]} <= set(agreement["parties"]), decision
            assert in_force(agreement, document), decision
        if mode == "case_review" and decision.effect == "full":
            assert basis == {"consent"}, decision
            listed = {
                one["subject"]
                for one in document["consents"]
                if one["state"] == "given" and mode in (one["scope"]["modes"] or ())
            }
            assert set(items[item]["subjects"]) <= listed, decision
