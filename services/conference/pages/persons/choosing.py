"""誰について: people chosen by ticks, or by a number that somebody has only on paper.

Whom something is about is sent in the form and never stands in an address.
"""

from __future__ import annotations

from services.conference.pages.partners import known_people
from services.conference.pages.wording import person_label, tied
from shared.pages import Page, Visit, look
from shared.refusal import InvalidInput, Refusal

PATH = "/conference/pages/persons"
PEOPLE = "person"
_TYPED = "number"
MOST_PEOPLE = 50
"""So many people are looked at together, at most."""


def choose(visit: Visit) -> Page:
    """Whom the own agency has to do with."""
    return shown_again(visit, None)


def shown_again(visit: Visit, refusal: Refusal | None) -> Page:
    """The choice with what was chosen, and why it cannot be looked at."""
    shown = {
        "path": PATH,
        "people": [(one, person_label(one)) for one in known_people(visit)],
        "ticked": visit.form.many(PEOPLE),
        "typed": visit.form,
    }
    told = refusal and tied(refusal, {"person_id": _TYPED}, {_TYPED: "対象者の番号"})
    return Page("persons/choose.html", "人について記録する", shown, told)


def chosen(visit: Visit) -> list[str]:
    """The people that a form was sent about, ticked or typed, each once.

    Raises:
        InvalidInput: ``nobody-chosen``.
    """
    typed = visit.form.one(_TYPED).split()
    people = [*" ".join(visit.form.many(PEOPLE)).split(), *typed]
    found = list(dict.fromkeys(people))[:MOST_PEOPLE]
    if not found:
        raise InvalidInput(
            _TYPED,
            "nobody-chosen",
            "誰についてかが、選ばれていません。",
            "一覧から選ぶか、対象者の番号を入れてください。",
        )
    return found


ROUTES = (look("/persons", choose, "items.list", "conferences.list"),)
