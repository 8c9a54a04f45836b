"""Questions of the model, written as XLSX and read again."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings

from courses.exchange import sheet
from courses.exchange.accepting import accept, draft_of
from courses.exchange.sheet_rows import take
from courses.model import Question
from tests.courses.asked import plain_texts, questions
from tests.courses.exchange.test_accepting import without_place

ROUND = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@ROUND
@given(questions(plain_texts))
def test_a_question_of_any_kind_comes_back_from_its_row(question: Question) -> None:
    draft = draft_of(question)
    found = take(sheet.row_of(draft))
    assert found.faults == ()
    assert found.draft == draft
    assert sheet.carries(draft)


@settings(ROUND, max_examples=25)
@given(questions(plain_texts))
def test_a_question_of_any_kind_comes_back_from_a_sheet(question: Question) -> None:
    (draft,) = sheet.read(sheet.write([draft_of(question)])).drafts
    assert accept(replace(draft, line=1), key=question.key)[0] == without_place(question)
