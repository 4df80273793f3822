"""つなぎ先のルール: by which a municipality works, and what another file would change."""

from __future__ import annotations

from services.placement.application.routing.forms import RulesAdopted
from services.placement.pages.names import OWN, own_agency
from services.placement.routing.differences import differences, told
from services.placement.routing.reading import read_rules
from services.placement.routing.rule_file import RuleFile
from services.placement.routing.rules import rule_texts, rules_named
from shared.pages import Answer, Moved, Page, PageRoute, Visit, look, send
from shared.pages.acts import Act, Blank, Sheet, Tried
from shared.refusal import InvalidInput, Refusal

_AT = "/placement/pages/rules"
_NOT_ADOPTED = "routing-rules-not-adopted"
_ADOPT = "routing-rules.adopt"
CHOOSE = Act(
    "compare",
    _ADOPT,
    "別のルールを選ぶ",
    "変わるところを見る",
    "",
    (
        Blank("name", "付属のルール", "choice", none="選ばない", told=("つなぎ先のルール",)),
        Blank(
            "document",
            "自分の市町村で書いたルール",
            "passage",
            hint="付属のルールと同じ形の文書を、そのまま貼り付けます。どちらか一方だけを選びます。",
        ),
    ),
    "まだ何も変わりません。変わるところを確かめてから、採用するかを決めます。",
    "second",
)


def show_rules(visit: Visit, tried: Tried | None = None) -> Page:
    """The rules of a municipality today, and the choice of others."""
    adopted = _adopted(visit)
    rules = read_rules(adopted.document) if adopted else None
    version = rules.version_on(visit.today) if rules else None
    packaged = [(one, _called(rules_named(one))) for one in rule_texts()]
    sheet = Sheet(_AT, visit.today, tried=tried, options={"name": packaged})
    shown = {
        "rules": rules,
        "told": [told(one, version) for one in version.rules] if version else [],
        "form": sheet.form(CHOOSE),
    }
    return Page("rules.html", "つなぎ先のルール", shown, tried.said if tried else None)


def _called(rules: RuleFile) -> str:
    return f"{rules.name}：{rules.description}"


def _adopted(visit: Visit) -> RulesAdopted | None:
    try:
        adopted: RulesAdopted = visit.ask(
            "routing-rules.show", {"municipality": own_agency(visit).municipality}
        )
    except Refusal as refusal:
        if refusal.code == _NOT_ADOPTED:
            return None
        raise
    return adopted


def compare(visit: Visit) -> Page:
    """What adopting another file would change; nothing is recorded."""
    try:
        after = _chosen(visit)
    except Refusal as refusal:
        return show_rules(visit, Tried(CHOOSE, visit.form, refusal))
    adopted = _adopted(visit)
    before = read_rules(adopted.document) if adopted else None
    shown = {
        "before": before,
        "after": after,
        "found": differences(before, after, visit.today),
        "fields": {CHOOSE.field_of(part): text for part, text in _asked(visit).items()},
    }
    return Page("rules_compared.html", "ルールの変わるところ", shown)


def _asked(visit: Visit) -> dict[str, str]:
    return {part: str(text) for part, text in CHOOSE.document(visit.form).items()}


def _chosen(visit: Visit) -> RuleFile:
    """The file that was chosen.

    Raises:
        InvalidInput: ``routing-rules-unknown``, ``routing-rules-invalid``,
            ``routing-rules-unnamed``.
    """
    match _asked(visit):
        case {"name": name, **others} if not others:
            return rules_named(name)
        case {"document": document, **others} if not others:
            return read_rules(document)
    raise InvalidInput(
        "name",
        "routing-rules-unnamed",
        "どのルールにするかが、一つに決まりません。",
        "付属のルールを選ぶか、ルールの文書を貼り付けるか、どちらか一方にしてください。",
    )


def adopt(visit: Visit) -> Answer:
    """Have the municipality work by the file that was looked at."""
    try:
        visit.ask(_ADOPT, {**_asked(visit), "municipality": own_agency(visit).municipality})
    except Refusal as refusal:
        return show_rules(visit, Tried(CHOOSE, visit.form, refusal))
    return Moved(_AT, "つなぎ先のルールを採用しました。これからの候補は、このルールから出ます。")


_USES = (_ADOPT, "routing-rules.show", OWN)
ROUTES: tuple[PageRoute, ...] = (
    look("/rules", show_rules, *_USES),
    send("/rules/compare", compare, *_USES),
    send("/rules/adopt", adopt, *_USES),
)
