"""The prefecture's register: which municipalities are expected to report, and by which keys.

A folder of plain files that the operator can read: the register itself, which holds public keys
only, and the accounts of nats-server, which follow from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, ValidationError

from shared.broker.credentials import new_seed, public_key_of
from shared.broker.prefecture import Member
from shared.broker.prefecture_config import ACCOUNTS_FILE, accounts
from shared.codes.municipality import MunicipalityCode
from shared.merkle.keys import VerifierKey
from shared.private_file import written_privately
from shared.refusal import Refusal

REGISTER_FILE = "municipalities.yaml"

PublicKey = Annotated[str, StringConstraints(pattern=r"^U[A-Z2-7]{55}$")]
"""Of a user of nats-server. It stands in the server's configuration, so it is nothing else."""


def _is_key(text: str) -> str:
    try:
        return str(VerifierKey.parse(text))
    except Refusal as refusal:
        raise ValueError(refusal.code) from None


LedgerKey = Annotated[str, AfterValidator(_is_key)]


class Entry(BaseModel):
    """A municipality as it is written in the register.

    Attributes:
        municipality: 全国地方公共団体コード.
        nkey: the public nkey of its leaf node.
        enrolled_on: since when it is expected to report.
        ledger_key: the public key that signs its ledger of disclosures, if it has told it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    municipality: MunicipalityCode
    nkey: PublicKey
    enrolled_on: date
    ledger_key: LedgerKey | None = None

    def reports_on(self, last: date) -> bool:
        """Whether it is expected to report on a period that ends with a day."""
        return self.enrolled_on <= last

    @property
    def trusted(self) -> VerifierKey | None:
        """The ledger's key."""
        return VerifierKey.parse(self.ledger_key) if self.ledger_key else None


@dataclass(frozen=True, slots=True)
class Register:
    """The register as it stands in a folder.

    Attributes:
        folder: where it lies.
        entries: by code, in the order of the codes.
    """

    folder: Path
    entries: Mapping[str, Entry]

    @classmethod
    def read(cls, folder: Path) -> Register:
        """Read the register of a folder; without one it is empty.

        Raises:
            Refusal: ``register-unreadable``.
        """
        try:
            text = (folder / REGISTER_FILE).read_text(encoding="utf-8")
            entries = [Entry.model_validate(one) for one in yaml.safe_load(text) or []]
        except FileNotFoundError:
            return cls(folder, {})
        except (ValidationError, UnicodeDecodeError, yaml.YAMLError, TypeError):
            raise _unreadable() from None
        codes, keys = {one.municipality for one in entries}, {one.nkey for one in entries}
        if len(codes) < len(entries) or len(keys) < len(entries):
            raise _unreadable()
        return cls(folder, {one.municipality: one for one in entries})

    def enrolled(
        self, municipality: str, on: date, ledger_key: str | None = None
    ) -> tuple[Register, str]:
        """The register with one more municipality, and the seed that it is to be given.

        Raises:
            Refusal: ``already-enrolled``, ``note-key-malformed``.
        """
        if municipality in self.entries:
            raise Refusal(
                "already-enrolled",
                "この市区町村は、すでに登録されています。",
                "鍵を作り直すときは `tsunagu prefecture renew` を使ってください。",
            )
        seed, nkey = _new_key()
        key = str(VerifierKey.parse(ledger_key)) if ledger_key else None
        entry = Entry(municipality=municipality, nkey=nkey, enrolled_on=on, ledger_key=key)
        return self._with(entry), seed

    def renewed(self, municipality: str) -> tuple[Register, str]:
        """The register with a new key for a municipality; the one it had opens nothing any more.

        Raises:
            Refusal: ``not-enrolled``.
        """
        known = self.entries.get(municipality)
        if known is None:
            raise Refusal(
                "not-enrolled",
                "この市区町村は、登録されていません。",
                "`tsunagu prefecture enrol` で登録してください。",
            )
        seed, nkey = _new_key()
        return self._with(known.model_copy(update={"nkey": nkey})), seed

    def _with(self, entry: Entry) -> Register:
        entries = dict(self.entries) | {entry.municipality: entry}
        return replace(self, entries=dict(sorted(entries.items())))

    def write(self) -> None:
        """Write the register, and the accounts of nats-server that follow from it.

        Raises:
            Refusal: ``file-not-writable``.
        """
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        entries = [one.model_dump(mode="json") for one in self.entries.values()]
        members = [Member(one.municipality, one.nkey) for one in self.entries.values()]
        contents = {
            REGISTER_FILE: yaml.safe_dump(entries, allow_unicode=True, sort_keys=False),
            ACCOUNTS_FILE: accounts(members),
        }
        for name, text in contents.items():
            with written_privately(self.folder / name) as temporary:
                temporary.write_text(text, encoding="utf-8")


def _unreadable() -> Refusal:
    return Refusal(
        "register-unreadable",
        "市区町村の登録簿を読み取れません。",
        f"{REGISTER_FILE} を控えから戻すか、直してください。市区町村と鍵は、一度ずつだけ載ります。",
    )


def _new_key() -> tuple[str, str]:
    seed = new_seed()
    return seed.decode(), public_key_of(seed)
