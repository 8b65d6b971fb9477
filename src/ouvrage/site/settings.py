"""Settings, read from the environment only; every name is explained in docs/operators/settings.md.

A bad value stops the start and says which name is wrong and what it may be. Names that secrets hide
behind are never printed with their value.
"""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONE, SELF
from django.conf.locale import LANG_INFO
from stdnum import bic, iban

from ouvrage.pay.rails.mobile_money.maps import read_folder, shipped
from ouvrage.people.vault import Vault, new_key_text, read_keys
from ouvrage.site import files
from ouvrage.site.environment import account as _account
from ouvrage.site.environment import checked as _checked
from ouvrage.site.environment import flag as _flag
from ouvrage.site.environment import micros as _micros
from ouvrage.site.environment import names as _names
from ouvrage.site.environment import refuse as _refuse
from ouvrage.site.environment import text as _text
from ouvrage.site.environment import whole as _whole

PACKAGE_DIR = Path(__file__).resolve().parent.parent


def _data_dir() -> Path:
    path = Path(os.environ.get("OUVRAGE_DATA_DIR", "var")).resolve()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _refuse("OUVRAGE_DATA_DIR", "a folder that can be made and written") from error
    return path


def _money_maps(folder: str) -> dict[str, object]:
    """The forms of mobile money files, those of the instance's own folder first."""
    try:
        return {**shipped(), **(read_folder(Path(folder)) if folder else {})}
    except (OSError, ValueError) as error:
        raise _refuse("OUVRAGE_MOBILE_MONEY_MAPS", f"a folder of maps ({error})") from error


def _secret_key(data_dir: Path) -> str:
    """The key from the environment, or one made at the first start and kept beside the data."""
    value = os.environ.get("OUVRAGE_SECRET_KEY")
    if value is not None:
        if len(value) < 32:
            raise _refuse("OUVRAGE_SECRET_KEY", "at least 32 characters")
        return value
    path = data_dir / "secret.key"
    _make_once(path, secrets.token_urlsafe(48))
    return path.read_text(encoding="ascii")


def _make_once(path: Path, text: str) -> None:
    """The file exists and is whole; it holds `text` when it did not exist before."""
    if path.exists():
        return
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        os.link(fresh, path)
    fresh.unlink()


def _vault(data_dir: Path) -> Vault:
    """The vault of identities; its key from the environment, or made at the first start."""
    given = os.environ.get("OUVRAGE_VAULT_KEY", "")
    path = data_dir / "vault.key"
    if not given:
        _make_once(path, new_key_text() + "\n")
    found = Vault(data_dir / "vault", path, given)
    try:
        read_keys(given or path.read_text(encoding="ascii"))
    except ValueError as error:
        raise _refuse("OUVRAGE_VAULT_KEY", "32 bytes in URL-safe base 64") from error
    return found


def _sqlite(path: str) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 30,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
            "PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY; "
            "PRAGMA secure_delete=ON;",
        },
    }


def _postgresql(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or query.pop("port", "")),
        "OPTIONS": {
            **query,
            "pool": {"min_size": 1, "max_size": _whole("OUVRAGE_DATABASE_POOL", 8, 1, 200)},
            "prepare_threshold": 3,
        },
    }


def _database(data_dir: Path) -> dict[str, object]:
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        return _sqlite(str(data_dir / "ouvrage.sqlite3"))
    scheme = urlsplit(url).scheme
    if scheme == "sqlite" and url.startswith("sqlite:///"):
        return _sqlite(unquote(url.removeprefix("sqlite:///")))
    if scheme in {"postgresql", "postgres"}:
        return _postgresql(url)
    raise _refuse("DATABASE_URL", "sqlite:///PATH or postgresql://USER:PASSWORD@HOST:PORT/NAME")


def _mail() -> dict[str, object]:
    url = os.environ.get("OUVRAGE_SMTP_URL", "")
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise _refuse("OUVRAGE_SMTP_URL", "smtp://USER:PASSWORD@HOST:PORT or smtps://…")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and bool(parts.username),
    }


