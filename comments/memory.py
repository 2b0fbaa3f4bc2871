"""What is remembered of comments besides their text: keyed marks of what was near, counted words.

Nothing here gives a word back. A band is a keyed hash of two samples of a text and lives for days;
a bucket counts all words of one keyed hash of 16 bits, several real words in each.
"""

from django.db import models


class Band(models.Model):
    """A mark that near-equal texts are likely to share, and the first comment that carried it."""

    key = models.BigIntegerField(primary_key=True)
    first = models.BigIntegerField()  # a comment; no foreign key: it may go, the mark goes soon
    seen_on = models.DateField(db_index=True)

    class Meta:
        default_permissions = ()


class Bucket(models.Model):
    """In how many approved and in how many unwanted comments the words of a bucket stood."""

    id = models.PositiveIntegerField(primary_key=True)
    good = models.IntegerField(default=0)
    bad = models.IntegerField(default=0)

    class Meta:
        default_permissions = ()


class Learned(models.Model):
    """How many comments the buckets stand for, and the last decision among them; one row.

    `key` is a mark of the secret that the buckets were made with: with another secret they say
    nothing, and learning begins anew.
    """

    key = models.CharField(primary_key=True, max_length=16)
    good = models.IntegerField(default=0)
    bad = models.IntegerField(default=0)
    last_decision = models.BigIntegerField(default=0)

    class Meta:
        default_permissions = ()
