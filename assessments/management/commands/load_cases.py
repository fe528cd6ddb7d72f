"""`manage.py load_cases`: the demonstration sign-ins and the three cases, on a new database."""

import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from assessments.cases.reading import all_cases
from assessments.cases.replaying import Replay
from assessments.models import Patient
from cto.accounts.demonstration import create_demonstration_users
from cto.accounts.models import Team


class Command(BaseCommand):
    """Replays the cases as of today. Refuses a database that holds people already."""

    help = "Load the three demonstration cases. The password is read from DEMO_PASSWORD."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load everything. Raises ``CommandError`` where there is anybody or no password."""
        if Patient.objects.exists():
            raise CommandError("This database holds people already. Start with a new one.")
        password = os.environ.get("DEMO_PASSWORD", "")
        if not password:
            raise CommandError("Set DEMO_PASSWORD to the password of the demonstration sign-ins.")
        with transaction.atomic():
            users = create_demonstration_users(password)
            teams = {team.name: team for team in Team.objects.all()}
            for case in all_cases():
                Replay(case, users, teams, timezone.localdate()).run()
                self.stdout.write(f"{case.key.capitalize()}: loaded")
