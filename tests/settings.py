"""The site's own settings, for tests: local mode, quick passwords, mail kept in memory.

DATABASE_URL chooses the database, as everywhere; without it the tests use SQLite in a folder that
pytest makes for each run (see conftest.py).
"""

import os
from pathlib import Path
from typing import Any

import axe_playwright_python

os.environ.setdefault("CTO_MODE", "local")
os.environ.setdefault("SECRET_KEY", "only for tests, and long enough that no check complains of it")
os.environ.setdefault("ALLOWED_HOSTS", "testserver,localhost,127.0.0.1")
os.environ.setdefault("DATABASE_URL", "sqlite:///:memory:")

from cto.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# Pages load axe as they load their own scripts, once; it is half a megabyte.
AXE = ("axe", Path(axe_playwright_python.__file__).parent)
STATICFILES_DIRS: list[Any] = [*STATICFILES_DIRS, AXE]  # type: ignore[no-redef]  # noqa: F405
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
