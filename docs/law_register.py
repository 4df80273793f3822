"""The register of rules: what is written of each, and where code and tests say that they hold it.

``docs/law/rules.yaml`` holds the 72 rules with their basis and what is still open. Functions of the
law that carry ``@rule(number)`` and tests that carry ``@pytest.mark.rule(number)`` are found here,
so nobody writes them down.
"""

from __future__ import annotations

import ast
import pkgutil
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from inspect import isclass, isfunction
from pathlib import Path
from types import ModuleType
from typing import Literal, NamedTuple

import yaml
from pydantic import BaseModel, ConfigDict, Field

from services.conference import law
from services.conference.law.rule import rules_of

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "docs" / "law" / "rules.yaml"

Class = Literal["FLOOR", "GUIDE", "POLICY"]
"""法の下限・国の指針・市町村の選択."""

Part = Literal["conference", "placement", "stats", "http"]
"""The part that will do what is open."""


class Basis(BaseModel):
    """What a rule rests on.

    Attributes:
        cites: article and paragraph.
        confirmed: it was read there; what was not, or is an inference, is 要確認.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    cites: str
    confirmed: bool = True


class Open(BaseModel):
    """What remains to be done for a rule.

    Attributes:
        part: which part will do it.
        rest: what, in one Japanese sentence.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    part: Part
    rest: str = Field(pattern="。$")


class Rule(BaseModel):
    """One rule of the register.

    Attributes:
        number: its number.
        classes: how binding it is; where that is divided, what each class is about.
        title: what it asks, in short.
        basis: on what it rests; empty where a municipality may choose freely.
        places: where it is held, besides the marked functions of the law.
        open: what remains.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: int
    classes: dict[Class, str | None] = Field(alias="class", min_length=1)
    title: str
    basis: tuple[Basis, ...]
    places: tuple[str, ...] = ()
    open: tuple[Open, ...] = ()


class Place(NamedTuple):
    """Where a rule is held.

    Attributes:
        path: of the file, from the root of the repository.
        name: of the function, method, class or field in it.
    """

    path: str
    name: str


@cache
def rules() -> tuple[Rule, ...]:
    """Read the register."""
    document = yaml.safe_load(SOURCE.read_text(encoding="utf-8"))
    return tuple(Rule.model_validate(one) for one in document["rules"])


def place(written: str) -> Place:
    """A place as the register writes it: ``path::name``."""
    path, _, name = written.partition("::")
    return Place(path, name)


def exists(where: Place) -> bool:
    """Whether the file defines the name."""
    path = ROOT / where.path
    return path.is_file() and where.name in set(defined_in(ast.parse(path.read_text())))


def defined_in(node: ast.AST, within: str = "") -> Iterator[str]:
    """Every function, class, method and field of a module, methods and fields with their class."""
    for one in ast.iter_child_nodes(node):
        match one:
            case ast.ClassDef():
                yield within + one.name
                yield from defined_in(one, f"{within}{one.name}.")
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                yield within + one.name
            case ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]):
                yield within + name


@cache
def marked_functions() -> Mapping[int, tuple[Place, ...]]:
    """The marked functions and methods of the law by rule, in the order of modules and lines."""
    found: dict[int, list[Place]] = defaultdict(list)
    for module in _modules_of_the_law():
        path = str(Path(module.__file__ or "").relative_to(ROOT))
        for name, function in _functions(module):
            for number in rules_of(function):
                found[number].append(Place(path, name))
    return {number: tuple(places) for number, places in found.items()}


def undocumented() -> list[Place]:
    """Marked functions that do not say what they are for."""
    return [
        Place(module.__name__, name)
        for module in _modules_of_the_law()
        for name, function in _functions(module)
        if rules_of(function) and not (function.__doc__ or "").strip()
    ]


def _modules_of_the_law() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(law.__path__, f"{law.__name__}."):
        yield import_module(found.name)


def _functions(module: ModuleType) -> Iterator[tuple[str, object]]:
    """Functions and methods that a module defines itself."""
    for name, one in vars(module).items():
        if getattr(one, "__module__", None) != module.__name__:
            continue
        if isfunction(one):
            yield name, one
        elif isclass(one):
            yield from ((f"{name}.{key}", method) for key, method in vars(one).items())


@cache
def marked_tests() -> Mapping[int, tuple[str, ...]]:
    """The files of tests that show each rule, by path."""
    found: dict[int, set[str]] = defaultdict(set)
    for path in (ROOT / "tests").rglob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            for number in _numbers_of_mark(node):
                found[number].add(str(path.relative_to(ROOT)))
    return {number: tuple(sorted(paths)) for number, paths in found.items()}


def _numbers_of_mark(node: ast.AST) -> Iterator[int]:
    """The numbers of ``pytest.mark.rule(…)``, wherever it stands."""
    if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.rule":
        for argument in node.args:
            yield int(ast.literal_eval(argument))


def places_of(rule: Rule) -> tuple[Place, ...]:
    """Everything that holds a rule: marked functions of the law, then the places written down."""
    return (*marked_functions().get(rule.number, ()), *(place(one) for one in rule.places))
