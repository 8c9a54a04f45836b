"""What the gate answers about one requirement."""

from enum import StrEnum

from lms.kernel.sentence import Sentence


class Where(StrEnum):
    """Where somebody goes to meet a requirement."""

    PROFILE = "profile"
    NIK = "nik"
    LEVELS = "levels"
    SCAN = "scan"
    FORM = "form"


Answer = tuple[Sentence, tuple[Sentence, Where] | None]
"""What is known, and, where that does not suffice, the next step and where it is taken."""
