"""What a QTI item does with answers: what is right, what it earns, what is told of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from lxml import etree

from courses.exchange.drafts import Draft, DraftAnswer, Markup
from courses.exchange.qti_markup import append_html, element, sub
from courses.exchange.shares import decimal_text

PLACES = 7
_FEEDBACK = "FEEDBACK"


@dataclass(frozen=True)
class Response:
    """A response: its name, base type and cardinality, and the keys of its answers.

    With `answers` each key earns its share; without them all keys together are right.
    """

    name: str
    base: str
    cardinality: str
    keys: tuple[str, ...]
    answers: tuple[DraftAnswer, ...] = ()
    minds_case: bool = False
    weight: int = 1

    @property
    def is_number(self) -> bool:
        """Tell whether answers are compared as numbers."""
        return self.base == "float"

    def declaration(self) -> etree._Element:
        """Give the declaration of the response."""
        made = element("responseDeclaration", identifier=self.name)
        made.set("cardinality", self.cardinality)
        made.set("baseType", self.base)
        right = self._right()
        if right:
            correct = sub(made, "correctResponse")
            for key in right:
                sub(correct, "value", key)
        if self.answers and not self.is_number:
            mapping = sub(made, "mapping", lowerBound="0", upperBound="1", defaultValue="0")
            for key, answer in zip(self.keys, self.answers, strict=True):
                entry = sub(mapping, "mapEntry", mapKey=key, mappedValue=_number(answer.fraction))
                if self.base == "string":
                    entry.set("caseSensitive", str(self.minds_case).lower())
        return made

    def _right(self) -> Sequence[str]:
        if not self.answers:
            return self.keys
        gains = [each.fraction for each in self.answers if each.fraction > 0]
        if self.cardinality == "single":
            gains = [max(gains, default=Fraction(0))]
        found = [k for k, each in zip(self.keys, self.answers, strict=True)
                 if each.fraction > 0 and each.fraction in gains]  # fmt: skip
        return found[:1] if self.cardinality == "single" else found


def response_of(
    name: str,
    keys: Sequence[str],
    answers: Sequence[DraftAnswer],
    *,
    base: str = "identifier",
    is_single: bool = True,
    minds_case: bool = False,
    weight: int = 1,
) -> Response:
    """Give a response whose answers each earn a share."""
    cardinality = "single" if is_single else "multiple"
    return Response(name, base, cardinality, tuple(keys), tuple(answers), minds_case, weight)


def processing(
    root: etree._Element, body: etree._Element, responses: Sequence[Response], draft: Draft
) -> None:
    """Add to an item its outcomes, its body, what becomes of answers, and what is told of them."""
    scored = [each for each in responses if each.keys]
    _outcome(root, "SCORE", draft.defaultgrade)
    for each in scored:
        _outcome(root, f"{each.name}-SCORE", Fraction(each.weight))
    has_feedback = any(answer.feedback for each in responses for answer in each.answers)
    if has_feedback:
        declared = sub(root, "outcomeDeclaration", identifier=_FEEDBACK)
        declared.set("cardinality", "multiple")
        declared.set("baseType", "identifier")
    root.append(body)
    if scored:
        steps = sub(root, "responseProcessing")
        for each in scored:
            _earning(steps, each)
        _sum(steps, scored, draft.defaultgrade)
        for each in scored:
            _telling(steps, each)
    for each in responses:
        _told(root, each, draft.markup)


def _outcome(root: etree._Element, name: str, most: Fraction) -> None:
    made = sub(root, "outcomeDeclaration", identifier=name, cardinality="single", baseType="float")
    made.set("normalMaximum", _number(most))
    sub(sub(made, "defaultValue"), "value", "0")


def _earning(steps: etree._Element, response: Response) -> None:
    """Set what a response earns."""
    name = f"{response.name}-SCORE"
    if response.answers and not response.is_number:
        outcome = sub(steps, "setOutcomeValue", identifier=name)
        sub(outcome, "mapResponse", identifier=response.name)
        return
    if not response.answers:
        branch = sub(sub(steps, "responseCondition"), "responseIf")
        test = sub(branch, "match")
        sub(test, "variable", identifier=response.name)
        sub(test, "correct", identifier=response.name)
        _value(sub(branch, "setOutcomeValue", identifier=name), "float", "1")
        return
    for key, answer in zip(response.keys, response.answers, strict=True):
        branch = sub(sub(steps, "responseCondition"), "responseIf")
        both = sub(branch, "and")
        _test(both, response, key, answer)
        less = sub(both, "lt")
        sub(less, "variable", identifier=name)
        _value(less, "float", _number(answer.fraction))
        outcome = sub(branch, "setOutcomeValue", identifier=name)
        _value(outcome, "float", _number(answer.fraction))


def _sum(steps: etree._Element, scored: Sequence[Response], grade: Fraction) -> None:
    """Set the score: the mean of what responses earn by their weights, times the grade."""
    total = sum(each.weight for each in scored) or 1
    product = sub(sub(steps, "setOutcomeValue", identifier="SCORE"), "product")
    _value(product, "float", _number(grade / total))
    addition = sub(product, "sum")
    for each in scored:
        weighted = sub(addition, "product")
        sub(weighted, "variable", identifier=f"{each.name}-SCORE")
        _value(weighted, "float", str(each.weight))


def _telling(steps: etree._Element, response: Response) -> None:
    """Note which answers were given of which something is told."""
    for nth, (key, answer) in enumerate(zip(response.keys, response.answers, strict=False), 1):
        if answer.feedback:
            branch = sub(sub(steps, "responseCondition"), "responseIf")
            _test(branch, response, key, answer)
            both = sub(sub(branch, "setOutcomeValue", identifier=_FEEDBACK), "multiple")
            sub(both, "variable", identifier=_FEEDBACK)
            _value(both, "identifier", f"{response.name}-{nth}")


def _test(parent: etree._Element, response: Response, key: str, answer: DraftAnswer) -> None:
    """Add the test whether this answer was given."""
    if response.is_number:
        margin = decimal_text(answer.tolerance or Fraction(0))
        test = sub(parent, "equal", toleranceMode="absolute", tolerance=f"{margin} {margin}")
    elif response.base == "string":
        minds_case = str(response.minds_case).lower()
        test = sub(parent, "stringMatch", caseSensitive=minds_case, substring="false")
    else:
        test = sub(parent, "member" if response.cardinality == "multiple" else "match")
    if response.cardinality == "multiple":
        _value(test, response.base, key)
        sub(test, "variable", identifier=response.name)
        return
    sub(test, "variable", identifier=response.name)
    _value(test, response.base, key)


def _told(root: etree._Element, response: Response, markup: Markup) -> None:
    for nth, answer in enumerate(response.answers, 1):
        if answer.feedback:
            said = sub(root, "modalFeedback", outcomeIdentifier=_FEEDBACK,
                       identifier=f"{response.name}-{nth}", showHide="show")  # fmt: skip
            append_html(said, answer.feedback, markup, lambda _name: None)


def _value(parent: etree._Element, base: str, text: str) -> None:
    sub(parent, "baseValue", text, baseType=base)


def _number(value: Fraction) -> str:
    return decimal_text(value, places=PLACES)
