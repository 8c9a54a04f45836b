"""From what people write about where somebody lives to the code of the desa."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.kernel.sentence import Sentence, say
from lms.regions.folding import fold
from lms.regions.models import Level, Region
from lms.regions.queries import full_names

_CODE = re.compile(r"(\d\d)\.?(\d\d)\.?(\d\d)\.?(\d{4})")
_DESA_WORDS = re.compile(r"^(desa|ds|kelurahan|kel|kampung|nagari|pekon|gampong)\b\.? +")
_OUTER_WORDS = re.compile(r"^(kecamatan|kec|provinsi|prov|distrik)\b\.? *")
_KABUPATEN = re.compile(r"^(kabupaten|kab)\b\.? *")
_KOTA = re.compile(r"^(kota administrasi|kota adm\.?|kota)\b *")
_NAMED_MOST = 5
_BATCH = 500


def resolve(session: Session, texts: Collection[str]) -> dict[str, str | Sentence]:
    """Give for each text the code of its desa, or what is wrong with it.

    A text is a code (dotted or ten digits) or "desa, kecamatan, kabupaten/kota".
    """
    codes = {text: _code(text) for text in texts}
    named = {text: _parts(text) for text in texts if codes[text] is None}
    known = set(_known_codes(session, {code for code in codes.values() if code}))
    candidates = _candidates(session, {parts[0] for parts in named.values() if parts})
    paths = full_names(session, [code for found in candidates.values() for code in found])
    answers: dict[str, str | Sentence] = {}
    for text, code in codes.items():
        if code is None:
            answers[text] = _by_name(named[text], candidates, paths)
        else:
            answers[text] = code if code in known else _unknown_code(code)
    return answers


def _code(text: str) -> str | None:
    found = _CODE.fullmatch(text.replace(" ", ""))
    return ".".join(found.groups()) if found else None


def _unknown_code(code: str) -> Sentence:
    return say("Tidak ada desa atau kelurahan dengan kode %(code)s.", code=code)


def _parts(text: str) -> list[str]:
    parts = [part for part in (fold(each) for each in re.split(r"[,;/]", text)) if part]
    return [_DESA_WORDS.sub("", parts[0]), *parts[1:]] if parts else []


def _batches(values: Collection[str]) -> Iterator[Sequence[str]]:
    ordered = sorted(values)
    for start in range(0, len(ordered), _BATCH):
        yield ordered[start : start + _BATCH]


def _known_codes(session: Session, codes: Collection[str]) -> Iterator[str]:
    for batch in _batches(codes):
        # by the code alone: SQLite would look through all desa for each batch
        found = select(Region.code, Region.level, Region.is_active).where(Region.code.in_(batch))
        for code, level, is_active in session.execute(found):
            if level is Level.DESA and is_active:
                yield code


def _candidates(session: Session, names: Collection[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for batch in _batches(names):
        rows = session.execute(
            select(Region.search_name, Region.code)
            .where(Region.level == Level.DESA, Region.search_name.in_(batch), Region.is_active)
            .order_by(Region.code)
        )
        for name, code in rows:
            found.setdefault(name, []).append(code)
    return found


def _by_name(
    parts: Sequence[str], candidates: Mapping[str, list[str]], paths: Mapping[str, str]
) -> str | Sentence:
    codes = candidates.get(parts[0], []) if parts else []
    fitting = [code for code in codes if _fits(parts[1:], paths[code])]
    if len(fitting) == 1:
        return fitting[0]
    if not fitting:
        return say(
            "Desa atau kelurahan ini tidak ditemukan. Tulis kodenya, atau “desa, kecamatan, "
            "kabupaten/kota” seperti pada KTP."
        )
    shown = "; ".join(f"{paths[code]} ({code})" for code in fitting[:_NAMED_MOST])
    return say(
        "Ada %(count)s desa atau kelurahan yang cocok. Tulis kode salah satunya: %(shown)s.",
        count=len(fitting),
        shown=shown + (" …" if len(fitting) > _NAMED_MOST else ""),
    )


def _fits(wanted: Sequence[str], path: str) -> bool:
    outer = [fold(name) for name in path.split(", ")[1:]]
    return all(any(_same(each, name) for name in outer) for each in wanted)


def _same(wanted: str, name: str) -> bool:
    wanted = _OUTER_WORDS.sub("", wanted)
    if _KABUPATEN.match(wanted):
        return not _KOTA.match(name) and _bare(wanted) == _bare(name)
    if _KOTA.match(wanted):
        return bool(_KOTA.match(name)) and _bare(wanted) == _bare(name)
    return wanted in (name, _bare(name))


def _bare(name: str) -> str:
    return _KOTA.sub("", _KABUPATEN.sub("", name))
