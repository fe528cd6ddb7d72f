"""The room of the audit log."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Who read, wrote, printed or was refused."""

    name = "cto.audit"
    label = "audit"
    verbose_name = "Audit log"
