"""What somebody should know of curriculum files: to be decided, or what became of theirs. Pure."""

from lms.home.step import NextStep, Urgency
from lms.kernel.sentence import Sentence, say
from lms.workshop.carried_queries import Told
from lms.workshop.models import CarriedState


def curriculum_steps(files: tuple[Told, ...]) -> tuple[NextStep, ...]:
    """Give a step for each file."""
    return tuple(_step(each) for each in files)


def _step(file: Told) -> NextStep:
    urgency, title, text, label = _said(file)
    where = {"carried_id": file.carried_id}
    return NextStep(urgency, title, text, label, "workshop.carried_file", where)


def _said(file: Told) -> tuple[Urgency, Sentence, Sentence, Sentence]:
    name = file.title
    if not file.is_own:
        return (
            Urgency.TODAY,
            say("Berkas kurikulum “%(name)s” menunggu putusan Anda", name=name),
            say("Baca yang berubah dan siapa yang terkena, lalu terbitkan atau tolak."),
            say("Periksa berkas"),
        )
    if file.state is CarriedState.REFUSED:
        return (
            Urgency.SOON,
            say("Berkas kurikulum “%(name)s” ditolak", name=name),
            say("Alasannya: %(reason)s", reason=" ".join(file.reason.split())[:160]),
            say("Lihat berkas"),
        )
    if file.state is CarriedState.EXPIRED:
        return (
            Urgency.SOON,
            say("Berkas kurikulum “%(name)s” lewat waktu", name=name),
            say("Tidak ada yang memutuskannya, jadi berkasnya dihapus. Muat lagi bila perlu."),
            say("Lihat berkas"),
        )
    words = say("Orang kedua sedang memeriksanya.")
    title = say("Berkas kurikulum “%(name)s” menunggu orang kedua", name=name)
    if file.state is CarriedState.PUBLISHED:
        title = say("Berkas kurikulum “%(name)s” sudah terbit", name=name)
        words = say("Angkatan yang direncanakan sesudah ini memakainya.")
    return Urgency.WAITING, title, words, say("Lihat berkas")
