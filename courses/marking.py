"""Marks answers exactly, and says a score the way it is printed."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import assert_never

from courses.model import Choice, Question


def mark(question: Question, answer: str | None) -> Fraction:
    """Give the mark of one answer, from 0 to 1; no answer or an unknown one is 0."""
    match question:
        case Choice():
            return Fraction(answer == question.right.key)
        case _:
            assert_never(question)


def score_percent(marks: Sequence[Fraction]) -> Decimal:
    """Give the mean of the marks in percent, 0.0 to 100.0, one decimal, half rounded up.

    Raises:
        ValueError: there is no mark, so there is no score either.
    """
    if not marks:
        raise ValueError("no marks, no score")
    return percent(sum(marks, Fraction()) / len(marks))


def percent(share: Fraction) -> Decimal:
    """Give a share from 0 to 1 in percent with one decimal, half rounded up."""
    return Decimal(floor(share * 1000 + Fraction(1, 2))).scaleb(-1)
