"""What log lines look like: for people on a terminal, as JSON for machines."""

import structlog
from structlog.typing import Processor


def configure(*, as_json: bool) -> None:
    """Set logging up for this process.

    Tracebacks come without the values of variables, which may be somebody's NIK or password.
    """
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    console = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    machine: list[Processor] = [
        structlog.processors.format_exc_info,
        structlog.processors.JSONRenderer(),
    ]
    structlog.configure(processors=[*shared, *(machine if as_json else [console])])
