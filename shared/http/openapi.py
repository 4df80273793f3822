"""OpenAPI 3.1 of a catalogue of use cases: the routes as a document, in Japanese."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any, Literal, Protocol

from pydantic import TypeAdapter

from shared.http.problem import MEDIA_TYPE, Problem
from shared.http.problem_codes import problem_codes
from shared.http.routes import NEXT_AFTER, path_of, success_of, takes_key
from shared.http.statuses import Statuses
from shared.identity import ROLE_LABELS
from shared.paging import Paged
from shared.use_case import UseCase

Schema = dict[str, Any]
_Mode = Literal["validation", "serialization"]

PROBLEMS: Mapping[HTTPStatus, str] = {
    HTTPStatus.BAD_REQUEST: "本文・見出しを読み取れない",
    HTTPStatus.UNAUTHORIZED: "本人確認のトークンがない、または正しくない",
    HTTPStatus.FORBIDDEN: "その役割・機関ではできない",
    HTTPStatus.NOT_FOUND: "ない、または知ることができない",
    HTTPStatus.REQUEST_TIMEOUT: "本文が時間内に届かない",
    HTTPStatus.CONFLICT: "すでにある、終わっている、またはほかの人が更新した",
    HTTPStatus.PRECONDITION_FAILED: "If-Match の版より新しい",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "本文が大きすぎる",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "本文が JSON ではない",
    HTTPStatus.UNPROCESSABLE_ENTITY: "決まりにより断る（理由と次の手立てを示す）",
    HTTPStatus.INTERNAL_SERVER_ERROR: "システムの中の問題",
    HTTPStatus.SERVICE_UNAVAILABLE: "鍵や設定が整っていない",
}
"""Every answer but success, and what it means."""

_SUCCESS: Mapping[HTTPStatus, str] = {
    HTTPStatus.OK: "答え",
    HTTPStatus.CREATED: "作ったものの番号",
    HTTPStatus.NO_CONTENT: "記録した",
}
_REFERENCE = "#/components/schemas/{model}"


class Described(Protocol):
    """A service over HTTP; see :class:`shared.http.face.Face`."""

    @property
    def name(self) -> str:
        """The first part of every path."""
        ...

    @property
    def title(self) -> str:
        """The service's name for its users."""
        ...

    @property
    def version(self) -> str:
        """Of the interface."""
        ...

    @property
    def summary(self) -> str:
        """What the service is for, in Japanese."""
        ...

    @property
    def catalogue(self) -> Callable[[], Mapping[str, UseCase]]:
        """Every use case by name."""
        ...

    @property
    def statuses(self) -> Statuses:
        """Of its refusals."""
        ...


def openapi(face: Described, examples: Mapping[str, Mapping[str, Any]]) -> Schema:
    """Describe the routes of a service.

    Args:
        face: the service.
        examples: a worked example of each use case, by name.
    """
    use_cases = face.catalogue()
    asked = [(one, "validation", TypeAdapter(use_cases[one].request)) for one in use_cases]
    answered = [
        (one, "serialization", TypeAdapter(use_cases[one].answer))
        for one in use_cases
        if success_of(use_cases[one]) is not HTTPStatus.NO_CONTENT
    ]
    problem = ("problem", "serialization", TypeAdapter(Problem))
    inputs: Sequence[tuple[str, _Mode, TypeAdapter[Any]]] = [*asked, *answered, problem]  # type: ignore[list-item]
    schemas, shared = TypeAdapter.json_schemas(inputs, ref_template=_REFERENCE)
    return {
        "openapi": "3.1.0",
        "info": {"title": face.title, "version": face.version, "description": face.summary},
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "security": [{"bearer": []}],
        "tags": [{"name": noun} for noun in sorted({one.partition(".")[0] for one in use_cases})],
        "paths": {
            path_of(face.name, name): {
                "post": _operation(use_cases[name], schemas, examples.get(name, {}), face.statuses)
            }
            for name in sorted(use_cases)
        },
        "components": {
            "schemas": _trimmed(shared["$defs"]),
            "responses": {
                str(int(status)): {
                    "description": meaning,
                    "content": {MEDIA_TYPE: {"schema": schemas["problem", "serialization"]}},
                }
                for status, meaning in PROBLEMS.items()
            },
            "securitySchemes": {
                "bearer": {
                    "type": "http",
                    "scheme": "bearer",
                    "bearerFormat": "JWT",
                    "description": "RFC 9068 のアクセストークン。"
                    "sub・agency・role・purpose を含む。"
                    "役割が二つ以上あるときは、Tsunagu-Role に役割のコードを一つ書く",
                }
            },
        },
    }


