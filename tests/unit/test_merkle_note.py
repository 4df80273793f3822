"""Signed notes and checkpoints are those of C2SP; what is wrong with one is told apart."""

from __future__ import annotations

import base64

import pytest

from shared.merkle.checkpoint import Checkpoint, open_checkpoint, sign_checkpoint
from shared.merkle.keys import SigningKey, VerifierKey, parse_signing_key
from shared.merkle.note import open_note, sign_note, text_of
from shared.refusal import Refusal

PUBLISHED_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PUBLISHED_SIGNER = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
PUBLISHED_TEXT = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
)
PUBLISHED_SIGNATURE = (
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6"
    "KE6RyyBwJnAM=\n"
)
PUBLISHED_NOTE = f"{PUBLISHED_TEXT}\n{PUBLISHED_SIGNATURE}"
"""The note with which implementations of signed notes are compared (Go's sumdb/note)."""

KEY = SigningKey("example.org/271403/log", bytes(range(32)))
OTHER = SigningKey("example.org/prefecture", bytes(range(1, 33)))
CHECKPOINT = Checkpoint(KEY.name, 20_852_163, bytes(range(32)))


def refused(note: str, *trusted: VerifierKey) -> str:
    """Why a note is not opened."""
    with pytest.raises(Refusal) as caught:
        open_note(note, trusted)
    return caught.value.code


def test_the_published_note_opens() -> None:
    """A note that another implementation has signed opens with its key."""
    assert open_note(PUBLISHED_NOTE, [VerifierKey.parse(PUBLISHED_KEY)]) == PUBLISHED_TEXT


def test_signing_gives_the_published_note() -> None:
    """With the same key, the same text is signed to the same note, byte for byte."""
    key = parse_signing_key(PUBLISHED_SIGNER)
    assert sign_note(PUBLISHED_TEXT, [key]) == PUBLISHED_NOTE
    assert str(key.verifier) == PUBLISHED_KEY


@pytest.mark.parametrize(
    "note",
    [
        "",
        PUBLISHED_TEXT,
        PUBLISHED_TEXT + "\n",
        PUBLISHED_NOTE[:-1],
        "\x01" + PUBLISHED_NOTE,
        "\ud800" + PUBLISHED_NOTE,
        PUBLISHED_NOTE.replace("\n", "\r\n"),
        PUBLISHED_NOTE.replace("PeterNeumann", "Peter Neumann"),
        PUBLISHED_NOTE.replace("PeterNeumann", "Peter+Neumann"),
        PUBLISHED_NOTE.replace("— ", "- "),
        PUBLISHED_NOTE.replace("AM=\n", "AM\n"),
        PUBLISHED_NOTE + "a line behind\n",
        PUBLISHED_TEXT + "\n— PeterNeumann x08gow==\n",
        PUBLISHED_TEXT + "\n" + PUBLISHED_SIGNATURE * 101,
    ],
)
def test_what_has_not_the_form_of_a_note_is_refused(note: str) -> None:
    """Neither missing nor foreign lines, control characters or too many signatures pass."""
    assert refused(note, VerifierKey.parse(PUBLISHED_KEY)) == "note-malformed"


def test_signatures_of_others_are_ignored() -> None:
    """A note signed by many opens with any of the keys; which others signed does not matter."""
    note = sign_note("text\n", [KEY, OTHER])
    assert open_note(note, [KEY.verifier]) == "text\n"
    assert open_note(note, [OTHER.verifier]) == "text\n"


def test_a_note_that_no_trusted_key_has_signed_is_refused() -> None:
    """Neither without a key nor with a stranger's, nor under a name that is taken over."""
    namesake = SigningKey(KEY.name, bytes(32))
    note = sign_note("text\n", [KEY])
    assert refused(note) == "note-not-signed"
    assert refused(note, OTHER.verifier) == "note-not-signed"
    assert refused(sign_note("text\n", [namesake]), KEY.verifier) == "note-not-signed"


