"""The markup of pictures, papers and explained terms within a lesson."""

from collections.abc import Callable

from markupsafe import Markup

from courses.glossing import anchor
from courses.model import Media, Term

MediaUrl = Callable[[Media], str]
PAPER_WORDS = {"application/pdf": "PDF"}


def size_words(bytes_count: int) -> str:
    """Give the size of a file as people read it: "640 B", "45 kB", "1,2 MB"."""
    if bytes_count < 1_000:
        return f"{bytes_count} B"
    if bytes_count < 1_000_000:
        return f"{-(-bytes_count // 1_000)} kB"
    return f"{bytes_count / 1_000_000:.1f} MB".replace(".", ",")


def is_picture(media: Media) -> bool:
    """Tell whether it can be shown within the page."""
    return media.kind.startswith("image/")


def picture(media: Media, url: str, alt: str, *, waits: bool) -> Markup:
    """Give the picture itself; its place is kept free. One that `waits` loads when it is near."""
    size = Markup()
    if media.width and media.height:
        size = Markup(' width="{}" height="{}"').format(media.width, media.height)
    lazy = Markup(' loading="lazy"') if waits else Markup()
    return Markup('<img src="{}" alt="{}"{}{}>').format(url, alt, size, lazy)


def picture_link(media: Media, url: str, alt: str) -> Markup:
    """Give a link to a picture that is not loaded before somebody wants it."""
    words = f"Tampilkan gambar ({size_words(media.bytes_count)})"
    return Markup('<a class="picture-link" href="{}">{}</a>').format(
        url, f"{words}: {alt}" if alt else words
    )


def figure(inner: Markup, caption: str) -> Markup:
    """Give a picture, or the link to it, as a part of its own, with a caption if it has one."""
    said = Markup("<figcaption>{}</figcaption>").format(caption) if caption else Markup()
    return Markup("<figure>{}{}</figure>\n").format(inner, said)


def paper_note(media: Media) -> str:
    """Give what is said behind the link to a file: its type and size."""
    word = PAPER_WORDS.get(media.kind, "gambar")
    return f" ({word}, {size_words(media.bytes_count)})"


def term_link(term: Term, shown: str, prefix: str) -> Markup:
    """Give a term that leads to its explanation; the explanation leads back here."""
    name = anchor(term)
    return Markup('<a class="term" id="{0}dari-{1}" href="#{0}istilah-{1}">{2}</a>').format(
        prefix, name, shown
    )
