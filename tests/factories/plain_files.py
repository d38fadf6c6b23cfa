"""Static files without the names a release gives them, so that a test needs no collected files.

In:  nothing.
Out: the STORAGES setting for `override_settings`.
"""

PLAIN_FILES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
