"""The documents say nothing that the code does not know."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from shared.facts import catalogue

ROOT = Path(__file__).parents[2]
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text()
PROMISES = (ROOT / "docs" / "promises.md").read_text()
SOURCE = "\n".join(
    path.read_text() for folder in ("services", "shared") for path in (ROOT / folder).rglob("*.py")
)


def test_every_code_name_of_the_glossary_stands_in_the_code() -> None:
    """A renamed class or field takes its entry along."""
    names = re.findall(r"\| `([A-Za-z_]+)` \|", GLOSSARY)

    assert len(names) > 30
    assert [name for name in names if not re.search(rf"\b{name}\b", SOURCE)] == []


@pytest.mark.parametrize("name", [fact.__name__ for fact in catalogue().values()])
def test_every_published_fact_has_an_entry_in_the_glossary(name: str) -> None:
    """A reader of events finds each of them explained."""
    assert f"`{name}`" in GLOSSARY


def test_every_test_that_a_promise_names_exists() -> None:
    """A promise is kept by a test that is there."""
    named = set(re.findall(r"`(tests/[a-z_/]+\.py)`", PROMISES))

    assert len(named) > 8
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def test_every_promise_of_the_design_has_a_row() -> None:
    """C1–C5, R1–R4, S1 and S2 are all answered for."""
    rows = re.findall(r"^\| ([CRS]\d) \|", PROMISES, re.MULTILINE)

    assert rows == ["C1", "C2", "C3", "C4", "C5", "R1", "R2", "R3", "R4", "S1", "S2"]


def test_every_link_within_the_documents_leads_somewhere() -> None:
    """No relative link is broken."""
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("deploy/*.md")]
    broken = [
        f"{page.name}: {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text())
        if not (page.parent / target).exists()
    ]
    assert broken == []


def test_the_makefile_lists_what_there_is_to_do() -> None:
    """`make` alone names every target a newcomer needs."""
    listed = subprocess.run(
        ["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout

    for target in ("demo", "up", "test", "check", "faults", "bench", "docs"):
        assert f"make {target} " in listed
