"""The README names exactly the accounts that the demonstration has."""

import re
from pathlib import Path

from lms.demo.offices import PASSWORD
from lms.home.demo_accounts import DEMO_ACCOUNTS

README = (Path(__file__).resolve().parents[2] / "README.md").read_text("utf-8")


def test_the_readme_names_who_can_sign_in() -> None:
    named = re.findall(r"^\| `(contoh-[a-z]+)` \|", README, re.MULTILINE)
    assert named == [account.login_name for account in DEMO_ACCOUNTS]
    assert f"`{PASSWORD}`" in README
