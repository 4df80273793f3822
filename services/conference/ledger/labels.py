"""How acts and verdicts are called on screens and in reports."""

from __future__ import annotations

from collections.abc import Mapping

from services.conference.ledger.entry import Act

ACT_LABELS: Mapping[Act, str] = {
    "packet_built": "資料の作成",
    "packet_opened": "資料の閲覧",
    "packet_printed": "資料の印刷",
    "oral": "口頭での共有",
    "record_read": "記録の閲覧",
    "item_received": "会議への提供",
    "referral": "つなぎの資料",
    "export": "書き出し",
    "access_request": "開示請求への答え",
    "emergency": "緊急の提供",
    "emergency_reviewed": "緊急の見直し",
}
"""How something was shared."""
