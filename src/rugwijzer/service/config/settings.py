"""The settings of the service. What differs from place to place comes from the environment."""

from __future__ import annotations

from csp.constants import NONE, SELF

from rugwijzer.service.config.environment import Environment

ENVIRONMENT = Environment()

SECRET_KEY = ENVIRONMENT.secret("SECRET")
MASTER_KEYS = ENVIRONMENT.secret("KEYS")
"""Under which the key of each person is kept; several with commas between, the newest first."""
DEBUG = False
ADDRESS = ENVIRONMENT.address
OPERATOR = ENVIRONMENT.operator
ALLOWED_HOSTS = [ENVIRONMENT.host, *(("localhost", "127.0.0.1") if ENVIRONMENT.is_local else ())]
CSRF_TRUSTED_ORIGINS = [ADDRESS]

INSTALLED_APPS = [
    "rugwijzer.service.design",
    "rugwijzer.service.asking",
    "rugwijzer.service.telling",
    "rugwijzer.service.site",
    "rugwijzer.service.patients",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "csp",
    # --- accounts and records
    "rugwijzer.service.audit",
    "rugwijzer.service.accounts",
    "rugwijzer.service.records",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    # --- end of accounts and records
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Each answer gets some random bytes along, so that its length tells nothing of what is in it.
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "rugwijzer.service.config.answers.QuietHeaders",
    # --- accounts and records
    "allauth.account.middleware.AccountMiddleware",
    "rugwijzer.service.accounts.limits.Brake",
    # --- end of accounts and records
]

ROOT_URLCONF = "rugwijzer.service.config.urls"
WSGI_APPLICATION = "rugwijzer.service.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "rugwijzer.service.design.context.page",
                # --- accounts and records
                "django.contrib.messages.context_processors.messages",
                # --- end of accounts and records
            ],
            "builtins": [
                "django.templatetags.static",
                "rugwijzer.service.design.templatetags.design",
            ],
        },
    }
]

DATABASES = {"default": ENVIRONMENT.database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ATOMIC_REQUESTS = False

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"

STATIC_URL = "/static/"
STATIC_ROOT = ENVIRONMENT.folder / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# --- accounts and records

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "rugwijzer.service.accounts.passwords.LongEnough",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "rugwijzer.service.accounts.passwords.NotCommon"},
    {
        "NAME": "rugwijzer.service.accounts.passwords.NotHerAddress",
        "OPTIONS": {"user_attributes": ("email",)},
    },
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "today"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "rugwijzer.service.accounts.adapters.Accounts"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "rugwijzer.service.accounts.forms.Agreeing"
ACCOUNT_USER_DISPLAY = "rugwijzer.service.accounts.adapters.display"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if ENVIRONMENT.is_https else "http"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
MFA_ADAPTER = "rugwijzer.service.accounts.adapters.SecondStep"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = True
# A browser lets passkeys be used over http on one's own machine only.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = ENVIRONMENT.is_local
USERSESSIONS_TRACK_ACTIVITY = False
ALLAUTH_TRUSTED_PROXY_COUNT = ENVIRONMENT.proxies
LIMITS = {
    "account_login": 30,
    "account_signup": 20,
    "account_reset": 20,
    "mfa_": 30,
    "check": ENVIRONMENT.checks_a_minute,
    "changed": ENVIRONMENT.checks_a_minute,
    "phone_today": ENVIRONMENT.checks_a_minute,
    "phone_check_in": ENVIRONMENT.checks_a_minute,
    "phone_keep": ENVIRONMENT.checks_a_minute,
}
"""How often in a minute something may be sent from one place, by the beginning of a page's name."""

# --- end of accounts and records

# --- closed to all but ourselves

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "rugwijzer.service.config.answers.form_expired"
if ENVIRONMENT.is_https:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400

# --- letters

globals().update(ENVIRONMENT.mail)
DEFAULT_FROM_EMAIL = ENVIRONMENT.sender

# --- what is said of what went wrong: never an answer, an address or a name

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "quiet": {"()": "rugwijzer.service.config.logs.QuietFormatter"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "quiet"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django.server": {"handlers": ["console"], "level": "WARNING", "propagate": False},
    },
}
