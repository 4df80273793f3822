"""What a municipality runs, and the rule of its own that it follows."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from services.conference.application.acting import keeper_of
from services.conference.application.desk import Desk
from services.conference.domain.municipality import (
    MUNICIPALITY,
    MunicipalityDetails,
    Period,
    describe_municipality,
    municipality_id,
)
from services.conference.law.reading import InvalidWorldError
from services.conference.profiles import ProfileFile, load_profile, profile_ids, read_profile
from shared.codes.municipality import MunicipalityCode
from shared.identity import Actor
from shared.refusal import InvalidInput
from shared.use_case import Request, use_case


class MunicipalityDescription(Request):
    """What a municipality runs and which rule it follows.

    Attributes:
        municipality: its code.
        runs_juso: when it runs 重層的支援体制整備事業.
        welfare_office: it has a 福祉事務所 of its own.
        profile: id of a rule that comes with the program, or the rule itself in YAML or JSON;
            ``None`` for none: then every option has its default.
        expected_version: as the user saw it.
    """

    municipality: MunicipalityCode
    runs_juso: tuple[Period, ...] = ()
    welfare_office: bool = False
    profile: str | None = None
    expected_version: int | None = None


class WhichMunicipality(Request):
    """One municipality."""

    municipality: MunicipalityCode


class DescribedMunicipality(BaseModel):
    """A municipality as it is described.

    Attributes:
        version: number of descriptions so far; 0 for none.
        profile_id: id of its rule.
        profile_name: the rule's name for people.
        warnings: practices told with the rule that are looser than the law; the floor wins, and
            none of them decides anything.
    """

    model_config = ConfigDict(frozen=True)

    municipality: MunicipalityCode
    version: int
    runs_juso: tuple[Period, ...]
    welfare_office: bool
    profile_id: str | None
    profile_name: str | None
    warnings: tuple[str, ...] = ()


class AllProfiles(Request):
    """Every rule that comes with the program."""


class ProfileLine(BaseModel):
    """A rule that comes with the program.

    Attributes:
        profile_id: under which it is chosen.
        name: the rule's name for people.
        warnings: practices told with it that are looser than the law; the floor wins.
    """

    model_config = ConfigDict(frozen=True)

    profile_id: str
    name: str
    warnings: tuple[str, ...]


class Municipalities:
    """What is recorded of municipalities.

    Args:
        desk: store, keys, clock.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @use_case(
        "municipality.describe", "市町村の体制と運用ルールの登録", roles=("secretariat", "operator")
    )
    def describe_municipality(
        self, actor: Actor, request: MunicipalityDescription
    ) -> DescribedMunicipality:
        """Record what a municipality runs and which rule it follows from now on.

        Raises:
            InvalidInput: ``profile-invalid``; ``period-empty``; ``periods-overlap``.
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``;
                ``stale-version``.
        """
        rule = _read_rule(request.profile) if request.profile is not None else None
        details = MunicipalityDetails(
            runs_juso=request.runs_juso,
            welfare_office=request.welfare_office,
            profile=rule.profile.model_dump_json(by_alias=True, exclude_unset=True)
            if rule
            else None,
        )
        code = request.municipality
        with self._desk.transaction(actor) as tx:
            keeper_of(tx, actor, code, tx.at)
            stream = tx.load(MUNICIPALITY, municipality_id(code))
            stream.expect_version(request.expected_version)
            events = describe_municipality(stream.state, code, details)
            stream = tx.append(MUNICIPALITY, stream, *events)
        return _described(code, stream.version, details, rule)

    @use_case(
        "municipality.show",
        "市町村の体制と運用ルール",
        roles=("counsellor", "secretariat", "member", "auditor", "operator"),
        kind="query",
    )
    def show_municipality(self, _actor: Actor, request: WhichMunicipality) -> DescribedMunicipality:
        """What a municipality runs and which rule it follows; none of it is personal."""
        stream = self._desk.store.load(MUNICIPALITY, municipality_id(request.municipality))
        details = stream.state.details if stream.state else MunicipalityDetails()
        rule = _as_it_came(details.profile) if details.profile is not None else None
        return _described(request.municipality, stream.version, details, rule)

    @use_case(
        "profiles.list",
        "付属の運用ルールの一覧",
        roles=("secretariat", "auditor", "operator"),
        kind="query",
    )
    def profiles(self, _actor: Actor, request: AllProfiles) -> list[ProfileLine]:
        """The rules that a municipality can choose from; it may as well hand in its own."""
        _ = request
        return [
            ProfileLine(profile_id=rule.profile.id, name=rule.name, warnings=rule.warnings)
            for rule in map(load_profile, profile_ids())
        ]


def _read_rule(text: str) -> ProfileFile:
    """A rule by its id, or as it was handed in; never from a file of this machine."""
    try:
        return load_profile(text) if text in profile_ids() else read_profile(text)
    except InvalidWorldError as invalid:
        raise InvalidInput(
            f"運用ルール {invalid.path}",
            "profile-invalid",
            f"運用ルールを使えません（{invalid.path}）。{invalid.message}",
            "示された場所を直して、もう一度登録してください。",
        ) from None


def _as_it_came(recorded: str) -> ProfileFile:
    """A recorded rule; one of the program's own with what its file says besides the rule."""
    rule = read_profile(recorded)
    if rule.profile.id in profile_ids():
        own = load_profile(rule.profile.id)
        return own if own.profile == rule.profile else rule
    return rule


def _described(
    code: MunicipalityCode, version: int, details: MunicipalityDetails, rule: ProfileFile | None
) -> DescribedMunicipality:
    return DescribedMunicipality(
        municipality=code,
        version=version,
        runs_juso=details.runs_juso,
        welfare_office=details.welfare_office,
        profile_id=rule.profile.id if rule else None,
        profile_name=rule.name if rule else None,
        warnings=rule.warnings if rule else (),
    )
