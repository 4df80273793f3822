"""What a machine's figures come to in a whole country: streams, storage, messages, rebuilding.

Nothing here measures, and nothing depends on the day: the same country and the same measured
figures give the same results. The document ``docs/national.md`` explains every step.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from bench.national_draw import FIT, Municipality
from bench.national_frame import HUBS, LARGEST_PREFECTURE
from services.stats.hand_in import LOOK_AGAIN_SECONDS
from shared.broker.topology import CONSUMERS
from shared.facts.fact import SERVICES

MONTH_DAYS, WORKING_DAYS, WORKING_HOURS, YEARS = 30, 245, 8, 10
BASE_CHARACTERS = 46
"""How long the note of a measured contact is."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """What the model assumes where nobody has counted.

    Attributes:
        name: in Japanese.
        rates: the factor on every rate of contacts.
        work: the factor on the events that go with a contact.
        characters: how long the note of a contact is.
        returns: how many returns a municipality submits a month.
        corrections: how many further versions each of them gets.
    """

    name: str
    rates: float
    work: float
    characters: int
    returns: int
    corrections: float


SCENARIOS: tuple[Scenario, ...] = (
    Scenario("下限", 1 / FIT.doubt, 1.0, BASE_CHARACTERS, 1, 0.0),
    Scenario("中位", 1.0, 1.5, 400, 3, 0.2),
    Scenario("上限", FIT.doubt, 3.0, 1_200, 5, 1.0),
)


@dataclass(frozen=True, slots=True)
class Slice:
    """What was measured on one machine; the names are those of the document's table.

    Attributes:
        events_per_contact: events of all services for each contact.
        facts_per_event: published facts for each event.
        accepted: contacts a second through the service, one commit each.
        written: events a second into the logs, as they lie on disk.
        empty_bytes: of a municipality's folder in which nothing is recorded yet.
        store_bytes: of the stores with their tables and keys, for each event.
        character_bytes: more in the store for each further character of a note.
        stats_bytes: of the tables that statistics count from, for each event.
        stream_bytes: in JetStream, for each fact.
        return_bytes: in the hub's stream, for each return.
        hub_bytes: in the hub's store, for each return.
        hub_mib: memory of the hub's nats-server that nobody has joined.
        leaf_mib: more memory of it for each municipality that has joined.
        rejoined: seconds after a restart of the hub until the municipalities of the measurement
            have joined again.
        rebuilt: events a second into fresh tables of statistics.
    """

    events_per_contact: float
    facts_per_event: float
    accepted: float
    written: float
    empty_bytes: float
    store_bytes: float
    character_bytes: float
    stats_bytes: float
    stream_bytes: float
    return_bytes: float
    hub_bytes: float
    hub_mib: float
    leaf_mib: float
    rejoined: float
    rebuilt: float


@dataclass(frozen=True, slots=True)
class Country:
    """The drawn country under a scenario, with a machine's figures."""

    municipalities: Sequence[Municipality]
    measured: Slice
    scenario: Scenario

    def contacts(self, one: Municipality) -> float:
        """Contacts a year."""
        return one.contacts * self.scenario.rates

    def events(self, one: Municipality) -> float:
        """Events a year, of all services."""
        return self.contacts(one) * self.measured.events_per_contact * self.scenario.work

    def growth(self, one: Municipality) -> float:
        """Bytes more a year: stores, keys, tables of statistics, streams, and the texts."""
        found, events = self.measured, self.events(one)
        each = found.store_bytes + found.stats_bytes + found.facts_per_event * found.stream_bytes
        longer = self.scenario.characters - BASE_CHARACTERS
        return events * each + self.contacts(one) * longer * found.character_bytes

    def storage(self, one: Municipality, years: int) -> float:
        """Bytes after so many years; nothing is deleted, and nothing is packed."""
        return self.measured.empty_bytes + years * self.growth(one)

    def returns(self, municipalities: int) -> float:
        """Versions of returns that a hub gets a month."""
        return municipalities * self.scenario.returns * (1 + self.scenario.corrections)

    def results(self) -> Mapping[str, float]:
        """Every result by its name in the document's table, in the unit that stands there."""
        every = self.municipalities
        events = [self.events(one) for one in every]
        year = [self.storage(one, 1) for one in every]
        decade = [self.storage(one, YEARS) for one in every]
        contacts, total = sum(self.contacts(one) for one in every), sum(events)
        hub, largest_hub = len(every) / len(HUBS), max(HUBS.values())
        seconds = WORKING_DAYS * WORKING_HOURS * 3_600
        memory = self.measured.hub_mib + largest_hub * self.measured.leaf_mib
        tokyo = LARGEST_PREFECTURE[1] / sum(one.population for one in every)
        at_hub = self.measured.return_bytes + self.measured.hub_bytes
        rebuilt = self.measured.rebuilt
        return {
            "全国の相談対応（年、件）": contacts,
            "全国の記録（年、件）": total,
            "全国の受付（執務時間の平均、件/秒）": contacts / seconds,
            "1台が受け付ける速さとの比（倍）": self.measured.accepted * seconds / contacts,
            "市区町村の記録（年、中央、件）": median(events),
            "市区町村の記録（年、最大、件）": max(events),
            "市区町村の保存量（1年後、中央、MiB）": median(year) / _MIB,
            "市区町村の保存量（1年後、最大、MiB）": max(year) / _MIB,
            "市区町村の保存量（10年後、中央、MiB）": median(decade) / _MIB,
            "市区町村の保存量（10年後、最大、GiB）": max(decade) / _GIB,
            "全国の保存量（1年後、GiB）": sum(year) / _GIB,
            "全国の保存量（10年後、GiB）": sum(decade) / _GIB,
            "県に届く報告（月、平均の県、通）": self.returns(1) * hub,
            "県に届く報告（月、北海道、通）": self.returns(largest_hub),
            "県への確認の問い（月、北海道、通）": largest_hub * _ASKED_A_MONTH,
            "県の保存量（10年後、北海道、GiB）": self.returns(largest_hub)
            * at_hub
            * 12
            * YEARS
            / _GIB,
            "県の nats-server のメモリー（北海道、MiB）": memory,
            "作り直し: 市区町村の10年（中央、秒）": median(events) * YEARS / rebuilt,
            "作り直し: 市区町村の10年（最大、秒）": max(events) * YEARS / rebuilt,
            "作り直し: 平均の県の10年（1台、分）": total / len(HUBS) * YEARS / rebuilt / 60,
            "作り直し: 東京都の10年（1台、分）": total * tokyo * YEARS / rebuilt / 60,
        }


_MIB, _GIB = 2**20, 2**30
_ASKED_A_MONTH = MONTH_DAYS * 86_400 / LOOK_AGAIN_SECONDS
"""How often a municipality asks its prefecture where the stream ends."""


def layout() -> Mapping[str, int]:
    """What there is of NATS in the whole country, whatever the scenario."""
    towns, hubs = sum(HUBS.values()), len(HUBS)
    return {
        "県の集約サーバー": hubs,
        "葉ノードの接続（全国）": towns,
        "葉ノードの接続（1つの県、平均）": round(towns / hubs),
        "葉ノードの接続（1つの県、最大: 北海道）": max(HUBS.values()),
        "市区町村のストリーム（1つの市区町村）": len(SERVICES),
        "市区町村の受信者（1つの市区町村）": len(CONSUMERS),
        "ストリーム（全国、県を含む）": towns * len(SERVICES) + hubs,
        "受信者（全国、県を含む）": towns * len(CONSUMERS) + hubs,
    }
