"""What the states of a paper are called."""

from lms.credentials.recognition_models import RecognitionState
from lms.kernel.sentence import say

STATE_WORDS = {
    RecognitionState.AWAITING_SCAN: say("Menunggu pindaian"),
    RecognitionState.FILED: say("Menunggu diperiksa"),
    RecognitionState.RETURNED: say("Dikembalikan untuk dilengkapi"),
    RecognitionState.CONFIRMED: say("Diakui dari dokumen"),
    RecognitionState.DECLINED: say("Ditolak"),
    RecognitionState.WITHDRAWN: say("Ditarik"),
    RecognitionState.REVOKED: say("Dicabut"),
}
TAB_WORDS = STATE_WORDS | {
    RecognitionState.FILED: say("Perlu diperiksa"),
    RecognitionState.AWAITING_SCAN: say("Tanpa pindaian"),
    RecognitionState.RETURNED: say("Dikembalikan"),
    RecognitionState.CONFIRMED: say("Diakui"),
}
TONES = {
    RecognitionState.AWAITING_SCAN: "attention",
    RecognitionState.FILED: "info",
    RecognitionState.RETURNED: "attention",
    RecognitionState.CONFIRMED: "good",
    RecognitionState.DECLINED: "danger",
    RecognitionState.WITHDRAWN: "neutral",
    RecognitionState.REVOKED: "danger",
}
