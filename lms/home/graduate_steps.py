"""What a graduate should do now: certificate, registration as PSM, the next tier. Pure."""

from dataclasses import dataclass, field, replace
from uuid import UUID

from lms.home.step import NextStep, Urgency
from lms.kernel.sentence import say
from lms.registration.models import RegistrationState


@dataclass(frozen=True)
class OwnPaper:
    """A certificate of one's own, in force."""

    certificate_id: UUID
    title: str
    is_drawn: bool


@dataclass(frozen=True)
class Applying:
    """Whether somebody holds what a family asks for, and where their registration stands."""

    name: str = "PSM"
    endpoint: str = "registration.psm"
    may_register: bool = False  # holds the training that is asked for
    state: RegistrationState | None = None


@dataclass(frozen=True)
class Graduate:
    """What the ledger says of somebody, and where their registrations stand."""

    papers: tuple[OwnPaper, ...] = ()
    psm: Applying = field(default_factory=Applying)
    pensosmas: Applying = field(default_factory=Applying)
    opened: tuple[str, ...] = ()  # titles of the programmes that are open now
    earlier_returned: int = 0  # papers of earlier training to be completed


def graduate_steps(graduate: Graduate) -> tuple[NextStep, ...]:
    """Give what the ledger opens: the certificate, registering, the next tier."""
    papers = tuple(_paper(each) for each in graduate.papers[:1])
    tier = (_next_tier(graduate.opened),) if graduate.opened else ()
    earlier = (_earlier(),) if graduate.earlier_returned else ()
    ways = (*_registration(graduate.psm), *_registration(graduate.pensosmas))
    return (*earlier, *papers, *ways, *tier)


def _earlier() -> NextStep:
    return NextStep(
        Urgency.SOON,
        say("Lengkapi dokumen pelatihan terdahulu"),
        say("Petugas mengembalikannya. Baca alasannya, perbaiki, lalu kirim lagi."),
        say("Buka dokumen"),
        "credentials_recognition.mine",
    )


def _paper(paper: OwnPaper) -> NextStep:
    if not paper.is_drawn:
        return NextStep(
            Urgency.WAITING,
            say("Sertifikat %(title)s", title=paper.title),
            say("Sertifikat Anda sudah terbit dan sedang dibuat. Buka lagi beberapa saat lagi."),
            say("Sertifikat saya"),
            "credentials.mine",
        )
    return NextStep(
        Urgency.OPTION,
        say("Sertifikat %(title)s siap", title=paper.title),
        say("Unduh dan simpan berkasnya; keasliannya dapat diperiksa siapa pun."),
        say("Unduh sertifikat"),
        "credentials.mine",
    )


def _registration(one: Applying) -> tuple[NextStep, ...]:
    """Give what somebody should do about being registered in a family."""
    as_what = say("Pendaftaran sebagai %(name)s", name=one.name)
    match one.state:
        case RegistrationState.APPROVED:
            return ()
        case RegistrationState.SUBMITTED:
            words = say("Petugas pendaftaran di wilayah Anda sedang memeriksanya.")
            step = NextStep(Urgency.WAITING, as_what, words, say("Lihat pendaftaran"))
            return (replace(step, endpoint=one.endpoint),)
        case RegistrationState.RETURNED:
            words = say("Pendaftaran Anda dikembalikan. Baca alasannya, lengkapi, lalu kirim lagi.")
            title = say("Lengkapi pendaftaran sebagai %(name)s", name=one.name)
            step = NextStep(Urgency.SOON, title, words, say("Lengkapi pendaftaran"))
            return (replace(step, endpoint=one.endpoint),)
        case RegistrationState.DECLINED:
            words = say("Pendaftaran Anda ditolak. Baca alasannya, lalu ajukan lagi.")
            step = NextStep(Urgency.SOON, as_what, words, say("Baca alasannya"))
            return (replace(step, endpoint=one.endpoint),)
    if not one.may_register:
        return ()
    title = say("Daftar sebagai %(name)s", name=one.name)
    words = say("Anda memegang pelatihan yang disyaratkan. Pendaftaran sudah terbuka bagi Anda.")
    return (NextStep(Urgency.SOON, title, words, title, one.endpoint),)


def _next_tier(opened: tuple[str, ...]) -> NextStep:
    return NextStep(
        Urgency.OPTION,
        say("Jenjang berikutnya terbuka"),
        say("Anda dapat mengikuti: %(titles)s.", titles=", ".join(opened)),
        say("Jenjang saya"),
        "registration.levels",
    )
