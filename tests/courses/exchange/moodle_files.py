"""Made-up questions as Moodle exports them, and files made to do harm."""

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def a_quiz(*questions: str) -> bytes:
    """Give a whole file; the first question begins on line 3."""
    return f"{HEAD}<quiz>\n{''.join(questions)}</quiz>".encode()


def a_question(type_: str, body: str = "", stem: str = "Siapa?") -> str:
    """Give a question element of this type with what is its own."""
    return (
        f'<question type="{type_}">\n'
        "  <name><text>Soal</text></name>\n"
        f'  <questiontext format="html"><text><![CDATA[{stem}]]></text></questiontext>\n'
        '  <generalfeedback format="html"><text>Lihat pasal 3.</text></generalfeedback>\n'
        "  <defaultgrade>2.0000000</defaultgrade><penalty>0.3333333</penalty><hidden>0</hidden>\n"
        f"  <idnumber>A &amp; B</idnumber>\n{body}\n</question>\n"
    )


def an_answer(text: str, fraction: str = "100", feedback: str = "", more: str = "") -> str:
    """Give an answer element."""
    return (
        f'<answer fraction="{fraction}" format="html"><text>{text}</text>'
        f'<feedback format="html"><text>{feedback}</text></feedback>{more}</answer>'
    )


LAUGHS = b"""<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>
<quiz><question type="essay"><name><text>&c;</text></name></question></quiz>"""
OUTSIDE = b"""<!-- x --><!DOCTYPE quiz SYSTEM "file:///etc/passwd" [
<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz>&x;</quiz>"""
HIDDEN_OUTSIDE = (
    b"<!--" + b" " * 100_000 + b"--><!DOCTYPE quiz [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
    b"<quiz><question type='essay'><name><text>&x;</text></name></question></quiz>"
)
