"""Turns what a question file says into a question that can be asked here, and back."""

from collections.abc import Callable, Collection, Iterator, Mapping
from types import MappingProxyType

from courses.exchange import illustrating
from courses.exchange.accepting_cloze import cloze_of_codes, cloze_of_words
from courses.exchange.accepting_parts import (
    Header,
    NotUsable,
    inline,
    options_of,
    spans_of,
    with_keys,
)
from courses.exchange.drafts import Draft, Markup
from courses.exchange.grading import DEFAULT, criteria_in
from courses.exchange.labels import labelled, level_of
from courses.exchange.markdown import (
    MOST_LETTERS,
    pictures,
    to_inline,
    to_markdown,
    to_plain,
    without_data,
)
from courses.exchange.returning import draft_of
from courses.questions import (
    Accepted,
    Description,
    Essay,
    Matching,
    Numeric,
    Option,
    Ordering,
    Pair,
    Question,
    ShortAnswer,
    TrueFalse,
)

__all__ = ["accept", "draft_of"]

FEWEST_PAIRS = 2
FEWEST_ITEMS = 2
NO_MEDIA: Mapping[str, str] = MappingProxyType({})

Make = Callable[[Draft, Header], Question]


def accept(
    draft: Draft,
    *,
    key: str,
    media: Mapping[str, str] = NO_MEDIA,
    known: Collection[str] = (),
) -> tuple[Question | None, tuple[str, ...]]:
    """Give the question of this key that a draft says, and sentences about it in Indonesian.

    Without a question the sentences are the reasons why the draft cannot be used yet; with one
    they name what did not come along, such as a picture. Texts become Markdown. The explanation
    is the general feedback and may be empty. Without a level the question has C1, and without
    criteria an essay has one default criterion: both are for the author to mend.

    `media` says under which name the module has a picture that travelled with the draft, `known`
    which media it has anyway; both are shown in the question, other pictures become words.
    """
    make = _MAKERS.get(draft.type)
    if make is None:
        return None, (f"Jenis soal “{draft.type}” belum dapat dipakai.",)
    if too_long := _too_long(draft):
        return None, (too_long,)
    marked, found = illustrating.marked(draft, media)
    said = labelled(marked)
    try:
        question = make(said, _header(said, key))
    except NotUsable as refused:
        return None, refused.reasons
    left = _left_behind(marked, {*known, *(name for name in media if media[name] in dict(found))})
    return illustrating.put_in(question, found), tuple(dict.fromkeys(left))


def _header(draft: Draft, key: str) -> Header:
    header = Header(
        key=key,
        objective=draft.objective,
        level=level_of(draft),
        stem=to_markdown(draft.text, draft.markup),
        explanation=to_markdown(draft.generalfeedback, draft.markup),
    )
    if not header.stem:
        raise NotUsable("Teks soalnya kosong; tulis pertanyaannya.")
    return header


def _choice(draft: Draft, header: Header) -> Question:
    return options_of(draft, header)


def _truefalse(draft: Draft, header: Header) -> Question:
    if draft.correctanswer is None:
        raise NotUsable("Tidak tertulis apakah pernyataannya benar atau salah.")
    parts = [header.explanation]
    for word, feedback in (("Benar", draft.feedbacktrue), ("Salah", draft.feedbackfalse)):
        if said := to_inline(feedback, draft.markup):
            parts.append(f"Jawaban “{word}”: {said}")
    explained = header.explained("\n\n".join(filter(None, parts)))
    return TrueFalse(**explained.fields(), is_true=draft.correctanswer)


def _shortanswer(draft: Draft, header: Header) -> Question:
    accepted = tuple(
        Accepted(text, answer.fraction, inline(answer.feedback, draft))
        for answer in draft.answers
        if (text := to_plain(answer.text, Markup.PLAIN))
    )
    if not any(one.share == 1 for one in accepted):
        raise NotUsable("Tidak ada jawaban yang bernilai 100%; tandai jawaban yang benar.")
    return ShortAnswer(**header.fields(), accepted=accepted, minds_case=draft.minds_case)


def _numerical(draft: Draft, header: Header) -> Question:
    return Numeric(**header.fields(), spans=spans_of(draft.answers, draft.markup), unit=draft.unit)


