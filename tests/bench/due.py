"""`./run bench due`: the due board at 10,000 orders, its first page beside its last.

Exit code 1 where a page far back asks more of the database than the first, or the plan does not
use the index.
"""

import io
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessments.models import DueItem, Order
from assessments.services import worklist
from assessments.summary import board
from assessments.summary.reminders import digests
from assessments.views.due import _written
from cto.accounts.demonstration import create_demonstration_users
from cto.accounts.models import User
from tests.bench import floors
from tests.bench.measure import Work, measure

ORDERS = 10_000
CALLS = 5
INDEX = "due_by_day"
LINE = "{:<34}{:>10}{:>10}{:>18}{:>10}"


def main(rounds: int, orders: int = ORDERS) -> int:
    with tempfile.TemporaryDirectory() as folder:
        connection.settings_dict["TEST"]["NAME"] = (
            str(Path(folder) / "bench.sqlite3") if connection.vendor == "sqlite" else None
        )
        connection.creation.create_test_db(verbosity=0)
        try:
            return _measured(rounds, orders)
        finally:
            connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)


def _measured(rounds: int, orders: int) -> int:
    create_demonstration_users("only for this run")
    took = _timed(lambda: call_command("demo_data", patients=orders, stdout=io.StringIO()))
    print(f"{connection.vendor}: {DueItem.objects.count():,} items due")
    print(f"demo_data, {orders:,} orders: {took}")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    lines: list[str] = []
    took = _timed(lambda: lines.extend(_differences()))
    print(f"rebuild_worklist --check: {took}, {len(lines)} rows differ")
    took = _timed(lambda: digests(timezone.localdate()))
    print(f"reminders of a day, computed: {took}")
    pages = {
        "first page, office": _page("mha", ""),
        "last page, office": _page("mha", _last()),
        "first page, clinician": _page("rc", ""),
        "order’s own page": _path("mha", reverse("order", args=[Order.objects.first().pk])),
    }
    floor = floors.bare_view()
    found = measure({**{n: (w, CALLS) for n, w in pages.items()}, "bare view": (floor, 20)}, rounds)
    print(LINE.format("", "CPU ms", "x floor", "least - most", "queries"))
    print(LINE.format("bare view", f"{found['bare view'].median:.2f}", "1", "", ""))
    counts = {}
    for name, work in pages.items():
        ratio, least, most = found[name].beside(found["bare view"])
        counts[name] = _queries(work)
        ms, spread = f"{found[name].median:.2f}", f"{least:.1f} - {most:.1f}"
        print(LINE.format(name, ms, f"{ratio:.1f}", spread, counts[name]))
    plan = _plan()
    print(f"plan of a page: {'uses' if INDEX in plan else 'DOES NOT USE'} the index {INDEX}")
    same = counts["first page, office"] == counts["last page, office"]
    return int(bool(lines) or not same or INDEX not in plan)


def _timed(work: Callable[[], object]) -> str:
    """CPU seconds of this process, and seconds on the wall."""
    began, cpu = time.perf_counter(), time.process_time()
    work()
    return f"{time.process_time() - cpu:.1f} s of CPU, {time.perf_counter() - began:.0f} s"


def _differences() -> list[str]:
    return [line for batch in worklist.everybody(mend=False) for line in batch.lines]


def _page(username: str, after: str) -> Work:
    return _path(username, f"/due/?after={after}" if after else "/due/")


def _path(username: str, path: str) -> Work:
    client = Client()
    client.force_login(User.objects.get(username=username))

    def work() -> object:
        answer = client.get(path)
        if answer.status_code != 200:
            raise RuntimeError(f"{path} answered {answer.status_code}")
        return answer.content

    return work


def _last() -> str:
    """Where the office's last full page begins, as the board's own links write it."""
    office = User.objects.get(username="mha")
    rows = board.found(office, board.Asked(), timezone.now())
    row = rows.order_by("-due_on", "-pk")[board.ON_A_PAGE]
    return _written(board.After(row.due_on, row.pk, row.patient_id, row.owner_id))


def _plan() -> str:
    """How the database finds a page in the middle."""
    office = User.objects.get(username="mha")
    rows = board.in_order(board.found(office, board.Asked(), timezone.now()), board.BY_DAY)
    return rows[: board.ON_A_PAGE].explain()


def _queries(work: Callable[[], object]) -> int:
    work()
    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)
