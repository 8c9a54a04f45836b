"""What is measured on: a course of ten modules, a quiz of twenty questions, trainees, sessions."""

import json
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from courses.model import Term
from lms.app import create_app
from lms.assessment import operations as assessment
from lms.assessment.models import Response
from lms.attendance import codes
from lms.attendance import operations as attendance
from lms.attendance.models import CodeKey
from lms.kernel import audit, clock
from lms.kernel.access import SYSTEM, Actor
from lms.kernel.database import db, reading, writing
from lms.kernel.model import Model
from lms.kernel.settings import Settings
from lms.people import passwords
from lms.people.models import SignIn
from lms.people.signing_in import token_hash
from lms.training import terms
from lms.training.catalogue import Curriculum, Mode, Module
from lms.training.models import Kelas, TestKind, TestWindow
from tests.factories.regions import REGIONS
from tests.factories.training import (
    a_curriculum,
    a_kelas,
    a_module,
    a_participant,
    a_session,
    account_of,
    an_angkatan,
)

MODULES_COUNT = 10
TERMS_COUNT = 60
QUESTIONS_COUNT = 20
PASSWORD = "tiga kata rahasia"
_SENTENCE = (
    "Relawan sosial bekerja **bersama** warga: mendengar lebih dahulu, mencatat, lalu mencari "
    "jalan keluar dengan musyawarah di balai desa. "
)


@dataclass(frozen=True)
class Trainee:
    """A virtual user: a signed-in browser, one that is not, and an attempt that has begun."""

    login_name: str
    cookie: str
    stranger_cookie: str
    csrf: str
    attempt_id: UUID

    def body(self, **values: str) -> str:
        """Give a form of this browser as it is posted."""
        return urlencode({"csrf_token": self.csrf} | values)


class Stage:
    """The application's data, seeded once, and the few acts of a trainer between rounds."""

    def __init__(self, settings: Settings, *, people_count: int, rounds: int) -> None:
        self._app = create_app(settings)
        with self._app.app_context():
            Model.metadata.create_all(db.engine.execution_options(bekal_writes=True))
            with writing() as session:
                session.execute(insert(Model.metadata.tables["region"]), REGIONS)
                terms.keep(session, [Term(f"istilah {n}", _SENTENCE) for n in range(TERMS_COUNT)])
                audit.begin(session)
                kelas = _course(session)
                self.angkatan_id, self.kelas_id = kelas.angkatan_id, kelas.id
                # one for the crowd, then for each way to take the quiz a round more, to warm up
                self.windows = [_window(session, kelas, n) for n in range(2 * rounds + 3)]
                self.on_one_page = rounds + 3
                starts_at = clock.now() - timedelta(minutes=5)
                rows = [a_session(session, kelas, starts_at=starts_at) for _ in range(rounds)]
                self._sessions = [row.id for row in rows]
                running = _window(session, kelas, 1, TestKind.PRE)
                self.people = _trainees(self._app, session, kelas, running, people_count)
            db.engine.dispose()

    def open_session(self, number: int) -> tuple[UUID, str]:
        """Open the session of this round and none else; give its id and the digits shown now."""
        at, chosen = clock.now(), self._sessions[number]
        with self._app.app_context(), writing() as session:
            for session_id in self._sessions[:number]:
                attendance.close_session(session, SYSTEM, session_id, at=at)
            attendance.open_session(session, SYSTEM, chosen, at=at)
            session.flush()
            return chosen, codes.current(session.get_one(CodeKey, chosen).secret, at).digits

    def close(self) -> None:
        """Leave no connection open."""
        with self._app.app_context():
            db.engine.dispose()

    def answers_count(self) -> int:
        """Give how many answers the database holds."""
        with self._app.app_context(), reading() as session:
            return session.scalar(select(func.count()).select_from(Response)) or 0


def _course(session: Session) -> Kelas:
    modules = [_module(session, number) for number in range(1, MODULES_COUNT + 1)]
    materials: list[tuple[str, int, Mode, Module | None]] = [
        (f"Materi {number}", 2, Mode.ASYNCHRONOUS, module)
        for number, module in enumerate(modules, start=1)
    ]
    curriculum = a_curriculum(session, materials=materials)
    _ask_twenty(curriculum)
    return a_kelas(session, an_angkatan(session, curriculum))


def _module(session: Session, number: int) -> Module:
    module = a_module(session, slug_of(number), questions_count=QUESTIONS_COUNT)
    content = json.loads(json.dumps(module.content))
    content["title"] = module.title = f"Materi {number}"
    for lesson in content["lessons"]:
        paragraphs = [_SENTENCE * 4 for _ in range(10)]
        lesson["text"] = f"## {lesson['title']}\n\n" + "\n\n".join(paragraphs)
    module.content = content
    return module


def slug_of(number: int) -> str:
    """Give the slug of the course's module of this number, from 1."""
    return f"materi-{number}"


def _ask_twenty(curriculum: Curriculum) -> None:
    content = json.loads(json.dumps(curriculum.content))
    for test in content["tests"].values():
        test |= {"questions": QUESTIONS_COUNT, "modules": [slug_of(1)], "minutes": 120}
    curriculum.content = content


def _window(session: Session, kelas: Kelas, position: int, kind: TestKind = TestKind.POST) -> UUID:
    made = TestWindow(kelas_id=kelas.id, kind=kind, position=position, opened_at=clock.now())
    session.add(made)
    session.flush()
    return made.id


def _trainees(
    app: Flask, session: Session, kelas: Kelas, window_id: UUID, count: int
) -> list[Trainee]:
    password_hash = passwords.hashed(PASSWORD)  # one for all: making 500 would only take time
    made = []
    for _ in range(count):
        participation = a_participant(session, kelas)
        account = account_of(session, participation)
        account.password_hash = password_hash
        token = secrets.token_urlsafe(32)
        session.add(_sign_in(account.id, token))
        actor = Actor(account.id, account.person_id)
        attempt = assessment.start(session, actor, window_id, at=clock.now())
        made.append(_browser(app, account.login_name, token, attempt.id))
    return made


def _sign_in(account_id: UUID, token: str) -> SignIn:
    at = clock.now()
    return SignIn(
        account_id=account_id,
        token_hash=token_hash(token),
        device="ukur",
        created_at=at,
        seen_at=at,
        expires_at=at + timedelta(days=1),
    )


def _browser(app: Flask, login_name: str, token: str, attempt_id: UUID) -> Trainee:
    secret = secrets.token_hex(20)
    csrf = URLSafeTimedSerializer(app.secret_key or "", salt="wtf-csrf-token").dumps(secret)
    stranger = {"csrf_token": secret}
    signed_in = stranger | {"_user_id": token, "_fresh": True}
    return Trainee(login_name, _cookie(app, signed_in), _cookie(app, stranger), csrf, attempt_id)


def _cookie(app: Flask, content: dict[str, Any]) -> str:
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    if signer is None:
        raise RuntimeError("the application has no secret key")
    return str(signer.dumps(content))
