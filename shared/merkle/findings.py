"""What a verification has found: which kind of damage, from which position on, told by what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """A kind of damage; the first seven are damage of the log, the others of its evidence."""

    ENTRY_CHANGED = "entry-changed"
    ENTRY_MISSING = "entry-missing"
    ENTRY_MOVED = "entry-moved"
    ENTRY_INSERTED = "entry-inserted"
    ENTRY_UNSIGNED = "entry-unsigned"
    LOG_TRUNCATED = "log-truncated"
    LOG_REWOUND = "log-rewound"
    NODE_CHANGED = "node-changed"
    NODE_SURPLUS = "node-surplus"
    CHECKPOINT_CHANGED = "checkpoint-changed"
    CHECKPOINT_MISSING = "checkpoint-missing"
    CHECKPOINT_UNKNOWN_KEY = "checkpoint-unknown-key"
    CHECKPOINT_CONTRADICTED = "checkpoint-contradicted"
    WITNESS_CHANGED = "witness-changed"
    WITNESS_UNREADABLE = "witness-unreadable"
    WITNESS_CONTRADICTED = "witness-contradicted"


DATABASE = "database"
"""Source of what was seen in the database alone."""

KEPT = "checkpoint"
"""Begins the source of what a checkpoint has told that others have kept."""

OF_THE_LOG = frozenset(
    {
        Kind.ENTRY_CHANGED,
        Kind.ENTRY_MISSING,
        Kind.ENTRY_MOVED,
        Kind.ENTRY_INSERTED,
        Kind.ENTRY_UNSIGNED,
        Kind.LOG_TRUNCATED,
        Kind.LOG_REWOUND,
    }
)
"""Damage of entries; whatever else is damaged, these entries are not what was recorded."""

MESSAGES: Mapping[Kind, str] = {
    Kind.ENTRY_CHANGED: "記録の内容が、署名したときのものと違います。",
    Kind.ENTRY_MISSING: "記録が取り除かれています。",
    Kind.ENTRY_MOVED: "記録の順序が入れ替わっています。",
    Kind.ENTRY_INSERTED: "後から記録が差し込まれています。",
    Kind.ENTRY_UNSIGNED: "署名のない記録が書き足されています。",
    Kind.LOG_TRUNCATED: "署名された記録より短く、末尾が切り取られています。",
    Kind.LOG_REWOUND: "署名された記録が途中まで戻され、別の記録に署名し直されています。",
    Kind.NODE_CHANGED: "記録は正しいのに、木の途中のハッシュが書き換えられています。",
    Kind.NODE_SURPLUS: "記録より多くの木のハッシュがあります。末尾が切り取られた疑いがあります。",
    Kind.CHECKPOINT_CHANGED: "検査点が書き換えられています。",
    Kind.CHECKPOINT_MISSING: "控えにある検査点が、データベースから取り除かれています。",
    Kind.CHECKPOINT_UNKNOWN_KEY: "検査点に、確かめられる鍵の署名がありません。",
    Kind.CHECKPOINT_CONTRADICTED: "同じ件数に、食い違う二つの検査点が署名されています。",
    Kind.WITNESS_CHANGED: "控えのファイルのハッシュが、署名されたものと違います。",
    Kind.WITNESS_UNREADABLE: "控えのファイルに、読み取れない行か、欠けた行があります。",
    Kind.WITNESS_CONTRADICTED: "控えと記録が食い違い、どちらが正しいかを示す署名がありません。",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong.

    Attributes:
        kind: what.
        first: position of the first entry concerned, from 0.
        stop: position behind the last entry it may concern; ``first + 1`` for one entry alone. Of
            a truncated log, a size that it had; it may have been larger.
        source: where it was seen: ``database``, ``witness:LINE`` or ``checkpoint:NUMBER``, both
            counted from 1.
    """

    kind: Kind
    first: int
    stop: int
    source: str

    @property
    def message(self) -> str:
        """What is wrong, in Japanese."""
        return MESSAGES[self.kind]

    @property
    def is_exact(self) -> bool:
        """Whether one position is named, and not a range in which the damage lies."""
        return self.stop == self.first + 1


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a verification.

    Attributes:
        size: number of entries that are there.
        read: up to which position they were read; less than ``size`` behind damage of the log.
        confirmed: up to which position they agree with a signed checkpoint.
        witnessed: up to which position evidence from outside of the database covers them; entries
            from here on are signed, but not yet witnessed.
        checkpoints: how many checkpoints were compared with the root at their size.
        signatures: how many of them had their signature verified.
        findings: everything found, damage of the log first, then by position.
    """

    size: int
    read: int
    confirmed: int
    witnessed: int
    checkpoints: int
    signatures: int
    findings: tuple[Finding, ...]

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings

    @property
    def first_bad(self) -> Finding | None:
        """What to look at first: damage of the log where there is any, else of its evidence."""
        return self.findings[0] if self.findings else None
