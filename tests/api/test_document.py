"""The API's document, and what a program that reads it can do to the API."""

from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from sqlalchemy.orm import Session

from lms.web.limits import limiter
from tests.factories.api import a_key


def document(app: Flask) -> dict[str, Any]:
    found: dict[str, Any] = app.test_client().get("/api/v1/openapi.json").get_json()
    return found


def test_it_is_openapi_3_1_and_names_every_question(app: Flask) -> None:
    said = document(app)
    assert said["openapi"] == "3.1.0"
    assert set(said["paths"]) == {
        "/api/v1/eligibility",
        "/api/v1/certificates/{token}",
        "/api/v1/coverage/{family}/{tier}/{code}",
    }
    assert said["components"]["securitySchemes"]["kunci"]["scheme"] == "bearer"
    assert said["security"] == [{"kunci": []}]


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
@pytest.mark.parametrize("mode", list(GenerationMode), ids=str)
@pytest.mark.parametrize("number", range(3))
def test_no_request_that_a_program_thinks_up_breaks_it(
    app: Flask, session: Session, number: int, mode: GenerationMode
) -> None:
    _, key = a_key(session)
    session.commit()
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    operation = list(schema.get_all_operations())[number].ok()
    answers: set[int] = set()

    @settings(max_examples=20, deadline=None, database=None, suppress_health_check=[*HealthCheck])
    @given(operation.as_strategy(mode))
    def ask(case: schemathesis.Case) -> None:
        limiter.reset()
        answer = case.call(headers={"Authorization": f"Bearer {key}"})
        case.validate_response(answer, checks=[not_a_server_error])
        answers.add(answer.status_code)

    ask()
    assert answers <= {200, 400, 401, 404, 405, 415, 422}