def test_a_note_whose_text_was_changed_is_refused() -> None:
    """One letter is enough."""
    note = sign_note("text\n", [KEY]).replace("text", "test")
    assert refused(note, KEY.verifier) == "note-signature-invalid"


def test_one_bad_signature_of_a_trusted_key_refuses_the_note() -> None:
    """Also if another trusted key has signed well, in whatever order."""
    good, bad = sign_note("text\n", [KEY, OTHER]), sign_note("test\n", [OTHER]).split("\n\n")[1]
    lines = good.split("\n\n")[1].split("\n")
    for signatures in (f"{lines[0]}\n{bad}", f"{bad}{lines[0]}\n"):
        note = f"text\n\n{signatures}"
        assert open_note(note, [KEY.verifier]) == "text\n"
        assert refused(note, KEY.verifier, OTHER.verifier) == "note-signature-invalid"


def test_a_signature_of_another_length_is_not_taken() -> None:
    """A trusted key's signature that is cut short is a bad one."""
    text, line = sign_note("text\n", [KEY]).split("\n\n")
    name, signature = line.removeprefix("— ").split(" ")
    short = base64.b64encode(base64.b64decode(signature)[:40]).decode()
    assert refused(f"{text}\n\n— {name} {short}\n", KEY.verifier) == "note-signature-invalid"


def test_a_text_may_have_empty_lines() -> None:
    """The last empty line is the one before the signatures."""
    text = "one\n\n\ntwo\n\n"
    assert open_note(sign_note(text, [KEY]), [KEY.verifier]) == text
    assert text_of(sign_note(text, [KEY])) == text


@pytest.mark.parametrize("text", ["", "no line end", "tab\there\n", "\ud800\n"])
def test_a_text_that_cannot_be_a_note_is_not_signed(text: str) -> None:
    """What nobody could open afterwards is a defect of the caller."""
    with pytest.raises(ValueError, match="whole lines"):
        sign_note(text, [KEY])


def test_a_checkpoint_is_three_lines() -> None:
    """Origin, size in decimal and root in base64 are what is signed; it reads back the same."""
    note = sign_checkpoint(CHECKPOINT, [KEY])
    root = base64.b64encode(bytes(range(32))).decode()
    assert text_of(note) == f"example.org/271403/log\n20852163\n{root}\n"
    assert open_checkpoint(note, [KEY.verifier], KEY.name) == CHECKPOINT


def test_extension_lines_are_passed_over() -> None:
    """A checkpoint with further lines is read, and they are part of what is signed."""
    note = sign_note(CHECKPOINT.text + "extension\n", [KEY])
    assert open_checkpoint(note, [KEY.verifier], KEY.name) == CHECKPOINT


@pytest.mark.parametrize(
    "text",
    [
        "origin\n5\n",
        "\n5\n" + "A" * 43 + "=\n",
        "origin\n05\n" + "A" * 43 + "=\n",
        "origin\n-5\n" + "A" * 43 + "=\n",
        "origin\n٥\n" + "A" * 43 + "=\n",
        "origin\n5\nAAAA\n",
        "origin\n5\n" + "!" * 44 + "\n",
        "origin\n5\n" + "A" * 43 + "=\n\nextension\n",
    ],
)
def test_a_signed_text_that_is_no_checkpoint_is_refused(text: str) -> None:
    """A good signature does not make up for a size or a root of another form."""
    with pytest.raises(Refusal, check=lambda refusal: refusal.code == "checkpoint-malformed"):
        open_checkpoint(sign_note(text, [KEY]), [KEY.verifier], "origin")


def test_the_checkpoint_of_another_log_is_refused() -> None:
    """The same key may sign for several logs; one does not stand in for the other."""
    note = sign_checkpoint(CHECKPOINT, [KEY])
    with pytest.raises(Refusal, check=lambda refusal: refusal.code == "checkpoint-of-another-log"):
        open_checkpoint(note, [KEY.verifier], "example.org/other")
