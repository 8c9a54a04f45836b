"""What kinds, stages, states and duties are called on pages, and the tone of each."""

from flask_babel import lazy_gettext as _l

from lms.training.models import Duty, Kind, ParticipationState, Stage

KIND_WORDS = {
    Kind.BIMTEK: _l("Bimtek"),
    Kind.PEMBEKALAN: _l("Pembekalan"),
    Kind.PELATIHAN: _l("Pelatihan"),
    Kind.PEMBINAAN: _l("Pembinaan"),
    Kind.RAKOR: _l("Rakor"),
}
STAGE_WORDS = {
    Stage.PLANNED: (_l("Direncanakan"), "info"),
    Stage.RUNNING: (_l("Berjalan"), "good"),
    Stage.CLOSED: (_l("Ditutup"), "neutral"),
    Stage.CANCELLED: (_l("Dibatalkan"), "danger"),
}
STATE_WORDS = {
    ParticipationState.NOMINATED: (_l("Diusulkan"), "neutral"),
    ParticipationState.INVITED: (_l("Diundang"), "info"),
    ParticipationState.WILLING: (_l("Bersedia"), "info"),
    ParticipationState.DECLINED: (_l("Menolak"), "danger"),
    ParticipationState.RESERVE: (_l("Cadangan"), "attention"),
    ParticipationState.ENROLLED: (_l("Terdaftar"), "good"),
    ParticipationState.WITHDRAWN: (_l("Mundur"), "danger"),
}
STEP_WORDS = {
    ParticipationState.INVITED: _l("Undang"),
    ParticipationState.WILLING: _l("Catat bersedia"),
    ParticipationState.ENROLLED: _l("Daftarkan sebagai peserta"),
    ParticipationState.RESERVE: _l("Jadikan cadangan"),
    ParticipationState.DECLINED: _l("Catat menolak (tulis alasannya)"),
    ParticipationState.WITHDRAWN: _l("Catat mundur (tulis alasannya)"),
}
DUTY_WORDS = {
    Duty.WIDYAISWARA: _l("Widyaiswara"),
    Duty.NARASUMBER: _l("Narasumber"),
    Duty.FASILITATOR: _l("Fasilitator"),
    Duty.PANITIA: _l("Panitia"),
}
