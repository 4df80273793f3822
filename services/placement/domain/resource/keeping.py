"""Keeping the directory: a resource is registered, amended, confirmed, withdrawn and reopened."""

from __future__ import annotations

from datetime import date

from services.placement.domain.days import refuse_future
from services.placement.domain.resource.checking import check_details, check_free_places
from services.placement.domain.resource.events import (
    ResourceAmended,
    ResourceConfirmed,
    ResourceDetails,
    ResourceNotesRecorded,
    ResourceRegistered,
    ResourceReopened,
    ResourceWithdrawn,
)
from services.placement.domain.resource.state import ResourceState
from shared.codes.municipality import MunicipalityCode
from shared.refusal import InvalidInput, Refusal
from shared.sealing import Sealed

ResourceStep = (
    ResourceRegistered
    | ResourceAmended
    | ResourceConfirmed
    | ResourceWithdrawn
    | ResourceReopened
    | ResourceNotesRecorded
)


def existing(state: ResourceState | None) -> ResourceState:
    """The resource, which must be in the directory.

    Raises:
        Refusal: ``resource-not-found``.
    """
    if state is None:
        raise Refusal(
            "resource-not-found",
            "指定された社会資源は、登録されていません。",
            "一覧で番号を確かめるか、先に登録してください。",
        )
    return state


def register_resource(
    state: ResourceState | None,
    municipality: MunicipalityCode,
    details: ResourceDetails,
    contact: Sealed | None,
) -> tuple[ResourceRegistered, ...]:
    """Enter a resource into the directory; nobody has confirmed it by that.

    Raises:
        Refusal: ``resource-exists``; and see :func:`check_details`.
    """
    if state is not None:
        raise Refusal(
            "resource-exists",
            "この番号の社会資源は、すでに登録されています。",
            "内容が変わったときは変更を、まだあると確かめたときは確認を記録してください。",
        )
    check_details(details)
    return (ResourceRegistered(municipality=municipality, contact=contact, **dict(details)),)


def amend_resource(
    state: ResourceState | None, details: ResourceDetails, contact: Sealed | None
) -> tuple[ResourceAmended, ...]:
    """Replace what is known of a resource; the same again changes nothing.

    Args:
        state: the resource as it stands.
        details: what it offers, wholly.
        contact: the sealed contact; the one it has, if that did not change.

    Raises:
        Refusal: ``resource-not-found``, ``resource-withdrawn``; and see :func:`check_details`.
    """
    current = _offered(state)
    check_details(details)
    if details == current.details and contact == current.contact:
        return ()
    return (ResourceAmended(municipality=current.municipality, contact=contact, **dict(details)),)


def confirm_resource(
    state: ResourceState | None, *, on: date, free_places: int | None, today: date
) -> tuple[ResourceConfirmed, ...]:
    """Record that somebody asked the place, and that it is as the directory says (最終確認).

    The same answer of the same day again changes nothing; a second answer of a day replaces it.

    Raises:
        Refusal: ``resource-not-found``, ``resource-withdrawn``.
        InvalidInput: ``date-in-future``; ``confirmed-later``: a later confirmation is on record;
            ``free-places-over-capacity``.
    """
    current = _offered(state)
    refuse_future("確認日", on, today)
    check_free_places(current.details.capacity, free_places)
    if current.confirmed_on is not None and on < current.confirmed_on:
        raise InvalidInput(
            "確認日",
            "confirmed-later",
            "これより後の確認が、すでに記録されています。",
            "確認日を確かめてください。新しい確認があれば、その日付で記録してください。",
        )
    if (on, free_places) == (current.confirmed_on, current.free_places):
        return ()
    return (ResourceConfirmed(municipality=current.municipality, on=on, free_places=free_places),)


def withdraw_resource(
    state: ResourceState | None, *, on: date, today: date
) -> tuple[ResourceWithdrawn, ...]:
    """Record that nobody is referred there from a day on (取下げ); its history stays.

    Raises:
        Refusal: ``resource-not-found``, ``resource-withdrawn``.
        InvalidInput: ``date-in-future``.
    """
    current = _offered(state)
    refuse_future("取下げの日", on, today)
    return (ResourceWithdrawn(municipality=current.municipality, on=on),)


def reopen_resource(
    state: ResourceState | None, *, on: date, today: date
) -> tuple[ResourceReopened, ...]:
    """Record that people are referred there again from a day on (再開).

    Raises:
        Refusal: ``resource-not-found``, ``resource-not-withdrawn``.
        InvalidInput: ``date-in-future``; ``reopened-before-withdrawn``.
    """
    current = existing(state)
    if current.withdrawn_on is None:
        raise Refusal(
            "resource-not-withdrawn",
            "この社会資源は、取り下げられていません。",
            "変更・確認・取下げのどれかを記録してください。",
        )
    refuse_future("再開の日", on, today)
    if on < current.withdrawn_on:
        raise InvalidInput(
            "再開の日",
            "reopened-before-withdrawn",
            "再開の日が、取り下げた日より前です。",
            "取り下げた日以後の日付を入力してください。",
        )
    return (ResourceReopened(municipality=current.municipality, on=on),)


def record_notes(
    state: ResourceState | None, notes: Sealed | None
) -> tuple[ResourceNotesRecorded, ...]:
    """Note what the municipality's own agencies must mind (受入れの配慮・経緯).

    A withdrawn resource keeps its notes and may get others: why it was withdrawn is one. ``None``
    says that nothing is to be minded any more.

    Raises:
        Refusal: ``resource-not-found``.
    """
    current = existing(state)
    if notes == current.notes:
        return ()
    return (ResourceNotesRecorded(municipality=current.municipality, notes=notes),)


def _offered(state: ResourceState | None) -> ResourceState:
    """The resource, to which people are referred.

    Raises:
        Refusal: ``resource-not-found``, ``resource-withdrawn``.
    """
    current = existing(state)
    if current.withdrawn_on is not None:
        raise Refusal(
            "resource-withdrawn",
            "この社会資源は、取り下げられています。",
            "また使えるようになったときは、先に再開を記録してください。",
        )
    return current
