"""Whom to ask about an angkatan, as the component `contact` shows it."""

from dataclasses import dataclass

from lms.people.phones import readable, whatsapp_url
from lms.training.models import Angkatan


@dataclass(frozen=True)
class Contact:
    """A name, a phone written for people, and a wa.me address."""

    name: str
    phone: str
    whatsapp_url: str


def contact(angkatan: Angkatan) -> Contact:
    """Give the contact person of an angkatan."""
    number = angkatan.whatsapp
    return Contact(angkatan.contact_name, readable(number), whatsapp_url(number))
