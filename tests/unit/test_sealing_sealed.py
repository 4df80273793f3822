"""A sealed value never shows what it holds, and is written to disk only on purpose."""

import copy
import json
import pickle
import traceback

import pytest
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from shared.sealing import Sealed

SEALED = Sealed("person-1", b"n" * 12, b"c" * 40)
AT_REST = {"at_rest": True}


class Note(BaseModel):
    """An event-like model with sealed fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    content: Sealed
    remark: Sealed | None = None


def test_shown_it_is_hidden() -> None:
    """repr, str, format, f-strings and %-formatting show three stars."""
    shown = (repr(SEALED), str(SEALED), format(SEALED, ">20"), f"{SEALED!r}", "%s" % SEALED)  # noqa: UP031
    assert set(shown) == {"***"}
    assert "cccc" not in repr([SEALED, Note(content=SEALED)])


def test_dumped_it_is_hidden() -> None:
    """Without the word, neither the JSON nor the Python form of a model writes the ciphertext."""
    note = Note(content=SEALED, remark=SEALED)
    assert note.model_dump() == {"content": "***", "remark": "***"}
    assert json.loads(note.model_dump_json()) == {"content": "***", "remark": "***"}
    assert TypeAdapter(list[Sealed]).dump_json([SEALED]) == b'["***"]'
    for context in ({"at_rest": False}, {"at_rest": "yes"}, {}):
        assert note.model_dump(context=context)["content"] == "***"


@pytest.mark.parametrize("remark", [None, SEALED])
def test_at_rest_it_is_written_and_read_back(remark: Sealed | None) -> None:
    """What the store writes is the same value when it is read."""
    note = Note(content=SEALED, remark=remark)
    stored = note.model_dump_json(context=AT_REST)
    assert SEALED.at_rest() in stored
    assert Note.model_validate_json(stored) == note
    assert Note.model_validate(json.loads(stored)) == note


def test_a_hidden_form_is_not_read_back() -> None:
    """Three stars are no value: what was dumped for show cannot overwrite what was stored."""
    with pytest.raises(ValidationError):
        Note.model_validate(Note(content=SEALED).model_dump())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "平文の相談内容",
        "s1.person-1",
        "s2." + SEALED.at_rest()[3:],
        SEALED.at_rest() + "=",
        SEALED.at_rest() + ".x",
        SEALED.at_rest()[:-4] + "$$$$",
        SEALED.at_rest().replace("person-1", "架空花子"),
        "s1.person-1." + "AAAA" * 6,
    ],
)
def test_anything_else_is_no_sealed_value(text: str) -> None:
    """Plain text and damaged forms are refused, and the error does not repeat them."""
    with pytest.raises(ValueError, match=r"sealed value|opaque id") as caught:
        Sealed.from_rest(text)
    assert not text or text not in str(caught.value)
    with pytest.raises(ValidationError) as invalid:
        Note.model_validate({"content": text})
    assert not text or text not in "".join(traceback.format_exception(invalid.value))


@pytest.mark.parametrize("value", [1, b"bytes", {"key_id": "person-1"}, None])
def test_other_types_are_refused(value: object) -> None:
    """Only a sealed value or its stored form becomes one."""
    with pytest.raises(ValidationError):
        Note.model_validate({"content": value})


def test_a_plain_text_smuggled_past_validation_is_hidden_even_at_rest() -> None:
    """A model built without validation writes stars, never the text."""
    smuggled = Note.model_construct(content="平文の相談内容", remark=None)
    for context in (None, AT_REST):
        assert "平文" not in smuggled.model_dump_json(context=context)


@pytest.mark.parametrize("key_id", ["", "架空花子", "a b", "a.b", "a|b", "x" * 101, "a\n"])
def test_a_key_id_is_opaque(key_id: str) -> None:
    """What might be a name, or would break the stored form, is no key id."""
    with pytest.raises(ValueError, match="opaque id"):
        Sealed(key_id, bytes(12), bytes(16))


def test_it_cannot_be_changed() -> None:
    """A sealed value is frozen."""
    with pytest.raises(AttributeError):
        SEALED.ciphertext = b""  # type: ignore[misc]


def test_copies_and_pickles_carry_ciphertext_only() -> None:
    """It travels between processes as what it is."""
    assert pickle.loads(pickle.dumps(SEALED)) == SEALED == copy.deepcopy(SEALED)  # noqa: S301
    assert hash(SEALED) == hash(copy.deepcopy(SEALED))


def test_values_differ_if_anything_differs() -> None:
    """Equality is equality of owner, nonce and ciphertext."""
    assert Sealed("person-1", b"n" * 12, b"c" * 40) == SEALED
    assert Sealed("person-2", b"n" * 12, b"c" * 40) != SEALED
    assert Sealed("person-1", b"m" * 12, b"c" * 40) != SEALED
    assert Sealed("person-1", b"n" * 12, b"d" * 40) != SEALED


@pytest.mark.parametrize("mode", ["validation", "serialization"])
def test_it_has_a_json_schema(mode: str) -> None:
    """A model with a sealed field can be documented."""
    schema = TypeAdapter(Note).json_schema(mode=mode)  # type: ignore[arg-type]
    assert schema["properties"]["content"]["format"] == "tsunagu-sealed"
    assert {"type": "null"} in schema["properties"]["remark"]["anyOf"]
