"""The WSGI application that `ouvrage serve` and other servers run."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ouvrage.site.settings")

application = get_wsgi_application()

# What was loaded stays: the collector need not walk it again for every few requests.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 20)
