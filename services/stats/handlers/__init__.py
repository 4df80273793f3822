"""What other services' facts do in stats: each is an observation; no rules here.

What a ledger says of つなぎ and 就労 comes back from placement, and is observed there only.
"""

from services.stats.handlers import conference, intake, programmes, referrals, work
from services.stats.handlers.taking import handle

__all__ = ["conference", "handle", "intake", "programmes", "referrals", "work"]
