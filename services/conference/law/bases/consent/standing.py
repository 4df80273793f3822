"""What the answers of one person come to (law rules 4–14).

The answers that cover a question are weighed in the order in which they came; only who has the
power to answer is heard. Where the age of the person is not certain, every age it may be is tried,
and the one that discloses less stands.
"""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from services.conference.law.age import AgeClass, Ages, ages_on
from services.conference.law.bases.consent.answers import (
    Said,
    State,
    covers_category,
    covers_occasion,
    covers_recipient,
    excluded,
    excludes,
    in_force,
    said,
)
from services.conference.law.bases.consent.power import is_suspected_abuser, may_answer
from services.conference.law.bases.consent.reasons import (
    ABUSER,
    CONSENTED,
    ENDED,
    EXCLUDED,
    EXPIRED,
    NO_POWER,
    NO_WISH,
    NOT_ASKED,
    NOT_COVERED,
    NOT_OBTAINABLE,
    NOT_RECORDED,
    REFUSED,
    SELF_AND_FAMILY,
    UNWITNESSED,
    WITHDRAWN,
)
from services.conference.law.bases.consent.validity import flaw_of
from services.conference.law.rule import Finding
from services.conference.law.vocabulary import Category, Purpose
from services.conference.law.world import Agency, Consent, ProfileOptions, World
from services.conference.law.world.moment import japanese_day


class Standing(NamedTuple):
    """What the answers of one subject come to. Ordered: a lesser one discloses less.

    Attributes:
        consents: a valid consent covers the question.
        not_obtainable: the latest answer is that the will cannot be confirmed.
        named: a consent that counts names the recipient by id, not only by kind.
        for_this_mode: a consent that counts lists the legal mode explicitly.
        finding: why.
    """

    consents: bool
    not_obtainable: bool
    named: bool
    for_this_mode: bool
    finding: Finding


def _no_consent(finding: Finding, *, not_obtainable: bool = False) -> Standing:
    return Standing(
        consents=False,
        not_obtainable=not_obtainable,
        named=False,
        for_this_mode=False,
        finding=finding,
    )


_OVER = _no_consent(ENDED)
_NEVER_ASKED = _no_consent(NOT_RECORDED)
_FOR_OTHER_THINGS = _no_consent(NOT_COVERED)
_FAMILY_ONLY = _no_consent(SELF_AND_FAMILY)
_BY_AN_ABUSER = _no_consent(ABUSER)
_WITHOUT_POWER = _no_consent(NO_POWER)
_FLAWED = {flaw: _no_consent(flaw) for flaw in (EXPIRED, UNWITNESSED, NO_WISH)}
_WHY_NOT: dict[State, Standing] = {
    "refused": _no_consent(REFUSED),
    "excluded": _no_consent(EXCLUDED),
    "withdrawn": _no_consent(WITHDRAWN),
    "not_asked": _no_consent(NOT_ASKED),
    "not_obtainable": _no_consent(NOT_OBTAINABLE, not_obtainable=True),
}
_CONSENTING = {
    (named, for_this_mode): Standing(
        consents=True,
        not_obtainable=False,
        named=named,
        for_this_mode=for_this_mode,
        finding=CONSENTED,
    )
    for named in (False, True)
    for for_this_mode in (False, True)
}


class Pertinent(NamedTuple):
    """An answer that is about the purpose, the mode and the conference of the situation.

    Attributes:
        answer: the answer.
        said: what it says where none of its exclusions is hit.
        excluding: it has exclusions.
        heard_at: the classes of age at which whoever answered has the power to.
        suspected: it is the answer of somebody suspected of abusing the subject.
    """

    answer: Consent
    said: Said
    excluding: bool
    heard_at: frozenset[AgeClass]
    suspected: bool

    def says(self, category: Category, recipient: Agency) -> Said:
        """What it says about a category for a recipient that its scope names."""
        if self.excluding and excludes(self.answer, category, recipient):
            return excluded(self.said)
        return self.said


