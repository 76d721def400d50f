"""The tables of this room, as Django wrote them down."""

# ruff: noqa: RUF012

import datetime
import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import rugwijzer.service.patients.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("records", "0002_belonging"),
    ]

    operations = [
        migrations.CreateModel(
            name="Letter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=10)),
                ("since", models.DateField()),
                (
                    "made",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("sent", models.DateTimeField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="letters",
                        to="records.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "kind", "since"), name="patients_letter_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ("check_in", "silent"))),
                        name="patients_letter_is_of_a_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reminders",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("zone", models.CharField(default="Europe/Amsterdam", max_length=64)),
                ("at", models.TimeField(default=datetime.time(19, 0))),
                ("daily", models.BooleanField(default=True)),
                ("by_mail", models.BooleanField(default=False)),
                ("feed", models.CharField(blank=True, max_length=43)),
                (
                    "stop",
                    models.CharField(
                        default=rugwijzer.service.patients.models.new_secret,
                        max_length=43,
                        unique=True,
                    ),
                ),
                ("saved", models.DateTimeField(auto_now=True)),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminders",
                        to="records.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("feed", ""), _negated=True),
                        fields=("feed",),
                        name="patients_feed_is_of_one",
                    )
                ],
            },
        ),
    ]
