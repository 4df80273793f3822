"""求めと回答: a conference asks an agency, which may say no (law rules 21, 22)."""

from services.conference.application.requests.forms import (
    AnswerRequest,
    ListRequests,
    MakeRequest,
    RequestLine,
    RequestNamed,
    RequestShown,
)
from services.conference.application.requests.requests import Requests

__all__ = [
    "AnswerRequest",
    "ListRequests",
    "MakeRequest",
    "RequestLine",
    "RequestNamed",
    "RequestShown",
    "Requests",
]
