"""One run of the reminders in a process of its own: ``python -m tests.sending DATABASE FILE DAY``.

Each mail becomes a line in the file: to whom, and whether a transaction was open. With a fourth
word the process dies at that address, before the mail has left.
"""

import os
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

from django.core.mail.backends.base import BaseEmailBackend


class Written(BaseEmailBackend):
    """Takes as long as a mail server, so that two runs meet at every mail."""

    file: Path
    dies_at = ""

    def send_messages(self, email_messages: Any) -> int:
        from django.db import connection

        for message in email_messages:
            (address,) = message.to
            if address == self.dies_at:
                os._exit(9)
            time.sleep(0.2)
            with self.file.open("a") as lines:
                lines.write(f"{address} {connection.in_atomic_block}\n")
        return len(email_messages)


def main(database: str, file: str, day: str, dies_at: str = "") -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    from assessments.services import reminders
    from tests import sending
    from tests.reminding import morning

    connection.settings_dict["NAME"] = database
    sending.Written.file, sending.Written.dies_at = Path(file), dies_at
    settings.EMAIL_BACKEND = "tests.sending.Written"
    reminders.send(board="/due/", at=morning(date.fromisoformat(day)))


if __name__ == "__main__":
    main(*sys.argv[1:])
