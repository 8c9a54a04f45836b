"""A tab that is killed in the middle of tes akhir takes no saved answer with it."""

from playwright.sync_api import expect

from courses.model import Question
from tests.journeys import acts, answers, stage
from tests.journeys.site import BOTH_WAYS, Site, Visitor


def _begin(site: Site, staged: stage.Staged, *, script: bool) -> Visitor:
    """Open tes akhir and let the trainee begin it."""
    trainer = site.visitor().sign_in("contoh-pengajar").go(f"{staged.kelas}/tes")
    trainer.press("Buka lagi untuk susulan")
    trainee = site.visitor(java_script_enabled=script).sign_in(stage.LOGIN_NAME)
    return trainee.go("/tes").press("Mulai")


def _answer(trainee: Visitor, known: dict[str, Question], count: int) -> list[str]:
    asked = []
    for _ in range(count):
        asked.append(acts.answer_shown(trainee, known))
        trainee.press("Simpan dan lanjut")
    return asked


def _stands_as_before(other: Visitor, asked: list[str]) -> None:
    """Expect the first questions, with the options in the same order, each with its answer."""
    other.go("/tes").follow("Lanjutkan").sees("7 dari ").follow("Soal 1")
    for before in asked:
        question = other.page.locator("main fieldset").first
        now = [" ".join(part.split()) for part in acts.question_parts(question)]
        assert now == before.split("\n")
        assert any(map(any, answers.held(question).values()))
        other.press("Simpan dan lanjut")


@BOTH_WAYS
def test_seven_answers_outlive_the_tab_and_another_browser_goes_on(
    site: Site, script: bool
) -> None:
    staged, known = stage.two_days_over(site), acts.keys(site)
    trainee = _begin(site, staged, script=script)
    asked = _answer(trainee, known, 6)
    asked.append(acts.answer_shown(trainee, known))
    if script:
        expect(trainee.page.locator("[data-autosave-state]")).to_contain_text("Tersimpan pukul")
    else:
        trainee.press("Simpan dan lanjut")
        acts.answer_shown(trainee, known)  # chosen, but never sent
    trainee.kill()

    assert stage.saved_answers(site, staged.absent_id) == [1, 2, 3, 4, 5, 6, 7]
    other = site.visitor(java_script_enabled=script).sign_in(stage.LOGIN_NAME)
    _stands_as_before(other, asked)
    later = acts.answer_rest(other, known)
    assert not set(later) & set(asked)
    other.sees("100")
    count = len(asked) + len(later)
    assert stage.saved_answers(site, staged.absent_id) == list(range(1, count + 1))
