"""What other systems may ask, and what they are told."""

from datetime import date
from typing import Any

import pytest
import structlog
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from lms.api import keys
from lms.api.models import ApiCall, ApiKey, Use
from lms.kernel import clock
from lms.kernel.access import SYSTEM
from lms.kernel.audit import AuditEntry
from lms.kernel.database import reading, writing
from lms.people import operations as people
from lms.people.models import Person
from lms.registration import queries as registration
from lms.registration.models import RegistrationRequirement
from lms.standings import queries as figures
from lms.standings.buckets import Bucket, Key
from tests.browser import Browser
from tests.credentials.samples import configured, issued
from tests.factories.api import a_key
from tests.factories.people import a_person
from tests.factories.registration import a_credential, the_requirements

NIK = "1872015705900001"
JAVA = "35"


@pytest.fixture
def person(session: Session) -> Person:
    """Somebody of Metro with a NIK, before the shipped requirements."""
    the_requirements(session)
    made = a_person(session, "Sekar Wulandari")
    made.born_on = date(1990, 5, 17)
    people.set_nik(session, SYSTEM, made, NIK, at=clock.now())
    return made


class Caller:
    """Another system with a key."""

    def __init__(self, app: Flask, key: str | None) -> None:
        self._client = app.test_client()
        self._headers = {"Authorization": f"Bearer {key}"} if key else {}

    def get(self, path: str) -> TestResponse:
        return self._client.get(f"/api/v1/{path}", headers=self._headers)

    def post(self, path: str, **sent: Any) -> TestResponse:
        return self._client.post(f"/api/v1/{path}", headers=self._headers, **sent)

    def may(self, nik: str = NIK, family: str = "psm") -> TestResponse:
        return self.post("eligibility", json={"nik": nik, "family": family})


def a_caller(
    app: Flask, session: Session, region_code: str = "18", *uses: Use
) -> tuple[Caller, ApiKey]:
    row, key = a_key(session, region_code, uses or tuple(Use))
    session.commit()
    return Caller(app, key), row


def is_problem(answer: TestResponse, status: int) -> bool:
    said = answer.get_json(force=True)
    return (
        answer.status_code == said["status"] == status
        and answer.mimetype == "application/problem+json"
        and bool(said["title"])
    )


class TestEligibility:
    def test_every_requirement_is_told_met_or_not_with_its_source(
        self, app: Flask, session: Session, person: Person
    ) -> None:
        caller, _ = a_caller(app, session)
        said = caller.may().get_json()
        assert said["may_apply"] is False
        assert said["registration"] is None
        by_slug = {each["slug"]: each for each in said["requirements"]}
        assert by_slug["nik"]["is_met"] is True
        assert by_slug["bimtek-dasar"]["is_met"] is False
        assert by_slug["bimtek-dasar"]["next_step"]
        assert all(each["source"] and each["explanation"] for each in said["requirements"])

    def test_who_holds_the_bimtek_may_apply(
        self, app: Flask, session: Session, person: Person
    ) -> None:
        a_credential(session, person)
        caller, _ = a_caller(app, session)
        assert caller.may().get_json()["may_apply"] is True

    def test_a_changed_requirement_changes_the_answer_as_it_changes_the_page(
        self, app: Flask, session: Session, person: Person
    ) -> None:
        a_credential(session, person)
        caller, _ = a_caller(app, session)
        with writing() as opened:
            rows = opened.scalars(select(RegistrationRequirement))
            next(row for row in rows if row.slug == "usia").value = {"years": 60}
        said = caller.may().get_json()
        with reading() as opened:
            row = opened.get_one(Person, person.id)
            found = registration.eligibility(opened, row, "psm", at=clock.now())
        assert said["may_apply"] is found.is_open is False
        told = {each["slug"]: each["is_met"] for each in said["requirements"]}
        assert told == {each.rule.slug: each.is_met for each in found.judged}

    def test_it_is_kept_who_asked_about_whom_but_no_nik(
        self, app: Flask, session: Session, person: Person
    ) -> None:
        caller, key = a_caller(app, session)
        with structlog.testing.capture_logs() as lines:
            caller.may()
        with reading() as opened:
            call = opened.scalars(select(ApiCall)).one()
            entries = opened.scalars(
                select(AuditEntry).where(AuditEntry.act == "api.eligibility-asked")
            ).all()
        assert (call.key_id, call.person_id, call.status) == (key.id, person.id, 200)
        assert [entry.detail["key_id"] for entry in entries] == [str(key.id)]
        assert NIK not in f"{lines}{call.__dict__}{[entry.__dict__ for entry in entries]}"

    @pytest.mark.parametrize("nik", ["3578010101900001", "12", "x" * 40])
    def test_an_unknown_nik_and_somebody_of_another_region_sound_alike(
        self, app: Flask, session: Session, person: Person, nik: str
    ) -> None:
        caller, _ = a_caller(app, session)
        elsewhere, _ = a_caller(app, session, JAVA)
        unknown, foreign = caller.may(nik), elsewhere.may()
        assert is_problem(unknown, 404)
        assert unknown.get_data() == foreign.get_data()


