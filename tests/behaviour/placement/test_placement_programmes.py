"""居場所・家族会・学習支援 at the desk: counts, names where people agree, and pseudonyms."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.placement.everything import Everything
from services.placement.published import publish
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.facts import placement as facts
from shared.identity import Actor
from shared.personal_records import EverythingAbout, PersonalRecord
from tests.behaviour.referral_desk import CITY, CONTRACTOR, NEIGHBOUR, ReferralDesk, known, worker
from tests.conftest import NewPlace
from tests.refusals import refused

SON, DAUGHTER = known("son"), known("daughter")
HANDLE = "架空のうさぎ"
TWO_ROLES = ({"role": "person", "people": 4}, {"role": "family", "people": 2})


class ProgrammeDesk(ReferralDesk):
    """A desk with programmes."""

    def set_up(self, name: str = "架空のサロン", actor: Actor = CITY, **told: Any) -> UUID:
        """A programme of the town."""
        asked = {"municipality": DEMO_MUNICIPALITY, "kind": "salon", "name": name}
        return UUID(str(self.do("programmes.set-up", actor, **{**asked, **told})))

    def hold(self, programme_id: UUID, days_ago: int = 0, **told: Any) -> UUID:
        """A session some days ago."""
        on = self.today - timedelta(days=days_ago)
        held = self.do("sessions.hold", CITY, programme_id=programme_id, on=on, **told)
        return UUID(str(held))

    def attend(self, session_id: UUID, **who: Any) -> None:
        """Somebody was there."""
        self.do("sessions.attend", CITY, session_id=session_id, role="person", **who)

    def agree(self, programme_id: UUID, days_ago: int = 0, **told: Any) -> None:
        """The son agrees to be known."""
        agreed = {"person_id": SON, "on": self.today - timedelta(days=days_ago), **told}
        self.do("participants.agree", CITY, programme_id=programme_id, **agreed)

    def attendees(self, session_id: UUID) -> list[tuple[UUID, UUID | None]]:
        """Tokens and persons of a session."""
        shown = self.do("sessions.show", CITY, session_id=session_id)
        return [(one.participant, one.person_id) for one in shown.attendees]

    def listed(self, programme_id: UUID, actor: Actor = CITY) -> Any:
        """The sessions of this month."""
        period = {"since": self.today - timedelta(days=31), "until": self.today}
        return self.do("sessions.list", actor, programme_id=programme_id, **period)

    def everything(self, person_id: UUID) -> tuple[PersonalRecord, ...]:
        """What is held about somebody, asked for with a case."""
        about = EverythingAbout(
            municipality=DEMO_MUNICIPALITY, person_id=person_id, case_ids=(known("case"),)
        )
        reader = Everything(self.placement.store, self.placement.sealer)
        return reader.everything_about(worker("city", "secretariat"), about)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[ProgrammeDesk]:
    """A settled desk."""
    opened = ProgrammeDesk(tmp_path)
    opened.settle()
    yield opened
    opened.placement.close()


def test_sessions_are_counted_corrected_and_undone(new_place: NewPlace, tmp_path: Path) -> None:
    """延べ人数 is of those sessions at which somebody counted; 実人数 of those on record."""
    desk = ProgrammeDesk(tmp_path, new_place())
    desk.settle()
    salon = desk.set_up()
    first, second, third = (
        desk.hold(salon, 14, counts=TWO_ROLES),
        desk.hold(salon, 7),
        desk.hold(salon),
    )
    for one in (first, second):
        desk.attend(one, handle=HANDLE)
    desk.attend(second, handle="別の呼び名")
    corrected = {"on": desk.today, "counts": [{"role": "person", "people": 5}]}
    desk.do("sessions.correct", CITY, session_id=third, reason="other", **corrected)
    undone = desk.hold(salon, 3, counts=TWO_ROLES)
    desk.do("sessions.undo", CITY, session_id=undone, reason="did_not_happen")

    listed = desk.listed(salon)

    assert [one.session_id for one in listed.sessions] == [first, second, third]
    assert [one.people for one in listed.sessions] == [6, None, 5]
    assert [one.by_handle for one in listed.sessions] == [1, 2, 0]
    assert (listed.people, listed.uncounted, listed.different_people) == (11, 1, 2)
    desk.placement.close()


def test_the_same_handle_is_the_same_person_within_a_programme(desk: ProgrammeDesk) -> None:
    """However it is written, a name that somebody goes by is one token, and is kept nowhere."""
    salon = desk.set_up()
    sessions = [desk.hold(salon, 1), desk.hold(salon)]
    desk.attend(sessions[0], handle="ＵＳＡＧＩ")
    desk.attend(sessions[1], handle=" usagi ")

    [(one, _)], [(other, _)] = (desk.attendees(session) for session in sessions)
    assert one == other
    stored = (desk.folder / "stores" / "placement.sqlite").read_bytes()
    assert b"usagi" not in stored.lower()
    assert "ＵＳＡＧＩ".encode() not in stored


def test_tokens_of_two_programmes_have_nothing_in_common(desk: ProgrammeDesk) -> None:
    """The same handle, and the same person, is another token in another programme."""
    tokens = []
    for name in ("架空のサロン", "架空の居場所"):
        programme = desk.set_up(name)
        desk.agree(programme)
        session = desk.hold(programme)
        desk.attend(session, handle=HANDLE)
        desk.attend(session, person_id=SON)
        tokens.append({token for token, _ in desk.attendees(session)})

    assert [len(one) for one in tokens] == [2, 2]
    assert not tokens[0] & tokens[1]


def test_another_town_has_other_tokens(tmp_path: Path) -> None:
    """Without the key nobody can tell which handle a token is: other keys give other tokens."""
    programme, tokens = uuid4(), []
    for name in ("one", "other"):
        desk = ProgrammeDesk(tmp_path / name)
        desk.settle()
        desk.set_up(programme_id=programme)
        session = desk.hold(programme)
        desk.attend(session, handle=HANDLE)
        tokens += desk.attendees(session)
        desk.placement.close()

    assert tokens[0] != tokens[1]


def test_a_name_is_recorded_only_with_agreement(desk: ProgrammeDesk) -> None:
    """Without an agreement in force on the day, only a handle or a number is recorded."""
    salon = desk.set_up()
    before, after = desk.hold(salon, 7), desk.hold(salon)
    with refused("agreement-missing"):
        desk.attend(after, person_id=SON)
    desk.agree(salon, 1)

    desk.attend(after, person_id=SON)

    assert [person for _, person in desk.attendees(after)] == [SON]
    with refused("agreement-missing"):
        desk.attend(before, person_id=SON)


def test_a_handle_becomes_a_person_from_the_agreement_on(desk: ProgrammeDesk) -> None:
    """Not back-dated: what was recorded before, and days before, stay without a name."""
    salon = desk.set_up()
    earlier, late_entry, later = desk.hold(salon, 7), desk.hold(salon, 5), desk.hold(salon)
    desk.attend(earlier, handle=HANDLE)

    desk.agree(salon, 2, handle=HANDLE)
    desk.attend(late_entry, handle=HANDLE)
    desk.attend(later, handle=HANDLE)

    found = [desk.attendees(one)[0] for one in (earlier, late_entry, later)]
    assert len({token for token, _ in found}) == 1
    assert [person for _, person in found] == [None, None, SON]


def test_after_the_withdrawal_nothing_more_is_recorded_by_name(desk: ProgrammeDesk) -> None:
    """撤回 ends it from its day on; the same person may agree again."""
    salon = desk.set_up()
    desk.agree(salon, 5, handle=HANDLE)
    with refused("person-known-in-programme"):
        desk.agree(salon)
    with refused("participant-known"):
        desk.agree(salon, person_id=DAUGHTER, handle=HANDLE)
    gone = {"programme_id": salon, "person_id": SON, "on": desk.today}
    desk.do("participants.withdraw", CITY, **gone)
    session = desk.hold(salon)

    desk.attend(session, handle=HANDLE)

    assert [person for _, person in desk.attendees(session)] == [None]
    with refused("agreement-missing"):
        desk.attend(session, person_id=SON)
    with refused("agreement-not-found"):
        desk.do("participants.withdraw", CITY, **gone)
    desk.agree(salon)


def test_everything_about_somebody_holds_no_strangers_attendance(desk: ProgrammeDesk) -> None:
    """開示請求 reaches what is recorded by name, and of others at the same session nothing."""
    salon = desk.set_up()
    desk.agree(salon)
    session = desk.hold(salon)
    desk.attend(session, person_id=SON)
    desk.attend(session, handle=HANDLE)

    titles = sorted(one.title for one in desk.everything(SON))

    assert titles == ["居場所などでの記名の同意", "居場所などへの参加"]
    assert desk.everything(DAUGHTER) == ()


def test_who_agreed_for_a_day_is_not_moved_to_another(desk: ProgrammeDesk) -> None:
    """A session with somebody by name keeps its day; with pseudonyms alone it may be corrected."""
    salon = desk.set_up()
    desk.agree(salon)
    session = desk.hold(salon)
    desk.attend(session, person_id=SON)
    desk.attend(session, handle="別の呼び名")
    moved = {"on": desk.today - timedelta(days=1), "counts": (), "reason": "wrong_day"}

    with refused("session-attended") as no:
        desk.do("sessions.correct", CITY, session_id=session, **moved)
    assert "参加の取り消し" in no.value.remedy
    assert [one.on for one in desk.listed(salon).sessions] == [desk.today]
    [token] = [token for token, person in desk.attendees(session) if person]
    gone = {"participant": token, "reason": "wrong_day"}
    desk.do("sessions.undo-attendance", CITY, session_id=session, **gone)
    desk.do("sessions.correct", CITY, session_id=session, **moved)
    with refused("agreement-missing"):
        desk.attend(session, person_id=SON)


def test_facts_tell_numbers_and_nobody(desk: ProgrammeDesk) -> None:
    """開催 and 訂正 are told with counts, attendance is not told at all."""
    salon = desk.set_up()
    desk.agree(salon)
    session = desk.hold(salon, counts=TWO_ROLES)
    desk.attend(session, person_id=SON)
    corrected = {"on": desk.today, "counts": ()}
    desk.do("sessions.correct", CITY, session_id=session, reason="other", **corrected)

    told = [publish(one) for one in desk.placement.store.history(session)]

    assert [type(one) for one in told] == [facts.SessionHeld, type(None), facts.SessionHeld]
    assert [len(one.counts) for one in told if isinstance(one, facts.SessionHeld)] == [2, 0]
    assert all(str(SON) not in one.model_dump_json() for one in told if one)


@pytest.mark.parametrize(
    ("who", "code"),
    [
        (NEIGHBOUR, "programme-not-found"),
        (worker("nobody"), "own-agency-not-registered"),
        (worker("city", "statistician"), "role-not-entitled"),
    ],
    ids=["next door", "unregistered", "wrong role"],
)
def test_only_who_does_the_municipalitys_work_keeps_its_programmes(
    desk: ProgrammeDesk, who: Actor, code: str
) -> None:
    """For everybody else there is no such programme and no such session."""
    salon = desk.set_up()
    session = desk.hold(salon)
    with refused(code):
        desk.listed(salon, who)
    with refused(code):
        desk.do("participants.agree", who, programme_id=salon, person_id=SON, on=desk.today)
    with refused(code.replace("programme", "session")):
        desk.do("sessions.show", who, session_id=session)


def test_with_the_contract_ends_what_rests_on_it(desk: ProgrammeDesk) -> None:
    """A contractor keeps programmes while its contract holds."""
    salon = desk.set_up(actor=CONTRACTOR)
    desk.pass_days(61)
    with refused("programme-not-found"):
        desk.listed(salon, CONTRACTOR)
    with refused("not-of-this-municipality"):
        desk.set_up(actor=CONTRACTOR)


def test_whoever_came_is_told_in_one_way(desk: ProgrammeDesk) -> None:
    """A handle or a person, not both and not neither; without either only numbers are kept."""
    session = desk.hold(desk.set_up())
    for who in ({}, {"handle": HANDLE, "person_id": SON}):
        with refused("attendee-unclear"):
            desk.attend(session, **who)


def test_a_programme_stands_in_the_list_until_and_after_its_end(desk: ProgrammeDesk) -> None:
    """The list has the programme as it is announced now, with the day of its end."""
    salon = desk.set_up()
    told = {"kind": "family_group", "name": "架空の家族会", "min_age": 20}
    desk.do("programmes.amend", CITY, programme_id=salon, **told)
    desk.do("programmes.end", CITY, programme_id=salon, on=date(2026, 6, 1))

    [line] = desk.do("programmes.list", CITY, municipality=DEMO_MUNICIPALITY)

    assert (line.name, line.kind, line.ended_on) == ("架空の家族会", "family_group", desk.today)
    desk.do("programmes.reopen", CITY, programme_id=salon)
    with refused("resource-not-found"):
        desk.do("programmes.amend", CITY, programme_id=salon, resource_id=uuid4(), **told)