# What an operator chooses.
DEBUG = _flag("OUVRAGE_DEBUG", False)
DATA_DIR = _data_dir()
SECRET_KEY = _secret_key(DATA_DIR)
VAULT = _vault(DATA_DIR)
BASE_URL = _text(
    "OUVRAGE_BASE_URL", "http://127.0.0.1:8000", r"https?://[^/]+", "http(s)://HOST, with no path"
)
HTTPS = BASE_URL.startswith("https://")
ALLOWED_HOSTS = [
    host for host in _text("OUVRAGE_ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]").split(",") if host
]
DATABASES = {"default": _database(DATA_DIR)}
INSTANCE_NAME = _text("OUVRAGE_INSTANCE_NAME", "Ouvrage", ".{1,60}", "a name of 1 to 60 letters")
CONTRACT_DIR = _checked("OUVRAGE_CONTRACT_DIR", files.contract_dir)
CURRENCY = _text("OUVRAGE_CURRENCY", "EUR", "[A-Z]{3}", "a currency code such as EUR")
PLAY_MONEY = _flag("OUVRAGE_PLAY_MONEY", False)
FLOOR_MICROS_PER_HOUR = _micros("OUVRAGE_FLOOR_PER_HOUR", "12.31", CURRENCY)
MINIMUM_WAGES = _checked("OUVRAGE_MINIMUM_WAGES", files.minimum_wages)
UNPAID_SHARE_PERMILLE = _whole("OUVRAGE_UNPAID_SHARE_PERMILLE", 330, 0, 900)
FEE_PERMILLE = _whole("OUVRAGE_FEE_PERMILLE", 50, 0, 1000)
RESERVE_PERMILLE = _whole("OUVRAGE_RESERVE_PERMILLE", 50, 0, 1000)
CONTRIBUTION_SCHEME = _text(
    "OUVRAGE_CONTRIBUTION_SCHEME",
    "none",
    "none|percentage|micro_fr|employee_coop",
    "none, percentage, micro_fr or employee_coop",
)
CONTRIBUTION_SCHEMES = _checked("OUVRAGE_CONTRIBUTION_SCHEMES", files.schemes)
CONTRIBUTION_PERMILLE = _whole("OUVRAGE_CONTRIBUTION_PERMILLE", 0, 0, 1000)
CONTRIBUTION_RATES = _checked(
    "OUVRAGE_CONTRIBUTION_RATES",
    lambda folder: files.rates(folder, {CONTRIBUTION_SCHEME, *CONTRIBUTION_SCHEMES}),
)
AGREEMENT = _checked("OUVRAGE_AGREEMENT", files.agreed)
LEGAL_NAME = _text("OUVRAGE_LEGAL_NAME", "", ".{0,70}", "a name of at most 70 letters")
LEGAL_ADDRESS = _text("OUVRAGE_LEGAL_ADDRESS", "", ".{0,300}", "an address on one line")
LEGAL_COUNTRY = _text("OUVRAGE_LEGAL_COUNTRY", "", "[A-Z]{2}|", "two capital letters such as FR")
LEGAL_REGISTRATION = _text("OUVRAGE_LEGAL_REGISTRATION", "", ".{0,140}", "a short text")
LEGAL_VAT = _text("OUVRAGE_LEGAL_VAT", "", ".{0,300}", "a short text")
PAYER_IBAN = _account("OUVRAGE_PAYER_IBAN", iban.is_valid, "an IBAN with right check digits")
PAYER_BIC = _account("OUVRAGE_PAYER_BIC", bic.is_valid, "a BIC")
PAYOUT_RAILS = _names("OUVRAGE_PAYOUT_RAILS", "sepa,manual", ("sepa", "mobile_money", "manual"))
MOBILE_MONEY_MAPS = _text("OUVRAGE_MOBILE_MONEY_MAPS", "")
MOBILE_MONEY = _names("OUVRAGE_MOBILE_MONEY", "generic", _money_maps(MOBILE_MONEY_MAPS))
DEFAULT_FROM_EMAIL = _text("OUVRAGE_MAIL_FROM", "ouvrage@localhost", r"\S+@\S+", "an address")
CONTACT = _text("OUVRAGE_CONTACT", DEFAULT_FROM_EMAIL, ".{3,200}", "a name and an address")
LOG_LEVEL = _text(
    "OUVRAGE_LOG_LEVEL", "INFO", "DEBUG|INFO|WARNING|ERROR", "DEBUG, INFO, WARNING or ERROR"
)
globals().update(_mail())

