"""The tables of this room, as Django wrote them down."""

# ruff: noqa: RUF012

import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("actor", models.CharField(max_length=32)),
                ("subject", models.CharField(db_index=True, max_length=32)),
                ("what", models.CharField(max_length=40)),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("actor__regex", "^([0-9a-f]{32}|service)$"),
                            ("subject__regex", "^([0-9a-f]{32}|service)$"),
                            ("what__regex", "^[a-z_]+$"),
                        ),
                        name="audit_entry_is_whole",
                    )
                ],
            },
        ),
    ]
