"""Make the database and one session; prints its key."""

import sys

import django
from django.core.management import call_command

django.setup()

from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django_site.models import Entry  # noqa: E402

call_command("migrate", run_syncdb=True, verbosity=0)
rows = [Entry(couple=1, who="Ana" if at % 2 else "Ben", words=sys.argv[1]) for at in range(5_000)]
Entry.objects.bulk_create(rows, batch_size=1_000)
session = SessionStore()
session["couple"] = 1
session.create()
print(session.session_key)
