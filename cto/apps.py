"""The site itself as an application: it brings the system checks and the command that prepares."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Wiring; no models."""

    name = "cto"
    label = "site"
    verbose_name = "Site"

    def ready(self) -> None:
        """Register the checks."""
        from cto import checks  # noqa: F401
