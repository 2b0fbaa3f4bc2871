"""What came from elsewhere: which post was which there, and where old addresses lead."""

from django.db import models
from django.db.models import Q


class Imported(models.Model):
    """A post or page as it was at the old place; running an import again finds it by its id.

    `read` is a digest of what was last read of it, `made` of what was made of it here: a post that
    was edited here meanwhile is never written over, and one that was deleted here stays deleted.
    """

    origin = models.CharField(max_length=80)  # "blogger:<number>" or "wordpress:<host>"
    old_id = models.CharField(max_length=40)
    post = models.ForeignKey("posts.Post", models.SET_NULL, null=True, related_name="imported")
    page = models.ForeignKey("posts.Page", models.SET_NULL, null=True, related_name="imported")
    read = models.CharField(max_length=64)
    made = models.CharField(max_length=64)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["origin", "old_id"], name="imported_once")]

    def __str__(self) -> str:
        return f"{self.origin} {self.old_id}"


class ImportedPhoto(models.Model):
    """A picture of an archive that is a Photo now, known by a keyed digest of its file."""

    mark = models.CharField(max_length=64, unique=True)
    photo = models.ForeignKey("posts.Photo", models.CASCADE, related_name="+")

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.photo_id)


class OldAddress(models.Model):
    """An address of the old place that is none of ours: a path, or "?p=12"; leads to one thing."""

    address = models.CharField(max_length=400, unique=True)
    post = models.ForeignKey("posts.Post", models.CASCADE, null=True, related_name="+")
    page = models.ForeignKey("posts.Page", models.CASCADE, null=True, related_name="+")
    label = models.ForeignKey("posts.Label", models.CASCADE, null=True, related_name="+")

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(post__isnull=False) | Q(page__isnull=False) | Q(label__isnull=False),
                name="old_address_leads_somewhere",
            )
        ]

    def __str__(self) -> str:
        return self.address
