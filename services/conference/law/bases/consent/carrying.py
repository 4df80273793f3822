"""The answers that a disclosure rests on, to be cited with their version (law rule 15)."""

from __future__ import annotations

from services.conference.law.bases.consent.answers import covers_category
from services.conference.law.bases.consent.standing import Consents, not_overtaken
from services.conference.law.vocabulary import Category
from services.conference.law.world import Agency, Consent


def carrying(
    consents: Consents, subject: str, category: Category, recipient: Agency
) -> tuple[Consent, ...]:
    """The consents of one subject that cover a category for a recipient and still count.

    Args:
        consents: the answers on record at the instant of a world.
        subject: id of the person.
        category: of the item.
        recipient: the agency.

    Returns:
        By id and version; empty where the subject has not validly consented to this.
    """
    if not consents.standing(subject, category, recipient).consents:
        return ()
    covering = [
        one
        for one in consents.about(subject, recipient)
        if covers_category(one.answer.scope, category)
    ]
    found: dict[tuple[str, int], Consent] = {}
    for age in consents.ages[subject].classes:
        heard = [one.says(category, recipient) for one in covering if age in one.heard_at]
        heard.sort(key=lambda one: (one.since, one.reluctance, one.answer.id))
        for one in not_overtaken(heard):
            if one.flaw is None:
                found[one.answer.id, one.answer.version] = one.answer
    return tuple(found[key] for key in sorted(found))
