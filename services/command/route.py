"""つなぎ先: where somebody may go by a municipality's rules, and who keeps the case if nowhere.

Nothing is recorded and no store is read: the rules are a file, the situation is on the line. The
service proposes by the same rules, with the municipality's own directory of places.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

import typer

from services.command import completion
from services.command.exits import Exit
from services.command.handed_in import handed_in
from services.command.options import AsJson
from services.command.rooms import PLAIN
from services.command.route_screen import show_changes, show_flaws, show_list, show_proposals
from services.command.screen import answer_json
from services.placement.routing.changes import changes_between
from services.placement.routing.proposing import propose
from services.placement.routing.reading import FIELD, check_rules, read_rules
from services.placement.routing.rule_file import RuleFile
from services.placement.routing.rules import rule_texts, rules_named
from services.placement.routing.situation import Situation
from shared.calendar import jst_date, parse_date, system_clock
from shared.codes import (
    CONSENT_STATES,
    CONSULTERS,
    FACTORS,
    GENDERS,
    ROUTING_SIGNS,
    ROUTING_WISHES,
    SUPPORT_NEEDS,
    CodeList,
)
from shared.plain_document import LARGEST
from shared.refusal import InvalidInput, Refusal

RULES = "ルール.yaml"
"""How the user knows the file."""

app = typer.Typer(
    help="つなぎ先の候補を、理由・つなぎ方・付く条件とともに示す（何も記録しない）",
    invoke_without_command=True,
    add_completion=False,
    rich_markup_mode=PLAIN,
)


def _option(name: str, metavar: str, says: str) -> Any:  # noqa: ANN401 - typer's own
    return typer.Option(name, metavar=metavar, help=says)


Words = list[str] | None
Ages = list[int] | None


@app.callback()
def route(  # noqa: PLR0913 - every part of a situation is an option
    context: typer.Context,
    *,
    file: Annotated[
        str | None, _option("--municipality-rules", RULES, "市町村のルール（- で標準入力）")
    ] = None,
    name: Annotated[
        str | None,
        typer.Option(
            "--rules",
            metavar="番号",
            help="付属のルール（一覧は list）",
            autocompletion=completion.routing_rules,
        ),
    ] = None,
    factors: Annotated[Words, _option("--factor", "語", "課題（いくつでも）")] = None,
    found: Annotated[
        Words, _option("--found-factor", "語", "後から分かった課題（何が変わるかも示す）")
    ] = None,
    ages: Annotated[Ages, _option("--age", "歳", "主たる対象者の年齢")] = None,
    family_ages: Annotated[Ages, _option("--family-age", "歳", "同じ世帯の人の年齢")] = None,
    urgent: Annotated[Ages, _option("--urgent-age", "歳", "そのうち急迫している人の年齢")] = None,
    needs: Annotated[Words, _option("--need", "語", "必要な支援")] = None,
    wishes: Annotated[Words, _option("--wish", "語", "希望")] = None,
    signs: Annotated[Words, _option("--sign", "語", "課題のほかの見立て")] = None,
    consulter: Annotated[str | None, _option("--consulter", "語", "相談者")] = None,
    gender: Annotated[str | None, _option("--gender", "語", "本人の性別")] = None,
    window: Annotated[str | None, _option("--window", "符号", "受けた窓口（ルールの符号）")] = None,
    area: Annotated[str | None, _option("--area", "語", "住む地域")] = None,
    stage: Annotated[int | None, _option("--stage", "番号", "支援の段階")] = None,
    consent: Annotated[str, _option("--consent", "語", "本人の同意")] = "未確認",
    family_agrees: Annotated[
        bool, typer.Option("--family-agrees", help="家族が支援を望んでいる（本人の同意ではない）")
    ] = False,
    on: Annotated[str | None, _option("--on", "年-月-日", "この日のルールで探す")] = None,
    as_json: AsJson = False,
) -> None:
    """候補がないことも答えで、終了状態は 0。読めないルールや語は 2。"""
    if context.invoked_subcommand is not None:
        return
    rules = _rules(file, name)
    situation = _situation(
        factors=_codes(FACTORS, factors),
        people=_people(ages or (), family_ages or (), urgent or ()),
        needs=_codes(SUPPORT_NEEDS, needs),
        wishes=_codes(ROUTING_WISHES, wishes),
        signs=_codes(ROUTING_SIGNS, signs),
        consulter=_code(CONSULTERS, consulter),
        gender=_code(GENDERS, gender),
        window=window,
        area=area,
        stage=stage,
        consent=_code(CONSENT_STATES, consent),
        family_agrees=family_agrees,
    )
    _answer(rules, situation, _codes(FACTORS, found), _day(on), as_json=as_json)


@app.command("check")
def check(
    file: Annotated[str, typer.Argument(metavar=RULES, help="ルールのファイル（- で標準入力）")],
    *,
    as_json: AsJson = False,
) -> None:
    """つなぎ先のルールのファイルを調べ、誤りをすべて示す。

    終了状態は、誤りがなければ 0、あれば 2。
    """
    flaws = check_rules(_text(file)).flaws
    if as_json:
        answer_json({"flaws": [one._asdict() for one in flaws]})
    else:
        show_flaws(flaws)
    if flaws:
        raise typer.Exit(Exit.REFUSED)


@app.command("list")
def list_rules(*, as_json: AsJson = False) -> None:
    """付属のルールの一覧。自分の市町村のルールは、これを手本に書く。"""
    rules = [rules_named(one) for one in rule_texts()]
    if as_json:
        answer_json([one.model_dump(mode="json", include={"id", "name"}) for one in rules])
    else:
        show_list(rules)


@app.command("show")
def show_rules(
    name: Annotated[
        str,
        typer.Argument(
            metavar="番号", help="付属のルールの番号", autocompletion=completion.routing_rules
        ),
    ],
    *,
    as_json: AsJson = False,
) -> None:
    """付属のルールのファイルを、そのまま示す。書き写して、手本にできる。"""
    rules = rules_named(name)
    if as_json:
        answer_json(rules.model_dump(mode="json"))
    else:
        sys.stdout.write(rule_texts()[name])


def _answer(
    rules: RuleFile, situation: Situation, found: tuple[str, ...], day: date, *, as_json: bool
) -> None:
    proposals = propose(rules, situation, day)
    changes = None
    if found:
        before, factors = proposals, tuple(dict.fromkeys((*situation.factors, *found)))
        proposals = propose(rules, situation.model_copy(update={"factors": factors}), day)
        changes = changes_between(before, proposals)
    if as_json:
        document = proposals.model_dump(mode="json")
        answer_json(
            document if changes is None else document | {"changes": changes.model_dump(mode="json")}
        )
        return
    show_proposals(proposals)
    if changes is not None:
        show_changes(changes)


def _rules(file: str | None, name: str | None) -> RuleFile:
    match file, name:
        case str(), None:
            return read_rules(_text(file))
        case None, str():
            return rules_named(name)
    raise Refusal(
        "routing-rules-unnamed",
        "どのルールで探すかが、一つに決まりません。",
        "--municipality-rules にファイルを、または --rules に付属の番号を指定してください。",
    )


def _text(file: str) -> str:
    with handed_in(file, FIELD) as document:
        content = document.read(4 * LARGEST + 1)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InvalidInput(
            FIELD,
            "text-unreadable",
            "ファイルの文を読み取れません。",
            "文字コードを UTF-8 にして保存し直してください。",
        ) from None


def _situation(**known: object) -> Situation:
    try:
        return Situation.model_validate(known)
    except ValueError:
        raise InvalidInput(
            "状況",
            "situation-unreadable",
            "年齢・窓口・地域・段階のどれかを読み取れません。",
            "年齢は0～130、段階は1～20、窓口は符号、地域は数字のない20字以内で書いてください。",
        ) from None


def _people(
    ages: Sequence[int], family: Sequence[int], urgent: Sequence[int]
) -> tuple[dict[str, object], ...]:
    """Everybody whose age is known; who is not of an age that was told cannot be urgent."""
    if not set(urgent) <= {*ages, *family}:
        raise InvalidInput(
            "--urgent-age",
            "age-unknown",
            "急迫している人の年齢が、--age にも --family-age にもありません。",
            "--age か --family-age に書いた年齢を指定してください。",
        )
    told = [*(("main", age) for age in ages), *(("household", age) for age in family)]
    return tuple({"whose": whose, "age": age, "urgent": age in urgent} for whose, age in told)


def _codes(codes: CodeList, said: Words) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_known(codes, one) for one in said or ()))


def _code(codes: CodeList, said: str | None) -> str | None:
    return None if said is None else _known(codes, said)


def _known(codes: CodeList, said: str) -> str:
    """The code of a word; the code itself is understood too."""
    return said if said in codes else codes.by_label(said).code


def _day(on: str | None) -> date:
    return jst_date(system_clock()) if on is None else parse_date(on)