def _match(draft: Draft, header: Header) -> Question:
    """Give the pairs; what is on the right is plain text in question files, unless Markdown."""
    asked = [pair for pair in draft.pairs if pair.question.strip()]
    if len(asked) < FEWEST_PAIRS:
        raise NotUsable("Soal menjodohkan harus mempunyai paling sedikit dua pasangan.")
    if not all(pair.answer.strip() for pair in asked):
        raise NotUsable("Ada pasangan yang jawabannya kosong; lengkapi kedua sisinya.")
    if len({pair.answer.strip() for pair in draft.pairs}) < FEWEST_PAIRS:
        raise NotUsable("Semua jawaban menjodohkan sama; tulis paling sedikit dua yang berbeda.")
    rights = Markup.MARKDOWN if draft.markup is Markup.MARKDOWN else Markup.PLAIN
    pairs = tuple(
        Pair(letter, inline(pair.question, draft), to_inline(pair.answer, rights))
        for letter, pair in with_keys(asked)
    )
    taken = {pair.right for pair in pairs}
    spare = (to_inline(pair.answer, rights) for pair in draft.pairs if pair not in asked)
    others = dict.fromkeys(text for text in spare if text and text not in taken)
    return Matching(**header.fields(), pairs=pairs, others=tuple(others))


def _ordering(draft: Draft, header: Header) -> Question:
    texts = [text for item in draft.answers if (text := to_inline(item.text, item.markup))]
    if len(texts) < FEWEST_ITEMS:
        raise NotUsable("Soal mengurutkan harus mempunyai paling sedikit dua butir.")
    if len(set(texts)) < len(texts):
        raise NotUsable("Dua butir yang diurutkan sama persis; bedakan teksnya.")
    return Ordering(
        **header.fields(), items=tuple(Option(letter, text) for letter, text in with_keys(texts))
    )


def _essay(draft: Draft, header: Header) -> Question:
    """Give the essay; a text for markers without criteria is its explanation where none is.

    Without criteria it has one, “Isi jawaban”, so that it can be marked before it is mended.
    """
    is_html = draft.markup in (Markup.HTML, Markup.MOODLE)
    notes = to_plain(draft.graderinfo, draft.markup) if is_html else draft.graderinfo
    criteria = criteria_in(notes)
    if not criteria and not header.explanation:
        header = header.explained(to_markdown(draft.graderinfo, draft.markup))
    return Essay(**header.fields(), criteria=criteria or (DEFAULT,))


def _description(draft: Draft, header: Header) -> Question:
    return Description(**header.fields())


_MAKERS: dict[str, Make] = {
    "multichoice": _choice,
    "truefalse": _truefalse,
    "shortanswer": _shortanswer,
    "numerical": _numerical,
    "match": _match,
    "ordering": _ordering,
    "essay": _essay,
    "description": _description,
    "multianswer": cloze_of_codes,
    "gapselect": cloze_of_words,
    "ddwtos": cloze_of_words,
}


def _texts(draft: Draft) -> Iterator[str]:
    yield from (draft.text, draft.generalfeedback, draft.graderinfo)
    yield from (draft.feedbacktrue, draft.feedbackfalse)
    for answer in draft.answers:
        yield from (answer.text, answer.feedback)
    for pair in draft.pairs:
        yield from (pair.question, pair.answer)
    yield from (word.text for word in draft.words)


def _too_long(draft: Draft) -> str:
    letters = sum(len(without_data(text)) for text in _texts(draft))
    if letters <= MOST_LETTERS:
        return ""
    return f"Teks soal ini lebih dari {MOST_LETTERS // 1000}.000 huruf; pindahkan bacaan ke materi."


def _left_behind(draft: Draft, taken: Collection[str]) -> Iterator[str]:
    """Give a sentence for each picture and file that did not come along.

    The draft's marks are not among its pictures; `taken` came along wherever they are named.
    """
    shown = {name for text in _texts(draft) for name in pictures(text, draft.markup)}
    for name in sorted(shown - {*taken}):
        yield f"Gambar “{name}” tidak ikut; ganti dengan uraian atau pasang di materi."
    for file in draft.files:
        if file.name not in shown and file.name not in taken:
            yield f"Berkas “{file.name}” tidak ikut; pasang di materi bila diperlukan."
