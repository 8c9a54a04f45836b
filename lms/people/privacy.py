"""The privacy notice: its version is kept with each account that saw it."""

NOTICE_VERSION = "2026-11"
