"""Unique strings for every confidential field, and the search for them in whatever is written."""

from __future__ import annotations

import base64
import csv
import json
import random
import urllib.parse
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from services.command.demo.caseload import HEADERS

CONFIDENTIAL = (
    "ケース番号", "対象者番号", "氏名", "フリガナ", "住所", "電話", "内容", "受付機関", "担当者",
)  # fmt: skip
"""The ledger's columns whose cells may be seen by nobody but the agency."""


class Canaries:
    """Makes canaries, and remembers all of them.

    Args:
        seed: of their endings.
    """

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - canaries need not be secret
        self.all: list[str] = []

    def make(self, name: str) -> str:
        """A string that occurs nowhere else."""
        canary = f"{name}カナリア{self._random.getrandbits(48):012x}"
        self.all.append(canary)
        return canary

    def ledger_rows(self, cases: int) -> Iterator[Mapping[str, str]]:
        """A caseload with a canary in every confidential cell; two contacts for each person."""
        for number in range(cases):
            case = {
                "受付日": f"2024-0{1 + number % 9}-10",
                "生年月日": f"19{70 + number}-05-06",
                "方法": "電話",
                "相談者": "母",
                "課題": "8050、孤立",
                "同意": "あり",
                **{column: self.make(column) for column in CONFIDENTIAL},
            }
            yield case
            yield case | {
                "受付日": f"2024-1{number % 3}-11",
                "方法": "訪問",
                "内容": self.make("内容"),
                "つなぎ先": "居場所",
                "つなぎ結果": "完了",
                "つなぎ日": "2024-12-20",
                "就労": "B型",
                "就職日": "2024-12-25",
            }


def write_rows(path: Path, rows: Iterable[Mapping[str, str]]) -> None:
    """Write a ledger as a CSV file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, HEADERS, restval="")
        writer.writeheader()
        writer.writerows(rows)


def forms(canary: str) -> tuple[bytes, ...]:
    """The ways in which a text may have been written: plain, escaped, encoded, within base64."""
    plain = canary.encode()
    escaped = json.dumps(canary)[1:-1]
    return (
        plain,
        canary.encode("cp932"),
        canary.encode("utf-16-le"),
        escaped.encode(),
        escaped.upper().replace("\\U", "\\u").encode(),
        urllib.parse.quote(canary).encode(),
        plain.hex().encode(),
        *(_within_base64(plain, offset) for offset in range(3)),
    )


def _within_base64(plain: bytes, offset: int) -> bytes:
    """What base64 makes of a text at any place, without the ends that depend on its neighbours."""
    encoded = base64.b64encode(b"\0" * offset + plain).rstrip(b"=")
    return encoded[4 if offset else 0 : -2]


def found_in(data: bytes, canaries: Iterable[str]) -> set[str]:
    """The canaries that occur in some form."""
    return {canary for canary in canaries if any(form in data for form in forms(canary))}


def found_below(folder: Path, canaries: Iterable[str]) -> dict[str, set[str]]:
    """The canaries in the names and contents of all files below a folder, by file."""
    wanted = list(canaries)
    found = {}
    for path in sorted(folder.rglob("*")):
        data = str(path.relative_to(folder)).encode()
        if path.is_file():
            try:
                data += path.read_bytes()
            except FileNotFoundError:  # renamed by the running server; only its *.tmp files are
                assert path.suffix == ".tmp"
        if here := found_in(data, wanted):
            found[str(path.relative_to(folder))] = here
    return found
