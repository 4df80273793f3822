"""``tsunagu replay`` as a municipality uses it: real files, a real process, a real system."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from services.command.replay.journey import read_journeys
from shared.codes.municipality import check_digit
from shared.refusal import InvalidInput

WITHIN_SECONDS = 120
SECRET = "見本の病名いろはにほへとで通院している"
NAME = "見本 たろう"

pytestmark = pytest.mark.timeout(WITHIN_SECONDS)


class Ran:
    """What one run printed and left behind, and how it ended."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        home, temporary = folder / "home", folder / "temporary"
        (home / "logs").mkdir(parents=True, exist_ok=True)
        temporary.mkdir(exist_ok=True)
        done = subprocess.run(
            [sys.executable, "-m", "services.command.main", "replay", *arguments],
            env=os.environ
            | {"TSUNAGU_HOME": str(home), "TMPDIR": str(temporary), "COLUMNS": "200"},
            capture_output=True,
            text=True,
            timeout=WITHIN_SECONDS,
            check=False,
        )
        self.status, self.out, self.err = done.returncode, done.stdout, done.stderr
        self.logs = "".join(one.read_text() for one in (home / "logs").iterdir())
        self.left = list(temporary.iterdir())


def small_journey(number: int = 1) -> dict[str, Any]:
    """Somebody comes to the counter; what is written down is read by its holder and nobody else."""
    first_five = f"9980{number}"
    return {
        "id": f"T-{number}",
        "title": "窓口で聞いたことは、聞いた機関だけが読める",
        "place": "架空の町",
        "municipality": first_five + check_digit(first_five),
        "actors": {
            "operator": {"agency": "$city", "role": "operator"},
            "window": {"agency": "$city", "role": "counsellor"},
            "npo-worker": {"agency": "$npo", "role": "member"},
        },
        "steps": [
            step("2026-06-01 09:00", "operator", "agencies.register", with_=_agency("city", True)),
            step(None, "operator", "agencies.register", with_=_agency("npo", False)),
            step(
                None,
                "window",
                "intake.register-person",
                with_={"municipality": "$municipality", "name": NAME},
                save="son",
            ),
            step(
                "2026-06-01 10:00",
                "window",
                "intake.receive",
                with_={
                    "municipality": "$municipality",
                    "on": "2026-06-01",
                    "method": "phone",
                    "consulter": "mother",
                    "content": SECRET,
                    "persons": ["$son"],
                },
                save="case",
            ),
            step(
                None,
                "window",
                "persons.describe",
                with_={
                    "person_id": "$son",
                    "municipality": "$municipality",
                    "role": "person_concerned",
                },
            ),
            step(
                "2026-06-02 10:00",
                "window",
                "items.contribute",
                with_={
                    "item_id": "$heard",
                    "subjects": ["$son"],
                    "category": "health",
                    "source_kind": "family_statement",
                    "purpose": "consultation",
                    "text": SECRET,
                },
                save={"which": "item_id"},
            ),
            step(None, "window", "items.show", with_={"item_id": "$which"}, shows=SECRET),
            step(
                None,
                "npo-worker",
                "items.show",
                with_={"item_id": "$heard"},
                refused="item-not-found",
            ),
        ],
    }


def step(
    at: str | None, who: str, do: str, *, with_: dict[str, Any], **told: Any
) -> dict[str, Any]:
    """One step as it stands in a file."""
    return {**({"at": at} if at else {}), "as": who, "do": do, "with": with_, **told}


def _agency(name: str, internal: bool) -> dict[str, Any]:  # noqa: FBT001
    kind = "municipal_department" if internal else "npo"
    return {
        "municipality": "$municipality",
        "agency_id": f"${name}",
        "name": f"架空の{name}",
        "kind": kind,
        "holder_class": "public" if internal else "private",
        "internal": internal,
    }


