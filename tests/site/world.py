"""One full world in Lampung: an object for whatever a route can name, and who may see it."""

from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from courses.writing import library_files
from lms.attendance.models import Status
from lms.attendance.operations import open_session
from lms.completion import operations as completion
from lms.completion import summarising
from lms.completion.models import Decision
from lms.credentials import house
from lms.credentials.models import Certificate
from lms.credentials.recognition_models import RecognitionSheet
from lms.kernel import clock
from lms.kernel.access import SYSTEM, Role
from lms.kernel.database import reading, writing
from lms.people import operations as people
from lms.people.models import Account, CodePurpose, Person, SignIn
from lms.people.sealing import cipher
from lms.people.signing_in import token_hash
from lms.registration.models import Registration
from lms.training import media, nominating
from lms.training.models import ParticipationState, Teaching, TestKind
from lms.web.scans import Scan, ScanKind
from lms.workshop import carried
from lms.workshop.carrying import zipped
from lms.workshop.import_pictures import media_of
from lms.workshop.models import ItemStatus
from tests.completion.samples import Course, a_course
from tests.credentials.papers_of_before import filed
from tests.credentials.samples import configured
from tests.factories.api import a_key
from tests.factories.assessment import an_attempt
from tests.factories.factors import a_factor
from tests.factories.membership import a_letter, a_member, term_of
from tests.factories.offers import an_application, an_offer
from tests.factories.oversight import a_report
from tests.factories.people import a_grant, a_person, a_staff_member, an_account
from tests.factories.questions import an_essay_handed_in
from tests.factories.regions import KALIREJO, METRO
from tests.factories.registration import a_graduate, a_registration, the_requirements
from tests.factories.scans import a_demand, a_scan
from tests.factories.training import (
    a_kelas,
    a_list,
    a_participant,
    a_quota,
    a_trainer,
    account_of,
    an_angkatan,
    an_open_test,
)
from tests.obligations.sheets import tried
from tests.standings.lists import a_nik, names
from tests.workshop.bank_samples import a_manuscript, acting, an_item
from tests.workshop.import_samples import a_row, a_sheet
from tests.workshop.import_samples import tried as tried_questions
from tests.workshop.naskah import a_curriculum_of, a_small_library
from tests.workshop.picture_samples import a_picture, a_quiz, shown

NIK = "1872015705900001"


@dataclass
class World:
    """`values` has a value for each parameter of the routes; `own` differs for one endpoint."""

    values: dict[str, Any]
    own: dict[str, dict[str, Any]]
    insiders: dict[str, Account]
    strangers: dict[str, Account] = field(default_factory=dict)
    neighbours: dict[str, Account] = field(default_factory=dict)

    def address_of(self, endpoint: str, names: set[str]) -> dict[str, Any]:
        """Give the values of an endpoint's parameters; an unknown name is an error."""
        given = {**self.values, **self.own.get(endpoint, {})}
        return {name: given[name] for name in names}


