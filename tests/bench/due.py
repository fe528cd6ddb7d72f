"""`./run bench due`: the due board at 10,000 orders and at a million reviews, its first page beside
its last.

Exit code 1 where a page far back asks more of the database than the first, or the plan does not
use the index.
"""

import io
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessments.models import DueItem, Order, OrderEvent, ReviewDate
from assessments.services import worklist
from assessments.summary import board
from assessments.summary.reminders import digests
from assessments.views.due import _written
from cto.accounts.demonstration import create_demonstration_users
from cto.accounts.models import User
from tests.bench import copies, floors
from tests.bench.measure import Work, measure

FEW, ORDERS, REVIEWS = 300, 10_000, 1_000_000
CALLS = 5
TIMES = 15
INDEX = "due_by_day"
LINE = "{:<34}{:>10}{:>10}{:>18}{:>10}"


def main(rounds: int, orders: int = ORDERS, reviews: int = REVIEWS) -> int:
    with tempfile.TemporaryDirectory() as folder:
        connection.settings_dict["TEST"]["NAME"] = (
            str(Path(folder) / "bench.sqlite3") if connection.vendor == "sqlite" else None
        )
        connection.creation.create_test_db(verbosity=0)
        try:
            return _measured(rounds, orders, reviews)
        finally:
            connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)


def _measured(rounds: int, orders: int, reviews: int) -> int:
    create_demonstration_users("only for this run")
    _invent(FEW, seed=1)
    small = _database_part()
    took = _timed(lambda: _invent(orders - FEW, seed=2))
    print(f"demo_data, {orders - FEW:,} orders: {took}")
    lines: list[str] = []
    took = _timed(lambda: lines.extend(_differences()))
    print(f"rebuild_worklist --check: {took}, {len(lines)} rows differ")
    took = _timed(lambda: digests(timezone.localdate()))
    print(f"reminders of a day, computed: {took}")
    wrong = bool(lines) + _pages(rounds)
    _print_beside(small, _database_part())
    if reviews > ReviewDate.objects.count():
        took = _timed(lambda: copies.multiply(-(-reviews // ReviewDate.objects.count())))
        _look_again()
        print(f"copied to {ReviewDate.objects.count():,} reviews: {took}")
        wrong += _pages(rounds)
        _print_beside(small, _database_part())
    return int(wrong > 0)


def _invent(people: int, seed: int) -> None:
    call_command("demo_data", patients=people, seed=seed, stdout=io.StringIO())
    _look_again()


def _look_again() -> None:
    """What PostgreSQL does by itself after a while: see how large the tables have become."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _pages(rounds: int) -> int:
    """Whole pages beside a bare view, their queries, and the plan: how many of them are wrong."""
    pages = {
        "first page, office": _page("mha", ""),
        "last page, office": _page("mha", _last()),
        "first page, clinician": _page("rc", ""),
        "the filter, office": _path("mha", reverse("due-filter")),
        "order’s own page": _path("mha", reverse("order", args=[_some_order()])),
        "home, office": _path("mha", reverse("home")),
        "home, clinician": _path("rc", reverse("home")),
    }
    floor = floors.bare_view()
    found = measure({**{n: (w, CALLS) for n, w in pages.items()}, "bare view": (floor, 20)}, rounds)
    scale = f"{Order.objects.count():,} orders, {DueItem.objects.count():,} due"
    print(LINE.format(f"{connection.vendor}: {scale}", "CPU ms", "x floor", "least - most", "asks"))
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
    return int(not same) + int(INDEX not in plan)


def _database_part() -> dict[str, float]:
    """Milliseconds on the wall that the database takes for a page of rows, and for the counts."""
    office, now, asked = User.objects.get(username="mha"), timezone.now(), board.Asked()
    after = _last_row()
    counts = CaptureQueriesContext(connection)
    with counts:
        board.parts(office, asked, now)
    return {
        "rows of the first page": _of(board.page_rows(office, asked, None, now).query),
        "rows of the last page": _of(board.page_rows(office, asked, after, now).query),
        "counts of the parts": _of(counts.captured_queries[0]["sql"]),
    }


def _of(query: object) -> float:
    sql, parameters = (query, ()) if isinstance(query, str) else query.sql_with_params()  # type: ignore[attr-defined]
    times = []
    with connection.cursor() as cursor:
        for _ in range(TIMES):
            began = time.perf_counter()
            cursor.execute(sql, parameters or None)
            cursor.fetchall()
            times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def _print_beside(small: dict[str, float], large: dict[str, float]) -> None:
    for what, ms in large.items():
        times = ms / small[what]
        print(f"database, {what}: {ms:.2f} ms, {times:.1f} x that at {FEW} orders")


def _timed(work: Callable[[], object]) -> str:
    """CPU seconds of this process, and seconds on the wall."""
    began, cpu = time.perf_counter(), time.process_time()
    work()
    return f"{time.process_time() - cpu:.1f} s of CPU, {time.perf_counter() - began:.0f} s"


def _differences() -> Sequence[str]:
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


def _some_order() -> object:
    """One with a ledger: copies have none."""
    return OrderEvent.objects.values_list("order", flat=True)[0]


def _last_row() -> board.After:
    """The row after which the office's last full page begins."""
    office = User.objects.get(username="mha")
    rows = board.found(office, board.Asked(), timezone.now())
    row = rows.order_by("-due_on", "-pk")[board.ON_A_PAGE]
    return board.After(row.due_on, row.pk, row.patient_id, row.owner_id)


def _last() -> str:
    """As the board's own links write it."""
    return _written(_last_row())


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
