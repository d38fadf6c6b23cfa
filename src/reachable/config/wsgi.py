"""The application as a web server calls it.

In:  a request.
Out: a response; no start at all with settings that are not safe, or with a places key that does not fit.
"""

import os
import time

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connections

from reachable.config.boot import (
    refuse_keys_of_others,
    refuse_unknown_agencies,
    refuse_unsafe_settings,
    settle_memory,
)
from reachable.config.key_of_places import places_key_file

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reachable.config.settings")

refuse_unsafe_settings(settings)
application = get_wsgi_application()
refuse_unknown_agencies(settings.KEY_RULES)
# A worker that starts while the database is away waits, or the web server would give up for good.
refuse_keys_of_others(key_file=places_key_file(), wait=time.sleep)
connections.close_all()
settle_memory()
