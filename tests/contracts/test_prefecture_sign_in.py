"""What is laid over the hub's composition where people of the prefecture sign in."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from services.command.keys import make_keys
from shared.settings import from_environment
from shared.tokens.issuer import PageClient, TokenIssuer
from tests.servers.compose import ROOT, read_filled_in

HUB = ROOT / "deploy" / "prefecture"
VARIABLES = {
    "TSUNAGU_ISSUER": "https://issuer.example",
    "TSUNAGU_AUDIENCE": "https://hub.example",
    "TSUNAGU_CLIENT_ID": "tsunagu-pages",
    "TSUNAGU_SITE": "https://hub.example",
}
GIVEN_FROM_OUTSIDE = {"client_secret", "front.crt", "front.key"}


def overlay(variables: dict[str, str]) -> dict[str, Any]:
    """The file with its variables filled in."""
    return read_filled_in(HUB / "sign-in.compose.yaml", variables)


def composition() -> dict[str, Any]:
    """What the file is laid over."""
    return read_filled_in(HUB / "compose.yaml", {})


def test_it_is_valid_and_says_what_is_missing() -> None:
    """It is what the Compose specification allows, and nobody signs in half configured."""
    schema = files("check_jsonschema").joinpath("builtin_schemas/vendor/compose-spec.json")
    jsonschema.validate(overlay(VARIABLES), json.loads(schema.read_text(encoding="utf-8")))
    for name in VARIABLES:
        with pytest.raises(LookupError, match=name):
            overlay({key: text for key, text in VARIABLES.items() if key != name})


def test_the_service_reads_it() -> None:
    """Laid over the composition, it gives the service an issuer, a client and a session key."""
    laid = overlay(VARIABLES)["services"]["stats"]
    environment = composition()["services"]["stats"]["environment"] | laid["environment"]
    settings = from_environment("stats", environment)
    assert isinstance(settings.token_issuer, TokenIssuer)
    assert isinstance(settings.page_client, PageClient)
    assert settings.page_client.site == VARIABLES["TSUNAGU_SITE"]
    mounted = {f"/run/secrets/{name}" for name in laid["secrets"]}
    for path in (
        settings.session_key_file,
        settings.page_client.secret_file,
        settings.token_issuer.worker_key_file,
    ):
        assert str(path) in mounted
    assert laid["networks"] == ["inside", "issuer"]


def test_only_the_way_in_is_open() -> None:
    """People reach the way in and nothing else; it hands everything to the hub's one service."""
    document = overlay(VARIABLES)
    front = document["services"]["front"]
    assert [name for name, one in document["services"].items() if "ports" in one] == ["front"]
    assert front["ports"] == ["443:8443"]
    for volume in front["volumes"]:
        assert (HUB / Path(volume.split(":", 1)[0])).resolve().is_file(), volume
    assert 'default "stats";' in (HUB / "services.conf").read_text(encoding="utf-8")


def test_every_secret_is_a_file_that_is_made_or_handed_over(tmp_path: Path) -> None:
    """What ``tsunagu keys`` makes and what the prefecture puts there is all that is asked for."""
    make_keys(tmp_path)
    made = {one.name for one in tmp_path.iterdir()} | GIVEN_FROM_OUTSIDE
    document = overlay(VARIABLES)
    assert {Path(one["file"]).name for one in document["secrets"].values()} <= made
    named = {name for one in document["services"].values() for name in one["secrets"]}
    assert named == set(document["secrets"])
