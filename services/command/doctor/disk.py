"""Room on the disks that hold databases, keys, evidence, the broker's files and logs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from services.command.doctor.examined import Examined
from services.command.doctor.finding import Finding, caution, ok, wrong

MIB = 1 << 20
WRONG_BELOW_BYTES, CAUTION_BELOW_BYTES = 256 * MIB, 2_048 * MIB
WRONG_BELOW_INODES, CAUTION_BELOW_INODES = 1_000, 10_000
"""A commit that finds no room is refused; nothing is lost, and nothing more is taken in."""


@dataclass(frozen=True, slots=True)
class Room:
    """What is left on a disk for who may write there.

    Attributes:
        free_bytes: bytes.
        free_inodes: files that can still be made; ``None`` where the disk does not count them.
    """

    free_bytes: int
    free_inodes: int | None


def room_on(folder: Path) -> Room:
    """What is left on the disk of a folder."""
    told = os.statvfs(folder)
    return Room(told.f_bavail * told.f_frsize, told.f_favail if told.f_files else None)


def check_disk(at: Examined) -> Iterator[Finding]:
    """Whether there is room, and whether this user may write."""
    for folder in _one_of_each_disk(_folders(at)):
        yield judged(folder, room_on(folder))
        if not os.access(folder, os.W_OK):
            yield wrong(
                "disk",
                "folder-not-writable",
                f"{folder} に書き込めません。",
                "フォルダーの所有者と権限、ディスクが読取り専用でないかを確かめてください。",
            )


def judged(folder: Path, room: Room) -> Finding:
    """How the room on a disk stands."""
    inodes = room.free_inodes
    says = f"{folder} のディスクの空きは {room.free_bytes // MIB:,} MiB"
    says += "です。" if inodes is None else f"、作れるファイルは {inodes:,} 個です。"
    to_do = "不要なファイルを移すか、ディスクを大きくしてください。"
    if room.free_bytes < WRONG_BELOW_BYTES or (inodes is not None and inodes < WRONG_BELOW_INODES):
        return wrong("disk", "disk-full", says, to_do)
    if room.free_bytes < CAUTION_BELOW_BYTES or (
        inodes is not None and inodes < CAUTION_BELOW_INODES
    ):
        return caution("disk", "disk-nearly-full", says, to_do)
    return ok("disk", "disk-has-room", says)


def _folders(at: Examined) -> Iterator[Path]:
    if at.home is not None:
        yield from (at.home.folder, at.home.folder / "stores", at.home.nats, at.home.logs)
    for settings in at.settings.values():
        for url in (settings.database_url, settings.keys_url):
            if url.startswith("sqlite:///"):
                yield Path(url.removeprefix("sqlite://")).parent
        if settings.evidence_folder is not None:
            yield settings.evidence_folder


def _one_of_each_disk(folders: Iterator[Path]) -> list[Path]:
    found: dict[int, Path] = {}
    for folder in folders:
        if folder.is_dir():
            found.setdefault(folder.stat().st_dev, folder)
    return list(found.values())
