"""Every setting, from the environment.

Left alone, this is production: it refuses to start rather than guess a secret, a host or a
database, and cookies travel over HTTPS only. `./run` sets CTO_MODE=local, which means plain HTTP
on this machine and the demonstration sign-ins; nothing else reads that word.
"""

from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured
from whitenoise.compress import Compressor

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = BASE_DIR / "var"
env = environ.Env()


def required(name: str, purpose: str) -> str:
    """The variable's value; raises ImproperlyConfigured with what it is for and where to set it."""
    value: str = env.str(name, default="")
    if not value:
        raise ImproperlyConfigured(
            f"{name} is not set. It is {purpose}. Set it in the environment of the web process "
            "(see docs/deployment.md); on your own machine start with ./run, which sets it for you."
        )
    return value


# Where we are ------------------------------------------------------------------------------------
MODE = env.str("CTO_MODE", default="production")
if MODE not in {"production", "local"}:
    raise ImproperlyConfigured(f"CTO_MODE is {MODE!r}. Set it to production or to local.")
PRODUCTION = MODE == "production"
DEBUG = env.bool("DEBUG", default=False)

SECRET_KEY = required("SECRET_KEY", "the secret, at least 50 characters, that signs sessions")
ALLOWED_HOSTS = required(
    "ALLOWED_HOSTS", "the host names this site answers to, separated by commas"
).split(",")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# How many reverse proxies stand in front; their X-Forwarded-For and -Proto are believed.
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)

# What is installed -------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "crispy_forms",
    "csp",
    "allauth",
    "allauth.account",
    "cto.accounts",
    "cto.audit",
    "cto.design",
    "assessments",
    "cto",
]
MIDDLEWARE = [
    "cto.logs.RequestId",
    "cto.audit.address.RememberAddress",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "cto.headers.PrivatePages",
    "cto.headers.OnlyUtf8",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "cto.accounts.middleware.SignInRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "cto.urls"
WSGI_APPLICATION = "cto.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Pages. Loaders stay unnamed: Django then keeps compiled templates, 4 to 6 times faster.
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
CRISPY_TEMPLATE_PACK = "nhsuk"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["nhsuk"]
CSRF_FAILURE_VIEW = "cto.design.pages.csrf_failure"  # gives back what was typed
FORM_RENDERER = "cto.design.renderer.NhsukRenderer"
CRISPY_FAIL_SILENTLY = False  # a misspelt name in a layout must not drop a clinical question unseen


# The database ------------------------------------------------------------------------------------
def database(url: str) -> dict[str, Any]:
    """Connection settings for a database URL, with what each engine needs to keep its word.

    SQLite: IMMEDIATE takes the write lock at the start, so that two savers wait and do not fail;
    WAL lets readers read meanwhile; FULL keeps an acknowledged save through a power cut;
    recursive triggers let the append-only tables refuse INSERT OR REPLACE.

    PostgreSQL: a page joins up to nine small tables by their keys. To look for the best order of
    more than four took 18 ms where the query as it is written, planned and run, takes 5.
    """
    config: dict[str, Any] = env.db_url_config(url)
    config |= {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
    if config["ENGINE"] == "django.db.backends.sqlite3":
        config["OPTIONS"] = {
            **config.get("OPTIONS", {}),
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
            " PRAGMA recursive_triggers=ON;",
        }
    else:
        config["OPTIONS"] = {"options": "-c join_collapse_limit=4", **config.get("OPTIONS", {})}
    return config


DATABASES = {
    "default": database(
        required("DATABASE_URL", "the database, such as postgresql://user:password@host/name")
    )
}
# Shared by all web processes, on either database, so that a limit on sign-ins is one limit.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache_entry",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # culling must not forget a live count of tries
    }
}

# Signing in --------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["username", "name", "email"]},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "cto.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_FORMS = {
    "login": "cto.design.sign_in.LoginForm",
    "reauthenticate": "cto.design.sign_in.ReauthenticateForm",
    "change_password": "cto.design.sign_in.ChangePasswordForm",
}
ACCOUNT_SESSION_REMEMBER = True  # asks nothing; the eight hours below hold either way
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
# A whole hospital may share one address, so the limit for an address is wide; for a name it is not.
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "login_failed": "60/m/ip,5/300s/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT

# Eight hours from signing in, whether or not anybody types: a pause logs no meeting out.
SESSION_ENGINE = "cto.sessions"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True

# What the browser is told ------------------------------------------------------------------------
if PRODUCTION:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    if TRUSTED_PROXY_COUNT:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# Preloading is for the owner of the whole domain to decide, not for one site on it.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
# Not "no-referrer": browsers then send "Origin: null" with a form, and the form would be refused.
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

# Static files ------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = env.str("STATIC_ROOT", default=str(VAR / "static")) if PRODUCTION else None
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = not PRODUCTION  # locally a changed stylesheet is there at the next start
WHITENOISE_AUTOREFRESH = False
# The fonts are for paper: browsers never ask for them, and squeezing them takes most of a minute.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "ttf")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "cto.storage.HashedStaticFiles"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# Words, times, mail ------------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
EMAIL_URL = env.str("EMAIL_URL", default="")  # such as smtp+tls://user:password@host:587
MAIL_CONFIGURED = bool(EMAIL_URL)  # without it no page offers to send mail
vars().update(env.email_url_config(EMAIL_URL or "consolemail://"))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="cto@localhost")
# Less than a writer waits for SQLite's lock, which a mail that is being sent may hold.
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=10)
# Where people reach this site, for links in mails: no request is there to ask.
_HOST = ALLOWED_HOSTS[0].lstrip("*.")
SITE_ADDRESS = env.str(
    "SITE_ADDRESS", default=f"https://{_HOST}" if PRODUCTION else "http://127.0.0.1:8000"
).rstrip("/")

# The log: one line of JSON for each thing worth knowing, and never what a clinician typed.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "cto.logs.JsonLine"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "json",
            "level": env.str("LOG_LEVEL", default="WARNING" if PRODUCTION else "ERROR"),
        }
    },
    "root": {"handlers": ["stderr"], "level": "INFO"},
    # Django's own handlers would write the traceback's message, which may quote typed text.
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
    },
}
