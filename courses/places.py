"""What stands to choose from in a question, and how many places it has to fill in."""

from courses.model import (
    Choice,
    Choices,
    Cloze,
    Matching,
    Option,
    Ordering,
    Question,
)


def option(question: Question, key: str | None) -> Option | None:
    """Give the option (or item to order) of this key, or None where there is none."""
    for each in options(question):
        if each.key == key:
            return each
    return None


def options(question: Question) -> tuple[Option, ...]:
    """Give what stands to choose from or to order, in the file's order; gaps have their own."""
    match question:
        case Choice() | Choices():
            return question.options
        case Ordering():
            return question.items
        case Matching():
            return rights(question)
        case _:
            return ()


def rights(question: Matching) -> tuple[Option, ...]:
    """Give what may be chosen for a pair, each text once: the pairs' rights, then the others."""
    first: dict[str, str] = {}
    for key, text in right_texts(question).items():
        first.setdefault(text, key)
    return tuple(Option(key, text) for text, key in first.items())


def right_texts(question: Matching) -> dict[str, str]:
    """Give the text of every right by its key; two pairs may have the same."""
    texts = {pair.key: pair.right for pair in question.pairs}
    return texts | {f"x{number}": text for number, text in enumerate(question.others, 1)}


def shown_key(question: Matching, key: str) -> str:
    """Give the key under which the right of this key is shown, "" where there is none."""
    text = right_texts(question).get(key)
    return next((each.key for each in rights(question) if each.text == text), "")


def handles(question: Matching) -> dict[str, str]:
    """Give by its key what a form calls each right that is shown: nothing that tells its pair."""
    ordered = sorted(rights(question), key=lambda right: right.text)
    return {right.key: str(number) for number, right in enumerate(ordered, 1)}


def asked_items(question: Ordering) -> tuple[Option, ...]:
    """Give the items in the order of their fields in a form, which tells nothing of theirs."""
    return tuple(sorted(question.items, key=lambda item: item.text))


def places_count(question: Question) -> int:
    """Give how many places the answer fills in; several options to tick are one place."""
    match question:
        case Matching():
            return len(question.pairs)
        case Ordering():
            return len(question.items)
        case Cloze():
            return len(question.gaps)
        case _:
            return 1
