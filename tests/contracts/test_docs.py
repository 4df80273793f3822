"""The documents say nothing that the code does not know."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest
import yaml

from services.command.rooms import ROOMS
from services.stats.views import FOREIGN_TABLES
from shared.facts import catalogue

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
GLOSSARY = (DOCS / "glossary.md").read_text()
PROMISES = (DOCS / "promises.md").read_text()
README = (ROOT / "README.md").read_text()
FACTS = {fact.__name__: fact.TITLE for fact in catalogue().values()}


def code_names() -> set[str]:
    """Whatever the code gives a name: modules, classes, functions, fields, lists and codes."""
    found: set[str] = set()
    for folder in ("services", "shared"):
        for path in (ROOT / folder).rglob("*.py"):
            found.add(path.stem)
            for node in ast.walk(ast.parse(path.read_text())):
                match node:
                    case ast.ClassDef() | ast.FunctionDef() | ast.AsyncFunctionDef():
                        found.add(node.name)
                    case ast.Name(ctx=ast.Store()):
                        found.add(node.id)
                    case ast.arg():
                        found.add(node.arg)
    for path in (ROOT / "shared" / "codes" / "data").glob("*.yaml"):
        codes = yaml.safe_load(path.read_text()).get("codes", [])
        found |= {path.stem, *(one["code"] for one in codes)}
    return found


def glossary() -> dict[str, list[str]]:
    """Every term with its code names."""
    rows = re.findall(r"^\| ([^|]+) \| ((?:`[^`]+` ?)+)\|", GLOSSARY, re.MULTILINE)
    return {term: re.findall(r"`([^`]+)`", names) for term, names in rows}


def test_every_code_name_of_the_glossary_stands_in_the_code() -> None:
    """A renamed class or field takes its entry along."""
    names = {name for names in glossary().values() for name in names}

    assert len(names) > 60
    assert sorted(names - code_names()) == []


def test_every_row_of_the_glossary_is_read() -> None:
    """A row of another shape would go unchecked."""
    rows = [line for line in GLOSSARY.splitlines() if line.startswith("| ")]
    headings = [line for line in rows if line.startswith("| 用語 ")]

    assert len(glossary()) == len(rows) - len(headings)


@pytest.mark.parametrize("name", sorted(FACTS))
def test_every_published_fact_has_an_entry_in_the_glossary(name: str) -> None:
    """Who meets a fact in the documents of events finds it explained, under its title."""
    terms = [term for term, names in glossary().items() if name in names]

    assert len(terms) == 1
    assert terms[0] in FACTS[name]


def test_every_test_that_a_promise_names_exists() -> None:
    """A promise is kept by a test that is there."""
    named = set(re.findall(r"`(tests/[^`]+)`", PROMISES))

    assert len(named) > 8
    assert [name for name in sorted(named) if not (ROOT / name).is_file()] == []


def test_every_promise_has_a_row_and_none_is_kept_without_a_test() -> None:
    """C1–C5, R1–R4, S1 and S2 are all answered for; what is not proved is called 未実装."""
    rows = [line.split("|") for line in PROMISES.splitlines() if re.match(r"\| [CRS]\d ", line)]
    states = {row[1].strip(): (row[4].strip(), row[5].strip()) for row in rows}

    assert list(states) == ["C1", "C2", "C3", "C4", "C5", "R1", "R2", "R3", "R4", "S1", "S2"]
    for tests, state in states.values():
        assert state.startswith(("守る", "一部", "未実装"))
        assert state.startswith("未実装") == (tests == "—")


def test_the_readme_tells_of_each_promise_what_the_promises_say() -> None:
    """The summary on the front page is not rosier than the table behind it."""
    table = README.partition("\n## 約束\n")[2].partition("\n## ")[0]
    rows = [line.split("|") for line in table.splitlines() if re.match(r"\| [CRS]\d ", line)]
    told = {name: row[2].strip() for row in rows for name in re.findall(r"\b[CRS]\d\b", row[1])}
    kept = dict(
        re.findall(r"^\| ([CRS]\d) .*\| (守る|一部|未実装)[^|]*\|$", PROMISES, re.MULTILINE)
    )

    assert len(kept) == 11
    assert told == kept


def test_the_readme_names_every_command_and_no_other() -> None:
    """The table of commands is the command's own list."""
    assert set(re.findall(r"^\| `tsunagu ([a-z-]+)", README, re.MULTILINE)) == set(ROOMS)


def test_every_link_within_the_documents_leads_somewhere() -> None:
    """No relative link is broken."""
    pages = [*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *ROOT.glob("deploy/*.md")]
    broken = [
        f"{page.name}: {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#:\s]+)(?:[#\s][^)]*)?\)", page.read_text())
        if not (page.parent / target).exists()
    ]
    assert broken == []


def test_the_makefile_lists_what_there_is_to_do() -> None:
    """``make`` alone names every target a newcomer needs."""
    listed = subprocess.run(
        ["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout

    for target in ("demo", "up", "test", "check", "faults", "bench", "docs"):
        assert re.search(rf"^  make {target} ", listed, re.MULTILINE)


def test_the_runbook_empties_every_table_of_observations() -> None:
    """A table that is forgotten would count its facts twice, or refuse them."""
    tables = re.findall(r"CREATE TABLE IF NOT EXISTS (\w+)", "\n".join(FOREIGN_TABLES))
    runbook = (DOCS / "runbooks" / "rebuild-a-projection.md").read_text()

    assert re.findall(r"DELETE FROM (\w+);", runbook) == tables
