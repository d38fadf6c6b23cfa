"""The application as a web server calls it.

In:  a request.
Out: a response; no start at all with settings that are not safe.
"""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connections

from reachable.config.boot import refuse_unknown_agencies, refuse_unsafe_settings, settle_memory

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reachable.config.settings")

refuse_unsafe_settings(settings)
application = get_wsgi_application()
refuse_unknown_agencies(settings.KEY_RULES)
connections.close_all()
settle_memory()
