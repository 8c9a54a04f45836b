"""The factory: settings, extensions, blueprints and jobs put together."""

from datetime import timedelta
from typing import Any

from flask import Flask
from flask_babel import Babel
from flask_bootstrap import Bootstrap5
from flask_compress import Compress
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from lms.api import key_views as api_keys
from lms.api import views as api
from lms.assessment import desk_views as assessment_desk
from lms.assessment import essay_views as assessment_marking
from lms.assessment import views as assessment
from lms.attendance import desk_views as attendance_desk
from lms.attendance import views as attendance
from lms.completion import desk_views as completion_desk
from lms.completion import views as completion
from lms.credentials import desk_views as credentials_desk
from lms.credentials import recognition_sheet_views as recognition_desk
from lms.credentials import recognition_views as recognition
from lms.credentials import views as credentials
from lms.home import navigation
from lms.home import views as home
from lms.kernel import jobs, logs, migrating, worker
from lms.kernel.cipher import Cipher
from lms.kernel.database import db, prepare
from lms.kernel.settings import Settings
from lms.kernel.storage import Storage
from lms.learning import views as learning
from lms.obligations import views as obligations
from lms.oversight import views as oversight
from lms.people import desk_views as people_desk
from lms.people import own_views as people_own
from lms.people import security_views as people_security
from lms.people import signing_in
from lms.people import staff_views as people_staff
from lms.people import views as people
from lms.practice import desk_views as practice_desk
from lms.practice import views as practice
from lms.regions import desk_views as regions_desk
from lms.regions import phones
from lms.regions import views as regions
from lms.registration import counter_views as registration_filing
from lms.registration import desk_views as registration_desk
from lms.registration import membership_views as registration_membership
from lms.registration import scan_views as registration_scans
from lms.registration import views as registration
from lms.training import desk_views as training_desk
from lms.training import media_views as training_media
from lms.training import offers_desk_views as training_offers_desk
from lms.training import offers_views as training_offers
from lms.training import views as training
from lms.web import access, assets, errors, headers, health, incoming, templating
from lms.web.limits import limiter
from lms.workshop import bank_views as workshop_bank
from lms.workshop import import_views as workshop_import
from lms.workshop import views as workshop

BLUEPRINTS = (
    health.blueprint,
    home.blueprint,
    credentials.blueprint,
    credentials_desk.blueprint,
    recognition.blueprint,
    recognition_desk.blueprint,
    completion.blueprint,
    completion_desk.blueprint,
    people.blueprint,
    people_own.blueprint,
    people_desk.blueprint,
    people_staff.blueprint,
    people_security.blueprint,
    regions.blueprint,
    regions_desk.blueprint,
    training.blueprint,
    training_desk.blueprint,
    training_offers.blueprint,
    training_offers_desk.blueprint,
    training_media.blueprint,
    learning.blueprint,
    workshop.blueprint,
    workshop_bank.blueprint,
    workshop_import.blueprint,
    attendance.blueprint,
    attendance_desk.blueprint,
    practice.blueprint,
    practice_desk.blueprint,
    assessment.blueprint,
    assessment_desk.blueprint,
    assessment_marking.blueprint,
    registration.blueprint,
    registration_desk.blueprint,
    registration_membership.blueprint,
    registration_filing.blueprint,
    registration_scans.blueprint,
    oversight.blueprint,
    obligations.blueprint,
    api_keys.blueprint,
)

HANDLERS: jobs.Handlers = {
    "oversight.draw": "lms.oversight.jobs:draw",
    "credentials.draw": "lms.credentials.jobs:draw",
    "registration.draw-letter": "lms.registration.jobs:draw",
    "workshop.forget-import": "lms.workshop.import_jobs:forget",
    "workshop.forget-file": "lms.workshop.jobs:forget",
}


def create_app(settings: Settings | None = None) -> Flask:
    """Give the application; without settings they come from the environment."""
    settings = settings or Settings()
    logs.configure(as_json=settings.log_json)
    settings.home.mkdir(parents=True, exist_ok=True)
    app = Flask(__name__, template_folder=str(templating.template_folder()))
    app.jinja_environment = templating.Environment
    app.jinja_options = {"cache_size": -1}  # all stay compiled: there are almost 400, its limit
    app.config.from_mapping(_config(settings))
    app.extensions["bekal.settings"] = settings
    app.extensions["bekal.cipher"] = Cipher(settings.nik_key or settings.secret_key)
    app.extensions["bekal.storage"] = Storage(settings.files)
    _extend(app, settings)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    api.register(app)
    for part in (templating, errors, headers, incoming):
        part.register(app)
    assets.register(app, settings.home / "assets")
    app.context_processor(navigation.context)
    app.add_template_filter(phones.readable, "phone")
    _connect_jobs(app, settings)
    access.guard(app)
    return app


def _config(settings: Settings) -> dict[str, Any]:
    return {
        "SECRET_KEY": settings.secret_key,
        "SQLALCHEMY_ENGINES": {"default": {"url": settings.database, "hide_parameters": True}},
        "BABEL_DEFAULT_LOCALE": "id",
        "BOOTSTRAP_SERVE_LOCAL": True,
        "MAX_CONTENT_LENGTH": 12 * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 2 * 1024 * 1024,
        "PERMANENT_SESSION_LIFETIME": timedelta(days=30),
        "RATELIMIT_STORAGE_URI": settings.rate_limits_url,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": not settings.is_local,
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": not settings.is_local,
    }


def _extend(app: Flask, settings: Settings) -> None:
    if settings.proxies_count:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # as Flask documents it
            app.wsgi_app, x_for=settings.proxies_count, x_proto=settings.proxies_count
        )
    db.init_app(app)
    with app.app_context():
        prepare(db.engine)
    migrating.connect(app)
    Babel(app)
    Bootstrap5(app)
    Compress(app)
    CSRFProtect(app)
    limiter.init_app(app)
    signing_in.manager.init_app(app)


def _connect_jobs(app: Flask, settings: Settings) -> None:
    own = worker.Worker(app, HANDLERS)
    queue = worker.connect(own, worker.make_huey(settings.jobs))
    app.extensions["bekal.worker"] = own
    app.extensions["bekal.queue"] = queue
    app.extensions["bekal.announce"] = queue.announce
