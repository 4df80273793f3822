"""The files that a prefecture's operator may edit: the register, and the table of populations."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from services.stats.prefecture.populations import read_populations
from services.stats.prefecture.register import REGISTER_FILE, Register
from tests.refusals import refused

ENROLLED_ON = date(2026, 4, 1)
TWO = ("011002", "012025")


@pytest.fixture
def register(tmp_path: Path) -> Register:
    """A register with two municipalities."""
    made = Register(tmp_path, {})
    for code in TWO:
        made, _ = made.enrolled(code, ENROLLED_ON)
    made.write()
    return made


def test_what_was_written_is_read(register: Register) -> None:
    """Every municipality with its key."""
    assert Register.read(register.folder).entries == register.entries


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param({"nkey": "x}], users = [{user: a, password: b"}, id="configuration as a key"),
        pytest.param({"nkey": "UABC"}, id="a key cut short"),
        pytest.param({"municipality": "011003"}, id="a wrong check digit"),
        pytest.param({"municipality": "012025"}, id="a municipality twice"),
        pytest.param({"ledger_key": "no key"}, id="no key of a ledger"),
    ],
)
def test_an_edit_that_cannot_be_is_refused_before_the_server_is_configured_with_it(
    register: Register, edit: dict[str, str]
) -> None:
    """What is in the register is written into the configuration of nats-server."""
    file = register.folder / REGISTER_FILE
    entries = yaml.safe_load(file.read_text(encoding="utf-8"))
    entries[0] |= edit
    file.write_text(yaml.safe_dump(entries), encoding="utf-8")
    with refused("register-unreadable"):
        Register.read(register.folder)


def test_two_municipalities_with_one_key_are_refused(register: Register) -> None:
    """Whoever holds it would be either; nats-server would not start."""
    file = register.folder / REGISTER_FILE
    entries = yaml.safe_load(file.read_text(encoding="utf-8"))
    entries[1]["nkey"] = entries[0]["nkey"]
    file.write_text(yaml.safe_dump(entries), encoding="utf-8")
    with refused("register-unreadable"):
        Register.read(register.folder)


def test_a_register_in_another_encoding_is_refused(register: Register) -> None:
    """As an editor on Windows saves it."""
    (register.folder / REGISTER_FILE).write_bytes("# 登録簿".encode("cp932"))
    with refused("register-unreadable"):
        Register.read(register.folder)


def populations(folder: Path, text: str) -> dict[str, int]:
    """Read a table of populations."""
    file = folder / "population.csv"
    file.write_text(f"団体コード,人口,基準日\n{text}", encoding="utf-8")
    return dict(read_populations(file))


def test_populations_are_read_by_code(tmp_path: Path) -> None:
    """A blank is unknown and 0 is 0."""
    read = populations(tmp_path, '011002,"1,950,000",\n012025,,\n990019,0,\n')
    assert read == {"011002": 1_950_000, "990019": 0}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("011002,1,2020-10-01\n011002,2,2025-10-01\n", "population-twice"),
        ("011002,1,\n011002,1,\n", "population-twice"),
        ("011002,-1,\n", "population-unreadable"),
        ("011002,1.5,\n", "population-unreadable"),
        (f"011002,{'9' * 5_000},\n", "population-unreadable"),
        ("011003,1,\n", "check-digit"),
        ("11002,1,\n", "check-digit-missing"),
    ],
)
def test_a_table_that_says_two_things_or_none_is_refused(
    tmp_path: Path, text: str, code: str
) -> None:
    """Which of two rows holds is not for the program to choose."""
    with refused(code):
        populations(tmp_path, text)