def a_world(app: Flask, session: Session) -> World:
    """Build it by the factories and the operations that pages use."""
    course = _with_questions(a_course(session))
    graduate = course.graduate("Sekar Wulandari")
    who = course.participant("Wayan Astuti")
    invited = a_participant(
        session, course.kelas, a_person(session, "Made Wirawan"), state=ParticipationState.INVITED
    )
    pretest = an_open_test(session, course.kelas, TestKind.PRE)
    attempt = an_attempt(session, who, pretest)
    values: dict[str, Any] = {
        "angkatan_id": course.angkatan.id,
        "kelas_id": course.kelas.id,
        "session_id": course.sessions[0].id,
        "participation_id": who.id,
        "window_id": pretest.id,
        "attempt_id": attempt.id,
        "rubric_id": course.rubrics[0].id,
        "quota_id": a_quota(session, course.angkatan, sender_code="18.72").id,
        "organisation_id": course.angkatan.organiser_id,
        "module_slug": course.module.slug,
        "lesson_slug": course.module.content["lessons"][0]["slug"],
        "question_key": course.module.content["questions"][0]["key"],
        "kind": "awal",
        "number": 1,
        "subject": "orang",
        "handout_slug": "01-kasus",
        "digest": media.keep(house.storage(), b"%PDF-1.7 formulir"),
        "suffix": "pdf",
    }
    insiders = {"trainer": a_trainer(session, course.kelas), "trainee": account_of(session, who)}
    insiders["desk"] = _of_all_roles(session, "18")
    insiders["invited"] = account_of(session, invited)
    insiders["graduate"] = account_of(session, graduate)
    insiders["applicant"] = a_graduate(session)
    values |= _applying(session, insiders["applicant"])
    values["recognition_id"] = filed(session, insiders["trainee"]).id
    papers = _papers_of(session, insiders["desk"])
    filed_at_counter = _filed_by(session, insiders["desk"])
    insiders["member"], member = _a_member(session)
    values |= {"decree_id": member["decree_id"], "letter_id": member["letter_id"]}
    offer = an_offer(session)
    values["application_id"] = an_application(session, offer).id
    values |= _of_people(session)
    values["sign_in_id"] = _a_sign_in(session, insiders["trainee"]).id
    values["report_id"] = a_report(session).id
    in_force = names(session, [(1, METRO)])
    values["list_id"] = tried(session, SYSTEM, [(a_nik(2), "Ayu", METRO), ("1", "Joko", METRO)]).id
    values |= {"holder_id": _a_holder(session).id}
    values["response_id"] = an_essay_handed_in(session, who, course.window).id
    values["key_id"] = a_key(session)[0].id
    values |= _teaching_of(session, insiders["trainer"])
    values |= _a_bank(session)
    strangers, neighbours = _strangers(session, course), _neighbours(session)
    session.commit()
    values |= _decided(app, course, graduate.id) | _opened(course)
    course.attend(graduate, course.sessions[0], Status.ABSENT)  # so that there is a review
    session.commit()
    own: dict[str, dict[str, Any]] = {
        name: {"participation_id": invited.id}
        for name in ("training.accept", "training.decline", "training.regrets")
    }
    own |= {
        name: {"angkatan_id": offer.angkatan_id}
        for name in (
            "training_offers.offer",
            "training_offers.application",
            "training_offers.desa",
            "training_offers.apply",
            "training_offers.apply_myself",
        )
    }
    own |= {
        name: {"family": "psm", "tier": "dasar", "code": "18"}
        for name in (
            "oversight.region",
            "oversight.people",
            "oversight.empty",
            "oversight.make_report",
            "oversight.people_sheet",
            "api.coverage",
        )
    }
    own |= {name: papers for name in _OF_PAPERS}
    own["obligations.end"] = {"list_id": in_force.id}
    own["registration_filing.receipt"] = {"registration_id": filed_at_counter.id}
    own |= {name: member for name in _OF_MEMBERS}
    own |= {name: {"code": "18.72"} for name in _OF_PRACTICE}
    own |= _of_workshop(session, insiders["desk"])
    pictured = _a_pictured_trial(session)
    session.commit()
    own["workshop_import.export"] = {"name": "gift"}
    own["workshop_import.picture"] = pictured
    own["workshop_bank.move"] = {"act": "karantina"}
    return World(values, own, insiders, strangers, neighbours)


_OF_PAPERS = tuple(
    f"credentials_recognition_desk.{name}" for name in ("sheet", "problems", "apply")
)


def _applying(session: Session, account: Account) -> dict[str, Any]:
    """Give an application with a scan."""
    the_requirements(session)
    a_demand(session, region_code="18.72")
    document = a_scan(session, account.person)
    return {"registration_id": a_registration(session, account).id, "document_id": document.id}


def _filed_by(session: Session, clerk: Account) -> Registration:
    """Give an application that the clerk filed at the counter."""
    account = a_graduate(session, "Nengah Ayu")
    a_scan(session, account.person)
    row = a_registration(session, account)
    row.filed_by_id, row.filed_note = clerk.id, "Datang sendiri"
    session.flush()
    return row


