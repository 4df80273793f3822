"""A text about several people: sealed under all their keys, one around the other.

Whoever of them is erased, the text is unreadable: it says something about them too.
"""

from __future__ import annotations

from collections.abc import Iterable

from shared.sealing.refusals import Erased
from shared.sealing.sealed import Sealed
from shared.sealing.sealer import Sealer


def seal_jointly(sealer: Sealer, key_ids: Iterable[str], text: str, label: str) -> Sealed:
    """Seal a text under the keys of everybody it says something about.

    Args:
        sealer: the service's keys.
        key_ids: opaque ids of the persons; at least one, the order makes no difference.
        text: the plain text.
        label: what the value is; see :meth:`Sealer.seal`.

    Raises:
        Erased: the key of one of them was destroyed.
        ValueError: nobody is named.
    """
    sealed: Sealed | None = None
    for key_id in sorted(set(key_ids)):
        sealed = sealer.seal(key_id, text, label)
        text = sealed.at_rest()
    if sealed is None:
        raise ValueError("a text is sealed for somebody")
    return sealed


def open_jointly(sealer: Sealer, key_ids: Iterable[str], sealed: Sealed, label: str) -> str:
    """Read a text that was sealed under the keys of these persons.

    Raises:
        Erased: the key of one of them was destroyed.
        Tampered: it was sealed for others, as something else, or has been changed.
    """
    text = sealed.at_rest()
    for _ in set(key_ids):
        text = sealer.open(Sealed.from_rest(text), label)
    return text


def read_jointly(
    sealer: Sealer, key_ids: Iterable[str], sealed: Sealed | None, label: str
) -> str | None:
    """Read such a text where there may be none; ``None`` too if one of them was erased.

    Raises:
        Tampered: see :func:`open_jointly`.
    """
    if sealed is None:
        return None
    try:
        return open_jointly(sealer, key_ids, sealed, label)
    except Erased:
        return None
