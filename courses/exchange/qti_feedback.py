"""What a QTI item tells after an answer: of each answer, and the explanation of all."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from courses.exchange.qti_elements import Texts

EXPLANATION = "EXPLANATION"
"""The outcome that shows our own explanation."""

_OURS = re.compile(r"(RESPONSE[0-9]*)-([0-9]+)")


@dataclass(frozen=True)
class Told:
    """The explanation, and by its identifier what is told of one answer."""

    explanation: str
    by_name: Mapping[str, str]

    def of(self, response: str, nth: int, choice: str = "") -> str:
        """Give what is told of the nth answer of a response, or of the choice of this name."""
        return self.by_name.get(f"{response}-{nth}", self.by_name.get(choice, "") if choice else "")


def told(root: etree._Element, texts: Texts) -> Told:
    """Give what the modal feedback of an item says.

    What belongs to a choice of that name belongs to it; the rest is the explanation.
    """
    choices = {each.get("identifier", "") for each in root.iter("simpleChoice")}
    explained, by_name = [], {}
    for each in root.findall("modalFeedback"):
        name = each.get("identifier", "")
        if _OURS.fullmatch(name) or name in choices:
            by_name[name] = texts.line_of(each)
        else:
            explained.append(texts.of(each))
    return Told("\n\n".join(dict.fromkeys(filter(None, explained))), by_name)
