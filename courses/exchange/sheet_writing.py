"""Writes drafts as the rows of a sheet, and says what a sheet cannot hold."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from courses.exchange import sheet_answers, sheet_texts
from courses.exchange.drafts import Draft, DraftAnswer, Markup
from courses.exchange.sheet_columns import LETTERS, TYPES
from courses.exchange.sheet_rows import Row

_KINDS = {type_: kind for kind, type_ in reversed(list(TYPES.items()))}
LETTERS_MOST = 32_000


def row_of(draft: Draft) -> Row:
    """Give the row that reads back as this draft."""
    cells = {
        "code": draft.idnumber,
        "kind": _kind(draft),
        "stem": draft.text,
        "explanation": draft.generalfeedback,
        "objective": draft.objective,
        "level": draft.level,
        "name": draft.name,
        "category": draft.category,
        "tags": sheet_texts.join(draft.tags),
        "grade": _grade(draft.defaultgrade),
        "unit": draft.unit,
        "markup": _markup(draft),
    }
    told = {**cells, **_told(draft)}
    return Row(draft.line, {key: text for key, text in told.items() if text})


def lost(draft: Draft) -> tuple[str, ...]:
    """Give what a sheet cannot hold of this draft, one sentence each."""
    said = []
    if draft.files:
        said.append("gambar atau lampiran tidak ikut")
    if len(_parts(draft)) > len(LETTERS):
        said.append(f"hanya {len(LETTERS)} pilihan pertama yang ikut")
    if any(len(text) > LETTERS_MOST for text in row_of(draft).cells.values()):
        said.append("teks yang lebih panjang dari 32.000 huruf dipotong")
    return tuple(said)


def _parts(draft: Draft) -> Sequence[object]:
    return draft.answers or draft.pairs or draft.words


def _kind(draft: Draft) -> str:
    if draft.type == "multichoice" and not draft.single:
        return "Pilihan ganda kompleks"
    return _KINDS.get(draft.type, draft.type)


def _grade(grade: Fraction) -> str:
    return "" if grade == 1 else sheet_texts.numbered(sheet_texts.decimal(grade))


def _markup(draft: Draft) -> str:
    own = draft.markup
    of_answers = draft.answers[0].markup if draft.answers else own
    if own is of_answers:
        return "" if own is Markup.PLAIN else own.value
    return "/".join("biasa" if each is Markup.PLAIN else each.value for each in (own, of_answers))


def _told(draft: Draft) -> Mapping[str, str]:
    """Give the cells that belong to its kind."""
    match draft.type:
        case "multichoice":
            return _choice(draft)
        case "truefalse":
            by_name = {"Benar": draft.feedbacktrue, "Salah": draft.feedbackfalse}
            key = "Benar" if draft.correctanswer else "Salah"
            return {"key": key, "comments": sheet_texts.commented(by_name)}
        case "shortanswer":
            return _short(draft) | ({"case": "ya"} if draft.minds_case else {})
        case "numerical":
            return _numbers(draft)
        case "ordering":
            return _lettered([answer.text for answer in draft.answers])
        case "match":
            return _lettered([sheet_texts.paired(p.question, p.answer) for p in draft.pairs])
        case "gapselect" | "ddwtos":
            words = zip(LETTERS, draft.words, strict=False)
            groups = [f"{x}={w.group}{'*' * w.infinite}" for x, w in words]
            listed = _lettered([word.text for word in draft.words])
            usual = all(word.group == 1 and not word.infinite for word in draft.words)
            return listed if usual else {**listed, "shares": "; ".join(groups)}
        case "essay":
            return {"key": draft.graderinfo}
        case _:
            return {}


def _lettered(texts: Sequence[str]) -> dict[str, str]:
    """Give texts under letters; one that begins like "A. " gets its letter before it once more."""
    cells = {}
    for letter, text in zip(LETTERS, texts, strict=False):
        is_mistakable = Row(0, {letter: text}).choices.get(letter, text) != text
        cells[letter] = f"{letter}. {text}" if is_mistakable else text
    return cells


def _comments(answers: Sequence[DraftAnswer]) -> str:
    by_letter = {x: answer.feedback for x, answer in zip(LETTERS, answers, strict=False)}
    return sheet_texts.commented(by_letter)


def _shares(answers: Sequence[DraftAnswer]) -> dict[str, Fraction]:
    return {x: answer.fraction for x, answer in zip(LETTERS, answers, strict=False)}


def _choice(draft: Draft) -> dict[str, str]:
    shares = _shares(draft.answers)
    cells = _lettered([answer.text for answer in draft.answers])
    right = [letter for letter, share in shares.items() if share > 0]
    whole = [letter for letter, share in shares.items() if share == 1]
    key = ",".join((whole[:1] if draft.single else right) or right[:1])
    cells |= {"key": key, "comments": _comments(draft.answers)}
    try:
        usual = sheet_answers.choice(Row(0, cells).choices, key, "", draft.single)
    except sheet_texts.Fault:
        usual = ()
    if [answer.fraction for answer in usual] != list(shares.values()):
        cells["shares"] = sheet_texts.shared(shares)
    return cells


def _short(draft: Draft) -> dict[str, str]:
    key = sheet_texts.join(answer.text for answer in draft.answers)
    texts = tuple(answer.text for answer in draft.answers)
    is_plain = all(answer.fraction == 1 and not answer.feedback for answer in draft.answers)
    if is_plain and sheet_texts.split(key) == texts:
        return {"key": key}
    return _weighted(draft, texts)


def _weighted(draft: Draft, texts: Sequence[str]) -> dict[str, str]:
    shares = _shares(draft.answers)
    cells = {**_lettered(texts), "comments": _comments(draft.answers)}
    if any(share != 1 for share in shares.values()):
        cells["shares"] = sheet_texts.shared(shares)
    return cells


def _numbers(draft: Draft) -> dict[str, str]:
    answers = draft.answers
    if len(answers) == 1 and answers[0].fraction == 1 and not answers[0].feedback:
        around = answers[0].tolerance
        told = "" if around is None else sheet_texts.numbered(sheet_texts.decimal(around))
        return {"key": sheet_texts.numbered(answers[0].text), "tolerance": told}
    return _weighted(draft, [_number(answer) for answer in answers])


def _number(answer: DraftAnswer) -> str:
    middle = sheet_texts.numbered(answer.text)
    if answer.tolerance is None:
        return middle
    return f"{middle} ± {sheet_texts.numbered(sheet_texts.decimal(answer.tolerance))}"
