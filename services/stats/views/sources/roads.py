"""Sources of referrals and of what nothing was found for."""

from __future__ import annotations

from services.stats.views.recorded import in_period, latest, standing
from services.stats.views.sources.source import MONTH, OF_PERSON, Source, columns, plain

_REFERRALS = (
    "referral_steps",
    f"{in_period()} AND {standing('o', 'referral_steps', '{alias}.referral_id')}",
)
_HANDED_ON = f"""LEFT JOIN ({latest("handed_on", "referral_id")}) told
    ON told.source = o.source AND told.referral_id = o.referral_id"""
_WHOM = "COALESCE(told.whom, CASE WHEN o.person_id IS NULL THEN 'household' ELSE 'subject' END)"
"""As it was told with 打診; a former fact tells only whether a person is named."""

_NEEDS = "(SELECT n.*, 'unmet-need-found' AS step FROM unmet_needs n)"

SOURCES = {
    "referral_steps": Source(
        *_REFERRALS,
        columns(
            plain("destination"),
            OF_PERSON,
            MONTH,
            whom=(_WHOM, _HANDED_ON),
        ),
    ),
    "referred_persons": Source(
        *_REFERRALS, columns(plain("destination"), OF_PERSON, MONTH, unit="o.person_id")
    ),
    "unmet_needs": Source(
        _NEEDS,
        f"{in_period()} AND {standing('o', _NEEDS, '{alias}.need_id')}",
        columns(plain("gap"), MONTH),
    ),
}
