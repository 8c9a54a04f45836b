"""What a graduate should do now: certificate, registration as PSM, the next tier. Pure."""

from dataclasses import dataclass
from uuid import UUID

from lms.home.step import NextStep, Urgency
from lms.kernel.sentence import Sentence, say
from lms.registration.models import RegistrationState


@dataclass(frozen=True)
class OwnPaper:
    """A certificate of one's own, in force."""

    certificate_id: UUID
    title: str
    is_drawn: bool


@dataclass(frozen=True)
class Graduate:
    """What the ledger says of somebody, and where their registration as PSM stands."""

    papers: tuple[OwnPaper, ...] = ()
    may_register: bool = False  # holds the bimtek that is asked for
    registration: RegistrationState | None = None
    opened: tuple[str, ...] = ()  # titles of the programmes that are open now


def graduate_steps(graduate: Graduate) -> tuple[NextStep, ...]:
    """Give what the ledger opens: the certificate, the registration as PSM, the next tier."""
    papers = tuple(_paper(each) for each in graduate.papers[:1])
    tier = (_next_tier(graduate.opened),) if graduate.opened and graduate.papers else ()
    return (*papers, *_registration(graduate), *tier)


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


def _registration(graduate: Graduate) -> tuple[NextStep, ...]:
    match graduate.registration:
        case RegistrationState.APPROVED:
            return ()
        case RegistrationState.SUBMITTED:
            words = say("Petugas pendaftaran di wilayah Anda sedang memeriksanya.")
            step = NextStep(Urgency.WAITING, say("Pendaftaran sebagai PSM"), words)
            return (_to_registration(step, say("Lihat pendaftaran")),)
        case RegistrationState.DECLINED:
            words = say("Pendaftaran Anda ditolak. Baca alasannya, lalu ajukan lagi.")
            step = NextStep(Urgency.SOON, say("Pendaftaran sebagai PSM"), words)
            return (_to_registration(step, say("Baca alasannya")),)
    if not graduate.may_register:
        return ()
    words = say("Anda memegang bimtek yang disyaratkan. Pendaftaran sudah terbuka bagi Anda.")
    return (
        _to_registration(
            NextStep(Urgency.SOON, say("Daftar sebagai PSM"), words), say("Daftar sebagai PSM")
        ),
    )


def _to_registration(step: NextStep, label: Sentence) -> NextStep:
    return NextStep(step.urgency, step.title, step.text, label, "registration.psm")


def _next_tier(opened: tuple[str, ...]) -> NextStep:
    return NextStep(
        Urgency.OPTION,
        say("Jenjang berikutnya terbuka"),
        say("Anda dapat mengikuti: %(titles)s.", titles=", ".join(opened)),
        say("Jenjang saya"),
        "registration.levels",
    )
