"""Django's settings. What differs between installations comes from the environment; the defaults are the safe ones.

In:  environment variables (see docs/settings.md).
Out: settings.
"""

from datetime import timedelta
from importlib.util import find_spec

from csp.constants import NONE, SELF

from reachable.access.domain.sign_in_rules import read_dated_minutes
from reachable.adapters.bank_holidays import england_and_wales
from reachable.adapters.embedded_database import default_home
from reachable.adapters.identity_provider import read_providers
from reachable.adapters.key_rule_files import read_key_file
from reachable.config.database import default_erased_files, find_database, project_folder
from reachable.config.environment import read_pairs, read_switch, read_text, read_words
from reachable.config.given_secrets import read_secret
from reachable.config.key_of_places import places_key

_database = find_database()

DEMO = read_switch("REACHABLE_DEMO", default=False)
DEBUG = False
SECRET_KEY = _database.django_key
CONTEXT_KEY = _database.context_key
# Wraps the keys of children whose whereabouts are protected. It is in no database and in no copy of one.
PLACES_KEY = places_key()
ALLOWED_HOSTS = read_words("REACHABLE_HOSTS", "127.0.0.1,localhost,[::1],testserver")
HTTPS = read_switch("REACHABLE_HTTPS", default=not DEMO)

STAGES = [
    "reachable.access.apps.AccessConfig",
    "reachable.people.apps.PeopleConfig",
    "reachable.places.apps.PlacesConfig",
    "reachable.intake.apps.IntakeConfig",
    "reachable.matching.apps.MatchingConfig",
    "reachable.timeline.apps.TimelineConfig",
    "reachable.rules.apps.RulesConfig",
    "reachable.alerts.apps.AlertsConfig",
    "reachable.casework.apps.CaseworkConfig",
    "reachable.oversight.apps.OversightConfig",
    "reachable.sharing.apps.SharingConfig",
    "reachable.keeping.apps.KeepingConfig",
]
INSTALLED_APPS = [
    *STAGES,
    "reachable.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    # Keeps migrations in one line while they are written; only developers install it.
    *(["django_linear_migrations"] if find_spec("django_linear_migrations") else []),
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "reachable.web.shared.hardening.HardeningMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "reachable.web.shared.desk_lock.DeskLockMiddleware",
    "reachable.web.shared.viewing.ViewerMiddleware",
    "reachable.web.shared.sent_sizes.SentSizeMiddleware",
    "reachable.web.shared.sending_paced.SendingPaceMiddleware",
    "reachable.web.shared.refusals.RefusalsToldMiddleware",
    "reachable.web.shared.screened.ScreeningMiddleware",
]
ROOT_URLCONF = "reachable.config.urls"
WSGI_APPLICATION = "reachable.config.wsgi.application"

DATABASES = _database.connections
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "reachable.web.shared.jinja.environment",
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "reachable.web.shared.page_context.describe_page",
            ],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
    {"NAME": "reachable.web.account.passwords.GuessablePasswordValidator"},
    {
        "NAME": "reachable.web.account.passwords.StolenPasswordValidator",
        "OPTIONS": {"list_path": read_text("REACHABLE_STOLEN_PASSWORDS", "")},
    },
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_ADAPTER = "reachable.web.account.adapter.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
# How long the link to set a password works. It works once.
PASSWORD_RESET_TIMEOUT = 60 * 60
# Failed sign-ins are counted, and used codes remembered, for all processes together.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "django_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
# Recovery codes are ours: the library would keep them so that they can be read.
MFA_SUPPORTED_TYPES = ["totp", "webauthn"]
# A key left in a shared desk opens nothing by a touch: it asks for its PIN or a finger as well.
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_FORMS = {
    "authenticate": "reachable.web.shared.codes.AuthenticateForm",
    "reauthenticate": "reachable.web.shared.codes.ReauthenticateForm",
    "authenticate_webauthn": "reachable.web.shared.key_options.AuthenticateKeyForm",
    "reauthenticate_webauthn": "reachable.web.shared.key_options.ReauthenticateKeyForm",
}
MFA_TOTP_ISSUER = "Reachable"
# In a demo nothing leaves the machine: each message is a file that can be read.
EMAIL_BACKEND = f"django.core.mail.backends.{'filebased' if DEMO else 'smtp'}.EmailBackend"
EMAIL_FILE_PATH = default_home() / "messages"
EMAIL_HOST = read_text("REACHABLE_MAIL_HOST", "localhost")
EMAIL_PORT = int(read_text("REACHABLE_MAIL_PORT", "25"))
EMAIL_HOST_USER = read_text("REACHABLE_MAIL_USER", "")
EMAIL_HOST_PASSWORD = read_secret("REACHABLE_MAIL_PASSWORD", "")
EMAIL_TIMEOUT = 20
EMAIL_USE_TLS = read_switch("REACHABLE_MAIL_TLS", default=False)
DEFAULT_FROM_EMAIL = read_text("REACHABLE_MAIL_FROM", "reachable@localhost")

