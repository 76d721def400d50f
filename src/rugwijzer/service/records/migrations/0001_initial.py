"""The tables of this room, as Django wrote them down."""

# ruff: noqa: RUF012

import uuid

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="GuidelineVersion",
            fields=[
                ("digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("number", models.CharField(max_length=32)),
                ("packed", models.BinaryField()),
                (
                    "since",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("digest", ""), _negated=True),
                            models.Q(("number", ""), _negated=True),
                            models.Q(("packed", b""), _negated=True),
                        ),
                        name="records_guideline_is_whole",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Advice",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("sealed", models.BinaryField()),
                ("saved", models.DateTimeField(auto_now=True)),
                ("number", models.PositiveIntegerField()),
                ("given", models.DateField()),
                ("attention", models.CharField(max_length=10)),
                ("settled", models.BooleanField()),
                (
                    "guideline",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.guidelineversion",
                    ),
                ),
            ],
            options={
                "ordering": ("visit__episode__began", "visit__day", "visit__number", "number"),
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("wrapped_key", models.BinaryField()),
                (
                    "since",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="person",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Episode",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("sealed", models.BinaryField()),
                ("saved", models.DateTimeField(auto_now=True)),
                ("began", models.DateField()),
                ("ended", models.DateField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="episodes",
                        to="records.person",
                    ),
                ),
            ],
            options={
                "ordering": ("began", "pk"),
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("sealed", models.BinaryField()),
                ("saved", models.DateTimeField(auto_now=True)),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="draft",
                        to="records.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Plan",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("sealed", models.BinaryField()),
                ("saved", models.DateTimeField(auto_now=True)),
                ("active", models.BooleanField()),
                ("due_on", models.DateField(blank=True, null=True)),
                ("due_for", models.CharField(blank=True, max_length=5)),
                (
                    "advice",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="plan",
                        to="records.advice",
                    ),
                ),
                (
                    "episode",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="plans",
                        to="records.episode",
                    ),
                ),
            ],
            options={
                "ordering": ("advice__visit__day", "advice__visit__number", "advice__number"),
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Visit",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("sealed", models.BinaryField()),
                ("saved", models.DateTimeField(auto_now=True)),
                ("day", models.IntegerField()),
                ("number", models.PositiveIntegerField()),
                ("week", models.PositiveIntegerField()),
                ("kind", models.CharField(max_length=10)),
                ("corrected", models.DateTimeField(blank=True, null=True)),
                (
                    "episode",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="visits",
                        to="records.episode",
                    ),
                ),
                (
                    "guideline",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.guidelineversion",
                    ),
                ),
            ],
            options={
                "ordering": ("episode__began", "day", "number"),
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.AddField(
            model_name="advice",
            name="visit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="advices",
                to="records.visit",
            ),
        ),
        migrations.CreateModel(
            name="Done",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("sealed", models.BinaryField()),
                ("saved", models.DateTimeField(auto_now=True)),
                ("day", models.IntegerField()),
                (
                    "episode",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="done",
                        to="records.episode",
                    ),
                ),
            ],
            options={
                "ordering": ("episode__began", "day"),
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("episode", "day"), name="records_done_once_a_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("day__gte", 0)), name="records_done_has_a_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sealed", b""), _negated=True),
                        name="records_done_is_sealed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Diary",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("sealed", models.BinaryField()),
                ("saved", models.DateTimeField(auto_now=True)),
                ("day", models.IntegerField()),
                (
                    "episode",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="diary",
                        to="records.episode",
                    ),
                ),
            ],
            options={
                "ordering": ("episode__began", "day"),
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("episode", "day"), name="records_one_note_a_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("day__gte", 0)), name="records_note_has_a_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sealed", b""), _negated=True),
                        name="records_note_is_sealed",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(("wrapped_key", b""), _negated=True),
                name="records_person_has_a_key",
            ),
        ),
        migrations.AddConstraint(
            model_name="episode",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended__isnull", True)),
                fields=("person",),
                name="records_one_episode_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="episode",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended__isnull", True), ("ended__gte", models.F("began")), _connector="OR"
                ),
                name="records_episode_ends_after_it_began",
            ),
        ),
        migrations.AddConstraint(
            model_name="episode",
            constraint=models.CheckConstraint(
                condition=models.Q(("sealed", b""), _negated=True), name="records_episode_is_sealed"
            ),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.CheckConstraint(
                condition=models.Q(("sealed", b""), _negated=True), name="records_draft_is_sealed"
            ),
        ),
        migrations.AddIndex(
            model_name="plan",
            index=models.Index(
                condition=models.Q(("active", True)), fields=["due_on"], name="records_who_is_due"
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("active", True)),
                fields=("episode",),
                name="records_one_active_plan",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("due_for", ""), ("due_on__isnull", True)),
                    models.Q(("due_for__in", ("plan", "alarm")), ("due_on__isnull", False)),
                    _connector="OR",
                ),
                name="records_plan_is_due_for_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(("sealed", b""), _negated=True), name="records_plan_is_sealed"
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.UniqueConstraint(
                fields=("episode", "number"), name="records_visits_have_an_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "check_in")),
                fields=("episode", "week"),
                name="records_one_check_in_a_week",
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "day__gte",
                        django.db.models.expressions.CombinedExpression(
                            models.F("week"), "*", models.Value(7)
                        ),
                    ),
                    (
                        "day__lt",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                models.F("week"), "*", models.Value(7)
                            ),
                            "+",
                            models.Value(7),
                        ),
                    ),
                ),
                name="records_visit_belongs_to_its_week",
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "first"), ("number", 1)),
                    models.Q(models.Q(("kind", "first"), _negated=True), ("number__gt", 1)),
                    _connector="OR",
                ),
                name="records_first_visit_is_the_first",
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ("first", "check_in", "alarm", "changed"))),
                name="records_visit_is_of_a_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=models.Q(("sealed", b""), _negated=True), name="records_visit_is_sealed"
            ),
        ),
        migrations.AddConstraint(
            model_name="advice",
            constraint=models.UniqueConstraint(
                fields=("visit", "number"), name="records_advices_have_an_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="advice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "attention__in",
                        (
                            "self_care",
                            "physio",
                            "gp_routine",
                            "gp_days",
                            "same_day",
                            "call_now",
                            "call_112",
                        ),
                    )
                ),
                name="records_attention_is_a_level",
            ),
        ),
        migrations.AddConstraint(
            model_name="advice",
            constraint=models.CheckConstraint(
                condition=models.Q(("sealed", b""), _negated=True), name="records_advice_is_sealed"
            ),
        ),
    ]
