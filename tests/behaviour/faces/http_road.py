"""Somebody's way from the first question to a job that holds, asked for over HTTP alone."""

from __future__ import annotations

from datetime import timedelta

from shared.calendar import jst_date, months_after, system_clock
from shared.codes.municipality import DEMO_MUNICIPALITY
from tests.behaviour.http_counter import Counter, named, somebody

SECRETARY, SUPPORTER = somebody("city", "secretariat"), somebody("city", "employment_supporter")
FARM, NPO = (somebody(one, "member") for one in ("farm", "npo"))
TOWN = {"municipality": DEMO_MUNICIPALITY}
ASKED = "打診の架空のことば・あさきゆめみし"
SAID = "農園の架空のことば・ゑひもせす"
SON_SAYS = "本人の架空のことば・うゐのおくやま"
LATE = 10
"""Days after the looked-for month on which somebody looks in."""


class Road:
    """The son's way from the first question to a job that holds, asked for over HTTP alone.

    Attributes:
        counter: where it is asked for.
        began: the day of the 打診; all that follows lies between it and today.
    """

    def __init__(self, counter: Counter) -> None:
        self.counter = counter
        self.today = jst_date(system_clock())
        self.began = months_after(self.today, -8)

    @property
    def about(self) -> dict[str, str]:
        """Whose case it is."""
        return {**TOWN, "case_id": self.counter.case, "person_id": self.counter.son}

    def day(self, number: int) -> str:
        """So many days after the beginning."""
        return str(self.began + timedelta(days=number))

    def find_a_place(self) -> None:
        """A farm enters the directory, the rules propose it, a human decides."""
        told = self.counter.told
        place = {"kind": "farm", "name": "架空の農園", "agency_id": named("farm"), "capacity": 3}
        for actor in (SUPPORTER, FARM, NPO):
            self.counter.told_in_time("tasks.awaited", actor)
        self.resource = told(
            "resources.register",
            SECRETARY,
            confirmed_on=str(self.today),
            free_places=2,
            **TOWN,
            **place,
        )
        told("routing-rules.adopt", SECRETARY, **TOWN, name="aki")
        situation = {"signs": ["both_sides_agree"], "people": [{"age": 24}]}
        proposals = told("routing.propose", SUPPORTER, **TOWN, situation=situation)
        [direct] = [one for one in proposals["proposals"] if one["rule"] == "direct"]
        assert [one["id"] for one in direct["found"]] == [self.resource]
        choice = {name: direct[name] for name in ("rule", "place", "kind", "mode")}
        self.routing = told(
            "routing.decide",
            SUPPORTER,
            **self.about,
            situation=situation,
            on=self.day(0),
            chosen=[{**choice, "resource_id": self.resource}],
        )

    def hand_on(self) -> None:
        """打診, 受理, 日程調整, 初回接触, つなぎ完了: the farm answers for itself."""
        told = self.counter.told
        offered = {"destination": "farm", "resource_id": self.resource, "note": ASKED}
        self.referral = told("referrals.offer", SUPPORTER, **self.about, **offered, on=self.day(0))
        on = {"referral_id": self.referral}
        told("referrals.accept", FARM, **on, on=self.day(1), note=SAID)
        told(
            "referrals.schedule",
            FARM,
            **on,
            on=self.day(1),
            appointment_at=f"{self.day(3)}T10:00:00+09:00",
            accompanied=True,
        )
        told("referrals.meet", FARM, **on, on=self.day(3), accompanied=True)
        told("referrals.complete", FARM, **on, on=self.day(4), outcome="completed")

    def try_it_out(self) -> None:
        """体験 with two days, its end, and what both sides say."""
        told = self.counter.told
        trial = {"kind": "trial", "resource_id": self.resource}
        self.step = told("steps.take", SUPPORTER, **self.about, **trial, on=self.day(5))
        on = {"step_id": self.step}
        for number in (5, 6):
            told("steps.attend", SUPPORTER, **on, on=self.day(number), minutes=180)
        told("steps.end", SUPPORTER, **on, on=self.day(6), outcome="completed")
        told("steps.review", SUPPORTER, **on, on=self.day(7), present=["person"], note=SON_SAYS)
        about = {"about_id": self.step, "on": self.day(7)}
        told("feedback.give", SUPPORTER, **about, person={"strengths": SON_SAYS})
        told("feedback.give", FARM, **about, employer={"cautions": SAID})

    def work(self) -> None:
        """就職, and the looks after one, three and six months."""
        told = self.counter.told
        job = {"kind": "non_regular", "employer_id": self.resource, "step_id": self.step}
        hired = self.began + timedelta(days=8)
        self.employment = told("employments.start", SUPPORTER, **self.about, **job, on=str(hired))
        for month in (1, 3, 6):
            looked = months_after(hired, month) + timedelta(days=LATE)
            found = {"month": month, "status": "continuing", "checked_on": str(looked)}
            told("employments.check", SUPPORTER, employment_id=self.employment, checkpoint=found)
