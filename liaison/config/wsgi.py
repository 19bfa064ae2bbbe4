"""The staff site for granian: `granian --interface wsgi liaison.config.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

from liaison.core import logs
from liaison.search import warming

os.umask(0o077)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liaison.config.settings")
logs.name_process("staff")
application = get_wsgi_application()
warming.begin()
