"""The rules a municipality works by: its own file, or one to start from."""

from __future__ import annotations

from functools import lru_cache

from services.placement.application.acting import acting_for
from services.placement.application.routing.forms import AdoptRules, RulesAdopted, WhichRules
from services.placement.domain.routing import ADOPTED_RULES, adopt_rules, adopted_id
from services.placement.routing.reading import FIELD, read_rules
from services.placement.routing.rule_file import RuleFile
from services.placement.routing.rules import rule_texts, rules_named
from shared.acting import AGENCY_ROLES
from shared.desk import Desk
from shared.identity import Actor
from shared.refusal import InvalidInput, Refusal
from shared.store import Transaction
from shared.use_case import use_case

_read = lru_cache(maxsize=64)(read_rules)
"""Rules are read once, and not for every question."""


class Rules:
    """What is recorded of rules.

    Args:
        desk: store, keys, clock.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @use_case("routing-rules.adopt", "つなぎ先のルールの採用", roles=("secretariat",))
    def adopt(self, actor: Actor, request: AdoptRules) -> None:
        """From now on the municipality's proposals rest on these rules.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``.
            InvalidInput: ``routing-rules-invalid``, ``routing-rules-unknown``,
                ``routing-rules-unnamed``.
        """
        document = _document(request)
        rules = read_rules(document)
        with self._desk.transaction(actor) as tx:
            acting_for(tx, actor, request.municipality)
            stream = tx.load(ADOPTED_RULES, adopted_id(request.municipality))
            events = adopt_rules(
                stream.state, request.municipality, rules.id, document, today=self._desk.today
            )
            tx.append(ADOPTED_RULES, stream, *events)

    @use_case("routing-rules.show", "つなぎ先のルール", roles=AGENCY_ROLES, kind="query")
    def show(self, actor: Actor, request: WhichRules) -> RulesAdopted:
        """The rules that the municipality works by today.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``,
                ``routing-rules-not-adopted``.
        """
        with self._desk.transaction(actor) as tx:
            acting_for(tx, actor, request.municipality)
            document = _adopted(tx, request.municipality)
        rules = _read(document)
        return RulesAdopted(
            rules_id=rules.id, name=rules.name, description=rules.description, document=document
        )


def rules_of(tx: Transaction, municipality: str) -> RuleFile:
    """The rules that a municipality works by today.

    Raises:
        Refusal: ``routing-rules-not-adopted``.
    """
    return _read(_adopted(tx, municipality))


def _adopted(tx: Transaction, municipality: str) -> str:
    adopted = tx.load(ADOPTED_RULES, adopted_id(municipality)).state
    if adopted is None:
        raise Refusal(
            "routing-rules-not-adopted",
            "この市町村の、つなぎ先のルールがまだ採用されていません。",
            "会議の事務局に、ルールのファイルを採用するよう依頼してください。"
            "付属のルールから始めることもできます。",
        )
    return adopted.document


def _document(request: AdoptRules) -> str:
    match request:
        case AdoptRules(name=str(name), document=None):
            rules_named(name)
            return rule_texts()[name]
        case AdoptRules(name=None, document=str(document)):
            return document
    raise InvalidInput(
        FIELD,
        "routing-rules-unnamed",
        "どのルールを採用するかが、一つに決まりません。",
        "付属のルールの番号か、ルールのファイルの内容の、どちらか一方を指定してください。",
    )
