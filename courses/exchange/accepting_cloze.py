"""Cloze questions made of codes in the text (multianswer) or of words (gapselect, ddwtos)."""

import html
import re
from dataclasses import replace

from courses.exchange.accepting_parts import Header, NotUsable, spans_of, with_keys
from courses.exchange.drafts import Draft, DraftWord, Markup
from courses.exchange.embedded import Code, Sub, codes, faults, replaced
from courses.exchange.markdown import to_inline, to_markdown
from courses.questions import Accepted, Cloze, Gap, Option

HEAVIEST = 100

_PLACE = re.compile(r"\[\[(\d{1,3})\]\]")


def cloze_of_codes(draft: Draft, header: Header) -> Cloze:
    """Give the cloze question of a text with codes."""
    if wrong := faults(draft.text):
        raise NotUsable(*wrong)
    found = codes(draft.text)
    if _PLACE.search(replaced(draft.text, ("" for _ in found))):
        raise NotUsable("Teksnya memuat tanda seperti [[1]] di luar isian; hapus tandanya.")
    places = (f"[[{number}]]" for number, _ in enumerate(found, 1))
    stem = to_markdown(replaced(draft.text, places), draft.markup)
    gaps = tuple(_gap_of_code(code, draft.markup) for code in found)
    return Cloze(**_with_stem(header, stem, len(gaps)).fields(), gaps=gaps)


def cloze_of_words(draft: Draft, header: Header) -> Cloze:
    """Give the cloze question of a text whose [[n]] stand for the n-th word."""
    numbers = [int(number) for number in _PLACE.findall(header.stem)]
    if not numbers:
        raise NotUsable("Teksnya tidak memuat satu pun tempat isian seperti [[1]].")
    if missing := [number for number in numbers if not 0 < number <= len(draft.words)]:
        raise NotUsable(f"Tidak ada kata untuk tempat isian [[{missing[0]}]].")
    gaps = tuple(_gap_of_words(draft.words, number) for number in numbers)
    counter = iter(range(1, len(numbers) + 1))
    stem = _PLACE.sub(lambda _: f"[[{next(counter)}]]", header.stem)
    return Cloze(**_with_stem(header, stem, len(gaps)).fields(), gaps=gaps)


def _with_stem(header: Header, stem: str, gaps: int) -> Header:
    if _PLACE.findall(stem) != [str(number) for number in range(1, gaps + 1)]:
        raise NotUsable("Ada isian di dalam alamat atau tanda HTML; letakkan di dalam kalimat.")
    return replace(header, stem=stem)


def _gap_of_words(words: tuple[DraftWord, ...], number: int) -> Gap:
    """Give the gap; only words of the right one's group stand to choose, each text once."""
    right = to_inline(words[number - 1].text, Markup.HTML)
    group = words[number - 1].group
    texts = (to_inline(word.text, Markup.HTML) for word in words if word.group == group)
    choices = list(dict.fromkeys(text for text in texts if text))
    if len(choices) < 2 or not right:
        raise NotUsable(f"Pilihan untuk tempat isian [[{number}]] kurang dari dua.")
    return Gap(
        options=tuple(Option(letter, text, text == right) for letter, text in with_keys(choices))
    )


def _gap_of_code(code: Code, markup: Markup) -> Gap:
    if not 1 <= code.weight <= HEAVIEST:
        raise NotUsable(f"Bobot isian harus 1 sampai {HEAVIEST}; tertulis {code.weight}.")
    match code.kind:
        case Sub.MULTICHOICE:
            return Gap(options=_options(code, markup), weight=code.weight)
        case Sub.NUMERICAL:
            return Gap(spans=spans_of(code.answers, markup), weight=code.weight)
        case Sub.SHORTANSWER:
            return Gap(
                accepted=_accepted(code, markup), minds_case=code.minds_case, weight=code.weight
            )
        case Sub.MULTIRESPONSE:
            raise NotUsable(
                "Isian dengan beberapa jawaban (MULTIRESPONSE) belum dapat dipakai; jadikan soal "
                "tersendiri dengan beberapa pilihan yang benar."
            )


def _options(code: Code, markup: Markup) -> tuple[Option, ...]:
    """Give the options; of several that earn all, the first one is marked as right."""
    texts = [to_inline(answer.text, markup) for answer in code.answers]
    if len(set(texts)) < len(texts) or not all(texts):
        raise NotUsable("Dua pilihan sebuah isian sama persis atau kosong; bedakan teksnya.")
    first = next(place for place, answer in enumerate(code.answers) if answer.fraction == 1)
    return tuple(
        Option(
            key=letter,
            text=texts[place],
            right=place == first,
            share=None if answer.fraction == (place == first) else answer.fraction,
            feedback=to_inline(answer.feedback, markup),
        )
        for place, (letter, answer) in enumerate(with_keys(code.answers))
    )


def _accepted(code: Code, markup: Markup) -> tuple[Accepted, ...]:
    accepted = tuple(
        Accepted(text, answer.fraction, to_inline(answer.feedback, markup))
        for answer in code.answers
        if (text := html.unescape(answer.text).replace("\xa0", " ").strip())
    )
    if not any(one.share == 1 for one in accepted):
        raise NotUsable("Sebuah isian tidak mempunyai jawaban yang bernilai 100%.")
    return accepted
