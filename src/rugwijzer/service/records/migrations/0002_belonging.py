"""A plan belongs to the episode of the visit from which it came: the database refuses another.

A later migration that makes the table of plans anew in SQLite has to put this back;
`tests/service/test_invariants.py` notices.
"""

from __future__ import annotations

from typing import Any

from django.db import migrations

SAME = """(
    SELECT visit.episode_id FROM records_advice AS advice
    JOIN records_visit AS visit ON visit.id = advice.visit_id
    WHERE advice.id = NEW.advice_id
)"""
MOMENTS = ("insert", "update")


def _refuse(apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "sqlite":
        for moment in MOMENTS:
            editor.execute(
                f"CREATE TRIGGER records_plan_belongs_{moment} BEFORE {moment} ON records_plan "
                f"WHEN NEW.episode_id IS NOT {SAME} "
                "BEGIN SELECT RAISE(ABORT, 'records_plan_belongs to another episode'); END"
            )
    else:
        editor.execute(
            "CREATE FUNCTION records_plan_belongs() RETURNS trigger AS $$ BEGIN "
            f"IF NEW.episode_id IS DISTINCT FROM {SAME} THEN "
            "RAISE EXCEPTION 'records_plan_belongs to another episode' "
            "USING ERRCODE = 'integrity_constraint_violation'; "
            "END IF; RETURN NEW; END $$ LANGUAGE plpgsql"
        )
        editor.execute(
            "CREATE TRIGGER records_plan_belongs BEFORE INSERT OR UPDATE ON records_plan "
            "FOR EACH ROW EXECUTE FUNCTION records_plan_belongs()"
        )


def _allow(apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "sqlite":
        for moment in MOMENTS:
            editor.execute(f"DROP TRIGGER records_plan_belongs_{moment}")
    else:
        editor.execute("DROP TRIGGER records_plan_belongs ON records_plan")
        editor.execute("DROP FUNCTION records_plan_belongs()")


class Migration(migrations.Migration):
    """See the module."""

    dependencies = (("records", "0001_initial"),)
    operations = (migrations.RunPython(_refuse, _allow),)