_OF_MEMBERS = tuple(
    f"registration_membership.{name}"
    for name in (
        "member",
        "set_number",
        "set_duty",
        "make_letter",
        "accept_move",
        "answer_basis",
        "end",
        "resign",
    )
)
_OF_PRACTICE = ("registration_membership.region_practice", "registration_membership.put_practice")


def _a_member(session: Session) -> tuple[Account, dict[str, Any]]:
    """Give somebody who is registered under an SK, with a letter that is drawn."""
    account = a_graduate(session, "Komang Adi", KALIREJO)
    row = a_member(session, account)
    letter = a_letter(session, row)
    decree_id = term_of(session, row).decree_id
    return account, {
        "registration_id": row.id,
        "decree_id": decree_id,
        "letter_id": letter.id,
    }


def _papers_of(session: Session, account: Account) -> dict[str, Any]:
    """Give a list of earlier papers that the account uploaded."""
    made = RecognitionSheet(
        filename="daftar.xlsx", rows=[], uploaded_at=clock.now(), uploaded_by_id=account.id
    )
    session.add(made)
    session.flush()
    return {"sheet_id": made.id}


def _with_questions(course: Course) -> Course:
    """Name the module as the tests of the curriculum name it."""
    course.module.slug = "kerelawanan"
    course.module.content = {
        **course.module.content,
        "slug": "kerelawanan",
        "handouts": [{"slug": "01-kasus", "title": "Kasus", "for_trainer": False, "text": "Baca."}],
        "plan": [{"minutes": 90, "activity": "Belajar", "method": "Diskusi", "materials": ""}],
    }
    return course


def _a_bank(session: Session) -> dict[str, Any]:
    """Give a manuscript with a question in its bank."""
    manuscript = a_manuscript(session)
    item = an_item(session, manuscript, status=ItemStatus.READY)
    file = a_sheet(a_row("Siapa?"), a_row("Salah?", key="E"))
    tested = tried_questions(session, SYSTEM, manuscript, file)
    return {"manuscript_id": manuscript.id, "item_id": item.id, "import_id": tested.id}


def _a_pictured_trial(session: Session) -> dict[str, Any]:
    """Give the picture of a question file that was tried."""
    quiz = a_quiz((shown("a.png"), {"a.png": a_picture()}))
    naskah = a_manuscript(session, slug="bergambar", media=[])
    tested = tried_questions(session, SYSTEM, naskah, quiz, "soal.xml")
    (picture,) = media_of(tested)
    return {"import_id": tested.id, "digest": picture.digest, "suffix": "png"}


def _of_workshop(session: Session, author: Account) -> dict[str, dict[str, Any]]:
    """Give a region's own curriculum, and the file of it that somebody has uploaded."""
    library = a_small_library()
    curriculum = a_curriculum_of(session, library, "18")
    content = zipped(library_files(library))
    file = carried.File(content, library)
    places = {"filename": "kurikulum.zip", "region_code": "18", "at": clock.now()}
    brought = carried.bring(session, acting(author, "18"), file, house.storage(), **places)
    own: dict[str, dict[str, Any]] = {
        f"workshop.{name}": {"kind": "bacaan", "name": "arti", "way": "turun"}
        for name in (
            *("add_part", "part", "save_part", "preview", "move_part"),
            *("ask_remove_part", "remove_part"),
        )
    }
    own["workshop.carried_module"] = {"slug": library.modules[0].slug}
    own["workshop.remove_media"] = {"name": "form.pdf"}
    own["workshop.download"] = {"curriculum_id": curriculum.id}
    own["workshop.compare_versions"] = {"slug": library.modules[0].slug}
    for name in _OF_CARRYING:
        own[f"workshop.{name}"] = {"carried_id": brought.id, **own.get(f"workshop.{name}", {})}
    return own


_OF_CARRYING = (
    *("carried_file", "carried_module", "take_in", "send_carried", "withdraw_carried"),
    *("refuse_carried", "publish_carried"),
)


