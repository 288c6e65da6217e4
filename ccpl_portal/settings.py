"""Settings, in the order of Django's own documentation, read from the environment.

The table of environment names is in the README.
"""

import sys
from datetime import timedelta
from pathlib import Path

import environ
import structlog
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from kombu import Queue

from ccpl_portal.timetable import TIMETABLE

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()

MODE = env("CCPL_MODE", default="production")
if MODE not in {"demo", "test", "production"}:
    raise ImproperlyConfigured("CCPL_MODE is demo, test or production")
PRODUCTION = MODE == "production"


def required_in_production(name, *, otherwise):
    value = env(name, default=None)
    if value:
        return value
    if PRODUCTION:
        sys.exit(
            f"{name} is not set. The portal needs it in production: see the table in README.md"
        )
    return otherwise


def required(name, *, because):
    value = env(name, default="")
    if not value:
        sys.exit(f"{name} is not set. {because}: see the table in README.md")
    return value


# Core

DEBUG = False
SECRET_KEY = required_in_production("SECRET_KEY", otherwise="x" * 50)
ALLOWED_HOSTS = [
    host.strip()
    for host in required_in_production(
        "ALLOWED_HOSTS", otherwise="127.0.0.1,localhost,testserver"
    ).split(",")
]
SITE_URL = env(
    "SITE_URL", default=f"https://{ALLOWED_HOSTS[0]}" if PRODUCTION else "http://127.0.0.1:8000"
)
# Where somebody who finds a weakness writes to: mailto: or https:.
SECURITY_CONTACT = env("SECURITY_CONTACT", default=f"{SITE_URL}/contact/")
STATE_DIR = Path(env("PORTAL_STATE", default=str(BASE_DIR / "var")))

# How many proxies stand before the web process and may be believed about the reader's address.
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=1 if PRODUCTION else 0)

ROOT_URLCONF = "ccpl_portal.urls"
WSGI_APPLICATION = "ccpl_portal.wsgi.application"

INSTALLED_APPS = [
    "ccpl_portal",
    "networks",
    "governance",
    "leadership_dev",
    "quality",
    "comms",
    "ccpl_portal.desk.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "crispy_forms",
    "csp",
    "django_filters",
    "django_prose_editor",
    "django_structlog",
    "pghistory",
    "pgtrigger",
    "rules.apps.AutodiscoverRulesConfig",
]

MIDDLEWARE = [
    "django_structlog.middlewares.RequestMiddleware",
    "ccpl_portal.web.requests.RequestFactsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "ccpl_portal.web.headers.HeadersMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "ccpl_portal.web.errors.ErrorsMiddleware",
    "ccpl_portal.web.caching.PageCacheMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "ccpl_portal.accounts.middleware.AccountPagesMiddleware",
    "ccpl_portal.accounts.middleware.SecondStepMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "networks.merging.middleware.FormerAddressMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ccpl_portal.ui.site.site",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
        },
    }
]

# Database

DATABASES = {
    "default": {
        **env.db_url_config(
            required_in_production("DATABASE_URL", otherwise="postgres:///ccpl"),
        ),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Cache: throttles and other promises in the database, pages in Redis and failing open

CACHE_URL = env("CACHE_URL", default="")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "portal_cache",
        # Far more than honest use needs, so that nobody can push a throttle out of the table.
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    },
    "pages": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": CACHE_URL,
        "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5},
    }
    if CACHE_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "pages"},
    "memory": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "memory",
        "OPTIONS": {"MAX_ENTRIES": 500},
    },
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"

# People and sign-in

