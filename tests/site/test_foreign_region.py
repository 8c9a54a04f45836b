"""Every route x a stranger x a foreign object: refused, and nothing is changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from lms.kernel.access import ALLOWS, Permission, Role
from lms.kernel.database import db
from lms.people.models import Account
from lms.web import access
from lms.web.access import Visitor
from tests import conftest, databases
from tests.browser import Browser
from tests.site.forms import Filled, ask, harvest, minimal, rules, sheet
from tests.site.ledger import digest
from tests.site.world import World, a_world

PUBLIC_WITH_AN_OBJECT = {
    "people.activate": "whoever holds the printed card's code may open its page",
    "people.spend": "whoever holds the printed card's code may use it",
    "credentials.show": "anybody may check a certificate; no NIK, birth date or phone",
    "training_offers.offer": "an announced angkatan is for everybody",
    "training_offers.desa": "names of desa, for the form of an announced angkatan",
    "training_offers.application": "whoever lives there may put themselves forward",
    "training_offers.apply": "makes an application that a Dinas decides on, nothing else",
    "training_offers.apply_myself": "one's own application, judged by domicile",
    "training_media.show": "a picture of a lesson: whoever is signed in and knows its digest",
    "attendance.scan": "a QR is judged before sign-in; what it opens asks who it is",
}
OWN = {
    "credentials_recognition.file": "one's own paper of earlier training",
    "people_own.change_password": "one's own account",
    "people_own.change_profile": "one's own data",
    "people_own.end_others": "one's own sessions",
    "people_own.keep_nik": "one's own NIK",
    "people.sign_out": "one's own session",
    "people_security.begin": "one's own second factor",
    "people_security.check": "one's own second factor",
    "people_security.confirm": "one's own second factor",
    "people_security.renew": "one's own second factor",
    "registration.attach": "one's own application; what nobody asks for is refused",
    "registration.submit": "one's own application, judged by the ledger",
    "registration.withdraw": "one's own application",
}
PUBLIC_POSTS = {
    "training_offers.find": "asks with receipt and phone, changes nothing",
    "people.enter": "proves who it is",
    "people.find_code": "leads to the page of a code",
    "credentials.find": "asks the ledger, changes nothing",
    "credentials.upload": "asks the ledger, changes nothing",
    "home.demo_sign_in": "in the demonstration and on loopback only; else not found",
}
READING_POSTS = {
    "oversight.look_up": "where somebody stands, by NIK: posted so that it stands in no address",
}
WITHOUT_AN_OBJECT = {
    "api_keys.make": "the region is named in the form; refused in tests/api",
    "obligations.try_list": "the region is named in the form; refused in tests/obligations",
    "oversight.look_up": "the NIK is typed in the form; refused in tests/oversight",
    "credentials_recognition_desk.file": "desa and NIK are typed; refused in tests/credentials",
    "credentials_recognition_desk.try_list": "desa and NIK stand in its rows; as above",
    "people_desk.cards": "the accounts are named in the form; swept below with foreign ones",
    "people_staff.appoint": "the region is named in the form; refused in tests/people",
    "registration_filing.record": "the desa is named in the form; refused in tests/registration",
    "registration_filing.seek": "the NIK is typed in the form; refused in tests/registration",
    "registration_membership.make_decree": "people are named in the form; tests/registration",
    "regions_desk.found": "the region is named in the form; refused in tests/regions",
    "training_desk.plan": "the organiser is named in the form; refused in tests/training",
    "workshop.begin_from": "the region is named in the form; refused in tests/workshop",
    "workshop.begin_new": "the region is named in the form; refused in tests/workshop",
    "workshop.try_curriculum": "opens a file and shows it to whoever sent it",
}
BESIDE = {
    "home.angkatan": "a trainer of any kelas of the angkatan may see its page",
    "learning.module": "and read what is taught there",
    "learning.lesson": "and read what is taught there",
    "learning.whole": "and read what is taught there",
    "learning.paper": "and print it",
    "learning.handout": "and what is handed out there",
    "learning.plan": "and how it is taught",
    "completion.summary": "and what was concluded there",
    "completion.summary_text": "and what was concluded there",
    "completion.summary_scan": "and what was concluded there",
}
REFUSED = {403, 404}


@dataclass
class Scene:
    """The application with its world, and what its pages' forms send."""

    app: Flask
    world: World
    forms: dict[str, Filled]

    def address(self, rule: Rule) -> str:
        """Give a rule's address with the world's objects in it."""
        values = self.world.address_of(rule.endpoint, set(rule.arguments))
        return Browser(self.app).address(rule.endpoint, **values)

    def data(self, rule: Rule) -> dict[str, object]:
        """Give what the page's form would send to a rule."""
        form = self.forms.get(rule.endpoint)
        return {**minimal(), **(form.data if form else {}), **sheet(rule.endpoint)}

    def statuses(
        self, account: Account | None, method: str, *, but: frozenset[str] = frozenset()
    ) -> Iterator[tuple[Rule, int, str]]:
        """Ask every route with an object as somebody; give what came back."""
        browser = Browser(self.app)
        if account is not None:
            browser.sign_in(account)
        for rule in rules(self.app, method):
            if rule.arguments and rule.endpoint not in but:
                sent = self.data(rule) if method == "POST" else None
                answer = ask(browser, method, self.address(rule), sent)
                yield rule, answer.status_code, answer.headers.get("Location", "")


