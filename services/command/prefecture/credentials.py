"""What a prefecture hands to a municipality so that its server can join: one private file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from services.command.private_files import read_private, write_private
from shared.codes.municipality import MunicipalityCode
from shared.refusal import InvalidInput

FIELD = "県につなぐ鍵のファイル"
_URL = (
    r"^(tls://[A-Za-z0-9.:\[\]-]{1,260}|nats-leaf://(127\.0\.0\.1|localhost|\[::1\]):[0-9]{1,5})$"
)
"""Without TLS on one machine only."""


class Credentials(BaseModel):
    """How, and as whom, a municipality's server reaches the prefecture's.

    Attributes:
        municipality: 全国地方公共団体コード; the server lets it hand in for this one alone.
        url: of the prefecture's door for leaf nodes.
        seed: the leaf node's nkey seed, a secret.
        ca: certificate authority of the prefecture's server (PEM); ``None`` without TLS.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    municipality: MunicipalityCode
    url: Annotated[str, StringConstraints(pattern=_URL)]
    seed: Annotated[str, StringConstraints(pattern=r"^SU[A-Z2-7]{56}$")] = Field(repr=False)
    ca: str | None = None

    def write(self, path: Path) -> None:
        """Write the file, for its owner's eyes only.

        Raises:
            Refusal: ``file-not-writable``.
        """
        write_private(path, self.model_dump_json())

    @classmethod
    def read(cls, path: Path) -> Credentials:
        """Read the file.

        Raises:
            InvalidInput: ``credentials-unreadable``, ``file-unreadable``.
            Refusal: ``file-not-private``.
        """
        try:
            return cls.model_validate_json(read_private(path))
        except ValidationError:
            raise InvalidInput(
                FIELD,
                "credentials-unreadable",
                f"{FIELD}を読み取れません。",
                "県から受け取ったファイルを、そのまま指定してください。",
            ) from None


def expect_url(url: str) -> str:
    """A URL that may stand in credentials.

    Raises:
        InvalidInput: ``url-unreadable``.
    """
    try:
        return Credentials(municipality="011002", url=url, seed="SU" + "A" * 56).url
    except ValidationError:
        raise InvalidInput(
            "--url",
            "url-unreadable",
            "県のサーバーのアドレスを読み取れません。",
            "tls://県のサーバーの名前:7422 の形で指定してください。",
        ) from None
