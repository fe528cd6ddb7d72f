"""Sessions in the database that end eight hours after signing in, whatever happens in between.

Django counts a session's age from its last change, so that a busy one never ends; allauth sets it
again at each sign-in. Here the clock starts when a user is put into the session and is never moved.
"""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseSession
from django.utils import timezone

BEGAN = "signed_in_at"


class SessionStore(DatabaseSession):
    """SESSION_COOKIE_AGE seconds from signing in; anonymous sessions as Django does."""

    def __setitem__(self, key: str, value: Any) -> None:
        if key == SESSION_KEY and self.get(SESSION_KEY) != value:
            super().__setitem__(BEGAN, timezone.now().isoformat())
        super().__setitem__(key, value)

    def _end(self) -> datetime | None:
        began = self.get(BEGAN)
        if began is None:
            return None
        return datetime.fromisoformat(began) + timedelta(seconds=settings.SESSION_COOKIE_AGE)

    def get_expiry_age(self, **kwargs: Any) -> int:
        """Whole seconds left, never below 0."""
        end = self._end()
        if end is None:
            return super().get_expiry_age(**kwargs)
        return max(0, int((end - timezone.now()).total_seconds()))

    def get_expiry_date(self, **kwargs: Any) -> datetime:
        return self._end() or super().get_expiry_date(**kwargs)

    def get_expire_at_browser_close(self) -> bool:
        return self._end() is None and super().get_expire_at_browser_close()

    @classmethod
    def get_model_class(cls) -> Any:
        return DatabaseSession.get_model_class()
