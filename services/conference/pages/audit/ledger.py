"""提供の記録の健全性: how large the ledger is, what was signed last, and whether it only grew."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Any

from services.conference.application.audit.answers import SignedState
from services.conference.pages.audit.entries import OWN, PATH, municipality_of
from shared.merkle.checkpoint import Checkpoint, open_checkpoint
from shared.merkle.keys import VerifierKey
from shared.merkle.note import text_of
from shared.merkle.proofs import consistency_holds
from shared.pages import Answer, Moved, Page, Visit
from shared.refusal import InvalidInput, Refusal

STATE, SIGN, PROVE = "audit.checkpoint", "audit.sign-checkpoint", "audit.consistency"
REINDEX = "audit.reindex"
USES = (STATE, OWN)
_HEX_ROOT = re.compile(r"[0-9a-f]{64}")


def ledger(visit: Visit) -> Page:
    """The ledger as it stands."""
    return _ledger(visit)


def _ledger(visit: Visit, proved: Any = None, refusal: Refusal | None = None) -> Page:  # noqa: ANN401 - what a template shows
    shown = {
        "state": state_of(visit, municipality_of(visit)),
        "proved": proved,
        "typed": visit.form,
    }
    return Page("audit/ledger.html", "提供の記録の健全性", shown, refusal)


def state_of(visit: Visit, municipality: str) -> dict[str, Any]:
    """Size and latest signed checkpoint, as pages tell of them."""
    found: SignedState = visit.ask(STATE, {"municipality": municipality})
    signed = _verified(found.checkpoint, found.public_key) if found.checkpoint else None
    return {
        "size": found.size,
        "note": found.checkpoint,
        "public_key": found.public_key,
        "signed_size": signed.size if signed else None,
        "origin": signed.origin if signed else None,
        "root": base64.b64encode(signed.root).decode() if signed else None,
    }


def _verified(note: str, public_key: str) -> Checkpoint:
    """What a signed note says of the ledger, once its signature was found to fit.

    Raises:
        Refusal: ``note-not-signed``, ``signature-invalid``, ``checkpoint-malformed``.
    """
    key = VerifierKey.parse(public_key)
    return open_checkpoint(note, [key], Checkpoint.parse(text_of(note)).origin)


def sign(visit: Visit) -> Moved:
    """Publish the checkpoint now."""
    visit.ask(SIGN, {"municipality": municipality_of(visit)})
    return Moved(f"{PATH}/ledger", "検査点に署名し、県に知らせる記録に加えました。")


def reindex(visit: Visit) -> Moved:
    """Make the index again from the ledger, which stays as it is."""
    made = visit.ask(REINDEX, {"municipality": municipality_of(visit)})
    return Moved(f"{PATH}/ledger", f"{made.entries:,} 件の記録から、索引を作り直しました。")


def compare(visit: Visit) -> Answer:
    """Hold the ledger against a checkpoint that was noted earlier, by its proof."""
    form, town = visit.form, municipality_of(visit)
    try:
        noted = _root_in(form.one("root"))
        asked = {"municipality": town, **form.given("old_size")}
        found = visit.ask(PROVE, asked)
    except InvalidInput as refusal:
        name = "root" if refusal.field == "root" else "old_size"
        tied = InvalidInput(name, refusal.code, refusal.message, refusal.remedy)
        return _ledger(visit, refusal=tied)
    except Refusal as refusal:
        return _ledger(visit, refusal=refusal)
    proof = [base64.b64decode(one) for one in found.proof]
    roots = base64.b64decode(found.old_root), base64.b64decode(found.new_root)
    proved = {
        "old_size": found.old_size,
        "new_size": found.new_size,
        "same_root": roots[0] == noted,
        "grew": consistency_holds(found.old_size, found.new_size, proof, *roots),
    }
    return _ledger(visit, proved)


def _root_in(text: str) -> bytes:
    """A root as it stands in a checkpoint (base64) or in the prefecture's list (hexadecimal)."""
    if _HEX_ROOT.fullmatch(text):
        return bytes.fromhex(text)
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise InvalidInput(
            "root",
            "root-unreadable",
            "控えたルートハッシュを読み取れません。",
            "控えの検査点の三行目を、そのまま写してください。",
        ) from None
