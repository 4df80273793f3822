"""An independent reader of raw facts: adds every measure up by looking at the facts one by one.

It shares no code with the service. What it knows of a measure is what docs/measures.md says.
"""

from __future__ import annotations

import calendar
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from shared.facts import Fact, conference, intake, placement
from shared.facts.envelope import Received

TOWN = "990019"
MONTHS_OF_CHECKPOINTS = (1, 3, 6, 12, 24, 36)

_FAMILY = {"father", "mother", "sibling", "spouse", "child", "grandparent", "relative", "family"}

Values = dict[str, Any]


@dataclass(frozen=True)
class Seen:
    """One thing that counts: when, whose, how much, and what is known of it."""

    day: date
    place: int
    unit: Any
    amount: int
    values: Values


class NaiveReader:
    """What a clerk with all the facts on paper would count."""

    def __init__(
        self, history: Iterable[Received], first: date, last: date, as_of: datetime
    ) -> None:
        self.first, self.last = first, last
        known = [r for r in history if r.recorded_at <= as_of and r.fact.municipality == TOWN]
        self.known = sorted(known, key=lambda r: (r.source, r.id))
        self.undone = self._undone()
        self.links = {
            r.fact.case_id: r.fact for r in self.of(intake.AnonymousLinked)
        }  # the last one stays
        self.kinds_of_agencies = {
            r.fact.agency_id: r.fact.agency_kind
            for kind in (intake.AgencyNoted, conference.AgencyRegistered)
            for r in self.of(kind)
        }

    def of(self, *kinds: type[Fact]) -> list[Received]:
        """Facts of some kinds, in the order of their logs."""
        return [r for r in self.known if type(r.fact) in kinds]

    def inside(self, *kinds: type[Fact]) -> list[Received]:
        """Those of them with their day in the period."""
        return [r for r in self.of(*kinds) if self.first <= r.fact.occurred_on <= self.last]

    # --- what was taken back -------------------------------------------------------------------

    def _undone(self) -> set[tuple[str, int]]:
        """Places of the facts that were told not to be so."""
        gone = set()
        for undoing in self.known:
            target = undone_by(undoing.fact)
            if target is None:
                continue
            told = [
                r
                for r in self.known
                if r.source == undoing.source
                and r.id < undoing.id
                and (r.fact.NAME, record_of(r.fact)) == target
            ]
            if told:
                gone.add((told[-1].source, told[-1].id))
        return gone

    def stands(self, r: Received) -> bool:
        """Whether nobody took it back."""
        return (r.source, r.id) not in self.undone

    # --- contacts ------------------------------------------------------------------------------

    def person(self, fact: Any) -> str | None:
        """Whom a contact is about."""
        if fact.person_id is not None:
            return str(fact.person_id)
        return self.links[fact.case_id].person_id if fact.case_id in self.links else None

    def household(self, fact: Any) -> str:
        """Whose case it is."""
        return (
            self.links[fact.case_id].linked_case_id if fact.case_id in self.links else fact.case_id
        )

    def contact_values(self, fact: Any, agency: str | None) -> Values:
        """What a contact says."""
        return {
            **{name: getattr(fact, name) for name in ("method", "consulter", "age", "gender")},
            **{name: getattr(fact, name) for name in ("route", "outcome", "consent")},
            "agency": agency,
            "agency_kind": self.kinds_of_agencies.get(agency),
            "factors": set(fact.factors),
            "day": fact.occurred_on,
        }

    def contacts(self) -> Iterator[Seen]:
        """相談対応."""
        for r in self.inside(intake.ContactRecorded):
            values = self.contact_values(r.fact, r.fact.agency_id)
            yield Seen(r.fact.occurred_on, r.id, self.person(r.fact), 1, values)

    def contacts_of_agencies(self) -> Iterator[Seen]:
        """相談対応, once for each agency that took part."""
        for r in self.inside(intake.ContactRecorded):
            went = [r.fact.agency_id]
            for other in r.fact.joint_agency_ids:
                if other not in went:
                    went.append(other)
            for agency in went:
                values = self.contact_values(r.fact, agency)
                unit = self.person(r.fact) and (self.person(r.fact), agency)
                yield Seen(r.fact.occurred_on, r.id, unit, 1, values)

    def earlier(self, person: str, since: date) -> bool:
        """Whether there was a contact about somebody between a day and the period."""
        return any(
            since <= r.fact.occurred_on < self.first and self.person(r.fact) == person
            for r in self.of(intake.ContactRecorded)
        )

    def new_persons(self) -> Iterator[Seen]:
        """Contacts of those about whom there was none before."""
        for seen in self.contacts():
            if seen.unit is not None and not self.earlier(seen.unit, date.min):
                yield seen

    def persons_new_in_year(self) -> Iterator[Seen]:
        """Contacts of those about whom there was none before in the fiscal year."""
        for seen in self.contacts():
            year = seen.day.year - (1 if seen.day.month <= 3 else 0)
            if seen.unit is not None and not self.earlier(seen.unit, date(year, 4, 1)):
                yield Seen(seen.day, seen.place, (seen.unit, year), 1, seen.values)

    def households(self) -> Iterator[Seen]:
        """Contacts by the case they belong to, where that is known."""
        named = {
            r.fact.model_dump()["case_id"]
            for r in self.of(intake.ConsultationReceived)
            if not r.fact.model_dump()["anonymous"]
        }
        for r in self.inside(intake.ContactRecorded):
            if self.person(r.fact) is not None or r.fact.model_dump()["case_id"] in named:
                values = self.contact_values(r.fact, r.fact.agency_id)
                yield Seen(r.fact.occurred_on, r.id, self.household(r.fact), 1, values)

    def handled(self) -> Iterator[Seen]:
        """Contacts by their case, and whether it had begun before the period."""
        begun = {
            case
            for r in self.of(intake.ContactRecorded, intake.ConsultationReceived)
            if r.fact.occurred_on < self.first
            for case in self.begun_by(r.fact)
        }
        for seen in self.households():
            values = {**seen.values, "begun": seen.unit in begun}
            yield Seen(seen.day, seen.place, seen.unit, 1, values)

    def begun_by(self, fact: Any) -> set[str]:
        """The cases that an opening or a contact is the beginning of, if there is none before."""
        if isinstance(fact, intake.ContactRecorded):
            return {fact.case_id, self.household(fact)}
        return {fact.case_id}

    def new_cases(self) -> Iterator[Seen]:
        """Named cases that begin in the period."""
        for r in self.of(intake.ConsultationReceived):
            if r.fact.anonymous:
                continue
            contacts = self.of(intake.ContactRecorded)
            own = [c for c in contacts if r.fact.case_id in self.begun_by(c.fact)]
            own.sort(key=lambda c: (c.fact.occurred_on, c.id))
            day = min([r.fact.occurred_on, *(c.fact.occurred_on for c in own)])
            if not self.first <= day <= self.last:
                continue
            values: Values = defaultdict(lambda: None)
            if own:
                values.update(self.contact_values(own[0].fact, own[0].fact.agency_id))
            values["transferred_in"] = r.fact.transferred_in
            values["day"] = day
            values["factors"] = values["factors"] or set()
            yield Seen(day, r.id, None, 1, values)

    # --- everything else -----------------------------------------------------------------------

    def plain(
        self, *kinds: type[Fact], unit: Callable[[Received], Any] = lambda _: None
    ) -> Iterator[Seen]:
        """Facts in the period that nobody took back, with what they say."""
        for r in self.inside(*kinds):
            if self.stands(r):
                values = {**r.fact.model_dump(), "day": r.fact.occurred_on}
                values |= self.of_person(values.get("person_id"), r.fact.occurred_on)
                yield Seen(r.fact.occurred_on, r.id, unit(r), 1, values)

    def referrals(self, *kinds: type[Fact]) -> Iterator[Seen]:
        """Steps of referrals, with whom the last offer says to hand on, or the ledger's row."""
        of_family = {
            note["referral_id"]
            for note, consulter in self.ledger_referrals()
            if consulter in _FAMILY
        }
        offers = [r.fact.model_dump() for r in self.of(placement.ReferralOffered)]
        said = {one["referral_id"]: one["whom"] for one in offers if one["whom"] is not None}
        for seen in self.plain(*kinds, unit=person_of):
            unsaid = "household" if seen.unit is None else "subject"
            whom = said.get(seen.values["referral_id"], unsaid)
            if seen.values["referral_id"] in of_family:
                whom = "family"
            yield Seen(seen.day, seen.place, seen.unit, 1, {**seen.values, "whom": whom})

    def ledger_referrals(self) -> Iterator[tuple[Values, str | None]]:
        """Of each referral the first row of a ledger that tells of it, with its 相談者."""
        first: dict[str, Received] = {}
        for r in self.of(intake.LedgerReferralNoted):
            first.setdefault(r.fact.model_dump()["referral_id"], r)
        for r in first.values():
            note = r.fact.model_dump()
            told = [
                c.fact.model_dump()["consulter"]
                for c in self.of(intake.ContactRecorded)
                if c.id < r.id and c.fact.model_dump()["case_id"] == note["case_id"]
            ]
            yield note, told[-1] if told else None

    def of_person(self, person: str | None, day: date) -> Values:
        """Age and gender as the contacts about somebody tell them nearest to a day."""
        own = [r for r in self.of(intake.ContactRecorded) if r.fact.person_id == person]
        own.sort(key=lambda r: (r.fact.occurred_on, r.id))
        found: Values = {"age": None, "gender": None}
        for name in found:
            told = [r.fact for r in own if getattr(r.fact, name) not in (None, "unknown")]
            before = [fact for fact in told if fact.occurred_on <= day]
            after = [fact for fact in told if fact.occurred_on > day]
            if person is not None and (before or after):
                found[name] = getattr(before[-1] if before else after[0], name)
        return found

    def matters(self) -> Iterator[Seen]:
        """Cases that conferences discussed."""
        for r in self.inside(conference.SupportConferenceHeld, conference.SupportConferenceHeldV1):
            match r.fact:
                case conference.SupportConferenceHeld() as fact:
                    discussed = [(one.legal_mode, one.with_consent) for one in fact.matters]
                case conference.SupportConferenceHeldV1() as former:
                    number = len(former.case_ids)
                    consent = {number: True, 0: False}.get(former.with_consent)
                    discussed = [(former.legal_mode, consent)] * number
            for mode, consent in discussed:
                values = {"legal_mode": mode, "with_consent": consent, "day": r.fact.occurred_on}
                yield Seen(r.fact.occurred_on, r.id, r.id, 1, values)

    def steps(self, kind: type[Fact], *kinds: str) -> Iterator[Seen]:
        """Steps towards work of some kinds, or of all."""
        for seen in self.plain(kind, unit=lambda r: r.fact.model_dump()["person_id"]):
            if not kinds or seen.values["kind"] in kinds:
                yield seen

    def at_work(self) -> Iterator[Seen]:
        """Jobs that stand at the end of the period."""
        ended = {
            r.fact.model_dump()["employment_id"]
            for r in self.of(placement.EmploymentEnded)
            if self.stands(r) and r.fact.occurred_on <= self.last
        }
        for r in self.of(placement.EmploymentStarted):
            fact: Any = r.fact
            if not self.stands(r) or fact.occurred_on > self.last or fact.employment_id in ended:
                continue
            values = {"kind": fact.kind, "workplace": None, "trait": None}
            for told in self.of(placement.EmploymentDescribed):
                described: Any = told.fact
                if (
                    described.employment_id == fact.employment_id
                    and described.occurred_on <= self.last
                ):
                    values |= {"workplace": described.workplace, "trait": described.trait}
            values |= self.of_person(fact.person_id, fact.occurred_on)
            yield Seen(fact.occurred_on, r.id, fact.person_id, 1, values)

    def checkpoints(self) -> Iterator[Seen]:
        """Months of a job that are full in the period."""
        for r in self.of(placement.EmploymentStarted):
            fact: Any = r.fact
            if not self.stands(r):
                continue
            for months in MONTHS_OF_CHECKPOINTS:
                due = later(fact.occurred_on, months)
                if not self.first <= due <= self.last:
                    continue
                values = {
                    "kind": fact.kind,
                    "checkpoint": months,
                    "retention": self.retention(fact.employment_id, months, due),
                    "day": due,
                    **self.of_person(fact.person_id, due),
                }
                yield Seen(due, r.id, None, 1, values)

    def retention(self, employment: str, months: int, due: date) -> str:
        """What is known of a job after so many months."""
        answers = [
            r.fact.model_dump()["status"]
            for r in self.of(placement.EmploymentChecked)
            if self.stands(r)
            and r.fact.model_dump()["employment_id"] == employment
            and r.fact.model_dump()["months"] == months
        ]
        if answers and answers[-1] != "unknown":
            return str(answers[-1])
        left = any(
            self.stands(r)
            and r.fact.model_dump()["employment_id"] == employment
            and r.fact.occurred_on <= due
            for r in self.of(placement.EmploymentEnded)
        )
        return "left" if left else "unknown"

    def paths(self) -> Iterator[Seen]:
        """Jobs taken up, and learning taken up again."""
        for seen in self.plain(placement.EmploymentStarted, unit=person_of):
            values = {**seen.values, "path": "employment"}
            yield Seen(seen.day, seen.place, seen.unit, 1, values)
        for seen in self.plain(placement.OutcomeReached, unit=person_of):
            if seen.values["kind"] in ("study", "back_to_school"):
                values = {**seen.values, "path": seen.values["kind"], "kind": None}
                yield Seen(seen.day, seen.place, seen.unit, 1, values)

    def planned_cases(self) -> Iterator[Seen]:
        """Cases with a plan by the end of the period, however long ago it was decided."""
        for r in self.of(conference.PlanDecided, conference.PlanDecidedV1):
            told = r.fact.model_dump()
            if r.fact.occurred_on <= self.last:
                yield Seen(r.fact.occurred_on, r.id, told["case_id"], 1, told)

    def gains(self, *, of: str) -> Iterator[Seen]:
        """Jobs taken up and incomes that rose, where there is a plan: of persons, or of cases."""
        planned = {seen.unit for seen in self.planned_cases()}
        gained = [
            *((s, "employment") for s in self.plain(placement.EmploymentStarted)),
            *((s, s.values["kind"]) for s in self.plain(placement.OutcomeReached)),
        ]
        for seen, gain in gained:
            if seen.values["case_id"] in planned and gain in ("employment", "income_increased"):
                kind = seen.values["kind"] if gain == "employment" else None
                values = {**seen.values, "gain": gain, "kind": kind}
                yield Seen(seen.day, seen.place, seen.values[of], 1, values)

    def sessions(self) -> Iterator[tuple[Received, Values]]:
        """Sessions that were held, as they were told last."""
        last_told = {
            r.fact.model_dump()["session_id"]: r
            for r in self.of(placement.SessionHeld, placement.SessionUndone)
        }
        names = {
            r.fact.model_dump()["programme_id"]: r.fact.model_dump()["name"]
            for r in self.of(placement.ProgrammeAnnounced)
        }
        for r in last_told.values():
            fact: Any = r.fact
            if isinstance(fact, placement.SessionHeld) and (
                self.first <= fact.occurred_on <= self.last
            ):
                name = names.get(fact.programme_id) or fact.programme_id
                yield (
                    r,
                    {"programme_kind": fact.kind, "programme_name": name, "day": fact.occurred_on},
                )

    def sittings(self, *, counted: bool) -> Iterator[Seen]:
        """Sessions, or those of which somebody counted who came."""
        for r, values in self.sessions():
            if not counted or r.fact.model_dump()["counts"]:
                yield Seen(r.fact.occurred_on, r.id, None, 1, values)

    def attendance(self) -> Iterator[Seen]:
        """Who came to sessions, as they were counted."""
        for r, values in self.sessions():
            for one in r.fact.model_dump()["counts"]:
                span = (one["first_age"], one["last_age"])
                more = {"role": one["role"], "span": span}
                yield Seen(r.fact.occurred_on, r.id, None, one["people"], {**values, **more})

    def incentives(self) -> Iterator[Seen]:
        """What was granted for months of the period."""
        for r in self.of(placement.IncentiveGranted):
            fact: Any = r.fact
            day = later(fact.month, 1)
            day = day.fromordinal(day.toordinal() - 1)
            if not self.first <= day <= self.last:
                continue
            for amount in fact.amounts:
                values = {"scheme": amount.programme, "recipient": fact.recipient, "day": day}
                yield Seen(day, r.id, fact.person_id, amount.yen, values)


