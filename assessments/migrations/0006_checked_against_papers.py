from django.db import migrations, models

from cto.audit.append_only import AppendOnly

KINDS = [
    "order_made",
    "order_extended",
    "conditions_varied",
    "condition_suspended",
    "condition_resumed",
    "recall_notice",
    "recall_detention",
    "recall_transfer",
    "recall_release",
    "order_revoked",
    "absence_began",
    "returned",
    "cto8_report",
    "custody_began",
    "custody_ended",
    "order_discharged",
    "application_made",
    "application_withdrawn",
    "hearing_listed",
    "tribunal_considered",
    "managers_considered",
    "nearest_relative_notice",
    "barring_report",
    "relative_informed",
    "notice_withdrawn",
    "responsible_clinician_changed",
    "hospital_assigned",
    "admission_began",
    "admission_ended",
    "police_contact",
    "duty_done",
    "checked_against_papers",
    "struck_out",
]


class Migration(migrations.Migration):
    dependencies = [("assessments", "0005_reminders_told")]

    operations = [
        migrations.RemoveConstraint(model_name="orderevent", name="order_event_kind_known"),
        migrations.AddConstraint(
            model_name="orderevent",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", KINDS)), name="order_event_kind_known"
            ),
        ),
        # Lost where SQLite made the table anew.
        AppendOnly("assessments_orderevent"),
    ]
