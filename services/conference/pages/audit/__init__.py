"""監査: who shared what about whom, was it lawful that day, and is the record whole.

What somebody asks about goes in the body of a form and never into an address; that it was asked is
on record before anything is answered.
"""

from services.conference.pages.audit import entries, lawful, ledger, patterns, start
from services.conference.pages.audit.entries import OWN
from shared.pages import look, send

ROUTES = (
    look("/audit", start.start, *start.USES),
    send("/audit/entries", start.ask, *entries.USES, *start.USES),
    send("/audit/entries/file", start.keep, *entries.USES, *start.USES),
    send("/audit/lawful", lawful.lawful, *lawful.USES),
    send("/audit/proof", lawful.proof, lawful.PROVE, OWN),
    send("/audit/emergencies", patterns.emergencies, *patterns.USES[patterns.EMERGENCIES]),
    send("/audit/held", start.hold, patterns.HELD, *start.USES),
    send("/audit/unusual", patterns.unusual, *patterns.USES[patterns.UNUSUAL]),
    send("/audit/asked", patterns.asked, *patterns.USES[patterns.ASKED]),
    look("/audit/ledger", ledger.ledger, *ledger.USES),
    send("/audit/ledger/sign", ledger.sign, ledger.SIGN, *ledger.USES),
    send("/audit/ledger/reindex", ledger.reindex, ledger.REINDEX, OWN),
    send("/audit/ledger/compare", ledger.compare, ledger.PROVE, *ledger.USES),
)

__all__ = ["ROUTES"]
