"""What virtual users do: the work of each figure as steps for the load generator."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from tests.bench.stage import PASSWORD, QUESTIONS_COUNT, Stage, Trainee, slug_of

Step = dict[str, Any]
User = dict[str, Any]
COOKIE = "session"
_ATTEMPT = "/pengerjaan/{captured}"
_OPTION = 'name="jawaban" value="([^"]+)"'
_FIRST_OPTIONS = r'(?s)<fieldset.*?name="soal-\d+" value="([^"]+)"'


@dataclass(frozen=True)
class Work:
    """One figure's work. `users` gives the virtual users of a round; -1 is the warming up."""

    name: str
    users: Callable[[Stage, Sequence[Trainee], int], list[User]]
    share: float = 1.0
    """Of the requests that a round may have, how many users this work takes."""
    users_most: int = 10_000


def get(path: str, contains: str = "", *, pick: str = "", tag: str = "") -> Step:
    """Give the step that opens a page."""
    step = {"method": "GET", "path": path, "expect": 200, "contains": contains}
    return step | {"pick": pick, "tag": tag}


def post(path: str, body: str, *, expect: int = 303, capture: str = "", tag: str = "") -> Step:
    """Give the step that sends a form and, as a rule, is sent on."""
    sent = {"method": "POST", "path": path, "body": body, "expect": expect}
    return sent | {"capture": capture, "tag": tag}


def user(trainee: Trainee, *steps: Step) -> User:
    """Give a signed-in virtual user."""
    return {"cookies": {COOKIE: trainee.cookie}, "steps": steps}


def _logins(stage: Stage, people: Sequence[Trainee], number: int) -> list[User]:
    return [
        {
            "cookies": {COOKIE: each.stranger_cookie},
            "steps": [post("/masuk", each.body(nama=each.login_name, kata_sandi=PASSWORD))],
        }
        for each in people
    ]


def _course_pages(stage: Stage, people: Sequence[Trainee], number: int) -> list[User]:
    return [user(each, get("/materi", "Materi 10")) for each in people]


def _module_pages(stage: Stage, people: Sequence[Trainee], number: int) -> list[User]:
    return [
        user(each, get(lesson_path(stage, 1 + place % 10), "balai desa"))
        for place, each in enumerate(people)
    ]


def lesson_path(stage: Stage, number: int) -> str:
    """Give the address of the first lesson of a module."""
    return f"/angkatan/{stage.angkatan_id}/materi/{slug_of(number)}/bacaan/01-arti"


def _quiz_pages(stage: Stage, people: Sequence[Trainee], number: int) -> list[User]:
    return [
        user(each, get(f"/pengerjaan/{each.attempt_id}/soal/{1 + place % 20}", "Jawaban a"))
        for place, each in enumerate(people)
    ]


def whole_quiz(stage: Stage, people: Sequence[Trainee], number: int) -> list[User]:
    """Give users who start, answer each question by plain form posts, hand in and look back."""
    return [user(each, *_quiz_steps(stage, each, number)) for each in people]


def _begin(stage: Stage, each: Trainee, window: int) -> Step:
    path = f"/tes/{stage.windows[window]}/mulai"
    return post(path, each.body(), capture="/pengerjaan/([0-9a-f-]+)/")


def _quiz_steps(stage: Stage, each: Trainee, number: int) -> list[Step]:
    answer = each.body() + "&jawaban={picked0}"
    steps = [_begin(stage, each, number + 1), get(f"{_ATTEMPT}/soal/1", pick=_OPTION)]
    for place in range(1, QUESTIONS_COUNT + 1):
        steps.append(post(f"{_ATTEMPT}/soal/{place}/simpan", answer, tag="answer"))
        is_last = place == QUESTIONS_COUNT
        steps.append(
            get(_ATTEMPT) if is_last else get(f"{_ATTEMPT}/soal/{place + 1}", pick=_OPTION)
        )
    steps.append(post(f"{_ATTEMPT}/selesaikan", each.body()))
    return [*steps, get(f"{_ATTEMPT}/hasil", "20 dari 20 soal")]


def _quizzes_on_one_page(stage: Stage, people: Sequence[Trainee], number: int) -> list[User]:
    return [
        user(each, *_one_page_steps(stage, each, stage.on_one_page + number)) for each in people
    ]


def _one_page_steps(stage: Stage, each: Trainee, window: int) -> list[Step]:
    steps = [
        _begin(stage, each, window),
        get(f"{_ATTEMPT}/soal/1"),
        get(f"{_ATTEMPT}/semua", pick=_FIRST_OPTIONS),
    ]
    for place in range(1, QUESTIONS_COUNT + 1):
        stamp = f"&semua=ya&penulis=peramban&urutan={place}"
        answer = f"{each.body()}{stamp}&soal-{place}={{picked{place - 1}}}"
        path = f"{_ATTEMPT}/soal/{place}/simpan-otomatis"
        steps.append(post(path, answer, expect=200, tag="answer"))
    steps += [get(_ATTEMPT), post(f"{_ATTEMPT}/selesaikan", each.body())]
    return [*steps, get(f"{_ATTEMPT}/hasil", "20 dari 20 soal")]


def _presensi(stage: Stage, people: Sequence[Trainee], number: int) -> list[User]:
    session_id, digits = stage.open_session(max(0, number))
    path = f"/presensi/{session_id}"
    return [
        user(
            each,
            get(path),
            post(f"{path}/ketik-kode", each.body(code=digits)),
            get(f"{path}/tanda-terima"),
        )
        for each in people
    ]


def journey_paths(stage: Stage, trainee: Trainee) -> list[str]:
    """Give the pages of the journey after the login page."""
    question = f"/pengerjaan/{trainee.attempt_id}/soal/1"
    return ["/", "/materi", lesson_path(stage, 1), "/tes", question]


def login_body(trainee: Trainee, csrf: str) -> str:
    """Give the sign-in form of a browser with this CSRF token."""
    form = {"csrf_token": csrf, "nama": trainee.login_name, "kata_sandi": PASSWORD}
    return urlencode(form)


WORKS = (
    Work("course-page", _course_pages),
    Work("module-page", _module_pages),
    Work("quiz-page", _quiz_pages),
    Work("presensi", _presensi, 0.3),
    Work("quiz-whole", whole_quiz, 0.1),
    Work("quiz-one-page", _quizzes_on_one_page, 0.1),
    Work("login-post", _logins, 0.15, 40),
)
"""Sign-in is limited by address and minute, and all virtual users share one: hence few a round."""
