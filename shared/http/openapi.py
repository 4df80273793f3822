"""OpenAPI 3.1 of a catalogue of use cases: the routes as a document, in Japanese."""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, Literal

from pydantic import TypeAdapter

from shared.http.problem import MEDIA_TYPE, Problem
from shared.http.routes import path_of, success_of
from shared.identity import ROLE_LABELS
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


def openapi(
    title: str, version: str, prefix: str, use_cases: Mapping[str, UseCase], summary: str
) -> Schema:
    """Describe the routes of a catalogue.

    Args:
        title: the service's name.
        version: of the interface.
        prefix: the first part of every path.
        use_cases: the catalogue, by name.
        summary: what the service is for, in Japanese.
    """
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
        "info": {"title": title, "version": version, "description": summary},
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "security": [{"bearer": []}],
        "tags": [{"name": noun} for noun in sorted({one.partition(".")[0] for one in use_cases})],
        "paths": {
            path_of(prefix, name): {"post": _operation(use_cases[name], schemas)}
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
                    "description": "RFC 9068 のアクセストークン。sub・agency・role・purpose を含む",
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


def _operation(use_case: UseCase, schemas: Mapping[Any, Schema]) -> Schema:
    status = success_of(use_case)
    success: Schema = {"description": _SUCCESS[status]}
    if status is not HTTPStatus.NO_CONTENT:
        schema = schemas[use_case.name, "serialization"]
        success["content"] = {"application/json": {"schema": schema}}
    fields = use_case.request.model_fields
    problems = [one for one in PROBLEMS if "expected_version" in fields or one != _FAILED]
    roles = sorted(use_case.roles)
    return {
        "operationId": use_case.name,
        "tags": [use_case.name.partition(".")[0]],
        "summary": use_case.title,
        "description": f"できる役割: {'・'.join(ROLE_LABELS[role] for role in roles)}",
        "x-tsunagu-kind": use_case.kind,
        "x-tsunagu-roles": roles,
        **({"parameters": [_IF_MATCH]} if "expected_version" in fields else {}),
        "requestBody": {
            "required": any(one.is_required() for one in fields.values()),
            "content": {"application/json": {"schema": schemas[use_case.name, "validation"]}},
        },
        "responses": {
            str(int(status)): success,
            **{
                str(int(one)): {"$ref": f"#/components/responses/{int(one)}"}
                for one in sorted(problems)
            },
        },
    }


_FAILED = HTTPStatus.PRECONDITION_FAILED
_IF_MATCH: Schema = {
    "name": "If-Match",
    "in": "header",
    "required": False,
    "description": "見たときの版（expected_version と同じ）。新しければ 412",
    "schema": {"type": "string", "pattern": '^"(0|[1-9][0-9]{0,8})"$'},
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