# With the session and not in a cookie of its own, so that whoever signs in next reads nobody else's messages.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
# With https a browser is told by the names that no other host, and no page without https, may set these cookies.
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrftoken"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
# The cookie outlives the longest session that can be set: how long one lasts is looked at with each request.
SESSION_COOKIE_AGE = 60 * 60 * 12
# After how long without anybody a desk locks, and how long a session lasts at most; with the day from which it holds.
IDLE_LOCK = read_dated_minutes(read_pairs("REACHABLE_IDLE_LOCK", "2026-01-01=10"))
LONGEST_SESSION = read_dated_minutes(read_pairs("REACHABLE_LONGEST_SESSION", "2026-01-01=480"))
SESSION_SEEN_EVERY = timedelta(seconds=30)
# How many look-ups, and how many refusals, within an hour before somebody is slowed down.
LOOK_UPS_AN_HOUR = int(read_text("REACHABLE_LOOK_UPS_AN_HOUR", "60"))
REFUSALS_AN_HOUR = int(read_text("REACHABLE_REFUSALS_AN_HOUR", "30"))
# How many forms one session may send within a minute: more than anybody can fill in.
SENDS_A_MINUTE = int(read_text("REACHABLE_SENDS_A_MINUTE", "30"))
# How long a proof of who somebody is lasts before it is asked for again; with the day from which it holds.
FRESH_PROOF = read_dated_minutes(read_pairs("REACHABLE_FRESH_PROOF", "2026-01-01=15"))
# Agencies whose own identity provider signs their people in (docs/settings.md).
IDENTITY_PROVIDERS = read_providers(read_text("REACHABLE_IDENTITY_PROVIDERS", ""))
# Which roles must sign in with a security key, and from when: ours, and what this installation's agencies add.
KEY_RULES = read_key_file(read_text("REACHABLE_KEY_RULES", ""))
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
SECURE_CONTENT_TYPE_NOSNIFF = True
# Nothing is told to another site. "no-referrer" would also hide from us that a form is our own, and be refused for it.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
# A program that forgets https is told so and not led on, or nobody would notice what it sent in the open.
SECURE_REDIRECT_EXEMPT = [r"^alive(/jobs)?$", r"^api/"]
# Behind a proxy that ends TLS, set this only when the proxy always sets or strips the header itself.
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if read_switch("REACHABLE_BEHIND_PROXY", default=False) else None
)
# How many proxies of ours stand before the site: whose address it is, is what the last of them says. Without it all who
# come through a proxy would be counted as one, and one stranger's guesses would lock everybody out.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if read_switch("REACHABLE_BEHIND_PROXY", default=False) else 0
SECURE_HSTS_SECONDS = 63_072_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
# Only for an installation that owns its whole domain: the browser makers' list is hard to leave.
SECURE_HSTS_PRELOAD = HTTPS and read_switch("REACHABLE_HSTS_PRELOAD", default=False)
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "object-src": [NONE],
        "frame-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
        "report-uri": "/policy-report/",
    }
}

# Who outside keeps heads of our audit record, and whose heads we keep (docs/settings.md).
WITNESS_FILES = read_words("REACHABLE_WITNESS_FILES")
WITNESS_PARTNERS = read_pairs("REACHABLE_WITNESS_PARTNERS")
WITNESS_FOR = read_pairs("REACHABLE_WITNESS_FOR")

# Files on another machine's disk in which watchers say that a lock changed, or who signed in past the application.
WATCH_FILES = read_words("REACHABLE_WATCH_FILES")

# Where what was erased is listed outside the database, so that a restored backup does not bring it back.
ERASED_FILES = read_words("REACHABLE_ERASED_FILES") or default_erased_files()

# The bank holidays that working days and office hours are counted with. Journeys take them from here.
CALENDAR = england_and_wales()

# What is sent stays in memory while it is read, as far as it may be kept: no byte ever lies in a temporary folder.
FILE_UPLOAD_HANDLERS = ["reachable.web.shared.sent_sizes.MemoryUploadHandler"]
# Of everything in a form that is no file: the longest form in any writing is half of it. All of it is looked through.
DATA_UPLOAD_MAX_MEMORY_SIZE = 250_000

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = project_folder() / ".staticroot"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "class": "reachable.adapters.log_lines.NamelessFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"terminal": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["terminal"], "level": "WARNING"},
}
