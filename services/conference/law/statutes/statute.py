"""The statutes that the rules and the notices rest on, by the names users know and by their own."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Statute(BaseModel):
    """One statute.

    Attributes:
        short: the name used in citations (略称).
        name: its own name (正式名).
        number: year and number (法令番号).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    short: str
    name: str
    number: str


def _known_by_its_own_name(name: str, number: str) -> Statute:
    return Statute(short=name, name=name, number=number)


SHAFUKU = _known_by_its_own_name("社会福祉法", "昭和26年法律第45号")
KONKYU = _known_by_its_own_name("生活困窮者自立支援法", "平成25年法律第105号")
SEIHO = _known_by_its_own_name("生活保護法", "昭和25年法律第144号")
JIFUKU = _known_by_its_own_name("児童福祉法", "昭和22年法律第164号")
KOWAKA = _known_by_its_own_name("子ども・若者育成支援推進法", "平成21年法律第71号")
KODOKU = _known_by_its_own_name("孤独・孤立対策推進法", "令和5年法律第45号")
SOGO = Statute(
    short="障害者総合支援法",
    name="障害者の日常生活及び社会生活を総合的に支援するための法律",
    number="平成17年法律第123号",
)
KAIGO = _known_by_its_own_name("介護保険法", "平成9年法律第123号")
APPI = Statute(
    short="個人情報保護法",
    name="個人情報の保護に関する法律",
    number="平成15年法律第57号",
)
CHILD_ABUSE = Statute(
    short="児童虐待防止法",
    name="児童虐待の防止等に関する法律",
    number="平成12年法律第82号",
)
ELDER_ABUSE = Statute(
    short="高齢者虐待防止法",
    name="高齢者虐待の防止、高齢者の養護者に対する支援等に関する法律",
    number="平成17年法律第124号",
)
DISABLED_ABUSE = Statute(
    short="障害者虐待防止法",
    name="障害者虐待の防止、障害者の養護者に対する支援等に関する法律",
    number="平成23年法律第79号",
)
CHIKO = _known_by_its_own_name("地方公務員法", "昭和25年法律第261号")
MINSEI = _known_by_its_own_name("民生委員法", "昭和23年法律第198号")
