"""The works that the catalogue cites, each named once.

What is marked ``memory`` was not read in the work itself: its citation always carries the words
"check against the Code". The module needs the sign-off of a Mental Health Act lawyer.
"""

from __future__ import annotations

from .catalogue import Source

PAPER = "Macpherson et al. 2010"
PAPER_IN_FULL = (
    "Macpherson et al., \u201cSupervised community treatment: guidance for clinicians\u201d, "
    "Advances in Psychiatric Treatment 2010; 16: 253-259, doi 10.1192/apt.bp.109.007203"
)

STAGE_1 = Source(PAPER, "Figure 1, Stage 1")
STAGE_2 = Source(PAPER, "Figure 1, Stage 2")
STAGE_3 = Source(PAPER, "Figure 1, Stage 3")
STAGE_4 = Source(PAPER, "Figure 1, Stage 4")
THROUGHOUT = Source(PAPER, "Figure 1, introduction")
BOX_1 = Source(PAPER, "Box 1 (after Mullen 2006b)")
BOX_2 = Source(PAPER, "Box 2")
BOX_3 = Source(PAPER, "Box 3 (after NIMHE 2008)")
BOX_4 = Source(PAPER, "Box 4 (Code of Practice 2008)")
EVIDENCE = Source(PAPER, "page 254, effectiveness")
ATTITUDES = Source(PAPER, "page 254, attitudes and views")
INTERNATIONAL = Source(PAPER, "pages 254-255, after Dawson 2005")
DILEMMAS = Source(PAPER, "page 255, after Mullen 2006b")
INSIGHT = Source(PAPER, "page 255, after Dawson and Mullen 2008")
CASES = Source(PAPER, "pages 256-258, case vignettes")

NHS_RATES = Source(
    "NHS England, Mental Health Act statistics 2024/25", "as reported by Mind", "secondary"
)

OCTET_INTERVIEWS = Source(
    "OCTET interviews with patients, carers and psychiatrists",
    "doi 10.1007/s00127-014-0906-0",
    "secondary",
)

CODE_29 = Source("Code of Practice (England, 2015)", "chapter 29", "memory")
CODE_30 = Source("Code of Practice (England, 2015)", "chapter 30", "memory")
CODE_31 = Source("Code of Practice (England, 2015)", "chapter 31", "memory")
CODE_PRINCIPLES = Source("Code of Practice (England, 2015)", "chapter 1", "secondary")
CODE_WALES = Source("Code of Practice (Wales, 2016)", "guiding principles", "memory")
WELSH = {
    code: Source(
        "Code of Practice (Wales, 2016)", f"where it answers to England’s {code.place}", "memory"
    )
    for code in (CODE_29, CODE_30, CODE_31)
}
"""For each chapter of England's Code, where to look in that of Wales, which was not read."""
MCA = Source("Mental Capacity Act 2005", "ss.1-3", "memory")


def act(place: str) -> Source:
    """A provision of the Mental Health Act 1983 that was read in the statutory text."""
    return Source("Mental Health Act 1983", place)


def act_from_memory(place: str) -> Source:
    """A provision of the Act that was not read in the text; its citation says so."""
    return Source("Mental Health Act 1983", place, "memory")
