"""`manage.py demo_data [--patients N] [--seed S]`: invented people with orders, to try scale."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from assessments.cases import many
from assessments.models import Patient

PATIENTS = 200
SEED = 1


class Command(BaseCommand):
    """Adds to a database of the demonstration; refuses production, and a database of real people.

    Deterministic: the same seed on the same day invents the same people.
    """

    help = "Invent people, orders, events, review dates and what is due. Not in production."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--patients", type=int, default=PATIENTS, metavar="N")
        parser.add_argument("--seed", type=int, default=SEED, metavar="S")

    def handle(self, *args: Any, patients: int, seed: int, **options: Any) -> None:
        """Invent them. Raises ``CommandError`` where that must not be, or was done before."""
        if settings.PRODUCTION:
            raise CommandError("This is production. Invented people are for your own machine.")
        if Patient.objects.filter(demonstration=False).exists():
            raise CommandError("This database holds people who were not invented. Use another one.")
        if patients < 1:
            raise CommandError("Enter a number of patients of 1 or more.")
        try:
            for made in many.make(people=patients, seed=seed, today=timezone.localdate()):
                if options["verbosity"] > 1:
                    self.stdout.write(f"{made:,} people")
        except many.ThereAlready:
            raise CommandError(
                f"The people of seed {seed} are here already. Choose another --seed."
            ) from None
        self.stdout.write(f"Invented {patients:,} people with seed {seed}.")
