"""A placement desk with one record of each kind, and all that can be asked of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.placement.domain.incentive import STATEMENT, Payee, issue_statement
from services.placement.domain.incentive.computing import Line
from services.placement.http import catalogue
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.identity import Actor, Role
from shared.refusal import Refusal
from tests.behaviour.planned_referrals import PlanDesk
from tests.behaviour.referral_desk import START, known, worker

CLERK = worker("city", "secretariat")
CENTRE, FIRM = worker("centre", "member"), worker("firm", "member")
JUNE = "2026-06"
ASKER_SAYS, CENTRE_SAYS = "架空の打診のことば・いろは", "架空の返事のことば・にほへ"
FIRM_IS_SAID_TO, FIRM_SAYS = "架空の職場のようす・とちり", "架空の配慮のことば・ぬるを"
SON_SAYS, NOTED_OF_FIRM = "架空の本人のことば・わかよ", "架空の受入れの経緯・たれそ"
SAID = (ASKER_SAYS, CENTRE_SAYS, FIRM_IS_SAID_TO, FIRM_SAYS, SON_SAYS, NOTED_OF_FIRM)


class Raided(PlanDesk):
    """A desk with one record of each kind, three months after the contractor's contract began."""

    def fill(self) -> None:
        """Somebody is referred to a centre, works at a firm for a while and goes to a salon."""
        self.settle()
        self.tell("centre", "npo")
        self.tell("firm", "employer")
        about = {
            "municipality": DEMO_MUNICIPALITY,
            "case_id": known("case"),
            "person_id": known("son"),
        }
        place = {
            "municipality": DEMO_MUNICIPALITY,
            "kind": "employer",
            "name": "架空の工場",
            "agency_id": known("firm"),
        }
        firm = {"resource_id": self.do("resources.register", **place)}
        self.do("resource-notes.record", notes=NOTED_OF_FIRM, **firm)
        referral = {"referral_id": self.offer(to_agency_id=known("centre"), note=ASKER_SAYS)}
        self.step("accept", **referral, actor=CENTRE, note=CENTRE_SAYS)
        late = {"referral_id": self.offer(to_agency_id=known("centre"))}
        step = {"step_id": self.do("steps.take", kind="trial", on=self.today, **about, **firm)}
        self.do("steps.attend", on=self.today, **step)
        job = {
            "employer_id": firm["resource_id"],
            "step_id": step["step_id"],
            "kind": "non_regular",
        }
        employment = {"employment_id": self.do("employments.start", on=self.today, **about, **job)}
        talked = {"about_id": step["step_id"], "on": self.today}
        self.do("feedback.give", person={"strengths": SON_SAYS}, **talked)
        self.do("feedback.give", employer={"cautions": FIRM_IS_SAID_TO}, **talked)
        feedback_id = self.do("feedback.give", FIRM, employer={"cautions": FIRM_SAYS}, **talked)
        outcome = {
            "outcome_id": self.do("outcomes.reach", kind="going_out", on=self.today, **about)
        }
        self.do("routing-rules.adopt", CLERK, municipality=DEMO_MUNICIPALITY, name="aki")
        looked = {"situation": {}, "why_none": "other", "note": ASKER_SAYS}
        routing = {"routing_id": self.do("routing.decide", **about, **looked)}
        need = {"need_id": self.do("needs.record", **about, gap="housing", note=ASKER_SAYS)}
        salon = {"municipality": DEMO_MUNICIPALITY, "kind": "salon", "name": "架空のサロン"}
        programme = {"programme_id": self.do("programmes.set-up", **salon)}
        session = {"session_id": self.do("sessions.hold", on=self.today, **programme)}
        self.do("sessions.attend", role="person", handle="みかん", **session)
        self.pass_days(92)
        self.look_until_done()
        month = {"municipality": DEMO_MUNICIPALITY, "month": JUNE}
        paid = self.do("incentives.draft", CLERK, **month, person_id=known("son"))
        self._pay(paid.statement_id)
        open_tasks = self.do("tasks.list", municipality=DEMO_MUNICIPALITY)
        task = {"task_id": next(one.task_id for one in open_tasks if one.kind == "answer")}
        self.ids = {
            **(referral | step | employment | outcome | routing | need | programme | session),
            **(firm | task | {"feedback_id": feedback_id, "late": late["referral_id"]}),
            "statement_id": paid.statement_id,
        }

    def _pay(self, statement_id: UUID) -> None:
        """A statement is issued; this town has no rates of its own by which to."""
        line = Line(
            subject=uuid4(), on=START.date(), programme="fictional", rate="day", per="day", yen=500,
            days=1, amount=500, evidence=(uuid4(),),
        )  # fmt: skip
        payee = Payee("person", known("son"))
        issued = issue_statement(None, DEMO_MUNICIPALITY, payee, JUNE, (line,), today=self.today)
        with self.placement.store.transaction(CLERK, self.now) as tx:
            tx.append(STATEMENT, tx.load(STATEMENT, statement_id), *issued)

    def position(self) -> int:
        """How much is on record."""
        return self.placement.store.position()


@contextmanager
def filled(folder: Path) -> Iterator[Raided]:
    """A desk with one record of each kind, for the length of a block."""
    desk = Raided(folder)
    desk.fill()
    yield desk
    desk.placement.close()


def answered(desk: Raided, use_case: str, actor: Actor, **request: Any) -> tuple[str, str, str]:
    """How somebody is refused; the refusal names no id and repeats nothing that anybody said."""
    with pytest.raises(Refusal) as no:
        desk.do(use_case, actor, **request)
    told = no.value.code, no.value.message, no.value.remedy
    held = {*map(str, desk.ids.values()), str(known("case")), str(known("son")), *SAID}
    assert not [one for one in held if one in "".join(told)]
    return told


def roles_of(use_case: str) -> list[Role]:
    """Who has a use case."""
    return sorted(catalogue()[use_case].roles)


def elsewhere(ids: dict[str, Any]) -> dict[str, Any]:
    """The ids of nothing at all."""
    return {name: uuid4() for name in ids}
