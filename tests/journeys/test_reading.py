"""A trainee reads on a cheap phone, notes something, and goes on with another phone."""

import re

from playwright.sync_api import expect

from tests.journeys import stage
from tests.journeys.site import BOTH_WAYS, DESK, ONCE, Site, Visitor

MODULE = "Kerelawanan Sosial"
NOTE = "Ingat: relawan bergerak\natas kehendak sendiri."


def _module(trainee: Visitor) -> Visitor:
    """Open the module's page from the list of modules."""
    trainee.go("/materi")
    panel = trainee.page.locator("main .panel", has_text=MODULE).first
    path = panel.get_by_role("link", name=re.compile("Buka modul|Baca lagi")).get_attribute("href")
    return trainee.go(path or "")


@BOTH_WAYS
def test_reads_notes_and_goes_on_elsewhere(site: Site, script: bool) -> None:
    stage.two_days_over(site)
    trainee = site.visitor(java_script_enabled=script).sign_in(stage.LOGIN_NAME)
    _module(trainee).sees("kB")
    trainee.press("Baca: ").sees("Bacaan 1 dari ")
    first = trainee.page.locator("h1").inner_text()
    trainee.press("Lanjut").sees("Bacaan 2 dari ")
    second = trainee.page.locator("h1").inner_text()
    trainee.fill(catatan=NOTE).press("Simpan catatan").sees("Catatan disimpan.")
    assert trainee.page.locator("[name=catatan]").input_value() == NOTE
    trainee.go("/catatan-saya").sees("Ingat: relawan bergerak")

    other = site.visitor(java_script_enabled=script).sign_in(stage.LOGIN_NAME)
    other.go("/materi").press(f"Lanjutkan: {second}").sees("Bacaan 2 dari ")
    assert other.page.locator("[name=catatan]").input_value() == NOTE
    other.press("Kembali (")
    assert other.page.locator("h1").inner_text() == first


@ONCE
def test_words_are_explained_where_they_stand(site: Site) -> None:
    stage.two_days_over(site)
    plain = site.visitor(java_script_enabled=False).sign_in(stage.LOGIN_NAME)
    _module(plain).press("Baca: ")
    term = plain.page.locator("main article a.term").first
    word = term.inner_text()
    term.click()
    line = plain.page.locator(".terms div:target")
    expect(line).to_contain_text(word, ignore_case=True)
    line.get_by_role("link", name="Kembali ke bacaan").click()
    expect(plain.page.locator("article a.term:target")).to_have_text(word)

    scripted = site.visitor().sign_in(stage.LOGIN_NAME).go(plain.path.partition("#")[0])
    scripted.page.locator("main article a.term").first.click()
    expect(scripted.page.locator(".term-popover")).to_contain_text(f"{word}: ")
    scripted.page.keyboard.press("Escape")
    expect(scripted.page.locator(".term-popover")).to_have_count(0)


@ONCE
def test_the_script_keeps_the_place_and_the_note(site: Site) -> None:
    stage.two_days_over(site)
    trainee = site.visitor().sign_in(stage.LOGIN_NAME)
    _module(trainee)
    lesson = trainee.page.locator("main .requirements a").nth(1)
    title = lesson.inner_text().partition(". ")[2]
    with trainee.page.expect_response(re.compile("/buka$")):
        trainee.follow(title)
    trainee.page.locator("[name=catatan]").fill("Sendiri tersimpan")
    expect(trainee.page.locator("[data-autosave-state]")).to_contain_text("Tersimpan pukul")
    trainee.go("/catatan-saya").sees("Sendiri tersimpan")
    trainee.go("/materi").sees(f"Lanjutkan: {title}")


@ONCE
def test_the_whole_module_is_one_page_and_one_print(site: Site) -> None:
    stage.two_days_over(site)
    for width in (DESK, 360):
        trainee = site.visitor(width).sign_in(stage.LOGIN_NAME)
        _module(trainee).follow("Seluruh modul dalam satu halaman")
        trainee.page.locator(".contents a").last.click()
        assert "#" in trainee.page.url
        _module(trainee).follow("Cetak (")
        assert trainee.page.locator("nav, .top, .bottom-bar").count() == 0
        assert MODULE in trainee.page.title()
        trainee.page.emulate_media(media="print")
        expect(trainee.page.locator(".screen-only")).to_be_hidden()
        trainee.page.emulate_media(media="screen")
