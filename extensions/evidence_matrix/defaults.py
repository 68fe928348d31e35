"""What a small project need not define: kinds, designs and the sections of a bite."""

from __future__ import annotations

from .model import BiteSection, Design, Kind

BITE_TITLE = "Matrix Bite"

_KINDS = (
    Kind(code="seminal", letter="S", label="Seminal", meaning="From the past, of lasting relevance"),
    Kind(code="key", letter="K", label="Key", meaning="A study that what we know rests on"),
    Kind(code="review", letter="R", label="Review", meaning="Brings many studies together"),
    Kind(code="guidance", letter="G", label="Guidance", meaning="Says what to do, on the strength of evidence"),
)
_DESIGNS = (
    Design(code="trial", label="Randomised trial"),
    Design(code="quasi-experiment", label="Quasi-experiment"),
    Design(code="before-after", label="Before-and-after study"),
    Design(code="cohort", label="Cohort study"),
    Design(code="survey", label="Survey"),
    Design(code="qualitative", label="Qualitative study"),
    Design(code="mixed", label="Mixed-methods study"),
    Design(code="economic", label="Economic evaluation"),
    Design(code="systematic-review", label="Systematic review"),
    Design(code="review", label="Review"),
    Design(code="guidance", label="Guidance"),
    Design(code="policy", label="Policy document"),
    Design(code="theory", label="Theory"),
)
_BITE = (
    BiteSection(code="about", title="What is this cell about?"),
    BiteSection(code="start", title="Where should I start?"),
    BiteSection(code="issue", title="Issue", repeat=True),
)

KINDS = {kind.code: kind for kind in _KINDS}
DESIGNS = {design.code: design for design in _DESIGNS}
BITE = {section.code: section for section in _BITE}
