"""`prepare`: from any state of the database to one that can be served; `./run` calls it."""

import json
import os
import sys
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand, CommandParser

from cto.accounts.demonstration import create_demonstration_users
from cto.checks import demonstration_sign_ins
from cto.setup import environment
from cto.setup.places import say, step

FIRST = "./run manage first_administrator"


class Command(BaseCommand):
    """Migrates; gives a database without users its first ones; ends expired sessions.

    The last line of its output is JSON: {"demonstration": whether there are demonstration users}.
    """

    help = "Migrates the database and, where it is new, fills it."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--empty", action="store_true", help="load no cases; ask for the first administrator"
        )

    def handle(self, *args: Any, empty: bool, **options: Any) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        call_command("clearsessions", verbosity=0)
        if not get_user_model()._base_manager.exists():
            self.first_administrator() if empty else self.demonstration()
        elif self.new_password_wanted():
            create_demonstration_users(environment.new_demo_password())
        self.stdout.write(json.dumps({"demonstration": bool(demonstration_sign_ins())}))

    def new_password_wanted(self) -> bool:
        """Whether DEMO_PASSWORD names another password than the demonstration users have."""
        named = os.environ.get("DEMO_PASSWORD", environment.demo_password())
        return named != environment.demo_password() and bool(demonstration_sign_ins())

    def demonstration(self) -> None:
        """The three cases and the eight sign-ins, with a password made for this database."""
        os.environ["DEMO_PASSWORD"] = environment.new_demo_password()
        with step("Loading the demonstration cases"):
            call_command("load_cases", verbosity=0)

    def first_administrator(self) -> None:
        """Somebody has to be able to add the others."""
        if not sys.stdin.isatty():
            say(f"Nobody can sign in yet. Add the first administrator with: {FIRST}")
            return
        try:
            call_command("first_administrator", stdout=sys.stderr)
        except CommandError as error:
            say(f"{error}\nTry again with: {FIRST}")
