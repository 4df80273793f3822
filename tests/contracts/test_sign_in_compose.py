"""What is laid over ``compose.yaml`` where people sign in to pages: one service's way out."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import jsonschema
import pytest

from shared.facts.fact import SERVICES
from shared.settings import from_environment
from shared.tokens.issuer import PageClient, TokenIssuer
from tests.servers.compose import ROOT, read_containers, read_filled_in

VARIABLES = {
    "TSUNAGU_MUNICIPALITY": "000000",
    "TSUNAGU_ISSUER": "https://issuer.example",
    "TSUNAGU_AUDIENCE": "https://tsunagu.example",
    "TSUNAGU_CLIENT_ID": "tsunagu-pages",
    "TSUNAGU_SITE": "https://tsunagu.example",
}
CONTAINERS = read_containers(VARIABLES)


def overlay(variables: dict[str, str]) -> dict[str, Any]:
    """The file with its variables filled in."""
    return read_filled_in(ROOT / "deploy/issuer/sign-in.compose.yaml", variables)


def test_it_is_valid_and_says_what_is_missing() -> None:
    """It is what the Compose specification allows, and nobody signs in half configured."""
    schema = files("check_jsonschema").joinpath("builtin_schemas/vendor/compose-spec.json")
    jsonschema.validate(overlay(VARIABLES), json.loads(schema.read_text(encoding="utf-8")))
    for name in ("TSUNAGU_CLIENT_ID", "TSUNAGU_SITE"):
        with pytest.raises(LookupError, match=name):
            overlay({key: text for key, text in VARIABLES.items() if key != name})


def test_only_one_service_goes_out() -> None:
    """Intake reaches the issuer; the others know who somebody is by the session key alone."""
    services = overlay(VARIABLES)["services"]
    assert set(services) == {"intake"}
    assert services["intake"]["networks"] == ["inside", "issuer"]
    for service in SERVICES:
        assert CONTAINERS[service].entry["networks"] == ["inside"]
        assert "session_key" in CONTAINERS[service].secrets


def test_a_service_reads_it() -> None:
    """What the file says is the client and the issuer that intake has."""
    environment = (
        CONTAINERS["intake"].environment | overlay(VARIABLES)["services"]["intake"]["environment"]
    )
    del environment["TSUNAGU_DATABASE_PASSWORD_FILE"], environment["TSUNAGU_KEYS_PASSWORD_FILE"]
    settings = from_environment("intake", environment)
    assert isinstance(settings.token_issuer, TokenIssuer)
    assert settings.token_issuer.jwks_file is None
    assert isinstance(settings.page_client, PageClient)
    assert settings.page_client.site == "https://tsunagu.example"
    assert str(settings.page_client.secret_file) == "/run/secrets/client_secret"
    conference = dict(CONTAINERS["conference"].environment)
    del conference["TSUNAGU_DATABASE_PASSWORD_FILE"], conference["TSUNAGU_KEYS_PASSWORD_FILE"]
    other = from_environment("conference", conference)
    assert other.token_issuer is not None
    assert str(other.token_issuer.jwks_file) == "/etc/tsunagu/issuer.jwks.json"
    assert other.page_client is None
    assert other.session_key_file == settings.session_key_file


def test_no_secret_is_written_down() -> None:
    """The client's secret is a file among the others, and only its path stands there."""
    document = overlay(VARIABLES)
    assert document["secrets"] == {"client_secret": {"file": "./secrets/client_secret"}}
    intake = document["services"]["intake"]
    assert intake["secrets"] == ["client_secret"]
    assert intake["environment"]["TSUNAGU_CLIENT_SECRET_FILE"] == "/run/secrets/client_secret"
