"""One row of the page."""

from django.db import models


class Entry(models.Model):
    couple = models.IntegerField(db_index=True)
    who = models.TextField()
    words = models.TextField()
