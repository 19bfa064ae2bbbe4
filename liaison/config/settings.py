"""Django's settings, made from the node's: one file, no secrets, strict.

The home of the node is `LIAISON_HOME`; everything else is read by `liaison.core.node`.
"""

import os
from collections.abc import MutableMapping
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from liaison.core import logs, node
from liaison.core.errors import SettingRefused

ROOT = Path(__file__).resolve().parents[2]
HOME = os.environ.get("LIAISON_HOME")
if not HOME:
    raise SettingRefused("LIAISON_HOME", "must name the home folder of this node")
NODE = node.load(Path(HOME).resolve(), os.environ)
DOOR = os.environ.get("LIAISON_DOOR", "staff")
if DOOR not in node.DOORS:
    raise SettingRefused("LIAISON_DOOR", f"must be one of {', '.join(node.DOORS)}")


def _secret() -> str:
    """Read the key that signs sessions; `liaison init` made it."""
    file = NODE.home / "secret.key"
    try:
        secret = file.read_text().strip()
    except OSError as error:
        raise SettingRefused(
            "secret.key", f"cannot be read ({error}): run liaison init"
        ) from error
    if len(secret) < 50:  # noqa: PLR2004 - Django's own check security.W009
        raise SettingRefused("secret.key", "is too short: run liaison init")
    return secret


SECRET_KEY = _secret()
DEBUG = False
STAFF_ADDRESS = urlsplit(NODE.text("staff.address"))
ALLOWED_HOSTS = [STAFF_ADDRESS.hostname or "localhost"]
if DOOR == "federation":
    # peers are known by their certificate, never by the name they typed
    ALLOWED_HOSTS = ["*"]
CSRF_TRUSTED_ORIGINS = [NODE.text("staff.address")]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_htmx",
    "django_cotton.apps.SimpleAppConfig",
    "liaison.core.apps.CoreConfig",
    "liaison.audit.apps.AuditConfig",
    "liaison.identity.apps.IdentityConfig",
    "liaison.search.apps.SearchConfig",
    "liaison.files.apps.FilesConfig",
    "liaison.exchange.apps.ExchangeConfig",
    "liaison.records.apps.RecordsConfig",
    "liaison.casework.apps.CaseworkConfig",
    "liaison.queries.apps.QueriesConfig",
    "liaison.api.apps.ApiConfig",
    "liaison.web.apps.WebConfig",
]
STAFF_MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # what is below has an id, a line in the log and a count of its queries
    "liaison.api.watching.line.RequestMiddleware",
    "csp.middleware.CSPMiddleware",
    # above every door and whatever refuses early, so that no answer goes without
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "liaison.web.middleware.HeadersMiddleware",
    # whose address it is, behind a proxy too; and bodies that come slowly or in part
    "liaison.web.arriving.CallerMiddleware",
    "liaison.web.arriving.BodyMiddleware",
    # who watches the node leaves the row here, even when the database is gone
    "liaison.api.watching.door.WatchMiddleware",
    # agencies' systems leave the row here: no session, no form, no page lies behind their door
    "liaison.api.agencies.door.AgencyMiddleware",
    # nothing above reads a body
    "liaison.web.middleware.LimitsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # every page demands a signed-in person unless it opts out by name
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "liaison.web.middleware.ActorMiddleware",
    "liaison.web.step_up.FactorMiddleware",
    "liaison.web.pacing.PaceMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "liaison.web.middleware.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]
FEDERATION_MIDDLEWARE = [
    "liaison.api.watching.line.RequestMiddleware",
    "liaison.api.federation.headers.HeadersMiddleware",
]
MIDDLEWARE = STAFF_MIDDLEWARE if DOOR == "staff" else FEDERATION_MIDDLEWARE
ROOT_URLCONF = f"liaison.config.{DOOR}_urls"
WSGI_APPLICATION = "liaison.config.wsgi.application"
DATABASES = {"default": node.database(NODE)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "identity.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["sign_in_name", "name"]},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    # Django's list of common passwords, and the words of the house
    {"NAME": "liaison.identity.password_words.HouseWordsValidator"},
    {"NAME": "liaison.identity.leaked.LeakedValidator"},
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign-in"
# five wrong passwords lock the name from that address for a quarter of an hour
AXES_FAILURE_LIMIT = 5
AXES_USERNAME_FORM_FIELD = "username"
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_IPWARE_PROXY_COUNT = 0
AXES_LOCKOUT_TEMPLATE = "identity/locked.html"
AXES_VERBOSE = False

SESSION_COOKIE_NAME = NODE.cookie
CSRF_COOKIE_NAME = f"{NODE.cookie}-form"
SESSION_COOKIE_AGE = NODE.number("staff.session_hours") * 60 * 60
SESSION_COOKIE_SECURE = NODE.browser_secure
# words for the next page wait in the session: no cookie but these three, nothing to read in them
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_COOKIE_SECURE = NODE.browser_secure
CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 31_536_000 if NODE.browser_secure else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = NODE.browser_secure
SECURE_HSTS_PRELOAD = NODE.browser_secure
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# the staff server speaks TLS itself or stands behind one that does; it never sees plain requests
SILENCED_SYSTEM_CHECKS = ["security.W008"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024 if DOOR == "staff" else 4 * 1024 * 1024
# a request about fifty persons, each with some documents
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
# no page of the staff site takes files, but one, which brings a handler of its own: what comes is
# sealed piece by piece, and nothing plain is written anywhere
FILE_UPLOAD_HANDLERS: list[str] = []

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "liaison.web.context.frame",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "liaison.web.templatetags.directions",
            ],
        },
    }
]
STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
# no other site asks for our files; by itself whitenoise lets every one
WHITENOISE_ALLOW_ALL_ORIGINS = False


def _on_static_files(headers: MutableMapping[str, str], _path: str, _url: str) -> None:
    """Put on a file of our own what pages have from the middleware below whitenoise."""
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers["X-Frame-Options"] = X_FRAME_OPTIONS
    # a drawing or a page among them, opened by itself, runs and loads nothing
    headers["Content-Security-Policy"] = "sandbox; default-src 'none'; frame-ancestors 'none'"


WHITENOISE_ADD_HEADERS_FUNCTION = _on_static_files

USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
# each under its own name: whoever looks for a language may not read the one that is shown
LANGUAGES = [
    ("ar", "العربية"),
    ("en", "English"),
    ("es", "Español"),
    ("fr", "Français"),
    ("zh-hans", "简体中文"),
]
LANGUAGE_COOKIE_NAME = f"{NODE.cookie}-language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
LANGUAGE_COOKIE_SECURE = NODE.browser_secure
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [ROOT / "liaison" / "locale"]
# our events and every library's, one line of JSON each
LOGGING = logs.set_up(node=NODE.organisation, level=NODE.text("logs.level"))