AUTH_USER_MODEL = "ccpl_portal.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "ccpl_portal.accounts.backends.SignIn",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "ccpl_portal.accounts.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "ccpl_portal.accounts.passwords.HardToGuess"},
    {
        "NAME": "ccpl_portal.accounts.passwords.UnlikeThePerson",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

# Whose confirmed address is enough to be verified; ".nhs.uk" takes in every domain under it.
ALLOWED_EMAIL_DOMAINS = [
    domain.strip().lower() for domain in env.list("ALLOWED_EMAIL_DOMAINS", default=[])
]
# Names from accounts.roles; whoever holds one must add a second step before going on.
MFA_REQUIRED_ROLES = env.list(
    "MFA_REQUIRED_ROLES",
    default=["manager", "secretary", "panel", "superuser"] if PRODUCTION else [],
)

ACCOUNT_ADAPTER = "ccpl_portal.outbox.adapter.PostingAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]
ACCOUNT_SIGNUP_FORM_CLASS = "ccpl_portal.accounts.signup.AboutYou"
ACCOUNT_FORMS = {
    "login": "ccpl_portal.accounts.forms.LoginForm",
    "signup": "ccpl_portal.accounts.forms.SignupForm",
    "request_login_code": "ccpl_portal.accounts.forms.RequestCodeForm",
    "confirm_login_code": "ccpl_portal.accounts.forms.SignInCodeForm",
    "confirm_email_verification_code": "ccpl_portal.accounts.forms.EmailCodeForm",
    "confirm_password_reset_code": "ccpl_portal.accounts.forms.ResetCodeForm",
    "reset_password": "ccpl_portal.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "ccpl_portal.accounts.forms.NewPasswordForm",
    "change_password": "ccpl_portal.accounts.forms.ChangePasswordForm",
    "set_password": "ccpl_portal.accounts.forms.SetPasswordForm",
    "add_email": "ccpl_portal.accounts.forms.ChangeEmailForm",
    "reauthenticate": "ccpl_portal.accounts.forms.PasswordAgainForm",
}
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
CODE_LIFETIME = 15 * 60
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = CODE_LIFETIME
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = CODE_LIFETIME
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = CODE_LIFETIME
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if PRODUCTION else "http"
# A hospital may reach us through one address, so limits by address are wide and the narrow ones
# are by account and address together ("key"). No window is longer than 15 minutes.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "60/m/ip,10/15m/key",
    "login_failed_anywhere": "100/15m/key",
    "request_login_code": "60/m/ip,5/5m/key",
    "reset_password": "60/m/ip,5/5m/key",
    "reset_password_from_key": "60/m/ip",
    "signup": "60/m/ip",
    "confirm_email": "5/5m/key",
}

MFA_ADAPTER = "ccpl_portal.accounts.adapter.SecondStepAdapter"
MFA_FORMS = {
    "authenticate": "ccpl_portal.accounts.forms.SecondStepForm",
    "reauthenticate": "ccpl_portal.accounts.forms.SecondStepAgainForm",
    "activate_totp": "ccpl_portal.accounts.forms.AddAppForm",
    "add_webauthn": "ccpl_portal.accounts.forms.AddPasskeyForm",
    "signup_webauthn": "ccpl_portal.accounts.forms.FirstPasskeyForm",
    "edit_webauthn": "ccpl_portal.accounts.forms.RenamePasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = True
MFA_TOTP_TOLERANCE = 1
# A browser treats http://localhost as safe, and so may the demo.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION

# Single sign-on with one OpenID Connect provider, such as the NHSmail tenant; off without a server.
OIDC_SERVER_URL = env("OIDC_SERVER_URL", default="")
OIDC_ORIGIN = "/".join(OIDC_SERVER_URL.split("/")[:3])
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": env("OIDC_PROVIDER_ID", default="sso"),
                "name": env("OIDC_NAME", default="your organisation's account"),
                "client_id": required("OIDC_CLIENT_ID", because="OIDC_SERVER_URL is set"),
                "secret": required("OIDC_CLIENT_SECRET", because="OIDC_SERVER_URL is set"),
                "settings": {"server_url": OIDC_SERVER_URL},
            }
        ]
        if OIDC_SERVER_URL
        else [],
    }
}
SOCIALACCOUNT_ADAPTER = "ccpl_portal.accounts.adapter.SingleSignOnAdapter"
SOCIALACCOUNT_FORMS = {
    "signup": "ccpl_portal.accounts.forms.SingleSignOnSignupForm",
    "disconnect": "ccpl_portal.accounts.forms.DisconnectForm",
}
# The first time, the person tells the name and kind of account.
SOCIALACCOUNT_AUTO_SIGNUP = False
# True where every address that the provider calls verified belongs to the person signing in.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = env.bool("OIDC_TRUST_EMAIL", default=False)
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_STORE_TOKENS = False

if MODE == "test":
    # A real hash takes a quarter of a second.
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# A ward computer is shared: a session ends with the browser, and after a shift at the latest,
# unless the person asked to be remembered.
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# The sign-in log: when, and from where.
SIGN_INS_KEPT = timedelta(days=365)
SESSION_COOKIE_AGE = 12 * 60 * 60
ACCOUNT_SESSION_COOKIE_AGE = 14 * 24 * 60 * 60

# Letters

vars().update(
    env.email_url(
        "EMAIL_URL",
        default="smtp://localhost:25" if PRODUCTION else f"filemail:///{STATE_DIR / 'mail'}",
    )
)
if EMAIL_BACKEND.endswith("filebased.EmailBackend"):  # noqa: F821 (set from EMAIL_URL above)
    EMAIL_BACKEND = "ccpl_portal.outbox.folder.EmailBackend"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env(
    "DEFAULT_FROM_EMAIL", default=f"portal@{SITE_URL.split('/')[2].split(':')[0]}"
)
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# The words of a letter that has left are forgotten first, then that it was written.
LETTER_WORDS_KEPT = timedelta(days=30)
LETTERS_KEPT = timedelta(days=400)
# Sheets of returns that were brought and neither stored nor thrown away.
RETURN_UPLOADS_KEPT = timedelta(days=30)
# Addresses of people who were invited to a group, after their answer or the end of its time.
INVITATIONS_KEPT = timedelta(days=90)

