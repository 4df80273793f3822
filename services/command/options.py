"""What several commands can be told, in the same words everywhere."""

from __future__ import annotations

from typing import Annotated

import typer

from services.command import completion
from services.command.acting import ROLES
from services.command.choices import choices
from shared.facts.fact import SERVICES

AsJson = Annotated[bool, typer.Option("--json", help="機械のために、JSON で答える")]
ServiceName = Annotated[
    str,
    typer.Argument(
        metavar="サービス",
        help="どのサービスか: " + "・".join(SERVICES),
        autocompletion=completion.services,
    ),
]
Municipality = Annotated[
    str | None,
    typer.Option(
        "--municipality",
        metavar="6桁",
        help="全国地方公共団体コード（なければ、このフォルダーで最初に使ったもの）",
    ),
]
Worker = Annotated[
    str,
    typer.Option(
        "--worker", envvar="TSUNAGU_WORKER", metavar="番号", help="行う職員の番号（記録に残る）"
    ),
]
Agency = Annotated[
    str,
    typer.Option("--agency", envvar="TSUNAGU_AGENCY", metavar="番号", help="行う職員の機関の番号"),
]
As = Annotated[
    str,
    typer.Option(
        "--as",
        envvar="TSUNAGU_ROLE",
        metavar="役割",
        help="役割: " + choices(ROLES),
        autocompletion=completion.roles,
    ),
]
Purpose = Annotated[str, typer.Option("--purpose", metavar="符号", help="利用目的の符号")]
