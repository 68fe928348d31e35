"""The directives of the domain ``matrix``."""

from __future__ import annotations

from docutils.parsers.rst import Directive

from .bite import BiteDirective
from .listings import CellsDirective, GridDirective, QuestionsDirective, SourcesDirective, StudiesDirective
from .study import StudyDirective

DIRECTIVES: dict[str, type[Directive]] = {
    "study": StudyDirective,
    "bite": BiteDirective,
    "matrix-grid": GridDirective,
    "studies": StudiesDirective,
    "cells": CellsDirective,
    "questions": QuestionsDirective,
    "sources": SourcesDirective,
}