@pytest.fixture(scope="module", params=databases.KINDS)
def scene(request: pytest.FixtureRequest, worker_name: str) -> Iterator[Scene]:
    """A world in Lampung and the forms of its pages; no test of this file may change it."""
    app = conftest.application(request.param, worker_name)
    conftest.empty(app)
    with app.app_context():
        with Session(
            db.engine.execution_options(bekal_writes=True), expire_on_commit=False
        ) as session:
            world = a_world(app, session)
        yield Scene(app, world, harvest(app, world))


def test_strangers_reach_no_object_by_any_route(scene: Scene) -> None:
    before, wrong = digest(), []
    for name, account in scene.world.strangers.items():
        passed = PUBLIC_WITH_AN_OBJECT.keys() - {"attendance.scan"}
        if name == "trainer of another kelas":
            passed |= BESIDE.keys()
        for method in ("GET", "POST"):
            for rule, status, _to in scene.statuses(account, method, but=frozenset(passed)):
                if status not in REFUSED:
                    wrong.append(f"{name}: {method} {rule.endpoint}: {status}")
    for method in ("GET", "POST"):
        but = frozenset(PUBLIC_WITH_AN_OBJECT)
        for rule, status, to in scene.statuses(None, method, but=but):
            if status not in REFUSED and not (status == 303 and to.startswith("/masuk")):
                wrong.append(f"nobody: {method} {rule.endpoint}: {status} {to}")
    assert not wrong, "\n".join(wrong)
    assert digest() == before


def test_each_object_is_somebodys_to_see(scene: Scene) -> None:
    seen: dict[str, set[int]] = {}
    for account in scene.world.insiders.values():
        for rule, status, _to in scene.statuses(account, "GET"):
            seen.setdefault(rule.endpoint, set()).add(status)
    unseen = {name: found for name, found in seen.items() if not found & {200, 303, 409}}
    assert not unseen, "the sweep would prove nothing about these"


def test_cards_are_not_printed_for_foreign_accounts(scene: Scene) -> None:
    before = digest()
    browser = Browser(scene.app).sign_in(scene.world.strangers["all roles of 35"])
    for account_id in (scene.world.values["account_id"], uuid4(), "bukan-nomor"):
        address = browser.address("people_desk.cards")
        assert ask(browser, "POST", address, {"account_id": account_id}).status_code == 404
    assert digest() == before


MAY_READ = {
    **dict.fromkeys(BESIDE, {Permission.ANGKATAN_READ}),
    "credentials_recognition.scan": {
        Permission.RECOGNITION_FILE,
        Permission.RECOGNITION_CONFIRM,
    },
    "registration_membership.letter": {Permission.REGISTRATION_DECIDE},
    "credentials.download": {Permission.ANGKATAN_READ, Permission.CERTIFICATE_REVOKE},
}


def test_roles_of_the_region_reach_only_what_they_permit(scene: Scene) -> None:
    before, wrong = digest(), []
    for role in Role:
        for method in ("GET", "POST"):
            permitted = {r.endpoint for r in rules(scene.app, method) if _may(scene.app, role, r)}
            but = frozenset(permitted | PUBLIC_WITH_AN_OBJECT.keys())
            for rule, status, _to in scene.statuses(scene.world.neighbours[role], method, but=but):
                if status not in REFUSED:
                    wrong.append(f"{role}: {method} {rule.endpoint}: {status}")
    assert not wrong, "\n".join(wrong)
    assert digest() == before


def _may(app: Flask, role: Role, rule: Rule) -> bool:
    needs = set(access.access_of(app.view_functions[rule.endpoint]) or ())
    if Visitor.SIGNED_IN in needs:
        needs = set(MAY_READ.get(rule.endpoint, {Permission.ANGKATAN_PLAN}))
    return bool(needs & ALLOWS[role])


def test_an_auditor_changes_nothing_at_all(scene: Scene) -> None:
    before = digest()
    browser = Browser(scene.app).sign_in(scene.world.neighbours[Role.AUDITOR])
    for rule in rules(scene.app, "POST"):
        if rule.endpoint not in OWN and rule.endpoint not in PUBLIC_WITH_AN_OBJECT:
            answer = ask(browser, "POST", scene.address(rule), scene.data(rule))
            if rule.endpoint not in {*PUBLIC_POSTS, *READING_POSTS}:
                assert answer.status_code in REFUSED, f"{rule.endpoint}: {answer.status_code}"
    assert digest() == before


def test_every_route_is_swept_or_named_with_its_reason(app: Flask) -> None:
    named = {*PUBLIC_WITH_AN_OBJECT, *OWN, *PUBLIC_POSTS, *WITHOUT_AN_OBJECT}
    silent = {
        rule.endpoint
        for rule in rules(app, "POST")
        if not rule.arguments and rule.endpoint not in named
    }
    assert not silent
    assert not named - app.view_functions.keys()
