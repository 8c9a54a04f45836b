"""A second trainee with a weak signal keeps every saved answer, and does not pass by it."""

from playwright.sync_api import CDPSession, expect

from tests.journeys import acts, stage
from tests.journeys.site import DESK, Site, Visitor

_SECOND_GENERATION = {
    "latency": 300,
    "downloadThroughput": 250_000 / 8,
    "uploadThroughput": 50_000 / 8,
}


def _connect(network: CDPSession, *, offline: bool = False) -> None:
    network.send("Network.emulateNetworkConditions", {"offline": offline, **_SECOND_GENERATION})


def _says(trainee: Visitor, words: str) -> None:
    state = trainee.page.locator("[data-autosave-state]")
    expect(state).to_contain_text(words, timeout=40_000)


def _test_with_cuts(site: Site, trainee: Visitor, network: CDPSession, staged: stage.Staged) -> int:
    """Take tes akhir through two cuts, rightly; give how many questions it had."""
    known = acts.keys(site)
    trainee.go("/tes").press("Mulai")
    for _ in range(3):
        acts.answer_shown(trainee, known)
        trainee.press("Simpan dan lanjut")

    _connect(network, offline=True)
    acts.answer_shown(trainee, known)
    _says(trainee, "Belum tersimpan. Sambungan terputus")
    assert stage.saved_answers(site, staged.absent_id) == [1, 2, 3]
    _connect(network)
    _says(trainee, "Tersimpan pukul")
    assert stage.saved_answers(site, staged.absent_id) == [1, 2, 3, 4]

    trainee.press("Simpan dan lanjut")
    _connect(network, offline=True)
    acts.answer_shown(trainee, known)
    _says(trainee, "Belum tersimpan. Sambungan terputus")
    trainee.kill()
    assert stage.saved_answers(site, staged.absent_id) == [1, 2, 3, 4]
    site.later(minutes=4)

    _connect(_network(trainee.anew()))
    trainee.go("/tes").follow("Lanjutkan").sees("4 dari 20 terjawab").sees("Soal 5, 6, 7")
    trainee.follow("Soal 5")
    return 4 + len(acts.answer_rest(trainee, known))


def _network(visitor: Visitor) -> CDPSession:
    network = visitor.page.context.new_cdp_session(visitor.page)
    network.send("Network.enable")
    return network


def test_who_is_cut_off_goes_on_but_missed_sessions_stay_missing(site: Site) -> None:
    staged = stage.two_days_over(site)
    trainer, trainee = site.visitor().sign_in("contoh-pengajar"), site.visitor()
    trainer.go(f"{staged.kelas}/tes").press("Buka lagi untuk susulan")
    network = _network(trainee)
    _connect(network)
    trainee.patient().sign_in(stage.LOGIN_NAME)
    count = _test_with_cuts(site, trainee, network, staged)
    assert stage.saved_answers(site, staged.absent_id) == list(range(1, count + 1))
    trainer.go(f"{staged.kelas}/tes").press("Tutup tes akhir")

    trainee.go(f"{staged.angkatan}/kemajuan").sees("Apa yang masih kurang?")
    unmet = trainee.page.locator(".requirements li", has_text="Belum")
    expect(unmet).to_contain_text(["Jam pelajaran (JP)", "JP tatap muka"])
    expect(unmet).to_contain_text(["Hadiri sesi berikutnya"] * 2)
    organiser = site.visitor(DESK).sign_in("contoh-panitia").go(f"{staged.angkatan}/penetapan")
    organiser.sees("1 peserta memenuhi semua syarat").sees("Belum memenuhi syarat (1)")
    offered = organiser.page.locator("main form", has_text="Tetapkan yang dicentang")
    expect(offered).to_contain_text(staged.diligent)
    expect(offered).not_to_contain_text(staged.absent)
