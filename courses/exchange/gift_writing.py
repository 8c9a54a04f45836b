"""Writes GIFT that Moodle, and this package, read back as the same questions."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from courses.exchange.drafts import Draft, DraftAnswer, Markup
from courses.exchange.gift_text import cleaned, comment_of, escaped, with_format
from courses.exchange.labels import tags_of
from courses.exchange.shares import decimal_text, percent_text, read_decimal
from courses.exchange.texts import TRIM

_FULL, _NONE = Fraction(1), Fraction(0)


def write(drafts: Iterable[Draft]) -> bytes:
    """Give a GIFT file of these drafts, without those that it cannot carry (see `carries`)."""
    return "".join(_pieces(drafts)).encode(errors="replace")


def carries(draft: Draft) -> bool:
    """Whether GIFT has room for this question."""
    match draft.type:
        case "category" | "essay":
            return True
        case "description":
            return bool(cleaned(draft.text).strip(TRIM) or cleaned(draft.name).strip())
        case "truefalse":
            return draft.correctanswer is not None
        case "multichoice":
            return len(draft.answers) > 1
        case "ordering":
            items = [cleaned(answer.text).strip(TRIM) for answer in draft.answers]
            return len(items) > 1 and all(items)
        case "match":
            return len(draft.pairs) > 1 and not any("->" in pair.question for pair in draft.pairs)
        case "shortanswer":
            return len(draft.answers) == 1 or (bool(draft.answers) and not _has_arrow(draft))
        case "numerical":
            return _are_numbers(draft.answers)
        case _:
            return False


def _has_arrow(draft: Draft) -> bool:
    return any("->" in text for answer in draft.answers for text in (answer.text, answer.feedback))


def _are_numbers(answers: tuple[DraftAnswer, ...]) -> bool:
    return any(answer.text != "*" for answer in answers) and all(
        answer.text == "*" or read_decimal(answer.text) is not None for answer in answers
    )


def _pieces(drafts: Iterable[Draft]) -> Iterator[str]:
    category = ""
    for draft in drafts:
        if not carries(draft):
            continue
        path = draft.text if draft.type == "category" else draft.category
        if draft.type == "category" or path.strip(TRIM) not in ("", category):
            category = path.strip(TRIM)
            yield _category(category)
        if draft.type != "category":
            yield _question(draft)


def _category(path: str) -> str:
    one_line = " ".join(cleaned(path).split("\n"))
    return f"$CATEGORY: {one_line}\n\n".replace("\\", "\\\\")


def _question(draft: Draft) -> str:
    comment = comment_of(draft.idnumber, tags_of(draft))
    title = escaped(" ".join(draft.name.split()))
    name = f"::{title}::" if title else ""
    text = with_format(draft.text, draft.markup, default=Markup.MOODLE)
    if draft.type == "description":
        return f"{comment}{name}{text}\n\n"
    return f"{comment}{name}{text} {{{_answers(draft)}{_general(draft)}}}\n\n"


def _general(draft: Draft) -> str:
    text = _formatted(draft.generalfeedback, draft)
    return f"####{text}" if text else ""


def _formatted(text: str, draft: Draft) -> str:
    return with_format(text, draft.markup, default=draft.markup)


def _answers(draft: Draft) -> str:
    match draft.type:
        case "multichoice":
            return _listed(_options(draft))
        case "match":
            return _listed(
                f"={_formatted(pair.question, draft)} -> {escaped(pair.answer)}"
                for pair in draft.pairs
            )
        case "truefalse":
            return _truefalse(draft)
        case "shortanswer":
            return _shortanswer(draft)
        case "numerical":
            return "#" + _listed(_numbers(draft))
        case "ordering":
            return ">ALL" + _listed(_answer(item, draft) for item in draft.answers)
        case _:
            return ""


def _listed(parts: Iterable[str]) -> str:
    return "\n" + "".join(f"\t{part}\n" for part in parts)


def _options(draft: Draft) -> Iterator[str]:
    """Give the options; the first one says `=` at most, since without any ~ they are no choice."""
    has_wrong = any(answer.fraction != _FULL for answer in draft.answers)
    for place, answer in enumerate(draft.answers):
        if draft.single and answer.fraction == _FULL and (has_wrong or place == 0):
            yield "=" + _answer(answer, draft)
        elif answer.fraction == _NONE and not answer.text.lstrip(TRIM).startswith("%"):
            yield "~" + _answer(answer, draft)
        else:
            yield "~" + _weight(answer) + _answer(answer, draft)


def _weight(answer: DraftAnswer) -> str:
    return f"%{percent_text(answer.fraction)}%"


def _answer(answer: DraftAnswer, draft: Draft) -> str:
    text = with_format(answer.text, answer.markup, default=draft.markup)
    feedback = _formatted(answer.feedback, draft)
    return f"{text}#{feedback}" if feedback else text


def _truefalse(draft: Draft) -> str:
    is_true = bool(draft.correctanswer)
    both = (draft.feedbackfalse, draft.feedbacktrue)
    wrong, right = (_formatted(text, draft) for text in (both if is_true else both[::-1]))
    return (
        ("T" if is_true else "F")
        + (f"#{wrong}" if wrong or right else "")
        + (f"#{right}" if right else "")
    )


def _shortanswer(draft: Draft) -> str:
    if _has_arrow(draft):  # with a = it would be a matching question
        return _weight(draft.answers[0]) + _answer(draft.answers[0], draft)
    return _listed(f"={_accepted(answer, draft)}" for answer in draft.answers)


def _accepted(answer: DraftAnswer, draft: Draft) -> str:
    plain = answer.fraction == _FULL and not answer.text.lstrip(TRIM).startswith("%")
    return ("" if plain else _weight(answer)) + _answer(answer, draft)


def _numbers(draft: Draft) -> Iterator[str]:
    for place, answer in enumerate(draft.answers, start=1):
        feedback = _formatted(answer.feedback, draft)
        behind = f"#{feedback}" if feedback else ""
        if answer.text == "*" and answer.fraction == _NONE and place == len(draft.answers):
            yield "~" + behind
            continue
        weight = "" if answer.fraction == _FULL else _weight(answer)
        margin = f":{decimal_text(answer.tolerance)}" if answer.tolerance else ""
        yield f"={weight}{answer.text.strip()}{margin}{behind}"
