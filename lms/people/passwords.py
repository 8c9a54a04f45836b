"""Passwords: how they are kept, and which are too easy."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from lms.kernel.sentence import Sentence, say
from lms.regions.folding import fold

SHORTEST, LONGEST = 8, 200
_COMMON = frozenset(
    (Path(__file__).parent / "common_passwords.txt").read_text(encoding="utf-8").split()
)

_hasher = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
# as many hashes at once as there are worker processes; the 19 MB that each one takes stay with
# the thread that made it, so it is always the same one
_maker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="passwords")
_DUMMY = _hasher.hash("nobody has this password")


def hashed(password: str) -> str:
    """Give what the database keeps of a password (argon2id)."""
    return _maker.submit(_hasher.hash, password).result()


def fits(password: str, kept: str | None) -> bool:
    """Tell whether the password is the one that is kept; without one it takes as long, and is not.

    A hash that can't be read fits nothing.
    """
    try:
        is_right = _maker.submit(_hasher.verify, kept or _DUMMY, password).result()
    except (VerifyMismatchError, InvalidHashError):
        return False
    return is_right and kept is not None


def is_outdated(kept: str) -> bool:
    """Tell whether a hash was made with other costs than today's."""
    return _hasher.check_needs_rehash(kept)


def problems(password: str, *, known: tuple[str, ...] = ()) -> tuple[Sentence, ...]:
    """Give what is wrong with a new password, one sentence each.

    `known` are texts that others know of this person: name, phone, login name.
    """
    if len(password) < SHORTEST:
        words = "Kata sandi paling pendek 8 huruf atau angka. Anda mengetik %(count)s."
        return (say(words, count=len(password)),)
    if len(password) > LONGEST:
        return (say("Kata sandi paling panjang 200 huruf."),)
    if _plain(password) in {_plain(text) for text in known if text}:
        return (say("Kata sandi tidak boleh sama dengan nama, nomor HP, atau nama masuk Anda."),)
    if fold(password) in _COMMON or len(set(password)) == 1:
        words = "Kata sandi ini terlalu mudah ditebak. Pakailah tiga kata yang hanya Anda ingat."
        return (say(words),)
    return ()


def _plain(text: str) -> str:
    bare = "".join(sign for sign in fold(text) if sign.isalnum())
    return bare.removeprefix("62").removeprefix("0") if bare.isdigit() else bare
