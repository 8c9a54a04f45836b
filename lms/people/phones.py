"""Phone numbers of people: the one rule of `regions.phones`."""

from lms.regions.phones import normalise, readable, whatsapp_url

__all__ = ["normalise", "readable", "whatsapp_url"]
