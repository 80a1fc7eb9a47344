from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from petruk.access.fields import PublicIdField


class Event(models.Model):
    """One write: by whom, on what, before and after. ``audit.actions.record`` appends; a trigger refuses the rest.

    The name, the salt, before and after may be erased, once, by an event that says why: ``actions.erasing``.
    """

    at = models.DateTimeField(_("time"), db_default=Now())
    actor_ref = models.CharField(_("account"), max_length=22)
    actor_name = models.CharField(_("name"), max_length=200)
    action = models.CharField(_("action"), max_length=60)
    object_kind = models.CharField(_("kind of object"), max_length=40)
    object_ref = models.CharField(_("object"), max_length=22, blank=True)
    before = models.JSONField(_("before"), default=dict)
    after = models.JSONField(_("after"), default=dict)
    salt = models.BinaryField(max_length=32, null=True)
    commitment = models.CharField(max_length=64)
    erased_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", verbose_name=_("erased by"))

    class Meta:
        ordering = ("pk",)
        indexes = (
            models.Index(fields=("object_kind", "object_ref", "id"), name="event_of_object"),
            models.Index(fields=("actor_ref", "id"), name="event_of_actor"),
            models.Index(fields=("action", "id"), name="event_of_action"),
            BrinIndex(fields=("at",), name="event_of_day"),
        )

    def __str__(self) -> str:
        return f"{self.action} {self.object_kind} {self.object_ref}"


class Leaf(models.Model):
    """The place of an event in the tree. The database appends it when the transaction of the event commits."""

    seq = models.BigIntegerField(primary_key=True)
    event = models.OneToOneField(Event, models.PROTECT, related_name="leaf", db_constraint=False)
    body = models.TextField()
    leaf = models.BinaryField(max_length=32)

    class Meta:
        ordering = ("seq",)

    def __str__(self) -> str:
        return str(self.seq)


class Head(models.Model):
    """Where the tree goes on: one row, on which commits wait for each other. ``frontier`` is 32 bytes a subtree."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    size = models.BigIntegerField()
    frontier = models.BinaryField()

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="head_is_one"),)

    def __str__(self) -> str:
        return str(self.size)


class Checkpoint(models.Model):
    """How the log stood at a moment, signed. ``note`` is what others hold; a trigger refuses to change it."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField(max_length=32)
    note = models.TextField()
    at = models.DateTimeField(_("time"), db_default=Now())

    class Meta:
        ordering = ("size",)

    def __str__(self) -> str:
        return str(self.size)


class Source(models.Model):
    """Where rows of the register and facts come from: one applied file. Never deleted; undoing marks it."""

    public_id = PublicIdField()
    kind = models.CharField(_("kind"), max_length=20)
    file_name = models.CharField(_("file"), max_length=255)
    sha256 = models.CharField(max_length=64)
    imported_at = models.DateTimeField(_("imported at"))
    imported_by = models.CharField(_("imported by"), max_length=200)
    undone_at = models.DateTimeField(_("undone at"), null=True)

    def __str__(self) -> str:
        return self.file_name
