"""The blueprint of the accounts' desk."""

from flask import Blueprint

blueprint = Blueprint("people_desk", __name__)
