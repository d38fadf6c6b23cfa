"""The application as a web server calls it.

In:  a request.
Out: a response.
"""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reachable.config.settings")

application = get_wsgi_application()
