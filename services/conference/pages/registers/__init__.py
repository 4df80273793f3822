"""登録と運用ルール: the municipality, the rule that it follows, and the agencies that take part."""

from services.conference.pages.registers import agencies, municipality
from shared.pages import look, send

ROUTES = (
    look("/registers", municipality.own, *municipality.USES),
    send("/registers", municipality.choose, *municipality.USES),
    look("/registers/{municipality}", municipality.show, *municipality.USES),
    look("/registers/{municipality}/rules", municipality.rules, *municipality.DESCRIBING),
    send("/registers/{municipality}/rules", municipality.describe, *municipality.DESCRIBING),
    send("/registers/{municipality}/workers", municipality.worker, *municipality.WORKERS),
    look("/registers/{municipality}/agencies/new", agencies.blank, *agencies.REGISTERING),
    send("/registers/{municipality}/agencies/new", agencies.register, *agencies.REGISTERING),
    look("/registers/{municipality}/agencies/{agency_id}", agencies.show, *agencies.AMENDING),
    send("/registers/{municipality}/agencies/{agency_id}", agencies.amend, *agencies.AMENDING),
)

__all__ = ["ROUTES"]
