"""What is sent to break a service: too much, too slow, too deep, not HTTP, not what it says."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import urlsplit

import httpx
import pytest

from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.http import reading, serving
from shared.http.app import HEADERS
from shared.http.reading import LARGEST_DOCUMENT
from tests.behaviour.http_alone import counter_alone
from tests.behaviour.http_counter import Counter, named, somebody, told_problem

OPERATOR = somebody("city", "operator", "-op")
SECRET = "架空 いちろうの秘密"
LIST = "/conference/agencies/list"
PATIENCE_SECONDS = 30
LAST = "Host: x\r\nContent-Length: 0\r\nConnection: close\r\n"
"""Headers of a request without a body, behind which the service hangs up."""

BEGIN = b"POST /x HTTP/1.1\r\nHost: x\r\n"


@pytest.fixture(scope="module")
def counter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counter]:
    """The conference service on its own."""
    with counter_alone(tmp_path_factory.mktemp("attacked"), "conference") as (counter, _):
        counter.told("municipality.describe", OPERATOR, municipality=DEMO_MUNICIPALITY)
        yield counter


def post(counter: Counter, body: bytes, path: str = LIST, **headers: str) -> httpx.Response:
    """Send a body as it stands."""
    sent = {
        "Authorization": f"Bearer {counter.token(OPERATOR)}",
        "Content-Type": "application/json",
        **headers,
    }
    return counter.client.post(path, content=body, headers=sent)


def raw(counter: Counter, sent: bytes, *more: bytes) -> bytes:
    """What comes back over a bare connection until the service hangs up."""
    at = urlsplit(str(counter.client.base_url))
    with closing(socket.create_connection((at.hostname, at.port), PATIENCE_SECONDS)) as line:
        try:
            for part in (sent, *more):
                line.sendall(part)
            return b"".join(iter(lambda: line.recv(65_536), b""))
        except (ConnectionResetError, BrokenPipeError):
            return b""


def expect_headers(answer: httpx.Response) -> None:
    """Every answer forbids keeping, framing, sniffing and telling where it came from."""
    for name, value in HEADERS.items():
        assert answer.headers[name] == value, (answer.status_code, name)
    assert "server" not in answer.headers


def expect_well(counter: Counter) -> None:
    """Whoever comes next is answered as ever."""
    assert counter.ask("agencies.list", OPERATOR, municipality=DEMO_MUNICIPALITY).is_success


def test_every_kind_of_answer_has_its_headers(counter: Counter) -> None:
    """Granted, made, refused, not found, not allowed, too large, no JSON: all are protected."""
    agency = {"municipality": DEMO_MUNICIPALITY, "name": "架空の所", "kind": "npo"}
    agency |= {"holder_class": "private", "agency_id": named("made")}
    town = {"municipality": DEMO_MUNICIPALITY}
    answers = [
        counter.ask("agencies.list", OPERATOR, **town),
        counter.ask("agencies.register", OPERATOR, internal=False, **agency),
        counter.ask("workers.describe", OPERATOR, worker="w-9", surname="架空", **town),
        counter.ask("agencies.list", OPERATOR),
        counter.client.post(LIST),
        counter.ask("rosters.list", OPERATOR),
        counter.client.get("/nothing"),
        counter.client.get(LIST),
        counter.ask("agencies.register", OPERATOR, internal=False, **agency),
        post(counter, b" " * (LARGEST_DOCUMENT + 1)),
        post(counter, b"x", **{"Content-Type": "text/plain"}),
        counter.client.get("/conference/openapi.json"),
    ]

    statuses = [one.status_code for one in answers]
    assert statuses == [200, 201, 204, 400, 401, 403, 404, 405, 409, 413, 415, 200]
    for answer in answers:
        expect_headers(answer)


def test_a_fault_of_the_program_tells_nothing(tmp_path_factory: pytest.TempPathFactory) -> None:
    """With a table gone the answer is 500 with its headers, and no word of what went wrong."""
    with counter_alone(tmp_path_factory.mktemp("broken"), "conference") as (counter, wired):
        with wired.store.database.exclusive() as unit:
            unit.execute("DROP TABLE agencies")
        agency = {"municipality": DEMO_MUNICIPALITY, "name": SECRET, "kind": "npo"}
        answer = counter.ask(
            "agencies.register", OPERATOR, holder_class="private", internal=False, **agency
        )

    assert told_problem(answer, SECRET, "agencies", "sqlite") == (500, "internal-error")
    expect_headers(answer)


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_no_other_method_does_anything(counter: Counter, method: str) -> None:
    """Everything but POST is 405, without a body of the sender's own in it."""
    answer = counter.client.request(method, LIST, headers={"X-Echo": "mirrored"})

    assert answer.status_code == 405
    assert "mirrored" not in answer.text
    expect_headers(answer)


