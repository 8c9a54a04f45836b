"""Passwords: how they are kept, and which are too easy."""

import os
from pathlib import Path
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from lms.kernel.sentence import Sentence, say
from lms.regions.folding import fold

SHORTEST, LONGEST = 8, 200
_COMMON = frozenset(
    (Path(__file__).parent / "common_passwords.txt").read_text(encoding="utf-8").split()
)

_hasher = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
_turns = BoundedSemaphore(os.cpu_count() or 1)  # more hashes at once than cores only cost memory
_DUMMY = _hasher.hash("nobody has this password")


def hashed(password: str) -> str:
    """Give what the database keeps of a password (argon2id)."""
    with _turns:
        return _hasher.hash(password)


def fits(password: str, kept: str | None) -> bool:
    """Tell whether the password is the one that is kept; without one it takes as long, and is not.

    A hash that can't be read fits nothing.
    """
    with _turns:
        try:
            return _hasher.verify(kept or _DUMMY, password) and kept is not None
        except (VerifyMismatchError, InvalidHashError):
            return False


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
