"""The command `lms`. What needs no application starts without it; the rest is `lms.commands`."""

import sys
from importlib import import_module

import click

from lms.workshop.commands import questions


def main() -> None:
    """Run the command that the arguments name."""
    if sys.argv[1:2] == [questions.name]:
        click.Group("lms", commands=[questions]).main(prog_name="lms")
    else:
        import_module("lms.commands").main()
