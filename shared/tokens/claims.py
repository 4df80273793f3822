"""From an issuer's claims to the actors that somebody may be: person, agency, role, purpose.

An issuer of a town hall knows people by e-mail address and by groups of its own. What they mean
here is one YAML file (``deploy/issuer/claims.yaml``); without it the claims ``sub``, ``agency``,
``role`` and ``purpose`` say it themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
)

from shared.identity import Actor, Opaque, Role
from shared.refusal import Refusal
from shared.tokens.unauthenticated import Unauthenticated, token_invalid, token_without_role

LARGEST_FILE = 256 * 1024


def _as_path(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Name = Annotated[str, Field(min_length=1, max_length=200)]
Claim = Annotated[tuple[Name, ...], BeforeValidator(_as_path), Field(min_length=1, max_length=5)]
"""A claim by its name, or by the names on the way to it (``[realm_access, roles]``)."""

Pseudonym = Callable[[str], str]
"""An opaque id for what an issuer calls a person, always the same."""

_OPAQUE: TypeAdapter[str] = TypeAdapter(Opaque)
_ROLE: TypeAdapter[Role] = TypeAdapter(Role)


def _of_people(role: Role) -> Role:
    if role == "service":
        raise ValueError("facts act as a service, people never")
    return role


class _Written(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Meaning(_Written):
    """What one value of the issuer means.

    Attributes:
        value: of the claim ``roles``, to the letter.
        role: which role it gives.
        purpose: what somebody in this role acts for (利用目的).
        agency: for which agency; ``None`` for the one that the claim ``agency`` names.
    """

    value: Name
    role: Annotated[Role, AfterValidator(_of_people)]
    purpose: Opaque
    agency: Opaque | None = None


class ClaimsFile(_Written):
    """What the claims of an issuer mean.

    Attributes:
        scopes: what is asked of the issuer when people sign in to pages.
        person: the claim that says who somebody is.
        person_is_hidden: what it says is about a person (an e-mail address, a name, a number of
            staff): an opaque id is made of it with a key, and nothing else of it is kept.
        agency: the claim that names the agency.
        roles: the claim that holds a role or group, or several.
        purpose: the claim that names the purpose, where the roles say themselves what they mean.
        meanings: what each value of ``roles`` means; empty if each is the code of a role.
    """

    scopes: tuple[Name, ...] = ("openid",)
    person: Claim = ("sub",)
    person_is_hidden: bool = False
    agency: Claim = ("agency",)
    roles: Claim = ("role",)
    purpose: Claim = ("purpose",)
    meanings: tuple[Meaning, ...] = ()


def read_claims_file(path: Path | None) -> ClaimsFile:
    """Read what the claims mean; without a file they say it themselves.

    Raises:
        Refusal: ``claims-file-unreadable``.
    """
    if path is None:
        return ClaimsFile()
    try:
        with path.open("rb") as file:
            written = yaml.safe_load(file.read(LARGEST_FILE))
        return ClaimsFile.model_validate(written or {})
    except (OSError, ValueError, yaml.YAMLError, RecursionError):
        raise Refusal(
            "claims-file-unreadable",
            "役割の対応表を読み取れません。",
            "運用担当に、TSUNAGU_CLAIMS_FILE のファイルを確かめるよう伝えてください。",
        ) from None


class Claims:
    """Reads claims as a file says.

    Args:
        file: what they mean.
        pseudonym: makes opaque ids; ``None`` if there is no key to do so.
    """

    def __init__(self, file: ClaimsFile, pseudonym: Pseudonym | None) -> None:
        self._file = file
        self._pseudonym = pseudonym

    def actors(self, claims: Mapping[str, Any]) -> tuple[Actor, ...]:
        """Whom somebody may be, in the order of the file; each only once.

        Raises:
            Unauthenticated: ``token-invalid``, ``token-without-role``, ``person-not-opaque``.
            Refusal: ``worker-key-missing``.
        """
        person = self._person(claims)
        read = self._mapped if self._file.meanings else self._direct
        found = dict.fromkeys(read(person, claims))
        if not found:
            raise token_without_role()
        return tuple(found)

    def _person(self, claims: Mapping[str, Any]) -> str:
        told = _at(claims, self._file.person)
        if not isinstance(told, str) or not told:
            raise token_invalid()
        if self._file.person_is_hidden:
            if self._pseudonym is None:
                raise Refusal(
                    "worker-key-missing",
                    "職員の番号を作る鍵がありません。",
                    "運用担当に、TSUNAGU_WORKER_KEY_FILE の設定を依頼してください。",
                )
            return self._pseudonym(told)
        if not _is_opaque(told):
            raise Unauthenticated(
                "person-not-opaque",
                "本人確認の発行者が、職員を番号ではなく氏名やメールアドレスなどで伝えています。"
                "記録に残るため、受け付けません。",
                "運用担当に、対応表（TSUNAGU_CLAIMS_FILE）の person_is_hidden を確かめるよう"
                "伝えてください。",
            )
        return told

    def _direct(self, person: str, claims: Mapping[str, Any]) -> Iterator[Actor]:
        roles = _several(_at(claims, self._file.roles))
        if any(not _is_role(role) for role in roles):
            raise token_without_role()
        agency, purpose = _at(claims, self._file.agency), _at(claims, self._file.purpose)
        for role in roles:
            yield _actor(person, agency, role, purpose)

    def _mapped(self, person: str, claims: Mapping[str, Any]) -> Iterator[Actor]:
        held = set(_several(_at(claims, self._file.roles)))
        for meaning in self._file.meanings:
            if meaning.value in held:
                agency = meaning.agency or _at(claims, self._file.agency)
                yield _actor(person, agency, meaning.role, meaning.purpose)


def _at(claims: Mapping[str, Any], path: Claim) -> object:
    found: object = claims
    for name in path:
        found = found.get(name) if isinstance(found, Mapping) else None
    return found


def _several(told: object) -> tuple[str, ...]:
    if isinstance(told, str):
        return (told,)
    if isinstance(told, list) and all(isinstance(one, str) for one in told):
        return tuple(told)
    return ()


def _is_opaque(text: str) -> bool:
    try:
        _OPAQUE.validate_python(text)
    except ValidationError:
        return False
    return True


def _is_role(text: str) -> bool:
    """Whether a text is a role of people: facts act as ``service``, people never."""
    try:
        return _ROLE.validate_python(text) != "service"
    except ValidationError:
        return False


def _actor(person: str, agency: object, role: object, purpose: object) -> Actor:
    try:
        return Actor.model_validate(
            {"person": person, "agency": agency, "role": role, "purpose": purpose}
        )
    except ValidationError:
        raise token_invalid() from None
