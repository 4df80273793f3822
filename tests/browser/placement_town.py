"""A fictional town's つなぎ and 就労, with something on record at every stage, to be looked at."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from shared.calendar import jst_date, months_after, system_clock
from shared.codes.municipality import DEMO_MUNICIPALITY
from tests.behaviour.http_counter import Counter, named, somebody
from tests.browser.site import Site

TOWN = {"municipality": DEMO_MUNICIPALITY}
OPERATOR = somebody("city", "operator", "-op")
SECRETARY = somebody("city", "secretariat", "-sec")
SUPPORTER = somebody("city", "employment_supporter", "-sup")
FARM = somebody("farm", "member")
AGENCIES = (
    ("city", "municipal_department", "public"),
    ("farm", "employer", "private"),
    ("npo", "npo", "private"),
    ("council", "social_welfare_council", "private"),
)


@dataclass
class Town:
    """The town as it was filled.

    Attributes:
        placement: where it is asked.
        case: the case of everything.
        son: whom it is about.
        ids: of what is looked at.
    """

    placement: Counter
    case: str = ""
    son: str = ""
    ids: dict[str, str] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The day of the test."""
        return jst_date(system_clock())

    def ago(self, days: int) -> str:
        """So many days ago."""
        return str(self.today - timedelta(days=days))

    @property
    def about(self) -> dict[str, str]:
        """Whose everything is."""
        return {**TOWN, "case_id": self.case, "person_id": self.son}

    def fill(self) -> None:
        """Places, referrals at every stage, steps, a job, a group that meets."""
        told = self.placement.told
        self.ids["farm"] = self._place(
            "farm", "架空のひだまり農園", "farm", capacity=3, free_places=2
        )
        self.ids["salon"] = self._place("place_to_be", "架空の居場所みなも", "npo", free_places=0)
        self._place("learning_support", "架空の学びの部屋", None)
        told("routing-rules.adopt", SECRETARY, **TOWN, name="aki")
        known = {"people": [{"age": 24}], "factors": ["withdrawal"], "consulter": "mother"}
        decided = {
            "situation": known,
            "why_none": "not_now",
            "note": "母の通院が終わってから（架空）",
        }
        self.ids["routing"] = told("routing.decide", SUPPORTER, **self.about, **decided)
        self._referrals()
        self._work()
        group = {"kind": "place_to_be", "name": "水曜のみなも", "schedule": "毎週水曜 13時から"}
        self.ids["programme"] = told("programmes.set-up", SECRETARY, **TOWN, **group)
        counts = [{"role": "person", "people": 6}, {"role": "staff", "people": 2}]
        held = {"programme_id": self.ids["programme"], "on": self.ago(7), "counts": counts}
        self.ids["session"] = told("sessions.hold", SECRETARY, **held)
        told("needs.record", SUPPORTER, **self.about, gap="transport", found_on=self.ago(30))
        told("needs.record", SUPPORTER, **self.about, gap="housing", found_on=self.ago(12))
        told("needs.record", SUPPORTER, **self.about, gap="transport", found_on=self.ago(3))

    def _place(self, kind: str, name: str, run_by: str | None, **more: Any) -> str:
        asked = {"kind": kind, "name": name, **more}
        if run_by:
            asked["agency_id"] = named(run_by)
        if "free_places" in more:
            asked["confirmed_on"] = self.ago(20)
        return str(self.placement.told("resources.register", SECRETARY, **TOWN, **asked))

    def offer(self, days: int, **more: Any) -> str:
        """A destination was asked so many days ago."""
        asked = {"destination": "farm", "resource_id": self.ids["farm"], **more}
        return str(
            self.placement.told(
                "referrals.offer", SUPPORTER, **self.about, **asked, on=self.ago(days)
            )
        )

    def step(self, name: str, referral_id: str, days: int, **more: Any) -> None:
        """A step of a referral, so many days ago."""
        asked = {"referral_id": referral_id, "on": self.ago(days), **more}
        self.placement.told(f"referrals.{name}", SUPPORTER, **asked)

    def _referrals(self) -> None:
        salon = {"destination": "community_place", "resource_id": self.ids["salon"]}
        council = {
            "destination": "social_welfare_council",
            "to_agency_id": named("council"),
            "resource_id": None,
        }
        self.ids["late"] = self.offer(24, mode="accompany")
        self.offer(3, **salon)
        accepted = self.offer(20, **council)
        self.step("accept", accepted, 12)
        going = self.offer(15)
        self.step("accept", going, 10)
        soon = f"{self.today + timedelta(days=4)}T10:00:00+09:00"
        self.step("schedule", going, 9, appointment_at=soon, accompanied=True)
        met = self.offer(60, **salon)
        self.step("accept", met, 55)
        self.step("meet", met, 40)
        arrived = self.offer(80)
        self.step("accept", arrived, 75)
        self.step("complete", arrived, 30, outcome="using")
        first = self.offer(50, **salon)
        self.step("decline", first, 45, reason="no_vacancy")
        self.ids["refused"] = self.offer(40, **council, follows=first)
        self.step("decline", self.ids["refused"], 33, reason="not_in_charge")

    def _work(self) -> None:
        told, farm = self.placement.told, {"resource_id": self.ids["farm"]}
        told("steps.plan", SUPPORTER, **self.about, kind="visit", on=self.ago(2), **farm)
        trial = told("steps.take", SUPPORTER, **self.about, kind="trial", on=self.ago(20), **farm)
        for days in (20, 18, 13):
            told("steps.attend", SUPPORTER, step_id=trial, on=self.ago(days), minutes=180)
        self.ids["step"] = trial
        about = {"about_id": trial, "on": self.ago(12)}
        told("feedback.give", SUPPORTER, **about, person={"strengths": "黙々と続けられる（架空）"})
        told("feedback.give", SUPPORTER, **about, employer={"cautions": "指示は一つずつ（架空）"})
        told("steps.take", SUPPORTER, **self.about, kind="application", on=self.ago(6))
        started = months_after(self.today, -4)
        job = {"kind": "non_regular", "employer_id": self.ids["farm"]}
        self.ids["job"] = told("employments.start", SUPPORTER, **self.about, **job, on=str(started))
        looked = months_after(started, 1) + timedelta(days=2)
        found = {"month": 1, "status": "continuing", "checked_on": str(looked)}
        told("employments.check", SUPPORTER, employment_id=self.ids["job"], checkpoint=found)


def filled(site: Site) -> Town:
    """A running system in whose town a lot is under way."""
    conference, placement = site.counter("conference"), site.counter("placement")
    conference.told(
        "municipality.describe",
        OPERATOR,
        **TOWN,
        runs_juso=[],
        welfare_office=True,
        profile="municipality-01",
    )
    for name, kind, holder_class in AGENCIES:
        conference.told(
            "agencies.register",
            OPERATOR,
            agency_id=named(name),
            name=f"架空の{name}",
            kind=kind,
            holder_class=holder_class,
            internal=name == "city",
            **TOWN,
        )
    conference.receive()
    town = Town(placement, conference.case, conference.son)
    for actor in (SUPPORTER, FARM, somebody("npo", "member"), somebody("council", "member")):
        placement.told_in_time("agencies.own", actor)
    placement.told_in_time("cases.show", SUPPORTER, **TOWN, case_id=town.case)
    town.fill()
    return town