class TestCoverage:
    def test_the_figures_are_those_of_the_pages(
        self, app: Flask, session: Session, person: Person
    ) -> None:
        key = Key("psm", "dasar")
        session.commit()
        with configured(app, base_url="https://bekal.example.go.id"):
            certificate = issued(person.id)
        caller, _ = a_caller(app, session)
        said = caller.get("coverage/psm/dasar/18").get_json()
        with reading() as opened:
            total = figures.total(opened, "18", key)
            parts = figures.by_child(opened, "18", key)
        assert said["region"]["obliged"] == total.obliged_count
        assert said["region"]["others_by_state"]["selesai"] == total.others[Bucket.DONE] == 1
        assert [part["code"] for part in said["parts"]] == [part.code for part in parts]
        paper = caller.get(f"certificates/{certificate.token}").get_json()
        assert paper["status"] == ("sah-contoh" if certificate.is_specimen else "sah")
        assert {"label": "Nomor", "words": certificate.number} in paper["facts"]

    def test_regions_outside_the_keys_are_not_found(self, app: Flask, session: Session) -> None:
        caller, _ = a_caller(app, session, "18.72")
        assert caller.get("coverage/psm/dasar/18.72").status_code == 200
        for code in ("18", "ID", "35", "18.7", "18.72x", "18.7299"):
            assert is_problem(caller.get(f"coverage/psm/dasar/{code}"), 404)

    def test_a_region_that_does_not_exist_is_not_found(self, app: Flask, session: Session) -> None:
        caller, _ = a_caller(app, session)
        assert is_problem(caller.get("coverage/psm/dasar/18.00"), 404)


class TestCertificates:
    def test_an_unknown_token_is_not_found(self, app: Flask, session: Session) -> None:
        caller, _ = a_caller(app, session)
        assert is_problem(caller.get("certificates/AAAA"), 404)


class TestKeys:
    def test_without_a_key_nothing_is_told(self, app: Flask, person: Person) -> None:
        for key in (None, "bekal_", "bekal_x" * 9):
            caller = Caller(app, key)
            for answer in (caller.may(), caller.get("coverage/psm/dasar/18")):
                assert is_problem(answer, 401)
                assert "bearer" in answer.headers["WWW-Authenticate"].lower()

    def test_a_key_answers_only_what_it_was_made_for(self, app: Flask, session: Session) -> None:
        caller, _ = a_caller(app, session, "18", Use.COVERAGE)
        assert caller.get("coverage/psm/dasar/18").status_code == 200
        assert is_problem(caller.may(), 403)
        assert is_problem(caller.get("certificates/AAAA"), 403)

    def test_a_key_that_has_ended_opens_nothing(self, app: Flask, session: Session) -> None:
        caller, row = a_caller(app, session)
        assert caller.get("coverage/psm/dasar/18").status_code == 200
        with writing() as opened:
            keys.end(opened, SYSTEM, row.id, reason="bocor", at=clock.now())
        assert is_problem(caller.get("coverage/psm/dasar/18"), 401)

    def test_a_key_whose_days_are_over_opens_nothing(self, app: Flask, session: Session) -> None:
        caller, row = a_caller(app, session)
        row.starts_on = row.ends_on = date(2026, 1, 1)
        session.commit()
        assert is_problem(caller.get("coverage/psm/dasar/18"), 401)

    def test_who_asks_too_often_is_told_to_wait(self, app: Flask, session: Session) -> None:
        caller, _ = a_caller(app, session)
        answers = [caller.get("certificates/AAAA") for _ in range(121)]
        assert {answer.status_code for answer in answers[:120]} == {404}
        assert is_problem(answers[120], 429)


class TestBadInput:
    @pytest.mark.parametrize(
        ("sent", "status"),
        [
            ({"data": "{", "content_type": "application/json"}, 400),
            ({"data": "[1]", "content_type": "application/json"}, 422),
            ({"json": {}}, 422),
            ({"json": {"nik": 12}}, 422),
            ({"json": {"nik": "1" * 41}}, 422),
            ({"json": {"nik": NIK, "family": "lain"}}, 422),
            ({"json": {"nik": NIK, "lain": 1}}, 422),
            ({"data": "nik=1"}, 422),
            ({"data": b"\xff\xfe", "content_type": "application/json"}, 400),
        ],
    )
    def test_it_is_a_problem_document_and_names_the_field(
        self, app: Flask, session: Session, sent: dict[str, Any], status: int
    ) -> None:
        caller, _ = a_caller(app, session)
        assert is_problem(caller.post("eligibility", **sent), status)

    def test_addresses_and_ways_that_do_not_exist(self, app: Flask, session: Session) -> None:
        caller, _ = a_caller(app, session)
        assert is_problem(caller.get("tiada"), 404)
        assert is_problem(caller.get("eligibility"), 405)

    def test_pages_keep_their_own_errors(self, browser: Browser) -> None:
        answer = browser.client.get("/tiada")
        assert answer.mimetype == "text/html"
