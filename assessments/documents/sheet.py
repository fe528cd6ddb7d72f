"""Tables for a spreadsheet: text that a spreadsheet shows and never works out."""

import csv
import io
from collections.abc import Iterable, Sequence

# What a spreadsheet takes for the beginning of a formula, or of one after a line end.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
# Without it a spreadsheet guesses another encoding than UTF-8.
MARK = "\ufeff"


def csv_sheet(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Comma-separated, every cell in quotes, with the mark that says UTF-8."""
    page = io.StringIO()
    writer = csv.writer(page, quoting=csv.QUOTE_ALL)
    writer.writerow(head)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return MARK + page.getvalue()


def harmless(cell: str) -> str:
    """The cell as text: an apostrophe before what would be taken for a formula.

    A spreadsheet looks past spaces and quotation marks, so this does, too.
    """
    begins = cell.lstrip(" '\"\u00a0")
    return f"'{cell}" if begins.startswith(FORMULA) else cell
