"""What gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

from cto.checks import refuse_to_serve
from cto.design.jinja import warm

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cto.settings")
application = get_wsgi_application()
refuse_to_serve()
warm()  # half a second that the first page would otherwise take