# What the house decides.
ROOT_URLCONF = "ouvrage.site.urls"
WSGI_APPLICATION = "ouvrage.site.wsgi.application"
OUVRAGE_WIRING = "ouvrage.site.wiring.HANDLERS"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.Person"
SITE_NAME = INSTANCE_NAME

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "csp",
    "ouvrage.journal",
    "ouvrage.people",
    "ouvrage.ledger",
    "ouvrage.skills",
    "ouvrage.work",
    "ouvrage.pay",
    "ouvrage.review",
    "ouvrage.rights",
    "ouvrage.voice",
    "ouvrage.web.shell",
    "ouvrage.web.public",
    "ouvrage.web.worker",
    "ouvrage.web.skills",
    "ouvrage.web.requester",
    "ouvrage.web.reviewer",
    "ouvrage.web.operator",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "ouvrage.web.shell.middleware.no_watching",
    "ouvrage.web.shell.middleware.offices_speak_two_languages",
    "ouvrage.web.shell.middleware.refusals_become_pages",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "DIRS": [PACKAGE_DIR / "web" / "shell" / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ouvrage.web.shell.context.portal",
            ],
        },
    }
]

AUTHENTICATION_BACKENDS = ["ouvrage.people.backends.PersonBackend"]
PASSWORD_HASHERS = ["ouvrage.people.hashers.Argon2idHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "ouvrage.web.shell.accounts.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "ouvrage.web.shell.accounts.LoginForm",
    "signup": "ouvrage.web.shell.accounts.SignupForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PREVENT_ENUMERATION = True
# By account, never by address alone: shared phones and cybercafés are normal.
ACCOUNT_RATE_LIMITS = {
    "login": False,
    "login_failed": "10/5m/key",
    "signup": False,
    "confirm_email": "1/3m/key",
    "reset_password": "5/m/key",
    "change_password": "5/m/user",
}

SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
SESSION_COOKIE_AGE = 30 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [BASE_URL]
CSRF_FAILURE_VIEW = "ouvrage.web.shell.views.form_too_old"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "https:", "data:"],
        "media-src": [SELF, "https:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-src": [NONE],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}

LANGUAGE_CODE = "en"
# Django does not know Malagasy; how it writes numbers and dates is in `site/formats`.
LANG_INFO["mg"] = {"bidi": False, "code": "mg", "name": "Malagasy", "name_local": "Malagasy"}
FORMAT_MODULE_PATH = "ouvrage.site.formats"
PORTAL_LANGUAGES = ("en", "fr", "es", "mg", "ar", "pt", "ru")
LANGUAGES = [(code, str(LANG_INFO[code]["name_local"])) for code in PORTAL_LANGUAGES]
# Requesters, reviewers and operators have pages in these only; who reads another language gets them
# in the second one of the pair, or in LANGUAGE_CODE.
WHOLE_LANGUAGES = ("en", "fr")
FALLBACK_LANGUAGES = {"mg": "fr"}
LOCALE_PATHS = [PACKAGE_DIR / "web" / "locale"]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [("elements", PACKAGE_DIR / "taskui" / "elements")]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(DATA_DIR), "file_permissions_mode": 0o600},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "ouvrage.site.statics.HashedFiles"
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
FILE_UPLOAD_PERMISSIONS = 0o600

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    "loggers": {
        "django": {"handlers": [], "level": LOG_LEVEL, "propagate": True},
        "httpx": {"level": "WARNING"},
        "fontTools": {"level": "WARNING"},
    },
}
