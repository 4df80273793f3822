"""Who answers where a service and the broker should."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from http import HTTPStatus
from urllib.error import HTTPError
from urllib.request import urlopen

from services.command.doctor.examined import Examined
from services.command.doctor.finding import BACKUP, BROKER, DOCTOR, Finding, caution, ok, wrong
from shared.facts.fact import Service

WITHIN_SECONDS = 3.0
_LONGEST = 100_000


def check_ports(at: Examined) -> Iterator[Finding]:
    """Whether every service answers at its port, and says that it does its work."""
    if at.home is not None and at.ports is None:
        yield from _stopped(at)
        return
    for name, settings in at.settings.items():
        yield _answer_of(name, settings.http_port)
    if at.ports is not None:
        yield _nats(at.ports.nats)
        yield _front(at.ports.front)


def _stopped(at: Examined) -> Iterator[Finding]:
    if at.home is not None and (at.home.run / "system.json").exists():
        yield caution(
            "ports",
            "not-stopped-in-order",
            "動いていません。前に動いていたものは、途中で止まっています。",
            "`tsunagu up` で起動すれば、続きから動きます。",
        )
        return
    yield ok("ports", "not-running", "動いていません（止まったフォルダーとして調べました）。")


def _answer_of(name: Service, port: int) -> Finding:
    try:
        status, health = _health_at(port)
    except OSError:
        return _silent(name, port)
    except Exception:  # noqa: BLE001 - whatever does not speak HTTP is none of ours
        return _taken(name, port)
    if health.get("service") != name:
        return _taken(name, port)
    if status == HTTPStatus.OK:
        return ok("ports", "service-ready", f"{name} は、ポート {port} で働いています。")
    return _not_ready(name, health)


def _health_at(port: int) -> tuple[int, dict[str, object]]:
    """The status and what is said of itself by whoever answers at a port.

    Raises:
        OSError: nobody answers.
        Exception: whoever does speaks no HTTP.
    """
    try:
        with urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=WITHIN_SECONDS) as answer:
            return answer.status, _read(answer.read(_LONGEST))
    except HTTPError as answer:
        return answer.code, _read(answer.read(_LONGEST))


def _silent(name: Service, port: int) -> Finding:
    return wrong(
        "ports",
        "service-silent",
        f"{name} が、ポート {port} で応答しません。",
        f"ログ（{name}.log と {name}.err）を確かめ、サービスを起動し直してください。",
    )


def _taken(name: Service, port: int) -> Finding:
    return wrong(
        "ports",
        "port-taken",
        f"{name} のポート {port} で、ほかのプログラムが応答しています。",
        "そのプログラムを止めるか、TSUNAGU_HTTP_PORT を空いた番号に変えてください。",
    )


def _not_ready(name: Service, health: dict[str, object]) -> Finding:
    if health.get("stream_ahead_of_store"):
        why, runbook = "NATS に、記録より先の通知があります（古い控えに戻した疑い）", BACKUP
    elif not health.get("broker_connected"):
        why, runbook = "NATS につながっていません", BROKER
    elif not health.get("listening"):
        why, runbook = "ほかのサービスの通知を受けていません", BROKER
    else:
        why, runbook = "通知の送り出しが大きく遅れています", DOCTOR
    return wrong(
        "ports",
        "service-not-ready",
        f"{name} は動いていますが、{why}。",
        "手順書のとおりに原因を取り除き、`tsunagu health` で確かめてください。",
        runbook,
    )


def _nats(port: int) -> Finding:
    try:
        with socket.create_connection(("127.0.0.1", port), WITHIN_SECONDS) as connection:
            greeting = connection.recv(4)
    except OSError:
        greeting = b""
    if greeting == b"INFO":
        return ok("ports", "nats-answers", f"NATS は、ポート {port} で応答しています。")
    return wrong(
        "ports",
        "nats-silent",
        f"NATS が、ポート {port} で応答しません。",
        "nats/nats.log を確かめ、`tsunagu up` を起動し直してください。",
        BROKER,
    )


def _front(port: int) -> Finding:
    """The one port for people: it answers as long as the service that it hands on to does."""
    try:
        answers = "service" in _health_at(port)[1]
    except Exception:  # noqa: BLE001 - silent, or not ours
        answers = False
    if answers:
        return ok("ports", "front-answers", f"画面の入口は、ポート {port} で応答しています。")
    return wrong(
        "ports",
        "front-silent",
        f"画面の入口が、ポート {port} で応答しません。",
        "ログ（front.log と front.err）を確かめ、`tsunagu up` を起動し直してください。",
    )


def _read(body: bytes) -> dict[str, object]:
    try:
        health = json.loads(body)
    except ValueError:
        return {}
    return health if isinstance(health, dict) else {}
