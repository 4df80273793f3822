"""The frame of the pages: who sees what, what a form needs, what an answer never holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path

import pytest
from starlette.responses import Response
from starlette.testclient import TestClient

from services.conference.app import Conference
from services.conference.http.statuses import STATUSES
from shared.calendar import Clock
from shared.http.app import http_app
from shared.identity import Actor, Role
from shared.pages import Download, Moved, Page, Pages, Visit, look, send
from shared.pages.menu import MENU, start_of
from shared.pages.posted import LARGEST_FORM, LARGEST_UPLOAD
from shared.pages.session import Sessions
from shared.refusal import Refusal
from shared.secret_key import create_secret_key
from shared.settings import Home
from shared.use_case import Request, offered_by, use_case
from tests.behaviour.conference_service import open_conference

CITY = "00000000-0000-4000-8000-00000000c171"
SECRETARY = Actor(person="w-1", agency=CITY, role="secretariat", purpose="conference")
AUDITOR = Actor(person="w-2", agency=CITY, role="auditor", purpose="audit")
SITE = "http://127.0.0.1"
CANARY = "架空の本文いろはにほへと"


class Word(Request):
    """A word to keep."""

    word: str


class Words:
    """A service of two use cases."""

    def __init__(self) -> None:
        self.kept: list[str] = []

    @use_case("words.keep", "語の記録", roles=["secretariat"])
    def keep(self, actor: Actor, request: Word) -> None:
        """Keep a word; an empty one is refused."""
        _ = actor
        if not request.word:
            raise Refusal("word-missing", "語がありません。", "語を入れてください。")
        self.kept.append(request.word)

    @use_case("words.count", "語の数", roles=["secretariat", "auditor"], kind="query")
    def count(self, actor: Actor, request: Request) -> int:
        """How many there are."""
        _ = actor, request
        return len(self.kept)


def count(visit: Visit) -> Page:
    """How many words there are, in the title."""
    return Page("refusal.html", f"{visit.ask('words.count')}語")


def keep(visit: Visit) -> Moved:
    """Keep a word."""
    visit.ask("words.keep", {"word": visit.form.one("word")})
    return Moved("/conference/pages/", "記録しました。")


def keep_file(visit: Visit) -> Download:
    """Give a file back as it came."""
    return Download(visit.form.files["file"].content, "application/octet-stream", "写し.bin")


def overreach(visit: Visit) -> Page:
    """Ask for what the page has not declared."""
    visit.ask("words.keep", {"word": CANARY})
    return Page("refusal.html", "")


@pytest.fixture
def words() -> Words:
    """A service."""
    return Words()


@pytest.fixture
def service(tmp_path: Path, clock: Clock) -> Iterator[Conference]:
    """A service with a session key, which knows no agency yet."""
    service = open_conference(tmp_path / "home", clock)
    create_secret_key(Home(tmp_path / "home").session_key)
    yield service
    service.close()


@pytest.fixture
def client(words: Words, service: Conference, clock: Clock) -> Iterator[TestClient]:
    """A browser that follows nothing by itself, on the pages of the service."""
    pages = Pages(
        "conference",
        "shared.pages",
        STATUSES,
        (
            look("/", count, "words.count"),
            look("/overreach", overreach, "words.count"),
            send("/words", keep, "words.keep"),
            send("/files", keep_file, "words.keep"),
        ),
    )
    app = http_app("frame", pages.routes(offered_by(words), service, clock))
    with TestClient(app, SITE, raise_server_exceptions=False, follow_redirects=False) as client:
        yield client


SignIn = Callable[[Actor], str]


@pytest.fixture
def sign_in(client: TestClient, service: Conference, clock: Clock) -> SignIn:
    """Gives the browser the session of somebody; answers with the token of its forms."""

    def enter(actor: Actor) -> str:
        answer = Response()
        sessions = Sessions(service.settings, clock, service.register)
        kept = sessions.begin(answer, (actor,))
        client.headers["cookie"] = answer.headers["set-cookie"].partition(";")[0]
        return sessions.form_token(kept)

    return enter


OURS = {"Origin": SITE, "Sec-Fetch-Site": "same-origin"}


def test_a_page_sends_strangers_to_the_way_in(client: TestClient) -> None:
    """Without a session a page answers nothing but the way to sign in, which does not name it."""
    answer = client.get("/conference/pages/")
    assert answer.status_code == HTTPStatus.SEE_OTHER
    assert answer.headers["location"].startswith("/session/sign-in?wanted=")
    assert "conference" not in answer.headers["location"]


def test_a_form_is_done_once_and_the_next_page_says_so(
    client: TestClient, words: Words, sign_in: SignIn
) -> None:
    """A form of ours is done, answered with another page, and that page says once what was done."""
    token = sign_in(SECRETARY)
    sent = client.post(
        "/conference/pages/words", data={"word": " 架空 ", "form_token": token}, headers=OURS
    )
    assert (sent.status_code, sent.headers["location"]) == (303, "/conference/pages/")
    assert words.kept == ["架空"]
    left = sent.headers["set-cookie"].partition(";")[0]
    assert "secure" in sent.headers["set-cookie"].lower()
    session = client.headers["cookie"]
    shown = client.get("/conference/pages/", headers={"cookie": f"{session}; {left}"})
    assert "記録しました。" in shown.text
    assert "Max-Age=0" in shown.headers["set-cookie"]


@pytest.mark.parametrize(
    "origin",
    [
        {},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": SITE, "Sec-Fetch-Site": "cross-site"},
        {"Origin": SITE, "Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_form_of_another_site_is_refused(
    client: TestClient, words: Words, sign_in: SignIn, origin: dict[str, str]
) -> None:
    """A form that another site sent does nothing, even with the right token."""
    token = sign_in(SECRETARY)
    answer = client.post(
        "/conference/pages/words", data={"word": CANARY, "form_token": token}, headers=origin
    )
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert "form-not-ours" in answer.text
    assert not words.kept


def test_a_form_of_an_ended_session_is_not_lost(
    client: TestClient, words: Words, sign_in: SignIn
) -> None:
    """What was typed comes back to be sent once more, without having been done."""
    typed = {"word": CANARY, "form_token": "old"}
    ended = client.post("/conference/pages/words", data=typed, headers=OURS)
    assert CANARY in ended.text
    assert 'name="form_token"' not in ended.text
    token = sign_in(SECRETARY)
    again = client.post("/conference/pages/words", data={"word": CANARY}, headers=OURS)
    assert f'name="form_token" value="{token}"' in again.text
    assert CANARY in again.text
    assert not words.kept


def test_a_page_of_another_role_is_refused_before_anything_is_read(
    client: TestClient, words: Words, sign_in: SignIn
) -> None:
    """Whoever's role has not the page's use case is told who has."""
    token = sign_in(AUDITOR)
    answer = client.post(
        "/conference/pages/words", data={"word": CANARY, "form_token": token}, headers=OURS
    )
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert "会議事務局" in answer.text
    assert not words.kept


def test_a_page_asks_for_nothing_that_it_has_not_declared(
    client: TestClient, words: Words, sign_in: SignIn
) -> None:
    """A handler that asks for more than its address declares fails without telling anything."""
    sign_in(SECRETARY)
    answer = client.get("/conference/pages/overreach")
    assert answer.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
    assert "internal-error" in answer.text
    assert CANARY not in answer.text
    assert not words.kept


def test_a_refusal_is_a_page_with_its_status(client: TestClient, sign_in: SignIn) -> None:
    """What a rule refuses is told with the reason, the next step and the code."""
    token = sign_in(SECRETARY)
    answer = client.post("/conference/pages/words", data={"form_token": token}, headers=OURS)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "語がありません。" in answer.text
    assert "語を入れてください。" in answer.text
    assert "word-missing" in answer.text


def test_an_unknown_page_is_not_found(client: TestClient, sign_in: SignIn) -> None:
    """An address that nobody offers is 404 and repeats nothing of itself."""
    sign_in(SECRETARY)
    for answer in (
        client.get(f"/conference/pages/{CANARY}"),
        client.get("/conference/pages/words"),
        client.post("/conference/pages/", headers=OURS),
    ):
        assert answer.status_code == HTTPStatus.NOT_FOUND
        assert answer.headers["content-type"].startswith("text/html")
        assert "はじめのページへ" in answer.text
        assert CANARY not in answer.text


def test_no_page_is_kept_framed_scripted_or_told_elsewhere(
    client: TestClient, sign_in: SignIn
) -> None:
    """Every page forbids caches, frames, scripts, other hosts and referrers; the style is kept."""
    sign_in(SECRETARY)
    shown = client.get("/conference/pages/")
    assert shown.headers["cache-control"] == "no-store"
    assert shown.headers["referrer-policy"] == "no-referrer"
    policy = shown.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "script" not in policy
    assert "<script" not in shown.text
    style = client.get("/conference/pages/assets/tsunagu.css")
    assert style.headers["content-type"].startswith("text/css")
    assert "max-age" in style.headers["cache-control"]


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"word=" + b"a" * LARGEST_FORM, "application/x-www-form-urlencoded", 413),
        (b"word=%ff", "application/x-www-form-urlencoded", 400),
        (b"word=%00", "application/x-www-form-urlencoded", 400),
        (b"&".join([b"a=1"] * 3_000), "application/x-www-form-urlencoded", 400),
        (b"{}", "application/json", 400),
        (b"--y\r\n", "multipart/form-data; boundary=x", 400),
        (b"", "multipart/form-data", 400),
    ],
)
def test_a_form_that_cannot_be_read_is_refused(
    client: TestClient, words: Words, sign_in: SignIn, content: bytes, kind: str, status: int
) -> None:
    """A form too large, not UTF-8, with NUL, of too many fields or of another kind is refused."""
    sign_in(SECRETARY)
    answer = client.post(
        "/conference/pages/words", content=content, headers={**OURS, "content-type": kind}
    )
    assert answer.status_code == status
    assert not words.kept


def test_a_file_comes_and_goes_whole(client: TestClient, sign_in: SignIn) -> None:
    """A file is read as it was sent, and given under a name that is written safely."""
    token = sign_in(SECRETARY)
    answer = client.post(
        "/conference/pages/files",
        data={"form_token": token},
        files={"file": ("../../etc/passwd", b"\x00\xff" * 1_000)},
        headers=OURS,
    )
    assert answer.content == b"\x00\xff" * 1_000
    assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''")
    assert answer.headers["cache-control"] == "no-store"


def test_a_file_that_is_too_large_is_refused(client: TestClient, sign_in: SignIn) -> None:
    """Twenty megabytes are the most that anybody sends at once."""
    token = sign_in(SECRETARY)
    answer = client.post(
        "/conference/pages/files",
        data={"form_token": token},
        files={"file": ("a", b"a" * (LARGEST_UPLOAD + 1))},
        headers=OURS,
    )
    assert answer.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE


def test_a_session_ends(
    words: Words, service: Conference, clock: Clock, sign_in: SignIn, client: TestClient
) -> None:
    """After an hour a session is worth nothing."""
    sign_in(SECRETARY)
    assert client.get("/conference/pages/").status_code == HTTPStatus.OK
    pages = Pages("conference", "shared.pages", STATUSES, (look("/", count, "words.count"),))
    routes = pages.routes(offered_by(words), service, lambda: clock() + timedelta(hours=1))
    with TestClient(http_app("later", routes), SITE, follow_redirects=False) as later:
        later.headers["cookie"] = client.headers["cookie"]
        assert later.get("/conference/pages/").status_code == HTTPStatus.SEE_OTHER


def test_who_is_of_no_agency_that_could_be_known_sees_no_page(
    client: TestClient, sign_in: SignIn
) -> None:
    """A session for an agency that no register could hold opens nothing, as over HTTP."""
    sign_in(SECRETARY.model_copy(update={"agency": "a-1"}))
    answer = client.get("/conference/pages/")
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert "own-agency-not-registered" in answer.text


START: dict[Role, str] = {
    "counsellor": "/intake/pages/",
    "secretariat": "/conference/pages/",
    "member": "/conference/pages/",
    "employment_supporter": "/placement/pages/",
    "statistician": "/stats/pages/",
    "auditor": "/conference/pages/audit",
    "operator": "/conference/pages/registers",
    "prefecture": "/prefecture/pages/",
}


def test_everybody_starts_where_the_menu_begins(client: TestClient, sign_in: SignIn) -> None:
    """``/`` leads each role to its first entry of the menu, which stands in the work's order."""
    sign_in(AUDITOR)
    assert client.get("/").headers["location"] == start_of("auditor")
    assert [entry.path for entry in MENU] == list(dict.fromkeys(entry.path for entry in MENU))
    assert {role: start_of(role) for role in START} == START
