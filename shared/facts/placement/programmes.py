"""What a programme 居場所・家族会・学習支援 is called in public."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints

from shared.facts.fact import Code, Fact, OpaqueId, fact

ProgrammeName = Annotated[str, StringConstraints(pattern=r"^[^\d@\s][^\d@\r\n\t]{0,39}$")]
"""A public name; short, without digits or addresses, as every word of a municipality's own here."""


@fact("placement", "programme-announced", "事業の名称", subject="programme_id")
class ProgrammeAnnounced(Fact):
    """A programme has this name from now on; takes the place of what was told before.

    Attributes:
        programme_id: the programme.
        kind: code list ``resource_kinds``.
        name: its public name; ``None`` where it is too long or holds digits, so that it stays.
    """

    programme_id: OpaqueId
    kind: Code
    name: ProgrammeName | None
