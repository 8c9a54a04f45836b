"""The blueprint of the first pages and of those that show several features at once."""

from flask import Blueprint

blueprint = Blueprint("home", __name__)
