"""Sessions of people who look at pages: who they are, signing in and out, forms that are ours."""

from shared.pages.session.same_origin import expect_same_origin
from shared.pages.session.session import Session, expect_form_token
from shared.pages.session.sessions import Sessions

__all__ = ["Session", "Sessions", "expect_form_token", "expect_same_origin"]
