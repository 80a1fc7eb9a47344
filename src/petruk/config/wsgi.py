import os

from django.core.wsgi import get_wsgi_application

from petruk.config.startup import settle

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "petruk.config.settings")
application = get_wsgi_application()
settle()
from petruk.privacy.actions import looking  # noqa: E402  it has tables, which are known only now

looking.start()
