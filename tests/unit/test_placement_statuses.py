"""Statuses of placement's refusals: every code has the one that is meant, none by oversight."""

from __future__ import annotations

import ast
from pathlib import Path

from services.placement.http.statuses import STATUSES
from shared.refusal import Refusal

ROOT = Path(__file__).parents[2]

NOT_THEIRS = {
    "not-of-this-municipality",
    "not-your-step",
    "notes-about-own-agency",
    "own-agency-not-registered",
    "packet-not-granted",
}
IN_THE_WAY = {
    *("employment-already-ended", "employment-followed", "employment-not-open"),
    *("employment-undone", "feedback-already-taken-back", "former-not-ended", "incentives-issued"),
    *("month-not-over", "need-undone", "packet-given", "plan-ended", "plan-suspended"),
    *("nothing-to-correct", "nothing-to-issue", "nothing-to-undo"),
    *("outcome-undone", "participant-known", "person-known-in-programme", "planned-otherwise"),
    *("programme-ended", "programme-not-ended", "referral-addressed", "referral-not-offered"),
    *("referral-over", "referral-step-not-open", "referral-still-open", "resource-listed"),
    *("resource-not-withdrawn", "resource-withdrawn", "routing-rules-not-adopted"),
    *("session-attended", "session-undone", "step-not-open", "step-not-taken", "task-not-open"),
    "undo-out-of-order",
}
BY_RULE = {
    *("agreement-missing", "checkpoint-contradicts-end", "destination-not-named"),
    *("nobody-named", "outcome-not-of-step"),
}


def refusals_in_the_code() -> dict[str, bool]:
    """Every code that placement refuses with, and whether it is about something wrongly put in."""
    found: dict[str, bool] = {}
    own = sorted((ROOT / "services" / "placement").rglob("*.py"))
    for path in (*own, ROOT / "shared" / "acting.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                place = {"Refusal": 0, "InvalidInput": 1}.get(node.func.id)
                if place is not None:
                    code = ast.literal_eval(node.args[place])
                    found[code] = found.get(code, True) and node.func.id == "InvalidInput"
    return found


def test_every_refusal_has_the_status_that_is_meant() -> None:
    """Each code of placement's is 403, 404, 409 or 422, and none by having been forgotten."""
    meant = {}
    for code, wrongly_put_in in refusals_in_the_code().items():
        if code in NOT_THEIRS:
            meant[code] = 403
        elif code.endswith("-not-found"):
            meant[code] = 404
        elif code in IN_THE_WAY or code.endswith("-exists"):
            meant[code] = 409
        elif wrongly_put_in or code in BY_RULE:
            meant[code] = 422

    codes = sorted(refusals_in_the_code())
    assert sorted(meant) == codes
    assert {code: STATUSES.of(Refusal(code, "", "")) for code in codes} == meant
    assert sorted({*NOT_THEIRS, *IN_THE_WAY, *BY_RULE} - {*codes}) == []
    assert sorted({*STATUSES.own} - {*codes, "conference-not-answering"}) == []