def person_of(r: Received) -> Any:
    """The person a fact names."""
    return r.fact.model_dump()["person_id"]


def later(day: date, months: int) -> date:
    """So many months later; the last day of a month that is too short."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def record_of(fact: Fact) -> Any:
    """What a fact is a step of."""
    told = fact.model_dump()
    match fact:
        case placement.EmploymentChecked():
            return told["employment_id"], told["months"]
        case placement.StepAttended():
            return told["attendance_id"]
    ids = ("referral_id", "employment_id", "step_id", "outcome_id", "need_id", "session_id")
    return next((told[name] for name in ids if name in told), None)


def undone_by(fact: Fact) -> tuple[str, Any] | None:
    """Which step of which record a fact takes back."""
    told = fact.model_dump()
    match fact:
        case placement.EmploymentCheckUndone():
            return "employment-checked", (told["employment_id"], told["months"])
        case placement.OutcomeUndone():
            return "outcome-reached", told["outcome_id"]
        case placement.PlacementUnmetNeedUndone():
            return "unmet-need-found", told["need_id"]
        case placement.StepUndone():
            return told["step"], told["attendance_id"] or told["step_id"]
        case placement.ReferralStepUndone() | placement.EmploymentUndone():
            return told["step"], told.get("referral_id") or told["employment_id"]
    return None


def counted_by(measure: str, reader: NaiveReader) -> list[Seen]:
    """Everything that a measure counts."""
    return list(_SEEN[measure](reader))


def _referrals(*kinds: type[Fact]) -> Callable[[NaiveReader], Iterator[Seen]]:
    return lambda reader: reader.referrals(*kinds)


_HELD_ON = ("continuing", "changed", "leave")
_SEEN: dict[str, Callable[[NaiveReader], Iterable[Seen]]] = {
    "延件数": NaiveReader.contacts,
    "機関別延件数": NaiveReader.contacts_of_agencies,
    "匿名件数": lambda r: (s for s in r.contacts() if s.unit is None),
    "訪問試行件数": lambda r: (s for s in r.contacts() if s.values["method"] == "home_visit"),
    "訪問で会えた件数": lambda r: (
        s
        for s in r.contacts()
        if (s.values["method"], s.values["outcome"]) == ("home_visit", "met")
    ),
    "実人数": NaiveReader.contacts,
    "機関別実人数": NaiveReader.contacts_of_agencies,
    "新規人数": NaiveReader.new_persons,
    "年度内新規人数": NaiveReader.persons_new_in_year,
    "世帯数": NaiveReader.households,
    "相談受付件数": lambda r: r.plain(intake.ConsultationReceived),
    "新規ケース数": NaiveReader.new_cases,
    "対応ケース数": NaiveReader.handled,
    "継続ケース数": lambda r: (s for s in r.handled() if s.values["begun"]),
    "再開件数": lambda r: r.plain(intake.CaseReopened),
    "終結件数": lambda r: r.plain(intake.CaseClosed),
    "転出件数": lambda r: r.plain(intake.CaseTransferred),
    "支援会議開催件数": NaiveReader.matters,
    "支援会議検討件数": NaiveReader.matters,
    "プラン作成件数": lambda r: r.plain(conference.PlanDecided, conference.PlanDecidedV1),
    "プラン対象世帯数": NaiveReader.planned_cases,
    "プラン見直し件数": lambda r: r.plain(conference.PlanReviewed),
    "つなぎ打診件数": _referrals(placement.ReferralOffered, placement.ReferralOfferedV1),
    "つなぎ受理件数": _referrals(placement.ReferralAccepted),
    "つなぎ不受理件数": _referrals(placement.ReferralDeclined),
    "つなぎ初回接触件数": _referrals(placement.ReferralFirstContact),
    "つなぎ完了件数": _referrals(placement.ReferralCompleted),
    "つなぎ不調件数": _referrals(placement.ReferralFailed),
    "つなぎ取下げ件数": _referrals(placement.ReferralWithdrawn),
    "つなぎ移管件数": _referrals(placement.ReferralTransferred),
    "つなぎ人数": _referrals(placement.ReferralCompleted),
    "つなぎ先がない件数": lambda r: r.plain(
        conference.UnmetNeedFound, placement.PlacementUnmetNeedFound
    ),
    "一歩の参加件数": lambda r: r.steps(placement.StepTaken),
    "一歩の参加人数": lambda r: r.steps(placement.StepTaken),
    "一歩の終了件数": lambda r: r.steps(placement.StepFinished),
    "一歩の終了人数": lambda r: r.steps(placement.StepFinished),
    "就労体験人数": lambda r: r.steps(placement.StepTaken, "trial", "internship"),
    "就労体験日数": lambda r: (
        Seen(s.day, s.place, (s.values["step_id"], s.day), 1, s.values)
        for s in r.steps(placement.StepAttended, "trial", "internship")
    ),
    "一歩の参加延べ回数": lambda r: r.steps(placement.StepAttended),
    "訓練時間": lambda r: (
        Seen(s.day, s.place, None, s.values["minutes"] or 0, s.values)
        for s in r.steps(placement.StepAttended, "training", "intermediate_work")
    ),
    "就職件数": lambda r: r.plain(placement.EmploymentStarted),
    "就労定着件数": lambda r: r.plain(placement.EmploymentRetained),
    "離職件数": lambda r: r.plain(placement.EmploymentEnded),
    "就労中の人数": NaiveReader.at_work,
    "定着確認対象件数": NaiveReader.checkpoints,
    "定着継続件数": lambda r: (s for s in r.checkpoints() if s.values["retention"] in _HELD_ON),
    "成果件数": lambda r: r.plain(placement.OutcomeReached),
    "進路決定件数": NaiveReader.paths,
    "進路決定人数": NaiveReader.paths,
    "就労・増収人数": lambda r: r.gains(of="person_id"),
    "就労・増収世帯数": lambda r: r.gains(of="case_id"),
    "開催回数": lambda r: r.sittings(counted=False),
    "人数を数えた開催回数": lambda r: r.sittings(counted=True),
    "参加延べ人数": NaiveReader.attendance,
    "インセンティブ支給額": NaiveReader.incentives,
    "インセンティブ支給人数": lambda r: (
        s for s in r.incentives() if s.values["recipient"] == "person"
    ),
}
MEASURED = tuple(_SEEN)

ONCE = {
    **dict.fromkeys(("実人数", "新規人数", "年度内新規人数", "世帯数", "継続ケース数"), True),
    **dict.fromkeys(("支援会議開催件数", "つなぎ人数", "一歩の参加人数", "一歩の終了人数"), True),
    **dict.fromkeys(("就労体験人数", "就労体験日数", "就労中の人数", "進路決定人数"), True),
    **dict.fromkeys(("プラン対象世帯数", "就労・増収人数", "就労・増収世帯数"), True),
    **dict.fromkeys(("インセンティブ支給人数", "対応ケース数", "機関別実人数"), True),
}
"""Measures of which each unit counts once."""

_WHO = frozenset({"年代", "性別"})
_EVERYTHING = _WHO | {"方法", "相談者", "経路", "接触", "同意", "受付機関", "受付機関の種別"}
FIRST_KNOWN = {
    "実人数": _WHO | {"経路"},
    "機関別実人数": _WHO | {"経路", "受付機関", "受付機関の種別"},
    "対応ケース数": {"新規・継続"},
    "新規人数": _EVERYTHING,
    "年度内新規人数": _EVERYTHING,
    "就労体験日数": {"年代", "性別", "一歩の種類", "制度", "年度", "月"},
    **dict.fromkeys(("つなぎ人数", "一歩の参加人数", "一歩の終了人数", "就労体験人数"), _WHO),
    **dict.fromkeys(("就労中の人数", "進路決定人数", "就労・増収人数"), _WHO),
}
"""Of which dimensions a unit has one category: the first that is known."""

UNKNOWN = {"不明", "記録なし"}


def figures(
    measure: str,
    dimensions: tuple[str, ...],
    reader: NaiveReader,
    categories: Callable[[str, Values], set[str]],
) -> tuple[Counter[tuple[str, ...]], int]:
    """The cells in which something was seen, and the total."""
    seen = counted_by(measure, reader)
    cells: Counter[tuple[str, ...]] = Counter()
    if measure not in ONCE:
        for one in seen:
            for cell in crossed([categories(name, one.values) for name in dimensions]):
                cells[cell] += one.amount
        return cells, sum(one.amount for one in seen)
    units: dict[Any, list[Seen]] = defaultdict(list)
    for one in sorted(seen, key=lambda one: (one.day, one.place)):
        if one.unit is not None:
            units[one.unit].append(one)
    for own in units.values():
        reached = set()
        for one in own:
            found = []
            for name in dimensions:
                if name in FIRST_KNOWN.get(measure, ()):
                    known = [o for o in own if not categories(name, o.values) & UNKNOWN]
                    found.append(categories(name, (known or own)[0].values))
                else:
                    found.append(categories(name, one.values))
            reached |= crossed(found)
        cells.update(reached)
    return cells, len(units)


def crossed(found: list[set[str]]) -> set[tuple[str, ...]]:
    """Every combination of one category of each dimension."""
    cells: set[tuple[str, ...]] = {()}
    for categories in found:
        cells = {(*cell, category) for cell in cells for category in categories}
    return cells
