"""When an attempt takes answers, and when it is over. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from lms.kernel.sentence import Sentence, say

GRACE = timedelta(seconds=3)
"""How late an answer may reach us: the network's time, not thinking time."""


@dataclass(frozen=True)
class Span:
    """The time of an attempt: until its deadline, its window's closing, or its hand-in."""

    deadline_at: datetime
    closed_at: datetime | None
    finished_at: datetime | None

    @property
    def ended_at(self) -> datetime:
        """Give when the attempt ended or will end at the latest."""
        return self.finished_at or min(self.deadline_at, self.closed_at or self.deadline_at)

    def is_over(self, at: datetime) -> bool:
        """Tell whether no answer is taken any more."""
        return self.refusal(at) is not None

    def refusal(self, at: datetime) -> Sentence | None:
        """Give why an answer is not taken at this time; None: it is taken."""
        if self.finished_at is not None:
            return say("Tes ini sudah selesai; jawaban yang tersimpan sebelumnya tetap dihitung.")
        if self.closed_at is not None:
            return say(
                "Tes ini sudah ditutup oleh pengajar; jawaban yang tersimpan sebelumnya tetap"
                " dihitung."
            )
        if at > self.deadline_at + GRACE:
            return say("Waktu tes sudah habis; jawaban yang tersimpan sebelumnya tetap dihitung.")
        return None

    def minutes_left(self, at: datetime) -> int:
        """Give the minutes until the deadline, rounded up, never negative."""
        return max(0, ceil((self.deadline_at - at).total_seconds() / 60))
