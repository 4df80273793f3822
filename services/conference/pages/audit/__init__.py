"""監査: who shared what about whom, was it lawful that day, and is the record whole.

What somebody asks about goes in the body of a form and never into an address; that it was asked is
on record before anything is answered.
"""

from services.conference.pages.audit import entries, lawful, ledger, patterns, start
from shared.pages import look, send

ROUTES = (
    look("/audit", start.start, *start.USES),
    send("/audit/entries", start.ask, *entries.USES, *start.USES),
    send("/audit/entries/file", start.keep, *entries.USES, *start.USES),
    send("/audit/lawful", lawful.lawful, *lawful.USES),
    send("/audit/emergencies", patterns.emergencies, *patterns.USES[patterns.EMERGENCIES]),
    send("/audit/unusual", patterns.unusual, *patterns.USES[patterns.UNUSUAL]),
    send("/audit/asked", patterns.asked, *patterns.USES[patterns.ASKED]),
    look("/audit/ledger", ledger.ledger, *ledger.USES),
    send("/audit/ledger/sign", ledger.sign, ledger.SIGN, *ledger.USES),
    send("/audit/ledger/compare", ledger.compare, ledger.PROVE, *ledger.USES),
)

__all__ = ["ROUTES"]