def written(folder: Path, journey: dict[str, Any], name: str = "journey.yaml") -> str:
    """A journey as a file."""
    path = folder / name
    path.write_text(yaml.safe_dump(journey, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return str(path)


def test_a_journey_that_goes_as_it_says(tmp_path: Path) -> None:
    """It exits 0, tells every step, and leaves neither files nor words behind."""
    second = small_journey(2)
    ran = Ran(tmp_path, written(tmp_path, small_journey()), written(tmp_path, second, "2.yaml"))

    assert ran.status == 0, ran.out + ran.err
    assert "T-1 窓口で聞いたことは、聞いた機関だけが読める" in ran.out
    assert "断られた（item-not-found）" in ran.out
    assert ran.out.count("8 の手順のうち、期待と違うもの 0") == 2
    assert ran.left == []
    for word in (SECRET, NAME):
        assert word not in ran.out + ran.err + ran.logs


def test_the_example_of_the_guide_goes_as_it_says(tmp_path: Path) -> None:
    """What docs/journeys.md shows can be copied into a file and replayed."""
    guide = (Path(__file__).parents[3] / "docs" / "journeys.md").read_text(encoding="utf-8")
    example = tmp_path / "example.yaml"
    example.write_text(guide.partition("```yaml\n")[2].partition("```")[0], encoding="utf-8")

    ran = Ran(tmp_path, str(example))

    assert ran.status == 0, ran.out + ran.err
    assert "期待と違うもの 0" in ran.out


def test_wrong_expectations_are_told(tmp_path: Path) -> None:
    """Every kind of difference is told with its step, in JSON too, and the exit status is 1."""
    journey = small_journey()
    told, asked = journey["steps"][6], journey["steps"][7]
    told["hides"], told["answer"] = SECRET, {"category": "work", "nothing": 1}
    asked["refused"], asked["because"] = "item-not-found", "この言葉は理由にない"
    journey["steps"] += [
        step(None, "window", "items.show", with_={"item_id": "$heard"}, refused="item-not-found"),
        step(None, "npo-worker", "items.show", with_={"item_id": "$heard"}),
        step(None, "window", "items.shout", with_={}),
        step(None, "window", "items.show", with_={"item": "$heard"}),
        step(None, "npo-worker", "items.show", with_={"item_id": "$heard"}, refused="stale"),
        step(None, "window", "items.show", with_={"item_id": "$heard"}, save={"x": "y.0"}),
    ]
    ran = Ran(tmp_path, "--json", written(tmp_path, journey))

    assert ran.status == 1, ran.out + ran.err
    (answer,) = json.loads(ran.out)
    assert not answer["as_expected"]
    differences = {one["number"]: one["differences"] for one in answer["steps"]}
    assert [number for number, found in differences.items() if found] == list(range(7, 15))
    assert len(differences[7]) == 3
    said = "\n".join(difference for found in differences.values() for difference in found)
    for expected in (
        "見えないはずの",
        '答え.categoryは "work" のはずですが、"health" です',
        "答えに nothing がありません",
        "理由に「この言葉は理由にない」がありません",
        "item-not-found で断られるはずが、断られませんでした",
        "断られました（item-not-found）",
        "items.shout という手続きはありません",
        "断られました（request-unreadable）",
        "stale で断られるはずが、item-not-found で断られました",
        "答えに y.0 がないので",
    ):
        assert expected in said
    assert SECRET not in ran.err + ran.logs


def unreadable(change: str) -> dict[str, Any] | str:
    """A journey that cannot be read, for one reason each."""
    journey = small_journey()
    steps = journey["steps"]
    match change:
        case "misspelt":
            steps[2]["expct"] = 1
        case "role":
            journey["actors"]["window"]["role"] = "mayor"
        case "stranger":
            steps[1]["as"] = "nobody"
        case "order":
            steps[5]["at"] = "2026-05-31 10:00"
        case "no-instant":
            del steps[0]["at"]
        case "check-digit":
            journey["municipality"] = "99801" + str((int(check_digit("99801")) + 1) % 10)
        case "twice":
            return "id: T\nid: U\n"
        case "alias":
            return "id: &a T\ntitle: *a\n"
        case "not-yaml":
            return "id: [T\ntitle: )\n"
    return journey


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ("misspelt", "steps.2.expct"),
        ("role", "actors.window.role"),
        ("stranger", "steps.1.as"),
        ("order", "steps.5.at"),
        ("no-instant", "steps.0.at"),
        ("check-digit", "municipality"),
        ("twice", "1 行目"),
        ("alias", "2 行目"),
        ("not-yaml", "2 行目"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(
    tmp_path: Path, change: str, place: str
) -> None:
    """The refusal names file and place, and repeats nothing of the file."""
    told = unreadable(change)
    file = tmp_path / "journey.yaml"
    file.write_text(told if isinstance(told, str) else yaml.safe_dump(told, allow_unicode=True))

    with pytest.raises(InvalidInput) as refused:
        read_journeys([file])

    assert refused.value.code == "journey-unreadable"
    assert f"journey.yaml の「{place}」を読み取れません" in refused.value.message
    assert SECRET not in str(refused.value)


def test_an_unreadable_file_ends_the_command_before_anything_starts(tmp_path: Path) -> None:
    """It exits 2, names file and place, starts nothing and says nothing of what it read."""
    journey = unreadable("misspelt")
    assert isinstance(journey, dict)
    ran = Ran(tmp_path, written(tmp_path, small_journey(2)), written(tmp_path, journey, "1.yaml"))

    assert ran.status == 2, ran.out + ran.err
    assert "1.yaml の「steps.2.expct」を読み取れません" in ran.err
    assert "NATS" not in ran.err
    assert SECRET not in ran.out + ran.err + ran.logs


def test_a_missing_file_and_a_shared_municipality_are_refused(tmp_path: Path) -> None:
    """Journeys never mix: each has a municipality of its own; JSON tells a refusal as JSON."""
    first = written(tmp_path, small_journey())
    same = small_journey(2) | {"municipality": small_journey()["municipality"]}

    with pytest.raises(InvalidInput, match=r"none\.yaml"):
        read_journeys([tmp_path / "none.yaml"])
    shared = Ran(tmp_path, "--json", first, written(tmp_path, same, "same.yaml"))

    assert shared.status == 2
    assert json.loads(shared.out)["error"] == "journey-twice"