def request_schema(use_case: UseCase) -> Schema:
    """JSON Schema of what one use case is asked with, for whoever writes it by hand."""
    schema = TypeAdapter(use_case.request).json_schema()
    told = _trimmed({"request": schema, **schema.pop("$defs", {})})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **told.pop("request"),
        "title": use_case.title,
        **({"$defs": told} if told else {}),
    }


def _operation(
    use_case: UseCase, schemas: Mapping[Any, Schema], example: Mapping[str, Any], statuses: Statuses
) -> Schema:
    fields = use_case.request.model_fields
    problems = [one for one in PROBLEMS if "expected_version" in fields or one != _FAILED]
    roles = sorted(use_case.roles)
    asked = {"schema": schemas[use_case.name, "validation"]}
    return {
        "operationId": use_case.name,
        "tags": [use_case.name.partition(".")[0]],
        "summary": use_case.title,
        "description": f"できる役割: {'・'.join(ROLE_LABELS[role] for role in roles)}",
        "x-tsunagu-kind": use_case.kind,
        "x-tsunagu-roles": roles,
        "x-tsunagu-problems": problem_codes(use_case, statuses),
        **_parameters(use_case),
        "requestBody": {
            "required": any(one.is_required() for one in fields.values()),
            "content": {"application/json": asked | _shown(example, "request")},
        },
        "responses": {
            str(int(success_of(use_case))): _success(use_case, schemas, example),
            **{
                str(int(one)): {"$ref": f"#/components/responses/{int(one)}"}
                for one in sorted(problems)
            },
        },
    }


def _success(
    use_case: UseCase, schemas: Mapping[Any, Schema], example: Mapping[str, Any]
) -> Schema:
    status = success_of(use_case)
    success: Schema = {"description": _SUCCESS[status]}
    if status is not HTTPStatus.NO_CONTENT:
        told = {"schema": schemas[use_case.name, "serialization"]}
        success["content"] = {"application/json": told | _shown(example, "answer")}
    if issubclass(use_case.request, Paged):
        success["headers"] = {NEXT_AFTER: _NEXT_AFTER}
    return success


def _shown(example: Mapping[str, Any], part: str) -> Schema:
    if part not in example:
        return {}
    title = example.get("title", "例")
    return {"examples": {"example": {"summary": title, "value": example[part]}}}


def _parameters(use_case: UseCase) -> Schema:
    parameters = []
    if "expected_version" in use_case.request.model_fields:
        parameters.append(_IF_MATCH)
    if takes_key(use_case):
        parameters.append(_IDEMPOTENCY_KEY)
    return {"parameters": parameters} if parameters else {}


_FAILED = HTTPStatus.PRECONDITION_FAILED
_IF_MATCH: Schema = {
    "name": "If-Match",
    "in": "header",
    "required": False,
    "description": "見たときの版（expected_version と同じ）。新しければ 412",
    "schema": {"type": "string", "pattern": '^"(0|[1-9][0-9]{0,8})"$'},
}
_IDEMPOTENCY_KEY: Schema = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "同じ求めを何度送っても、効くのは一度。"
    "同じ人の同じ鍵には、24時間、同じ答えを返す。"
    "推測できない番号（UUID など）を引用符で囲む",
    "schema": {"type": "string", "pattern": '^"[A-Za-z0-9_-]{22,100}"$'},
    "example": '"8e03978e-40d5-43dd-bc93-6894a57f9324"',
}
_NEXT_AFTER: Schema = {
    "description": "続きがあるとき、次の求めの after に書くもの",
    "schema": {"type": "string"},
}


def _trimmed(shapes: Mapping[str, Schema]) -> dict[str, Schema]:
    """The shapes with what their docstrings say of them in one line, without repeated titles."""
    trimmed = {}
    for name in sorted(shapes):
        shape = {key: value for key, value in shapes[name].items() if key != "description"}
        if told := shapes[name].get("description"):
            shape["description"] = inspect.cleandoc(told).partition("\n\nAttributes:")[0]
        fields: dict[str, Any] = shape.get("properties", {})
        shape |= {"properties": {one: _untitled(fields[one]) for one in fields}} if fields else {}
        trimmed[name] = shape
    return trimmed


def _untitled(field: Any) -> Any:  # noqa: ANN401 - a JSON Schema may be true or false
    return {k: v for k, v in field.items() if k != "title"} if isinstance(field, dict) else field
