"""What allauth does on this site: nobody signs up, and each sign-in and sign-out is audited.

The library calls these methods itself, so that no signal is needed.
"""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url

from cto.accounts import services
from cto.accounts.models import User
from cto.audit import door
from cto.audit.address import address_of


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in by user name and password for the users whom a system administrator added."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        # One answer for an unknown name, a wrong password and an ended account: it tells nothing.
        "username_password_mismatch": (
            "Enter the user name and password you were given. These two do not go together, "
            "or the account has been closed"
        ),
        "too_many_login_attempts": (
            "Wait 5 minutes and try again. There were too many attempts to sign in"
        ),
        "enter_current_password": "Enter the password you use now",
        "incorrect_password": "Enter your password again. This one is not right",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: a system administrator adds users."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that the audit log names, so that limits and log speak of the same one."""
        return address_of(request) or "unknown"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Home, which asks for the new password: changing it ended the session."""
        return resolve_url(settings.LOGIN_REDIRECT_URL)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # By name and address: a stranger elsewhere who types wrong passwords for somebody's name
        # must not keep that person out.
        key = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{key}:{self.get_client_ip(request)}"

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """The user, or None, also for somebody who may no longer sign in.

        allauth hands out an inactive user whose password was right, to show a page of its own.
        """
        user = super().authenticate(request, **credentials)
        if isinstance(user, User) and not user.is_active:
            self.authentication_failed(request, **credentials)
            return None
        return user if isinstance(user, User) else None

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Audit the attempt. What was typed as a name is kept only where it is a user's:
        people type passwords there by mistake.
        """
        username = credentials.get("username", "").lower()
        known = User.objects.filter(username=username).values_list("pk", flat=True).first()
        door.refused(request.user, "signed_in", "accounts.user", known or "")

    def login(self, request: HttpRequest, user: Any) -> None:
        """Sign in and audit it: both, or neither."""
        with transaction.atomic():
            super().login(request, user)
            door.wrote(user, "signed_in", user)

    def logout(self, request: HttpRequest) -> None:
        """Sign out and audit it: both, or neither."""
        user = request.user
        with transaction.atomic():
            door.wrote(user, "signed_out", user if isinstance(user, User) else None)
            super().logout(request)

    def set_password(self, user: Any, password: str) -> None:
        """Somebody changes their own password, having typed the present one."""
        services.set_password(user=user, password=password, by=user)

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        """Not reached, since `authenticate` refuses before; there is no page for it to show."""
        raise self.validation_error("username_password_mismatch")