def _of_all_roles(session: Session, region_code: str) -> Account:
    made = an_account(session, a_person(session, f"Serba Bisa {region_code}"))
    for role in Role:
        a_grant(session, made, role, region_code)
    return made


def _of_people(session: Session) -> dict[str, Any]:
    member = a_staff_member(session, Role.ORGANISER, "18.72")
    account = an_account(session, a_person(session, "Ketut Rahayu"))
    account.activated_at = None
    person = a_person(session, "Nyoman Sari")
    people.set_nik(session, SYSTEM, person, NIK, at=clock.now())
    grant = a_grant(session, member, Role.REGISTRAR, "18.72")
    a_factor(session, account)
    code = people.issue_code(session, SYSTEM, account, CodePurpose.ACTIVATE, at=clock.now())
    return {
        "account_id": account.id,
        "person_id": person.id,
        "subject_id": person.id,
        "grant_id": grant.id,
        "code": code,
    }


def _a_holder(session: Session) -> Person:
    """Give somebody of the region with a NIK, with whom another row may be merged."""
    made = a_person(session, "Sekar Kembar")
    people.set_nik(session, SYSTEM, made, "1872014101850002", at=clock.now())
    return made


def _a_sign_in(session: Session, account: Account) -> SignIn:
    at = clock.now()
    row = SignIn(
        account_id=account.id,
        token_hash=token_hash("perangkat lain"),
        device="uji",
        created_at=at,
        seen_at=at,
        expires_at=at.replace(year=at.year + 1),
    )
    session.add(row)
    session.flush()
    return row


def _teaching_of(session: Session, trainer: Account) -> dict[str, Any]:
    found = select(Teaching.id).where(Teaching.person_id == trainer.person_id)
    return {"teaching_id": session.scalars(found).one()}


def _decided(app: Flask, course: Course, graduate_id: Any) -> dict[str, Any]:
    with configured(app, demonstration=True), writing() as session:
        completion.decide(session, SYSTEM, course.angkatan.id, [graduate_id], at=clock.now())
        summarising.keep(
            session,
            SYSTEM,
            course.angkatan.id,
            "Ringkasan",
            scan=Scan(ScanKind.PDF, "application/pdf", b"%PDF-1.7", "0" * 64),
            storage=house.storage(),
            at=clock.now(),
        )
    with reading() as session:
        certificate = session.scalars(select(Certificate)).one()
        decided = select(Decision).where(Decision.participation_id == graduate_id)
        decision = session.scalars(decided).one()
    return {
        "certificate_id": certificate.id,
        "credential_id": certificate.credential_id,
        "token": certificate.token,
        "decision_id": decision.id,
    }


def _opened(course: Course) -> dict[str, Any]:
    row = course.sessions[0]
    with writing() as session:
        open_session(session, SYSTEM, row.id, at=row.starts_at)
        sheet = nominating.try_sheet(
            session,
            SYSTEM,
            course.angkatan.id,
            a_list({}),
            filename="usulan.xlsx",
            state=ParticipationState.NOMINATED,
            cipher=cipher(),
            at=clock.now(),
        )
    return {"sheet_id": sheet.id}


def _strangers(session: Session, course: Course) -> dict[str, Account]:
    """Give those to whom no object of this world is any business."""
    elsewhere = a_kelas(session, an_angkatan(session))
    found = {f"{role} of 35": a_staff_member(session, role, "35") for role in Role}
    found["all roles of 35"] = _of_all_roles(session, "35")
    found["trainee of another angkatan"] = account_of(session, a_participant(session, elsewhere))
    found["trainer of another angkatan"] = a_trainer(session, elsewhere)
    beside = a_kelas(session, course.angkatan, name="B")
    found["trainer of another kelas"] = a_trainer(session, beside)
    return found


def _neighbours(session: Session) -> dict[str, Account]:
    """Give one account for each role of the same region."""
    return {role.value: a_staff_member(session, role, "18") for role in Role}