# Recruitment

# A draft that was never sent is deleted so many days after the role closed.
DRAFT_APPLICATIONS_KEPT = timedelta(days=30)
# Somebody not appointed may bring a claim for half a year, and conciliation stops that clock.
UNSUCCESSFUL_APPLICATIONS_KEPT_MONTHS = 12
# After the end of the term of whoever was appointed.
APPOINTED_APPLICATIONS_KEPT_MONTHS = 12
# By consent, which can be taken back at any time.
TALENT_POOL_KEPT_MONTHS = 24
# An offer stands so long, and its reminder goes out in the middle.
OFFER_WORKING_DAYS = 10
OFFER_REMINDER_WORKING_DAYS = 5
RESERVE_LIST_DAYS = 182
# Within so many working days an applicant who is not eligible may ask for one review.
REVIEW_WORKING_DAYS = 5
# Those who have begun and not sent get a letter so long before a role closes.
REMIND_BEFORE_CLOSING = timedelta(days=2)
# Equality answers go at the year's freeze: six months after its end at the latest, so that none
# is older than 18 months.
MONITORING_KEPT_AFTER_YEAR = timedelta(days=183)
# Joins an answer to the stage that its application reached; never in the database.
MONITORING_SECRET = env("MONITORING_SECRET", default=f"monitoring {SECRET_KEY}")

# Language and time

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True

# Files

STATIC_URL = "/static/"
STATIC_ROOT = Path(env("STATIC_ROOT", default=str(STATE_DIR / "static")))
# Every page asks for the hashed name; without the plain twins collecting takes half the time.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "ccpl_portal.ui.finders.NhsFrontendFinder",
]
# A text that is too long is refused at its field, which says so; at Django's own limit of 2.5 MB
# the answer is a bare page. A form sends each letter outside ASCII as six characters or more.
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
# Uploaded files are served by a view that asks their owner's rule, never from an address.
FILES_PER_PERSON = 500 * 1024 * 1024
MEDIA_ROOT = env("MEDIA_URL_OR_PATH", default=str(STATE_DIR / "media"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if MODE == "test":
    # Tests run without collectstatic; journeys are served by the finders.
    STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    WHITENOISE_USE_FINDERS = True
    WHITENOISE_AUTOREFRESH = True

# Look

NHS_IDENTITY = env.bool("NHS_IDENTITY", default=False)
CRISPY_ALLOWED_TEMPLATE_PACKS = ("nhsuk",)
CRISPY_TEMPLATE_PACK = "nhsuk"

# Safety

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        # Chromium holds a form to this list after a redirect too.
        "form-action": [SELF, OIDC_ORIGIN] if OIDC_ORIGIN else [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
PERMISSIONS_POLICY = {
    feature: []
    for feature in [
        "accelerometer",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    ]
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "ccpl_portal.web.errors.csrf_failure"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
if PRODUCTION:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31536000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_NAME = "__Host-session"
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_NAME = "__Host-csrf"
    CSRF_COOKIE_SECURE = True

# Logs: a JSON line each, with the request's id

DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = 10
DJANGO_STRUCTLOG_STATUS_4XX_LOG_LEVEL = 20
LOG_LEVEL = env("LOG_LEVEL", default="WARNING" if MODE == "test" else "INFO")
SHARED_LOG_PROCESSORS = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processor": structlog.processors.JSONRenderer(),
            "foreign_pre_chain": SHARED_LOG_PROCESSORS,
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        "django": {"level": LOG_LEVEL},
        # Requests are logged once, by django-structlog.
        "django.request": {"level": "CRITICAL"},
        "django.server": {"handlers": [], "propagate": False},
    },
}
structlog.configure(
    processors=[
        structlog.stdlib.filter_by_level,
        *SHARED_LOG_PROCESSORS,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)

# Background work: rows hold the work, the broker only rings the bell

REDIS_URL = env("REDIS_URL", default="")
CELERY_BROKER_URL = REDIS_URL or "memory://"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TRACK_STARTED = True
CELERY_TASK_TIME_LIMIT = 600
CELERY_TASK_SOFT_TIME_LIMIT = 570
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_QUEUES = [Queue(name) for name in ["default", "rollup", "mail"]]
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_CONNECTION_TIMEOUT = 1
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
    "global_keyprefix": "ccpl:",
    "socket_timeout": 1,
    "socket_connect_timeout": 1,
    "max_retries": 0,
}
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE_FILENAME = str(STATE_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = TIMETABLE
