"""Requirements to hold something: which merits the data accept. Pure."""

from collections.abc import Collection, Iterable, Mapping
from functools import reduce
from typing import Any

from lms.credentials.models import Credential, Merit
from lms.kernel.sentence import Sentence, say
from lms.registration.answers import Answer, Where

WORDS = {
    Merit.PASSED: say("lulus"),
    Merit.ATTENDED: say("mengikuti"),
    Merit.RECOGNISED: say("diakui dari dokumen"),
    Merit.REGISTERED: say("terdaftar"),
}


def accepted(value: Mapping[str, Any]) -> frozenset[Merit]:
    """Give the merits that a requirement accepts; where it names none: all."""
    return frozenset(Merit(each) for each in value.get("accepts", list(Merit)))


def of(held: Iterable[Credential]) -> dict[str, frozenset[Merit]]:
    """Give by which merits these credentials hold each achievement."""
    found: dict[str, frozenset[Merit]] = {}
    for each in held:
        found[each.achievement] = found.get(each.achievement, frozenset()) | {each.merit}
    return found


def judge(value: Mapping[str, Any], held: Mapping[str, frozenset[Merit]]) -> Answer:
    """Tell whether one of the wanted achievements is held by an accepted merit."""
    name, fits = value["name"], accepted(value)
    by = {merit for slug in value["achievements"] for merit in held.get(slug, frozenset())}
    if Merit.PASSED in by & fits or Merit.REGISTERED in by & fits:
        return say("Memegang %(name)s yang masih berlaku.", name=name), None
    if by & fits:
        how = both(by & fits)
        return say("Memegang %(name)s yang masih berlaku (%(how)s).", name=name, how=how), None
    step = say("Lihat cara mengikuti %(name)s", name=name), Where.LEVELS
    if not by:
        return say("Belum memegang %(name)s yang masih berlaku.", name=name), step
    return (
        say(
            "Tercatat %(has)s %(name)s, tetapi persyaratan meminta %(wanted)s.",
            has=both(by),
            name=name,
            wanted=either(fits),
        ),
        step,
    )


def both(found: Collection[Merit]) -> Sentence:
    """Give merits as words: "mengikuti dan diakui dari dokumen"."""
    return reduce(lambda one, other: say("%(one)s dan %(other)s", one=one, other=other), _in(found))


def either(found: Collection[Merit]) -> Sentence:
    """Give merits as words: "lulus atau diakui dari dokumen"."""
    return reduce(
        lambda one, other: say("%(one)s atau %(other)s", one=one, other=other), _in(found)
    )


def _in(found: Collection[Merit]) -> list[Sentence]:
    return [WORDS[merit] for merit in Merit if merit in found]
