"""The window for extending an order whose last day is debatable (s.20A(4))."""

import pytest

from tests.statute.story import deadline, extended, first_or_safe, made, refused, tell, why

MONTH_END = made("2026-08-29")  # L 28 February 2027, or the 27th
SEPTEMBER = made("2026-03-31")  # L 30 September 2026, or the 29th
LONGER = (MONTH_END, extended("2027-01-10"))  # L 31 August 2027, or from the origin the 28th


@pytest.mark.parametrize(
    ("story", "report", "ends"),
    [
        # "Two months ending on the day on which the order would cease" (s.20A(4)), on the safe day
        # 28 December to 27 February, 30 July to 29 September, 29 June to 28 August.
        ([MONTH_END], extended("2026-12-28", "2027-01-05"), ("2027-08-31", "2027-02-27")),
        ([SEPTEMBER], extended("2026-07-30", "2026-08-05"), ("2027-03-31", "2026-09-29")),
        (LONGER, extended("2027-06-29", "2027-07-05"), ("2028-08-31", "2027-08-28")),
        # A day before, no reading of the last day has the window open.
        ([MONTH_END], extended("2026-12-27", "2027-01-05"), None),
        ([SEPTEMBER], extended("2026-07-29", "2026-08-05"), None),
        (LONGER, extended("2027-06-28", "2027-07-05"), None),
        # Examined in the window of the one day, furnished in that of the other.
        ([MONTH_END], extended("2026-12-28", "2027-02-28"), None),
        ([MONTH_END], extended("2026-12-28", "2027-02-27"), ("2027-08-31", "2027-02-27")),
        ([MONTH_END], extended("2026-12-29", "2027-02-28"), ("2027-08-31", "2027-02-27")),
    ],
)
def test_an_extension_fits_the_window_of_one_reading_of_the_last_day(story, report, ends):
    found = tell(*story, report)
    assert refused(found) == ([] if ends else [len(story)])
    if ends:
        assert deadline(found, "order_ends") == first_or_safe(*ends)
    else:
        assert deadline(found, "order_ends") == deadline(tell(*story), "order_ends")


def test_why_no_reading_of_the_last_day_allows_an_extension():
    assert why(tell(MONTH_END, extended("2026-12-27", "2027-01-05"))) == (
        "Examined on 27 December 2026, before the window opens on 28 December 2026"
    )
    assert why(tell(MONTH_END, extended("2026-12-28", "2027-02-28"))) == (
        "Examined on 28 December 2026 and the report furnished on 28 February 2027: no one "
        "reading of the last day has both in the window"
    )


def test_cto7_once_more_makes_sure_what_one_reading_allowed():
    """s.20A(4): if the first examination was too early, the second extends the order."""
    unsure = [MONTH_END, extended("2026-12-29", "2027-01-05")]
    found = tell(*unsure, extended("2027-01-10", "2027-01-12"))
    assert found["refused"] == []
    assert found["periods"] == tell(*LONGER)["periods"]
    assert refused(tell(*unsure, extended("2026-12-29", "2027-01-12"))) == [2]  # as early as before
    assert refused(tell(*LONGER, extended("2027-01-12"))) == [2]  # nothing was in doubt
