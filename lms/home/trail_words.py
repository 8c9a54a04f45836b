"""What the rows that acts are about are called, and where each is shown."""

from flask import url_for

from lms.kernel.access import Actor, Permission
from lms.kernel.audit import AuditEntry, is_id
from lms.kernel.sentence import Sentence, say

OTHER = say("Catatan lain")
SUBJECT_WORDS: dict[str, Sentence] = {
    "account": say("Akun"),
    "angkatan": say("Angkatan"),
    "api_key": say("Kunci API"),
    "appointment": say("Pengangkatan PSM"),
    "attempt": say("Pengerjaan tes"),
    "bank_item": say("Butir soal"),
    "carried_curriculum": say("Berkas kurikulum"),
    "certificate": say("Lembar sertifikat"),
    "coverage_report": say("Laporan pelatihan wajib"),
    "credential": say("Sertifikat dan pencatatan"),
    "curriculum": say("Kurikulum"),
    "decision": say("Kelulusan peserta"),
    "decision_round": say("Penetapan kelulusan"),
    "decree": say("SK"),
    "duty_letter": say("Surat tugas"),
    "kelas": say("Kelas"),
    "mark": say("Presensi"),
    "meeting_summary": say("Notula rakor"),
    "nomination_sheet": say("Daftar usulan peserta"),
    "obliged_list": say("Daftar wajib"),
    "offer": say("Angkatan terbuka"),
    "organisation": say("Organisasi"),
    "participation": say("Peserta angkatan"),
    "person": say("Orang"),
    "recognition": say("Pengakuan pelatihan"),
    "recognition_sheet": say("Daftar pengakuan"),
    "registration": say("Pendaftaran"),
    "registration_basis": say("Dasar pendaftaran"),
    "registration_document": say("Dokumen pendaftaran"),
    "registration_move": say("Perpindahan domisili"),
    "registration_practice": say("Aturan daerah pendaftaran"),
    "registration_requirement": say("Persyaratan pendaftaran"),
    "review": say("Tinjauan kelulusan"),
    "role_grant": say("Peran petugas"),
    "score": say("Nilai praktik"),
    "self_application": say("Pengajuan diri"),
    "teaching": say("Tugas pengajar"),
    "test_window": say("Tes"),
    "training_session": say("Sesi"),
}
"""By the table of the row; what is missing here is called OTHER."""


def subject_word(kind: str) -> Sentence:
    """Give what a row of this table is called."""
    return SUBJECT_WORDS.get(kind, OTHER)


def whom(entry: AuditEntry) -> tuple[str, str | None]:
    """Give which person an act is about: ("account" or "person", id), the id None for nobody."""
    match entry.subject_kind:
        case "account" | "person":
            found, kind = entry.subject_id, entry.subject_kind
        case "role_grant":
            found, kind = entry.detail.get("account_id"), "account"
        case _:
            found, kind = entry.detail.get("person_id") or entry.detail.get("person"), "person"
    return kind, found if isinstance(found, str) and is_id(found) else None


def subject_url(actor: Actor, entry: AuditEntry) -> str | None:
    """Give the page of an act's subject that the actor may open, if there is one."""
    region, key = entry.region_code, entry.subject_id
    match entry.subject_kind:
        case "person":
            return url_for("home.history", subject="orang", subject_id=key)
        case "account":
            return _account_url(actor, key, region)
        case "role_grant" if "account_id" in entry.detail:
            return _account_url(actor, entry.detail["account_id"], region)
        case "angkatan" if actor.may(Permission.ANGKATAN_READ, within=region):
            return url_for("home.angkatan", angkatan_id=key)
        case "participation" | "decision_round" if "angkatan_id" in entry.detail:
            angkatan_id = entry.detail["angkatan_id"]
            return url_for("home.history", subject="angkatan", subject_id=angkatan_id)
        case "credential":
            return url_for("home.history", subject="sertifikat", subject_id=key)
        case "registration" if actor.may(Permission.REGISTRATION_DECIDE, within=region):
            return url_for("registration_desk.show", registration_id=key)
        case "registration":
            return url_for("home.history", subject="pendaftaran", subject_id=key)
        case "organisation" if actor.may(Permission.ORGANISATION_MANAGE, within=region):
            return url_for("regions_desk.organisation", organisation_id=key)
        case _:
            return None


def _account_url(actor: Actor, key: str, region: str) -> str:
    if actor.may(Permission.ROLE_GRANT, within=region):
        return url_for("people_staff.member", account_id=key)
    return url_for("home.history", subject="akun", subject_id=key)
