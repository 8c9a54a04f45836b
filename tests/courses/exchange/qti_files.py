"""QTI as others write it, made up after the public specification."""

import io
import zipfile
from collections.abc import Mapping

NS21 = "http://www.imsglobal.org/xsd/imsqti_v2p1"
NS22 = "http://www.imsglobal.org/xsd/imsqti_v2p2"
NS30 = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"


def an_item(declared: str, body: str, *, after: str = "", space: str = NS21) -> bytes:
    """Give an item of QTI 2."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><assessmentItem xmlns="{space}" identifier="i" '
        f'title="Butir" adaptive="false" timeDependent="false">{declared}'
        f"<itemBody>{body}</itemBody>{after}</assessmentItem>"
    ).encode()


def right(
    *values: str, cardinality: str = "single", base: str = "identifier", more: str = ""
) -> str:
    """Give a declaration of a response."""
    listed = "".join(f"<value>{value}</value>" for value in values)
    return (
        f'<responseDeclaration identifier="RESPONSE" cardinality="{cardinality}" '
        f'baseType="{base}"><correctResponse>{listed}</correctResponse>{more}'
        "</responseDeclaration>"
    )


def mapped(**values: float) -> str:
    """Give a mapping of what answers earn."""
    entries = (f'<mapEntry mapKey="{key}" mappedValue="{value}"/>' for key, value in values.items())
    return f'<mapping defaultValue="0">{"".join(entries)}</mapping>'


def choices(**texts: str) -> str:
    """Give choices by identifier."""
    return "".join(
        f'<simpleChoice identifier="{key}">{text}</simpleChoice>' for key, text in texts.items()
    )


SINGLE = an_item(
    right("B"),
    "<p>Siapa <strong>PSM</strong>?</p>"
    '<choiceInteraction responseIdentifier="RESPONSE" shuffle="true" maxChoices="1">'
    "<prompt>Pilih satu.</prompt>"
    + choices(A="Pegawai", B='Relawan<feedbackInline identifier="B">Tepat.</feedbackInline>')
    + choices(C="Pejabat")
    + "</choiceInteraction>",
    after='<modalFeedback outcomeIdentifier="F" identifier="x" showHide="show">'
    "<p>PSM bekerja sukarela.</p></modalFeedback>",
)

THIRD = f"""<?xml version="1.0" encoding="UTF-8"?>
<qti-assessment-item xmlns="{NS30}" identifier="tiga" title="Versi tiga">
  <qti-response-declaration identifier="RESPONSE" cardinality="multiple" base-type="identifier">
    <qti-correct-response><qti-value>a</qti-value><qti-value>b</qti-value></qti-correct-response>
    <qti-mapping lower-bound="0" upper-bound="2" default-value="0">
      <qti-map-entry map-key="a" mapped-value="1"/><qti-map-entry map-key="b" mapped-value="1"/>
      <qti-map-entry map-key="c" mapped-value="-1"/>
    </qti-mapping>
  </qti-response-declaration>
  <qti-item-body>
    <qti-choice-interaction response-identifier="RESPONSE" max-choices="0">
      <qti-prompt>Apa saja tugas PSM?</qti-prompt>
      <qti-simple-choice identifier="a">Mendata</qti-simple-choice>
      <qti-simple-choice identifier="b">Mendampingi</qti-simple-choice>
      <qti-simple-choice identifier="c">Menghukum</qti-simple-choice>
    </qti-choice-interaction>
  </qti-item-body>
</qti-assessment-item>""".encode()

MATCH = an_item(
    right("L1 R2", "L2 R1", "L3 R2", cardinality="multiple", base="directedPair"),
    '<matchInteraction responseIdentifier="RESPONSE" shuffle="true" maxAssociations="3">'
    "<prompt>Jodohkan.</prompt><simpleMatchSet>"
    + "".join(
        f'<simpleAssociableChoice identifier="L{n}" matchMax="1">Kiri {n}</simpleAssociableChoice>'
        for n in (1, 2, 3)
    )
    + "</simpleMatchSet><simpleMatchSet>"
    + "".join(
        f'<simpleAssociableChoice identifier="R{n}" matchMax="4">Kanan {n}</simpleAssociableChoice>'
        for n in (1, 2, 3)
    )
    + "</simpleMatchSet></matchInteraction>",
)

ORDER = an_item(
    right("c", "a", "b", cardinality="ordered"),
    '<orderInteraction responseIdentifier="RESPONSE" shuffle="true"><prompt>Urutkan.</prompt>'
    + choices(a="Kedua", b="Ketiga", c="Pertama")
    + "</orderInteraction>",
)

GAPS = an_item(
    right("W1 G2", "W2 G1", cardinality="multiple", base="directedPair"),
    '<gapMatchInteraction responseIdentifier="RESPONSE" shuffle="false">'
    '<gapText identifier="W1" matchMax="1">warga</gapText>'
    '<gapText identifier="W2" matchMax="1">relawan</gapText>'
    '<gapText identifier="W3" matchMax="1">pejabat</gapText>'
    '<p>PSM adalah <gap identifier="G1"/> bagi <gap identifier="G2"/>.</p></gapMatchInteraction>',
)

INLINE = an_item(
    right("Y"),
    '<p>Air mendidih pada 100 <inlineChoiceInteraction responseIdentifier="RESPONSE" '
    'shuffle="false"><inlineChoice identifier="Y">derajat</inlineChoice>'
    '<inlineChoice identifier="T">meter</inlineChoice></inlineChoiceInteraction> Celsius.</p>',
)

WORD = an_item(
    right("Jakarta", base="string", more=mapped(Jakarta=2, Batavia=1)),
    '<p>Ibu kota? <textEntryInteraction responseIdentifier="RESPONSE" expectedLength="15"/></p>',
    space=NS22,
)

NUMBER = an_item(
    right("12.5", base="float"),
    '<p>Berapa? <textEntryInteraction responseIdentifier="RESPONSE"/></p>',
    after="<responseProcessing><responseCondition><responseIf>"
    '<equal toleranceMode="absolute" tolerance="0.5 0.5"><variable identifier="RESPONSE"/>'
    '<correct identifier="RESPONSE"/></equal><setOutcomeValue identifier="SCORE">'
    '<baseValue baseType="float">1</baseValue></setOutcomeValue></responseIf>'
    "</responseCondition></responseProcessing>",
)

ESSAY = an_item(
    '<responseDeclaration identifier="RESPONSE" cardinality="single" baseType="string"/>',
    '<p>Jelaskan.</p><extendedTextInteraction responseIdentifier="RESPONSE" expectedLines="5"/>'
    '<rubricBlock view="scorer"><p>Lihat isinya.</p></rubricBlock>',
)

HOTSPOT = an_item(right("A"), '<hotspotInteraction responseIdentifier="RESPONSE" maxChoices="1"/>')


def a_package(items: Mapping[str, bytes], files: Mapping[str, bytes] | None = None) -> bytes:
    """Give a content package."""
    listed = "".join(
        f'<resource identifier="{name}" type="imsqti_item_xmlv2p1" href="{name}">'
        "<metadata><lom><general><keyword><string>level: C3</string></keyword></general></lom>"
        f'</metadata><file href="{name}"/></resource>'
        for name in items
    )
    manifest = (
        '<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" identifier="m"><resources>'
        f"{listed}</resources></manifest>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("imsmanifest.xml", manifest)
        for name, content in {**items, **(files or {})}.items():
            packed.writestr(name, content)
    return stream.getvalue()
