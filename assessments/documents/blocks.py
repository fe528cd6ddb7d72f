"""The few shapes that a printed document is made of. Each names the template that draws it.

A document is a tuple of sections; what to print is decided in Python, from the frozen summary,
so that the templates only draw.
"""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class Said:
    """One person's text: whose it is, the words themselves, and where they come from.

    ``own`` marks the words of the person whom the record is about; ``former`` a text that a
    later one replaced. ``tags`` are short marks such as "Third party". ``more_at`` is the anchor
    at which a text that is cut here stands in full; ``anchor`` is where another one points.
    """

    template: ClassVar[str] = "documents/blocks/said.html"
    label: str
    text: str = ""
    by: str = ""
    tags: tuple[str, ...] = ()
    own: bool = False
    former: bool = False
    more_at: str = ""
    anchor: str = ""


@dataclass(frozen=True)
class Brief(Said):
    """The same in one paragraph with its label, for page 1."""

    template: ClassVar[str] = "documents/blocks/brief.html"


@dataclass(frozen=True)
class Line:
    """One plain line. ``kind`` is a class of the print sheet."""

    template: ClassVar[str] = "documents/blocks/line.html"
    text: str
    kind: str = "plain"


@dataclass(frozen=True)
class Row:
    """One row of a table of facts."""

    label: str
    value: str


@dataclass(frozen=True)
class Table:
    """Short facts, label and value, as a table whose first column heads its rows."""

    template: ClassVar[str] = "documents/blocks/table.html"
    rows: tuple[Row, ...]

    @property
    def kind(self) -> str:
        """A short table stays on one page."""
        return _kept("facts", self)


@dataclass(frozen=True)
class RunIn:
    """Short facts, one after the other in a paragraph, where a table would take the page."""

    template: ClassVar[str] = "documents/blocks/run_in.html"
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Item:
    """One numbered thing with its wording and a note, such as condition 1 of 5, mandatory."""

    number: str
    text: str
    note: str = ""


@dataclass(frozen=True)
class Items:
    """Numbered things; the number heads its row."""

    template: ClassVar[str] = "documents/blocks/items.html"
    items: tuple[Item, ...]

    @property
    def kind(self) -> str:
        """Few and short ones stay on one page."""
        return _kept("items", self)


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it. ``level`` is 2 or 3; ``kind`` a class of the sheet."""

    template: ClassVar[str] = "documents/blocks/section.html"
    title: str
    blocks: tuple["Block", ...]
    level: int = 2
    kind: str = "part"

    @property
    def heading(self) -> str:
        return f"documents/blocks/h{self.level}.html"

    @property
    def classes(self) -> str:
        """A short part stays on one page, under its heading."""
        return _kept(self.kind, self) if self.level == 3 else self.kind


Block = Said | Line | Table | RunIn | Items | Section

# A third of a page, in characters, where each new line counts for half of one.
MOST_KEPT_TOGETHER = 1200
NEW_LINE = 40


def _kept(kind: str, block: Block) -> str:
    """The class of the sheet, and that it stays on one page if it is short."""
    return f"{kind} together" if _room(block) <= MOST_KEPT_TOGETHER else kind


def _room(block: Block) -> int:
    """About how many characters' room a block takes on paper."""
    match block:
        case Section(title=title, blocks=blocks):
            return NEW_LINE + len(title) + sum(map(_room, blocks))
        case Table(rows=rows) | RunIn(rows=rows):
            return sum(NEW_LINE + len(row.value) for row in rows)
        case Items(items=items):
            return sum(NEW_LINE + len(item.text) for item in items)
        case Said(text=text, by=by):
            return 2 * NEW_LINE + len(text) + text.count("\n") * NEW_LINE + len(by)
        case Line(text=text):
            return NEW_LINE + len(text)


# Above this, or with a line break, a value reads better as a paragraph than in a table's column,
# and a table that runs over a page is read out in pieces.
LONGEST_IN_TABLE = 180


def facts(rows: list[tuple[str, str]]) -> tuple[Block, ...]:
    """Labelled values in their order: short ones in tables, long ones as paragraphs between."""
    blocks: list[Block] = []
    short: list[Row] = []
    for label, value in rows:
        if not value:
            continue
        if len(value) <= LONGEST_IN_TABLE and "\n" not in value:
            short.append(Row(label, value))
            continue
        if short:
            blocks.append(Table(tuple(short)))
            short = []
        blocks.append(Said(label, value))
    if short:
        blocks.append(Table(tuple(short)))
    return tuple(blocks)


def sections(*found: Section | None) -> tuple[Section, ...]:
    """Only the sections with something under them: no heading is printed over nothing."""
    return tuple(section for section in found if section is not None and section.blocks)
