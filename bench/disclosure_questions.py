"""The audit's questions as they are measured: about whom and what chance says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random
from typing import Any

from services.conference.application.audit import Audit
from services.conference.application.audit import requests as ask
from shared.codes.municipality import DEMO_MUNICIPALITY
from tests.disclosures import AUDITOR, agency, numbered, person

PEOPLE, AGENCIES = 50_000, 200
PAGE = 50
HERE: Mapping[str, Any] = {"municipality": DEMO_MUNICIPALITY}

Ask = Callable[[Random], object]
"""Asks one question."""


def asking(audit: Audit, size: int) -> dict[str, Ask]:
    """Each question about somebody or something at random, by what it is called.

    Args:
        audit: the use cases.
        size: number of entries, whose ids count from 0.
    """
    bases = ("consent", "conference_106_6", "own_record")

    def page(random: Random) -> dict[str, Any]:
        deep = random.random() < 0.5
        before = random.randrange(1, size) if deep else None
        return {**HERE, "limit": PAGE, "before": before}

    return {
        "人のことが誰に共有されたか": lambda random: audit.shared_about(
            AUDITOR, ask.AboutPerson(**HERE, limit=PAGE, person_id=person(random.randrange(PEOPLE)))
        ),
        "機関が誰から得ているか": lambda random: audit.held_by(
            AUDITOR, ask.AboutAgency(**HERE, agency_id=agency(random.randrange(AGENCIES)))
        ),
        "機関がその機関から得たもの": lambda random: audit.received(
            AUDITOR,
            ask.ReceivedBy(
                **page(random),
                agency_id=agency(random.randrange(AGENCIES)),
                holder_id=agency(random.randrange(AGENCIES)),
            ),
        ),
        "機関が得たもの全部（ページ送り）": lambda random: audit.received(
            AUDITOR, ask.ReceivedBy(**page(random), agency_id=agency(random.randrange(AGENCIES)))
        ),
        "その職員が見たもの": lambda random: audit.opened(
            AUDITOR, ask.OpenedWhat(**page(random), worker=f"w-{random.randrange(AGENCIES * 5)}")
        ),
        "その人のことを見た職員": lambda random: audit.opened(
            AUDITOR, ask.OpenedWhat(**HERE, limit=PAGE, person_id=person(random.randrange(PEOPLE)))
        ),
        "その根拠で共有されたもの（ページ送り）": lambda random: audit.under_basis(
            AUDITOR, ask.UnderBasis(**page(random), basis=random.choice(bases))
        ),
        "根拠のないもの（ページ送り）": lambda random: audit.under_basis(
            AUDITOR, ask.UnderBasis(**page(random), basis="none")
        ),
        "断られたもの（ページ送り）": lambda random: audit.refused(
            AUDITOR, ask.RefusedWhat(**page(random))
        ),
        "人について断られたもの": lambda random: audit.refused(
            AUDITOR, ask.RefusedWhat(**HERE, limit=PAGE, person_id=person(random.randrange(PEOPLE)))
        ),
        "見直しの済んでいない緊急の提供": lambda _: audit.emergencies_without_review(
            AUDITOR, ask.Unreviewed(**HERE)
        ),
        "1件とその証明": lambda random: audit.entry(
            AUDITOR, ask.EntryNamed(**HERE, entry_id=numbered(3, random.randrange(size)))
        ),
        "二つの時点の間の証明": lambda random: audit.consistency(
            AUDITOR, ask.Sizes(**HERE, old_size=random.randrange(1, size))
        ),
    }
