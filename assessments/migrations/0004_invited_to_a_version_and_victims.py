"""An invitation holds for one version, and whether a victim asked to be told is an answer."""

from django.db import migrations, models
from django.db.models import Max, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from cto.audit.append_only import AppendOnly, lowering

INVITATIONS = "assessments_invitation"


def open_invitations(apps, schema_editor):
    """Take the triggers off, which the last operation puts on again."""
    for sql in lowering(schema_editor.connection.vendor, INVITATIONS):
        schema_editor.execute(sql, params=None)


def version_at_the_time(apps, schema_editor):
    """The version that was open when each was given: the last that had begun by then."""
    then = (
        apps.get_model("assessments", "VersionOpened")
        .objects.filter(assessment=OuterRef("assessment"), opened_at__lte=OuterRef("invited_at"))
        .order_by()
        .values("assessment")
        .annotate(last=Max("number"))
        .values("last")
    )
    invitations = apps.get_model("assessments", "Invitation").objects
    invitations.update(version=Coalesce(Subquery(then), Value(1)))


def asked_where_there_is_a_contact(apps, schema_editor):
    """A contact was only ever kept with the answer yes."""
    people = apps.get_model("assessments", "Patient").objects
    people.exclude(victim_contact="").update(victims="yes")


class Migration(migrations.Migration):
    dependencies = [("assessments", "0003_interview_third_party")]

    operations = [
        migrations.AddField(
            model_name="invitation",
            name="version",
            field=models.PositiveIntegerField(default=1),
            preserve_default=False,
        ),
        migrations.RemoveConstraint(model_name="invitation", name="invited_once"),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(
                fields=["assessment", "version", "member"], name="invited_once_to_a_version"
            ),
        ),
        migrations.AddField(
            model_name="patient",
            name="victims",
            field=models.CharField(
                blank=True,
                choices=[("yes", "Yes"), ("no", "No"), ("not_known", "Not known")],
                max_length=10,
            ),
            preserve_default=False,
        ),
        migrations.RunPython(open_invitations, migrations.RunPython.noop),
        migrations.RunPython(version_at_the_time, migrations.RunPython.noop),
        migrations.RunPython(asked_where_there_is_a_contact, migrations.RunPython.noop),
        # Off for the update, and lost where SQLite made the table anew.
        AppendOnly(INVITATIONS),
    ]
