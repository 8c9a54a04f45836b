"""Pictures, and question files that carry them."""

import base64
import io
from collections.abc import Mapping

from PIL import Image

PLUGIN = "@@PLUGINFILE@@"


def a_picture(colour: str = "red", *, form: str = "PNG", size: tuple[int, int] = (40, 30)) -> bytes:
    """Give a picture of one colour."""
    stream = io.BytesIO()
    Image.new("RGB", size, colour).save(stream, form)
    return stream.getvalue()


def a_photo() -> bytes:
    """Give a photo that says by which camera it was taken."""
    exif = Image.Exif()
    exif[271] = "Kamera Contoh"
    stream = io.BytesIO()
    Image.effect_noise((1600, 1200), 80).convert("RGB").save(stream, "JPEG", exif=exif, quality=95)
    return stream.getvalue()


def shown(name: str, alt: str = "Peta desa") -> str:
    """Give the tag that shows a file of the question."""
    return f'<img src="{PLUGIN}/{name}" alt="{alt}">'


def a_quiz(*questions: tuple[str, Mapping[str, bytes]]) -> bytes:
    """Give Moodle XML of questions: the HTML of the stem, and its files."""
    return "".join(["<quiz>", *(_question(*each) for each in questions), "</quiz>"]).encode()


def _question(stem: str, files: Mapping[str, bytes]) -> str:
    held = "".join(
        f'<file name="{name}" path="/" encoding="base64">{base64.b64encode(each).decode()}</file>'
        for name, each in files.items()
    )
    answers = "".join(
        f'<answer fraction="{share}" format="html"><text>{text}</text></answer>'
        for text, share in (("Kampung", 100), ("Kota", 0), ("Laut", 0))
    )
    return (
        f'<question type="multichoice"><questiontext format="html"><text><![CDATA[{stem}]]></text>'
        f"{held}</questiontext><generalfeedback><text>Karena begitu.</text></generalfeedback>"
        f"<tags><tag><text>C2</text></tag></tags>{answers}</question>"
    )