@pytest.mark.parametrize(
    "path",
    [
        "/conference/../conference/agencies/list",
        "/conference/%2e%2e/agencies/list",
        "/conference//agencies/list",
        "/conference/agencies/list%00",
        "/conference/agencies/list;x=1",
        "/conference/agencies/%ff%fe",
        "/conference/agencies/LIST",
        "/%c0%ae%c0%ae/etc/passwd",
        "//etc/passwd",
        "/conference/" + "a" * 30_000,
        "/" + "%41" * 5_000,
    ],
)
def test_a_path_is_what_it_says_or_nothing(counter: Counter, path: str) -> None:
    """Dots, doubled slashes, encodings and length lead nowhere, and are not repeated."""
    told = raw(counter, f"POST {path} HTTP/1.1\r\n{LAST}\r\n".encode())
    head, _, body = told.partition(b"\r\n\r\n")

    assert re.match(rb"HTTP/1\.1 (400|404) ", head), head[:80]
    assert b"cache-control: no-store" in head.lower()
    assert json.loads(body)["code"] in {"no-such-address", "http-unreadable"}
    assert b"passwd" not in body


def test_an_address_may_be_written_otherwise_and_is_guarded_alike(counter: Counter) -> None:
    """A slash in disguise leads to the same route, where nobody is answered without a token."""
    answer = counter.client.post("/conference/agencies%2flist")

    assert told_problem(answer) == (401, "token-missing")


@pytest.mark.parametrize(
    "sent",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"HELLO\r\n\r\n",
        b"POST / HTTP/9.9\r\n\r\n",
        BEGIN + b"Content-Length: -1\r\n\r\n",
        BEGIN + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
        BEGIN + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        BEGIN + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n",
        b"POST /x HTTP/1.1\r\nHo st: x\r\n\r\n",
        b"POST /\xe3\x81\x82 HTTP/1.1\r\nHost: x\r\n\r\n",
    ],
)
def test_what_is_no_http_is_told_so(counter: Counter, sent: bytes) -> None:
    """Two lengths, no length, another protocol: refused as a problem, and the line is cut."""
    told = raw(counter, sent)

    assert told.startswith(b"HTTP/1.1 4"), told[:60]
    assert b"cache-control: no-store" in told.lower()
    assert told.count(b"HTTP/1.1 ") == 1
    expect_well(counter)


def test_a_head_has_an_end(counter: Counter) -> None:
    """Headers without end, and one header without end, are cut off and held by nobody."""
    begin = b"POST /conference/agencies/list HTTP/1.1\r\nHost: x\r\n"
    many = [b"".join(b"x-%d: %s\r\n" % (n, b"y" * 100) for n in range(400))] * 50
    one = [b"x-long: ", *[b"y" * 60_000] * 50]

    for parts in (many, one):
        told = raw(counter, begin, *parts)
        assert told == b"" or told.startswith(b"HTTP/1.1 400"), told[:60]
    expect_well(counter)


