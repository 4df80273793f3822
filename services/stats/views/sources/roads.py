"""Sources of referrals and of what nothing was found for."""

from __future__ import annotations

from services.stats.views.recorded import in_period, latest, recorded, standing
from services.stats.views.sources.source import MONTH, OF_PERSON, Source, columns, plain

_REFERRALS = (
    "referral_steps",
    f"{in_period()} AND {standing('o', 'referral_steps', '{alias}.referral_id')}",
)
_HANDED_ON = f"""LEFT JOIN ({latest("handed_on", "referral_id")}) told
    ON told.source = o.source AND told.referral_id = o.referral_id"""
_CONSULTED = f"""LEFT JOIN (
    SELECT noted.referral_id, (
        SELECT c.consulter FROM contacts c WHERE {recorded("c")} AND c.case_id = noted.case_id
          AND c.source = noted.source AND c.position < noted.position
        ORDER BY c.position DESC LIMIT 1
    ) AS consulter
    FROM ledger_referrals noted WHERE {recorded("noted")} AND NOT EXISTS (
        SELECT 1 FROM ledger_referrals former WHERE {recorded("former")}
          AND former.referral_id = noted.referral_id AND former.position < noted.position
    )
) ledger ON ledger.referral_id = o.referral_id"""  # noqa: S608 - own names
"""Who came or called in the row that a ledger first tells of a referral in."""

_FAMILY = "'father','mother','sibling','spouse','child','grandparent','relative','family'"
_WHOM = f"""CASE WHEN ledger.consulter IN ({_FAMILY}) THEN 'family' ELSE
    COALESCE(told.whom, CASE WHEN o.person_id IS NULL THEN 'household' ELSE 'subject' END) END"""
"""A ledger has no column for it: its 相談者 tells. Else as it was told with 打診; a former fact
tells only whether a person is named."""

_NEEDS = "(SELECT n.*, 'unmet-need-found' AS step FROM unmet_needs n)"

SOURCES = {
    "referral_steps": Source(
        *_REFERRALS,
        columns(
            plain("destination"),
            OF_PERSON,
            MONTH,
            whom=(_WHOM, f"{_HANDED_ON} {_CONSULTED}"),
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
