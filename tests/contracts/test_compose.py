"""What ``compose.yaml`` promises, read as the container engine reads it."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

from services.command.keys import NKEYS_FILE, make_keys
from services.command.rooms import ROOMS
from shared.facts.fact import SERVICES
from tests.servers.compose import ROOT, Container, read_containers, read_document

VARIABLES = {"TSUNAGU_MUNICIPALITY": "000000"}
CONTAINERS = read_containers(VARIABLES)
OURS = {name: one for name, one in CONTAINERS.items() if one.entry["image"].startswith("tsunagu:")}
MIGRATIONS = {f"migrate-{service}" for service in SERVICES}
DONE = "service_completed_successfully"
IMAGE_VARIABLES = {"POSTGRES_USER", "POSTGRES_PASSWORD_FILE", "POSTGRES_INITDB_ARGS"}
"""What the official PostgreSQL image reads."""

SECRET_WORDS = re.compile(r"PASSWORD|SECRET|SEED|KEK|TOKEN|KEY")


def _source_of(folder: Path) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.py"))


def _read_by_the_code() -> set[str]:
    source = _source_of(ROOT / "services") + _source_of(ROOT / "shared")
    config = (ROOT / "deploy/nats/tsunagu.conf").read_text(encoding="utf-8")
    return set(re.findall(r'"(TSUNAGU_[A-Z_]+)"', source)) | set(
        re.findall(r"\$(TSUNAGU_[A-Z_]+)", config)
    )


def test_composition_is_valid() -> None:
    """The file is what the Compose specification allows."""
    schema = files("check_jsonschema").joinpath("builtin_schemas/vendor/compose-spec.json")
    jsonschema.validate(read_document(VARIABLES), json.loads(schema.read_text(encoding="utf-8")))


def test_every_variable_is_read() -> None:
    """No container is given an environment variable that nothing reads."""
    given = {name for one in CONTAINERS.values() for name in one.environment}
    assert given <= _read_by_the_code() | IMAGE_VARIABLES


def test_no_secret_is_written_down() -> None:
    """Whatever sounds like a secret is the path of a secret, or a URL without a password."""
    for one in CONTAINERS.values():
        for name, value in one.environment.items():
            if SECRET_WORDS.search(name) and not name.endswith("_URL"):
                assert value.startswith("/run/secrets/"), f"{one.name} {name}"
            if name.endswith("_URL"):
                assert not re.search(r"://[^/@]*:[^/@]*@", value), f"{one.name} {name}"


def test_every_secret_is_used_and_made(tmp_path: Path) -> None:
    """Each secret has a container that needs it and a file that ``tsunagu keys`` makes."""
    declared = {secret["file"] for secret in read_document(VARIABLES)["secrets"].values()}
    used = {f"./{file}" for one in CONTAINERS.values() for file in one.secrets.values()}
    made = {f"./secrets/{name}" for name in make_keys(tmp_path / "secrets")}
    assert declared == used == made - {f"./secrets/{NKEYS_FILE}"}


def test_every_secret_file_that_is_named_is_there() -> None:
    """A path under ``/run/secrets`` in a container's environment is one of its secrets."""
    for one in CONTAINERS.values():
        paths = [value for value in one.environment.values() if value.startswith("/run/secrets/")]
        assert {Path(path).name for path in paths} <= set(one.secrets), one.name


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_holds_its_own_secrets_only(service: str) -> None:
    """Neither another service's password, key nor nkey is within a service's reach.

    What all four share are the broker's certificate and the keys by which they know the people who
    work with them: a session of one is a session of all.
    """
    shared = {"nats_ca.crt", "session_key", "worker_key"}
    for name in (service, f"migrate-{service}"):
        own = {file.name for file in CONTAINERS[name].secrets.values()} - shared
        assert all(re.match(rf"{service}[_.]", file) for file in own), own


@pytest.mark.parametrize("one", OURS.values(), ids=OURS)
def test_command_exists(one: Container) -> None:
    """Each container's command, and that of its health check, is one that ``tsunagu`` has."""
    check = one.entry.get("healthcheck", {}).get("test", [])
    assert one.command[0] in ROOMS
    assert all(argument in SERVICES for argument in one.command[1:])
    if check:
        assert check == ["CMD", "tsunagu", "health", one.name]


@pytest.mark.parametrize("service", SERVICES)
def test_service_starts_on_prepared_ground(service: str) -> None:
    """A service waits for its tables, the broker's streams, and servers that answer."""
    waits = CONTAINERS[service].waits_for
    assert waits[f"migrate-{service}"] == DONE
    assert waits["provision"] == DONE
    assert waits["postgres"] == waits["nats"] == "service_healthy"
    assert CONTAINERS[f"migrate-{service}"].waits_for == {"postgres": "service_healthy"}


def test_preparations_run_once_and_nothing_else_does() -> None:
    """Whoever is waited for until it has ended is not restarted; everything else is."""
    ends = {
        name for one in CONTAINERS.values() for name, how in one.waits_for.items() if how == DONE
    }
    assert ends == MIGRATIONS | {"provision", "nats-storage"}
    for name, one in CONTAINERS.items():
        assert one.entry["restart"] == ("no" if name in ends else "unless-stopped")
        assert ("healthcheck" in one.entry) == (name not in ends)


def test_tables_are_made_by_migrations_alone() -> None:
    """Table creation is no setting of any container; each store has one migration."""
    assert not [name for one in CONTAINERS.values() for name in one.environment if "TABLE" in name]
    migrating = {name for name, one in OURS.items() if one.command[0] == "migrate"}
    assert migrating == MIGRATIONS


@pytest.mark.parametrize("one", CONTAINERS.values(), ids=CONTAINERS)
def test_container_can_do_little(one: Container) -> None:
    """No container runs with capabilities, a writable root, or a door to the outside."""
    entry = one.entry
    assert entry["read_only"] is True
    assert entry["cap_drop"] == ["ALL"]
    assert entry["security_opt"] == ["no-new-privileges:true"]
    assert "ports" not in entry
    assert entry["networks"] == ["inside"]
    assert "privileged" not in entry
    if one.name == "nats-storage":
        assert entry["cap_add"] == ["CHOWN"]
    else:
        assert "cap_add" not in entry
        assert entry["user"] == "10001:10001"


def test_network_has_no_way_out() -> None:
    """The one network is internal."""
    assert read_document(VARIABLES)["networks"] == {"inside": {"internal": True}}


def test_images_are_pinned() -> None:
    """Every image has a version tag, and ours is the project's version."""
    images = {one.entry["image"] for one in CONTAINERS.values()}
    assert all(re.fullmatch(r"[a-z]+:\d[\w.-]*", image) for image in images)
    version = re.search(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)
    assert version is not None
    assert f"tsunagu:{version[1]}" in images


def test_municipality_must_be_said() -> None:
    """Without a municipality nothing starts: the fictional one is not taken by accident."""
    with pytest.raises(LookupError, match="TSUNAGU_MUNICIPALITY"):
        read_document({})


@pytest.mark.parametrize("one", CONTAINERS.values(), ids=CONTAINERS)
def test_mounted_files_exist(one: Container) -> None:
    """What is mounted from the repository is in the repository; the rest are declared volumes."""
    volumes = read_document(VARIABLES)["volumes"]
    for source in one.mounts.values():
        assert (ROOT / source).is_file() if source.startswith("./") else source in volumes
