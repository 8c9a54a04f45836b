"""Words of the bank: kinds, levels, statuses, acts."""

from courses.kinds import Level
from lms.kernel.sentence import Sentence, say
from lms.web.templating import sentence
from lms.workshop.bank_rules import Act
from lms.workshop.models import ItemStatus

KIND_WORDS: dict[str, Sentence] = {
    "choice": say("Pilihan ganda"),
    "choices": say("Pilihan ganda, beberapa benar"),
    "truefalse": say("Benar atau salah"),
    "shortanswer": say("Isian singkat"),
    "numeric": say("Isian angka"),
    "matching": say("Menjodohkan"),
    "ordering": say("Mengurutkan"),
    "cloze": say("Isian rumpang"),
    "essay": say("Uraian"),
    "description": say("Bacaan"),
}
KIND_MEANINGS: dict[str, Sentence] = {
    "choice": say("Satu jawaban yang benar di antara tiga sampai lima."),
    "choices": say("Peserta mencentang semua yang benar; nilainya dapat sebagian."),
    "truefalse": say("Satu pernyataan, benar atau salah."),
    "shortanswer": say("Peserta menulis satu atau beberapa kata."),
    "numeric": say("Peserta menulis angka; toleransi dan satuan dapat diatur."),
    "matching": say("Peserta memasangkan sisi kiri dan kanan."),
    "ordering": say("Peserta mengurutkan butir atau langkah."),
    "cloze": say("Teks dengan tempat kosong yang dipilih atau diisi."),
    "essay": say("Peserta menguraikan; pengajar menilai dengan kriteria."),
    "description": say("Kasus atau bacaan di antara soal, tanpa jawaban."),
}
LEVEL_WORDS: dict[Level, Sentence] = {
    Level.C1: say("mengingat"),
    Level.C2: say("memahami"),
    Level.C3: say("menerapkan"),
    Level.C4: say("menganalisis"),
}
STATUS_WORDS: dict[ItemStatus, tuple[Sentence, str]] = {
    ItemStatus.DRAFT: (say("Draf"), "neutral"),
    ItemStatus.IN_REVIEW: (say("Ditelaah"), "info"),
    ItemStatus.READY: (say("Siap"), "good"),
    ItemStatus.QUARANTINED: (say("Karantina"), "danger"),
    ItemStatus.RETIRED: (say("Pensiun"), "neutral"),
}
ACT_LABELS: dict[Act, Sentence] = {
    Act.SEND: say("Kirim untuk ditelaah"),
    Act.APPROVE: say("Setujui"),
    Act.RETURN: say("Kembalikan"),
    Act.QUARANTINE: say("Karantinakan"),
    Act.RETIRE: say("Pensiunkan"),
    Act.RESTORE: say("Pulihkan menjadi draf"),
}
ITEM_ACTS: dict[str, Sentence] = {
    "item.sent": say("Butir soal dikirim untuk ditelaah"),
    "item.approved": say("Butir soal disetujui"),
    "item.returned": say("Butir soal dikembalikan"),
    "item.quarantined": say("Butir soal dikarantina"),
    "item.retired": say("Butir soal dipensiunkan"),
    "item.restored": say("Butir soal dipulihkan"),
    "item.deleted": say("Draf butir soal dihapus"),
}
"""What acts on items are called in the trail."""


def level_words(level: Level) -> str:
    """Give "C3 menerapkan"."""
    return f"{level.value} {sentence(LEVEL_WORDS[level])}"
