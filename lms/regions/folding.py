"""How names are compared in searches: without case, accents and kinds of apostrophe."""

import unicodedata

_APOSTROPHES = str.maketrans(dict.fromkeys("‘’ʼ`´", "'"))


def fold(text: str) -> str:
    """Give the text in lower case, without accents, with plain apostrophes and single blanks."""
    apart = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES))
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(bare.casefold().split())
