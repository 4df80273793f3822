"""What is laid over ``compose.yaml`` for the one way in: nothing else is open to the outside."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from typing import Any

import jsonschema
import yaml

from shared.facts.fact import SERVICES
from tests.servers.compose import ROOT, read_document

FOLDER = ROOT / "deploy" / "front"
OVERLAY: dict[str, Any] = yaml.safe_load((FOLDER / "compose.yaml").read_text(encoding="utf-8"))
NGINX = (FOLDER / "nginx.conf").read_text(encoding="utf-8")
SERVICE_MAP = (FOLDER / "services.conf").read_text(encoding="utf-8")


def test_it_is_valid() -> None:
    """It is what the Compose specification allows."""
    schema = files("check_jsonschema").joinpath("builtin_schemas/vendor/compose-spec.json")
    jsonschema.validate(OVERLAY, json.loads(schema.read_text(encoding="utf-8")))


def test_only_the_way_in_is_open() -> None:
    """One container publishes one port; the services listen for it inside and nowhere else."""
    plain = read_document({"TSUNAGU_MUNICIPALITY": "000000"})["services"]
    assert not [name for name, one in plain.items() if "ports" in one]
    services = OVERLAY["services"]
    assert {name for name, one in services.items() if "ports" in one} == {"front"}
    assert services["front"]["ports"] == ["443:8443"]
    assert "listen 8443 ssl" in NGINX
    for service in SERVICES:
        assert services[service] == {"environment": {"TSUNAGU_HTTP_HOST": "0.0.0.0"}}  # noqa: S104


def test_every_service_has_its_place() -> None:
    """Each service is found by the first part of an address, and intake by everything else."""
    front = OVERLAY["services"]["front"]
    assert "./deploy/front/services.conf:/etc/nginx/services.conf:ro" in front["volumes"]
    assert "include /etc/nginx/services.conf;" in NGINX
    table = re.search(r"map \$request_uri \$service \{(.*?)\}", SERVICE_MAP, re.DOTALL)
    assert table is not None
    assert 'default "intake";' in table[1]
    for service in set(SERVICES) - {"intake"}:
        assert f'"~^/{service}/" "{service}";' in table[1]


def test_it_keeps_nothing() -> None:
    """Neither addresses nor bodies are written down; no forwarding header is believed."""
    assert "access_log off;" in NGINX
    assert "proxy_request_buffering off;" in NGINX
    assert "proxy_max_temp_file_size 0;" in NGINX
    for header in ("X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "Forwarded"):
        assert f'proxy_set_header {header} "";' in NGINX
