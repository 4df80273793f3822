"""公表: issued returns leave in a protected form, against all that was published before."""

from __future__ import annotations

from datetime import datetime

from services.stats.application.acting import Records, refuse_elsewhere
from services.stats.application.counting import count_return, not_yet
from services.stats.application.returns.forms import Document, ListReturns
from services.stats.application.returns.published_forms import (
    EditionAnswer,
    EditionInList,
    EditionShown,
    PreviewReturn,
    PublishReturn,
    ShowEdition,
)
from services.stats.application.returns.returns import STATISTICIANS
from services.stats.domain.protection import Publication
from services.stats.domain.publishing import (
    protection_rule,
    publication_again,
    publication_of,
    publish_return,
    published_document,
)
from services.stats.domain.return_versions import RETURN, IssuedReturn, existing, return_id
from services.stats.domain.scope import Scope, scope_of
from services.stats.templates import load_templates, template_by_id
from services.stats.views import Ask
from services.stats.views.returns import published_editions
from shared.calendar import Clock
from shared.identity import Actor, Role
from shared.paging import listed
from shared.store import EventStore
from shared.use_case import use_case

READERS: tuple[Role, ...] = (
    *("statistician", "prefecture", "secretariat", "auditor"),
    *("counsellor", "employment_supporter", "member"),
)
"""What was published is for everybody."""


class Publications:
    """What is published of returns.

    Args:
        store: issued returns and their publications.
        clock: the instant of recording.
        ask: who counts what is committed.
    """

    def __init__(self, store: EventStore, clock: Clock, ask: Ask) -> None:
        self._store = store
        self._clock = clock
        self._ask = ask

    @use_case("returns.preview", "公表の下見（秘匿した報告）", roles=STATISTICIANS, kind="query")
    def preview(self, actor: Actor, request: PreviewReturn) -> Document:
        """What would be published now of an issued version, or of an instant's figures.

        Nothing is recorded.

        Raises:
            Refusal: ``not-of-this-municipality``, ``template-has-changed``; of a version
                ``return-not-issued``, ``version-not-issued``.
            InvalidInput: ``unknown-template``, ``unknown-protection``, ``protection-too-weak``,
                ``period-reversed``.
        """
        template, rule = template_by_id(request.template), protection_rule(request.protection)
        refuse_elsewhere(self._store, actor, request.municipality, self._clock())
        as_of = request.as_of or self._clock()
        scope = scope_of(request.municipality, request.first, request.last, as_of)
        state = self._store.load(RETURN, return_id(template.id, scope)).state
        if request.version is None:
            made = count_return(self._ask, template, scope, state)
            document, told = made.document(), [*not_yet(as_of, self._clock()), *made.warnings]
        else:
            document, told = existing(state).version(request.version).document, []
        known = _known(self._store, scope)
        publication = publication_of(template, scope, document["tables"], rule, known)
        protected = published_document(template, document, publication)
        return {**protected, "warnings": [*told, *_exposures(publication)]}

    @use_case("returns.publish", "報告の公表", roles=STATISTICIANS)
    def publish(self, actor: Actor, request: PublishReturn) -> EditionAnswer:
        """Publish an issued version, its small figures kept back.

        What is kept back is found out before anything is written, so nobody waits for it; and
        again, if something was published meanwhile.

        Raises:
            Refusal: ``return-not-issued``, ``version-not-issued``, ``template-has-changed``.
            InvalidInput: ``unknown-template``, ``unknown-protection``, ``protection-too-weak``,
                ``period-reversed``.
        """
        template, rule = template_by_id(request.template), protection_rule(request.protection)
        refuse_elsewhere(self._store, actor, request.municipality, self._clock())
        scope, state = _found(self._store, request, self._clock())
        issued = state.version(request.version)
        before = published_editions(self._store, scope.municipality)
        made = publication_of(template, scope, issued.tables, rule, _known(self._store, scope))
        with self._store.transaction(actor, self._clock) as tx:
            refuse_elsewhere(tx, actor, request.municipality, tx.at)
            if published_editions(tx, scope.municipality) != before:
                made = publication_of(template, scope, issued.tables, rule, _known(tx, scope))
            _, state = _found(tx, request, tx.at)
            stream = tx.load(RETURN, return_id(template.id, scope))
            events = publish_return(state, template, scope, issued, made, now=tx.at)
            after = existing(tx.append(RETURN, stream, *events).state)
        key = (issued.number, made.level)
        edition = next(one for one in after.editions if (one.version, one.protection) == key)
        return EditionAnswer(
            return_id=stream.id,
            edition=edition.number,
            version=edition.version,
            protection=edition.protection,
            changed=bool(events),
            digest=edition.digest,
            warnings=tuple(_exposures(made)) if events else (),
        )

    @use_case("publications.list", "公表した報告の一覧", roles=READERS, kind="query")
    @listed("-published_on", "-period_to", "period_from", "template", "-edition")
    def list_editions(self, actor: Actor, request: ListReturns) -> list[EditionInList]:
        """Everything a municipality has published, or of one template, the latest first."""
        _ = actor
        found = []
        for row in published_editions(self._store, request.municipality):
            if request.template in {None, row.template}:
                state = existing(self._store.load(RETURN, row.return_id).state)
                edition = state.edition(row.edition)
                found.append(
                    EditionInList(
                        return_id=row.return_id,
                        template=row.template,
                        period_from=row.period.first,
                        period_to=row.period.last,
                        period=row.period.label,
                        edition=row.edition,
                        version=edition.version,
                        protection=edition.protection,
                        published_on=edition.published_on,
                    )
                )
        return found

    @use_case("returns.edition", "公表した報告の内容", roles=READERS, kind="query")
    def edition(self, actor: Actor, request: ShowEdition) -> EditionShown:
        """A publication, as it left; the latest, if it is not said which.

        Raises:
            Refusal: ``return-not-issued``, ``edition-not-published``.
            InvalidInput: ``unknown-template``, ``period-reversed``.
        """
        _ = actor
        _, state = _found(self._store, request, self._clock())
        return EditionShown.model_validate(state.edition(request.edition))


def _found(
    records: Records, request: PublishReturn | ShowEdition, now: datetime
) -> tuple[Scope, IssuedReturn]:
    """The return that somebody asks for."""
    template = template_by_id(request.template)
    scope = scope_of(request.municipality, request.first, request.last, now)
    return scope, existing(records.load(RETURN, return_id(template.id, scope)).state)


def _exposures(publication: Publication) -> list[str]:
    """What earlier publications give away, which nothing can mend now."""
    if not publication.exposed:
        return []
    places = len(publication.exposed)
    return [f"前に公表した数から逆算できる数が、{places} か所あります。今回の秘匿では防げません。"]


def _known(records: Records, scope: Scope) -> list[Publication]:
    """All that a municipality has published, in the order in which it did."""
    found = []
    for row in published_editions(records, scope.municipality):
        state = existing(records.load(RETURN, row.return_id).state)
        edition = state.edition(row.edition)
        about = scope_of(scope.municipality, row.period.first, row.period.last, scope.as_of)
        issued = state.version(edition.version)
        template = load_templates().get(row.template)
        found.append(publication_again(template, about, issued, edition))
    return found
