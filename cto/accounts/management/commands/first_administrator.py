"""Add the first system administrator of an empty installation."""

from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from cto.accounts import services
from cto.accounts.models import Profession, User
from cto.accounts.services import Particulars


class Command(BaseCommand):
    """Asks for user name, name and password at the terminal. Exit 1 where there is one already."""

    help = "Adds the first system administrator, who then adds users and teams in the browser."

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask, and add the user; the password is never shown and never an argument."""
        if User.objects.filter(is_system_administrator=True, is_active=True).exists():
            raise CommandError(
                "There is a system administrator already. Sign in as one to add another."
            )
        self.stdout.write("The first system administrator of this installation")
        particulars = Particulars(
            username=self._ask("User name (small letters): ").lower(),
            name=self._ask("Full name: "),
            profession=Profession.ADMINISTRATOR,
            is_system_administrator=True,
        )
        password = self._password(User(username=particulars.username, name=particulars.name))
        try:
            user = services.add_user(particulars=particulars, password=password, by=None)
        except ValidationError as wrong:
            raise CommandError(". ".join(wrong.messages)) from wrong
        self.stdout.write(f"{user.username} may sign in now.")

    def _ask(self, question: str) -> str:
        try:
            return input(question).strip()
        except EOFError as ended:
            raise CommandError("Start this command at a terminal, where it can ask.") from ended

    def _password(self, user: User) -> str:
        while True:
            password = getpass("Password (at least 12 characters): ")
            if password != getpass("The same password again: "):
                self.stderr.write("Enter the same password twice.")
                continue
            try:
                validate_password(password, user)
            except ValidationError as wrong:
                self.stderr.write(" ".join(wrong.messages))
                continue
            return password
