"""People of the demonstration take tests of every kind, and their uraian are marked."""

from random import Random

import pytest
from sqlalchemy.orm import Session

from courses import answering
from courses.marking import mark
from courses.model import Question
from lms.assessment import essay_queries, queries
from lms.demo import acts, knowing
from lms.kernel import clock
from lms.training.models import TestKind
from tests.factories.assessment import acting
from tests.factories.questions import EVERY_KIND, a_kelas_with_every_kind
from tests.factories.training import a_participant, a_trainer


@pytest.mark.parametrize("question", EVERY_KIND, ids=lambda each: each.type)
def test_what_they_say_is_what_a_form_could_send(question: Question) -> None:
    for seed in range(20):
        guessed = knowing.given(Random(seed), knew=False)(question)
        held = answering.filled(question, guessed, "x")
        assert answering.read(question, lambda name, held=held: held[name], "x") == guessed
    known = knowing.given(Random(1), knew=True)(question)
    assert mark(question, known) in (1, None)


def test_a_test_that_is_over_has_a_score_with_its_uraian(session: Session) -> None:
    kelas = a_kelas_with_every_kind(session)
    who = a_participant(session, kelas)
    trainer = acting(a_trainer(session, kelas))
    play = acts.Play(session, kelas.angkatan, kelas, trainer, trainer, Random(7))
    acts.take_test(play, TestKind.POST, [who], knows=1, at=clock.now())
    assert essay_queries.waiting(session, [kelas.id]) == {}
    assert queries.best_scores(session, [who.id], TestKind.POST)[who.id] > 95