class Consents:
    """The answers on record at the instant of a world.

    Args:
        world: the situation.
        options: the profile version in force.

    Attributes:
        ages: what can be said about each person's age.
    """

    def __init__(self, world: World, options: ProfileOptions) -> None:
        self._at = world.at
        self._mode = world.conference.legal_mode
        self._persons = {one.id: one for one in world.persons}
        day = japanese_day(world.at)
        self.ages: dict[str, Ages] = {
            one.id: ages_on(one.birth_date, day, options.minor_consent_age) for one in world.persons
        }
        self._pertinent: dict[str, list[Pertinent]] = defaultdict(list)
        self._otherwise: dict[str, Standing] = {one.subject: _OVER for one in world.consents}
        for answer in in_force(world.consents, world.at):
            if covers_occasion(answer.scope, world.conference):
                pertinent = self._prepare(answer, world.conference.purpose, options)
                self._pertinent[answer.subject].append(pertinent)
            if answer.state == "given" and answer.capacity != "family_wish":
                self._otherwise[answer.subject] = _FOR_OTHER_THINGS
            elif self._otherwise[answer.subject] is _OVER:
                self._otherwise[answer.subject] = _NEVER_ASKED
        self._known: dict[tuple[str, Category, str], Standing] = {}
        self._to: dict[tuple[str, str], list[Pertinent]] = {}

    def _prepare(self, answer: Consent, purpose: Purpose, options: ProfileOptions) -> Pertinent:
        person = self._persons[answer.subject]
        exclusions = answer.exclusions
        return Pertinent(
            answer,
            said(answer, flaw_of(answer, purpose, options, self._persons, self._at), self._at),
            bool(exclusions.categories or exclusions.recipients or exclusions.recipient_kinds),
            frozenset(
                age
                for age in self.ages[person.id].classes
                if may_answer(answer, person, age, self._persons, self._at)
            ),
            is_suspected_abuser(answer.given_by, person, self._persons),
        )

    def standing(self, subject: str, category: Category, recipient: Agency) -> Standing:
        """What one subject's answers come to for one category and one recipient."""
        if subject not in self._pertinent:
            return self._otherwise.get(subject, _NEVER_ASKED)
        key = (subject, category, recipient.id)
        standing = self._known.get(key)
        if standing is None:
            standing = self._known[key] = self._weigh(subject, category, recipient)
        return standing

    def _weigh(self, subject: str, category: Category, recipient: Agency) -> Standing:
        """The least disclosing of what every possible age of the subject makes of the answers."""
        about = self.about(subject, recipient)
        covering = [one for one in about if covers_category(one.answer.scope, category)]
        if not covering:
            return self._otherwise.get(subject, _NEVER_ASKED)
        outcomes: list[Standing] = []
        for age in self.ages[subject].classes:
            heard = [one.says(category, recipient) for one in covering if age in one.heard_at]
            if not heard:
                return _why_nobody_is_heard(covering)
            if len(heard) > 1:
                heard.sort(key=_order)
            outcomes.append(self._outcome(heard, recipient))
        return min(outcomes)

    def family_wishes(self, subject: str, category: Category, recipient: Agency) -> bool:
        """Whether the family's latest wish on record supports it: evidence, never consent.

        The wish of somebody suspected of abusing the subject is no evidence.
        """
        wishes = [
            one.says(category, recipient)
            for one in self.about(subject, recipient)
            if one.answer.capacity == "family_wish"
            and covers_category(one.answer.scope, category)
            and not one.suspected
        ]
        return bool(wishes) and max(wishes, key=_order).state == "given"

    def about(self, subject: str, recipient: Agency) -> list[Pertinent]:
        """The subject's answers that name the recipient, by id or kind."""
        if subject not in self._pertinent:
            return []
        key = (subject, recipient.id)
        about = self._to.get(key)
        if about is None:
            about = self._to[key] = [
                one
                for one in self._pertinent[subject]
                if covers_recipient(one.answer.scope, recipient)
            ]
        return about

    def _outcome(self, heard: list[Said], recipient: Agency) -> Standing:
        """What answers come to, the latest of them last."""
        state = heard[-1].state
        if state != "given":
            return _WHY_NOT[state]
        standing = not_overtaken(heard)
        scopes = [one.answer.scope for one in standing if one.flaw is None]
        if not scopes:
            return _FLAWED[standing[-1].flaw or EXPIRED]
        return _CONSENTING[
            any(scope is not None and recipient.id in scope.recipients for scope in scopes),
            any(
                scope is not None and scope.modes is not None and self._mode in scope.modes
                for scope in scopes
            ),
        ]


def _why_nobody_is_heard(covering: list[Pertinent]) -> Standing:
    """Why there is no answer of somebody who may give it."""
    if any(one.answer.capacity == "family_wish" for one in covering):
        return _FAMILY_ONLY
    return _BY_AN_ABUSER if any(one.suspected for one in covering) else _WITHOUT_POWER


def _order(one: Said) -> tuple[object, ...]:
    return one.since, one.reluctance, one.answer.id


def not_overtaken(heard: list[Said]) -> list[Said]:
    """The consents that no later answer has overtaken; of one instant, a no overtakes a yes.

    Args:
        heard: answers, the latest last.
    """
    standing: list[Said] = []
    for one in heard:
        if one.state == "given":
            standing.append(one)
        else:
            standing = [yes for yes in standing if yes.since > one.since]
    return standing
