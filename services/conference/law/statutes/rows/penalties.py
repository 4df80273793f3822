"""What a leak costs: 100万円 or 50万円 by statute, with up to a year of imprisonment."""

from __future__ import annotations

from services.conference.law.statutes.penalty import Penalty
from services.conference.law.statutes.provision import REFORM_OF_2024, always, from_day
from services.conference.law.statutes.rows.councils import KODOKU_BEGINS
from services.conference.law.statutes.rows.juso import JUSO
from services.conference.law.statutes.rows.personal_information import OF_LOCAL_GOVERNMENT
from services.conference.law.statutes.statute import (
    APPI,
    CHIKO,
    ELDER_ABUSE,
    JIFUKU,
    KAIGO,
    KODOKU,
    KONKYU,
    KOWAKA,
    SEIHO,
    SHAFUKU,
    SOGO,
)

ROWS = (
    Penalty(key="shafuku.159.1", cited=from_day(JUSO, SHAFUKU, "159条", "1号"), man_yen=100),
    Penalty(key="shafuku.159.2", cited=from_day(JUSO, SHAFUKU, "159条", "2号"), man_yen=100),
    Penalty(key="konkyu.28", cited=always(KONKYU, "28条"), man_yen=100),
    Penalty(
        key="seiho.85_2",
        cited=from_day(REFORM_OF_2024, SEIHO, "85条の2", confirmed=False),
        man_yen=100,
    ),
    Penalty(key="jifuku.61_3", cited=always(JIFUKU, "61条の3", confirmed=False), man_yen=50),
    Penalty(key="kowaka.34", cited=always(KOWAKA, "34条"), man_yen=50),
    Penalty(key="kodoku.28", cited=from_day(KODOKU_BEGINS, KODOKU, "28条"), man_yen=50),
    Penalty(key="sogo.109_2", cited=always(SOGO, "109条", "2項"), man_yen=100),
    Penalty(
        key="kaigo.205_2",
        cited=always(KAIGO, "205条", "2項", confirmed=False),
        man_yen=100,
    ),
    Penalty(key="korei.29", cited=always(ELDER_ABUSE, "29条"), man_yen=100),
    Penalty(key="chiko.60", cited=always(CHIKO, "60条", confirmed=False), man_yen=50),
    Penalty(
        key="appi.176",
        cited=from_day(OF_LOCAL_GOVERNMENT, APPI, "176条・180条など", confirmed=False),
        man_yen=None,
    ),
)
"""個人情報保護法 punishes particular acts differently, so no measure is printed for it."""
