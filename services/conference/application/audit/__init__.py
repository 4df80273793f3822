"""監査: who shared what about whom with whom, why, and whether it was lawful on its day."""

from services.conference.application.audit.audit import Audit
from services.conference.application.audit.comparing import Recomputation

__all__ = ["Audit", "Recomputation"]
