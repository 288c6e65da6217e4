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
    "django.contrib.admin",
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
    "crispy_forms",
    "csp",
    "django_filters",
    "django_prose_editor",
    "django_structlog",
    "import_export",
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
    "pghistory.middleware.HistoryMiddleware",
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
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

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

# Language and time

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True

# Files

STATIC_URL = "/static/"
STATIC_ROOT = Path(env("STATIC_ROOT", default=str(STATE_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "ccpl_portal.ui.finders.NhsFrontendFinder",
]
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
        "form-action": [SELF],
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
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
if PRODUCTION:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31536000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
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
CELERY_BEAT_SCHEDULE = {
    "publish what is due": {
        "task": "publishing.publish_due",
        "schedule": 60.0,
        "options": {"expires": 55},
    },
    "sweep": {"task": "jobs.sweep", "schedule": 30, "options": {"expires": 60}},
    "post letters": {
        "task": "outbox.post",
        "schedule": 30,
        "options": {"queue": "mail", "expires": 60},
    },
    # Daily work is asked for often and done once for each local day, so an hour that the clocks
    # skip or a machine slept through is caught up.
    "tidy letters": {
        "task": "jobs.start_daily",
        "args": ["outbox.tidy", "03:20"],
        "schedule": 900,
        "options": {"expires": 900},
    },
    "tidy jobs": {
        "task": "jobs.start_daily",
        "args": ["jobs.tidy", "03:10"],
        "schedule": 900,
        "options": {"expires": 900},
    },
}
