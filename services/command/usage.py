"""A command line that cannot be read: told in Japanese, and without what was typed."""

from __future__ import annotations

import typer

from shared.refusal import InvalidInput, Refusal


def is_help(error: typer.TyperException) -> bool:
    """Whether nothing is wrong but that nothing was asked for: its message is the help then."""
    return type(error).__name__ == "NoArgsIsHelpError"  # typer has no public name for it


def refusal_of(error: typer.TyperException) -> Refusal:
    """What is told of a line that cannot be read."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "tsunagu"
    remedy = f"`{command} --help` で、書き方を確かめてください。"
    if isinstance(error, typer.BadParameter) and error.param is not None:
        parameter = error.param
        is_option = parameter.param_type_name == "option"
        name = parameter.opts[0] if is_option else parameter.display_name_raw
        return InvalidInput(
            name, "option-unreadable", f"「{name}」がないか、読み取れません。", remedy
        )
    return Refusal("command-unreadable", "コマンドの書き方が違います。", remedy)