def test_a_head_that_never_comes_is_not_waited_for(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who says nothing, and who stops in the middle of a header, is hung up on."""
    monkeypatch.setattr(serving, "HEAD_WITHIN_SECONDS", 0.2)
    with counter_alone(tmp_path_factory.mktemp("slow"), "conference") as (counter, _):
        assert raw(counter, b"") == b""
        assert raw(counter, b"POST /conference/agencies/list HTTP/1.1\r\nHost") == b""
        assert counter.ask("agencies.list", OPERATOR, municipality=DEMO_MUNICIPALITY).is_success


def test_a_body_that_never_comes_is_not_waited_for(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A body that stops half way is refused in time, and nothing of it happens."""
    monkeypatch.setattr(reading, "DOCUMENT_WITHIN_SECONDS", 0.2)
    head = (
        f"POST {LIST} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
        f"Authorization: Bearer {counter.token(OPERATOR)}\r\n"
        "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n"
    )

    told = raw(counter, head.encode(), b'{"municipality": ')

    assert told.startswith(b"HTTP/1.1 408")
    assert b"request-too-slow" in told


def test_a_body_has_an_end(counter: Counter) -> None:
    """Chunks without end are refused when they are too many, whatever they declare."""

    def endless() -> Iterator[bytes]:
        for _ in range(200):
            yield b" " * 65_536

    sent = {"Authorization": f"Bearer {counter.token(OPERATOR)}"}
    try:
        answer = counter.client.post(LIST, content=endless(), headers=sent)
    except httpx.TransportError:
        answer = None  # it hung up while more was being sent
    assert answer is None or answer.status_code == 413
    expect_well(counter)


TOWN = f'"municipality": "{DEMO_MUNICIPALITY}"'


@pytest.mark.parametrize(
    "body",
    [
        b'{"municipality": ' + b"[" * 100_000,
        b"[" * 2_000_000,
        b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
        f'{{{TOWN}, "limit": {"9" * 100_000}}}'.encode(),
        f'{{{TOWN}, "limit": 1e400}}'.encode(),
        f'{{{TOWN}, "limit": -0.0000001}}'.encode(),
        f'{{{TOWN}, "limit": NaN}}'.encode(),
        f'{{{TOWN}, "limit": 9223372036854775808}}'.encode(),
        f'{{{TOWN}, "after": "{"A" * 100_000}"}}'.encode(),
        f'{{{TOWN}, "after": "\\ud800"}}'.encode(),
        f"{{{TOWN}, {TOWN}}}".encode(),
        f'{{{TOWN}, "x": {{"y": 1, "y": 2}}}}'.encode(),
        f'{{{TOWN}, "__proto__": {{}}}}'.encode(),
        f"{{{TOWN}}}".encode("utf-16"),
        b"\xef\xbb\xbf" + f"{{{TOWN}}}".encode("cp932") + b"\x80",
        b'{"municipality": "\xff\xfe"}',
        b"{" + b'"a": 1,' * 300_000 + b'"b": 1}',
    ],
)
def test_json_that_is_made_to_hurt_is_refused(counter: Counter, body: bytes) -> None:
    """Depth, huge numbers, lone surrogates, a key written twice, other encodings: 400."""
    answer = post(counter, body)

    assert told_problem(answer)[0] == 400
    expect_headers(answer)
    expect_well(counter)


def test_a_key_written_twice_is_not_read_as_either(counter: Counter) -> None:
    """Two readers of one document may not understand two different things."""
    answer = post(counter, f'{{"municipality": "990400", {TOWN}}}'.encode())

    assert told_problem(answer) == (400, "document-unreadable")


@pytest.mark.parametrize(
    "name", ["authorization", "if-match", "idempotency-key", "content-type", "x-forwarded-for"]
)
def test_headers_hold_whatever_they_hold(counter: Counter, name: str) -> None:
    """A header full of nonsense is refused or ignored, and never a fault."""
    for value in (b"\xff" * 100, b"a" * 5_000, b'"' * 50, b"Bearer " + b"." * 4_000):
        sent = {
            b"authorization": f"Bearer {counter.token(OPERATOR)}".encode(),
            b"content-type": b"application/json",
            name.encode(): value,
        }
        answer = counter.client.post(
            LIST, content=f"{{{TOWN}}}".encode(), headers=list(sent.items())
        )
        assert answer.status_code in {200, 400, 401, 415}, value[:10]
        expect_headers(answer)
