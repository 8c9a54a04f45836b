"""What the domain answers when it can't do as asked; `web.errors` makes the status of it."""

from lms.kernel.sentence import Sentence, say


class DomainError(Exception):
    """The domain says no."""


class NotFound(DomainError):
    """There is no such thing, or none that this actor may know of."""


class Forbidden(DomainError):
    """The actor lacks the permission here."""

    def __init__(self, reason: Sentence | None = None) -> None:
        self.reason = reason or say("Anda tidak berwenang melakukan ini.")
        super().__init__(str(self.reason))


class Refused(DomainError):
    """The rules say no; `reasons` lists why, one sentence each, never empty."""

    def __init__(self, *reasons: Sentence) -> None:
        if not reasons:
            raise ValueError("a refusal needs a reason")
        self.reasons = reasons
        super().__init__(" ".join(str(reason) for reason in reasons))
