"""Keeping NIK encrypted."""

import base64

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st

from lms.kernel.cipher import Cipher

NIK = "1872014107900001"
cipher, other = Cipher("satu rahasia yang cukup panjang"), Cipher("rahasia lain yang cukup panjang")


@given(st.text(max_size=40))
def test_what_was_sealed_comes_back(text: str) -> None:
    assert cipher.decrypt(cipher.encrypt(text)) == text


def test_the_same_text_is_sealed_differently_each_time_and_never_shows() -> None:
    sealed = {cipher.encrypt(NIK) for _ in range(20)}
    assert len(sealed) == 20
    assert not any(NIK.encode() in base64.b64decode(each) for each in sealed)


def test_another_key_opens_nothing() -> None:
    with pytest.raises(InvalidTag):
        other.decrypt(cipher.encrypt(NIK))


@given(st.integers(0, 43), st.integers(1, 255))
def test_one_changed_byte_is_noticed(place: int, difference: int) -> None:
    raw = bytearray(base64.b64decode(cipher.encrypt(NIK)))
    raw[place] ^= difference
    with pytest.raises(InvalidTag):
        cipher.decrypt(base64.b64encode(raw).decode())


def test_a_fingerprint_finds_the_same_text_again_but_only_with_the_key() -> None:
    same = Cipher("satu rahasia yang cukup panjang")
    assert cipher.fingerprint(NIK) == same.fingerprint(NIK)
    assert cipher.fingerprint(NIK) != other.fingerprint(NIK)
    assert cipher.fingerprint(NIK) != cipher.fingerprint("1872014107900002")
    assert NIK not in cipher.fingerprint(NIK)
