import os

from django.core.wsgi import get_wsgi_application

from petruk.config.startup import settle

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "petruk.config.settings")
application = get_wsgi_application()
settle()
